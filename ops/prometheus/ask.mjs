// Runs checks against a Prometheus: node ask.mjs CHECK... with dashboard, rules, pages, objectives, log, draining, gone. Environment: PROMETHEUS, LOG.
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const PATIENCE = 120_000;
/** Sends a request with a time limit. */
export const bounded = (url, options) => fetch(url, { signal: AbortSignal.timeout(PATIENCE), ...options });
const file = (name) => readFileSync(new URL(name, import.meta.url), 'utf8');

async function api(path) {
  const answer = await (await bounded(`${process.env.PROMETHEUS}/api/v1/${path}`)).json();
  if (answer.status !== 'success') throw new Error(answer.error);
  return answer.data;
}

/** Returns the samples of a query that are numbers. */
export async function samples(query) {
  const { resultType, result } = await api(`query?query=${encodeURIComponent(query)}`);
  if (resultType !== 'vector') throw new Error(`a ${resultType} instead of samples`);
  return result.map((sample) => Number(sample.value[1])).filter((sample) => !Number.isNaN(sample));
}

/** Returns the only value of a query, or undefined if there is none. */
export const value = async (query) => (await samples(query))[0];

/** Waits until a check passes; what it throws, or returns as a string, says why it does not. */
export async function until(what, condition) {
  const end = Date.now() + PATIENCE;
  for (;;) {
    const so = await Promise.resolve(condition()).catch((e) => e.message);
    if (so === true) return;
    if (Date.now() > end) throw new Error(`${what}: ${so || 'is not so'}`);
    await new Promise((done) => setTimeout(done, 200));
  }
}

const answered = (what, query) => until(`${what}: ${query}`, async () => (await samples(query)).length > 0 || 'no data');

async function dashboard() {
  const targets = JSON.parse(file('dashboard.json')).panels.flatMap((panel) =>
    (panel.targets ?? []).map((target) => [panel.title, target.expr.replaceAll('$__rate_interval', '5m').replaceAll(/\$(instance|tool)/g, '.*')]),
  );
  await Promise.all(targets.map(([title, query]) => answered(title, query)));
  return `${targets.length} queries of the dashboard have data`;
}

const rules = async () => (await api('rules?type=alert')).groups.flatMap((group) => group.rules);

/** Every rule is evaluated without an error, and each of its selectors finds series. */
async function checkRules() {
  const written = file('alarms.yml').match(/- alert: /g).length;
  await until('evaluation of the rules', async () => {
    const bad = (await rules()).filter((rule) => rule.health !== 'ok');
    if (bad.length) return bad.map((rule) => `${rule.name}: ${rule.health} ${rule.lastError ?? ''}`).join('\n');
    return (await rules()).length === written || 'not all are there';
  });
  const all = await rules();
  await Promise.all(all.map((rule) => api(`query?query=${encodeURIComponent(rule.query)}`)));
  const selectors = new Set(all.flatMap((rule) => rule.query.match(/[a-z_:]+\{[^}]*\}/g)));
  await Promise.all([...selectors].map((selector) => answered('a rule', selector)));
  return `${all.length} rules are evaluated, their ${selectors.size} selectors find something`;
}

/** Prometheus accepts each query of the runbook's pages: the lines in fences that begin like a query. */
async function pages() {
  const folder = new URL('../../runbook/alarms/', import.meta.url);
  const queries = readdirSync(folder).flatMap((page) =>
    [...readFileSync(new URL(page, folder), 'utf8').matchAll(/^ *```\n([^]*?)^ *```$/gm)]
      .flatMap((fence) => fence[1].split('\n').map((line) => line.trim()))
      .filter((line) => /^(quilt_mcp|jvm|process)_|^(sum|topk|rate|increase|histogram_quantile) ?\S*\(|^(sum|time)\b/.test(line)),
  );
  for (const query of queries) {
    await samples(query).catch((e) => Promise.reject(new Error(`${query}: ${e.message}`)));
  }
  return `${queries.length} queries of the pages are understood`;
}

/** Checks that each query that measures an objective has data. */
async function objectives() {
  const page = readFileSync(new URL('../../runbook/slo.md', import.meta.url), 'utf8');
  const queries = [...page.matchAll(/^```\n([^]*?)^```$/gm)].flatMap((fence) => fence[1].trim().split('\n'));
  await Promise.all(queries.map((query) => answered('an objective', query)));
  return `${queries.length} queries of the objectives have data`;
}

const CALLS = 'quilt_mcp_tool_calls_total';
const COUNTED = {
  Calls: `sum(${CALLS})`,
  CallsFailed: `sum(${CALLS}{outcome=~"error|too_late|unavailable"})`,
  CallsThrottled: `sum(${CALLS}{outcome="throttled"})`,
  SessionsRefused: `sum(${CALLS}{outcome="unauthenticated"})`,
  ExchangesFailed: 'sum(quilt_mcp_credential_exchanges_total{outcome="failed"})',
  InternalErrors: 'sum(quilt_mcp_internal_errors_total)',
  AnswersFailed: 'vector(0)',
  // The traffic is too little for a breaker, and the drain comes later.
  BreakersOpened: 'vector(0)',
  DrainsStuck: 'vector(0)',
  Starts: 'count(process_start_time_seconds)',
};

/** A CloudWatch filter: all of its terms, and none of those with a minus; in braces it is for JSON lines, of which this log has none. */
function matches(pattern, line) {
  if (pattern.startsWith('{')) return false;
  return [...pattern.matchAll(/(-?)"([^"]*)"/g)].every(([, not, term]) => line.includes(term) === !not);
}

/** The number of log lines that CloudWatch would count equals the metric. */
async function log() {
  const template = file('../cloudformation/quilt-mcp.yml');
  const filters = [
    ...template.matchAll(/Type: AWS::Logs::MetricFilter[^']*FilterPattern: '([^']*)'[^']*?MetricName: (\w+)/g),
  ].map(([, pattern, metric]) => ({ pattern, metric }));
  const metrics = new Set(filters.map((filter) => filter.metric));
  if ([...metrics].sort().join() !== Object.keys(COUNTED).sort().join()) {
    throw new Error(`the template's filters count ${[...metrics]}`);
  }
  for (const metric of metrics) {
    const patterns = filters.filter((filter) => filter.metric === metric).map((filter) => filter.pattern);
    await until(`the filters of ${metric}`, async () => {
      const lines = readFileSync(process.env.LOG, 'utf8').split('\n');
      const counted = patterns.flatMap((pattern) => lines.filter((line) => matches(pattern, line))).length;
      const expected = await value(COUNTED[metric]);
      return counted === expected || `count ${counted} lines instead of ${expected}`;
    });
  }
  return `${filters.length} filters of the template count in the log what the metrics say`;
}

async function draining() {
  await until('a drain', async () => (await value('quilt_mcp_draining{job="quilt-mcp"}')) === 1);
  return 'a drain is seen';
}

async function gone() {
  await until('alarm', async () => {
    const raised = (await rules()).filter((rule) => rule.state !== 'inactive').map((rule) => rule.name);
    return (raised.includes('QuiltMcpDown') && raised.includes('QuiltMcpInstanceDown')) || `raised: ${raised}`;
  });
  return 'a server that is gone raises QuiltMcpDown and QuiltMcpInstanceDown';
}

const CHECKS = { dashboard, rules: checkRules, pages, objectives, log, draining, gone };

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const check of process.argv.slice(2)) {
    console.log(`ok      ${await CHECKS[check]()}`);
  }
}
