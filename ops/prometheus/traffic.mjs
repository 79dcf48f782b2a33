// Sends calls of every kind through a server in front of the sandbox: successful ones, a registration for sign-in, failures of
// each upstream, refused tokens, and more concurrent calls than the server of ops/prometheus/test allows. Twice, with a scrape
// in between, so that every series grows. Environment: MCP, READY (the sandbox's line), PROMETHEUS.
import { bounded, until, value } from './ask.mjs';

const { tokens, control } = JSON.parse(process.env.READY);

async function rpc(token, method, params) {
  const answer = await bounded(process.env.MCP, {
    method: 'POST',
    headers: {
      Authorization: `Bearer ${token}`,
      'Content-Type': 'application/json',
      Accept: 'application/json, text/event-stream',
    },
    body: JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }),
  });
  return `${answer.status} ${await answer.text()}`;
}

const call = (token, name, args = {}) => rpc(tokens[token], 'tools/call', { name, arguments: args });
const list = (token) => call(token, 'bucket_objects_list', { bucket: 'quilt-example' });

async function expect(what, promise, text) {
  const answer = await promise;
  if (!answer.includes(text)) throw new Error(`${what}: no '${text}' in ${answer.slice(0, 400)}`);
}

/** Registers a client for sign-in. */
async function register() {
  const answer = await bounded(new URL('/register', process.env.MCP), {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ redirect_uris: ['http://127.0.0.1/callback'] }),
  });
  return `${answer.status} ${await answer.text()}`;
}

async function faulty(fault, work) {
  await bounded(`${control}/faults`, { method: 'POST', body: JSON.stringify(fault) });
  await work();
  await bounded(`${control}/faults`, { method: 'DELETE' });
}

async function round() {
  // Makes the callers known, so that the next calls are not refused as unknown.
  for (const token of ['writer', 'reader', 'switcher', 'admin']) await expect('a list of buckets', call(token, 'bucket_list'), '200 ');
  for (const _ of [1, 2]) {
    await expect('a list from S3', list('reader'), '200 ');
    await expect('a resource', rpc(tokens.reader, 'resources/read', { uri: 'auth://catalog/info' }), '200 ');
  }
  await expect('a registration', register(), '201 ');
  const items = [{ key: 'alarms.txt', text: 'x' }];
  await expect('a write', call('writer', 'bucket_objects_put', { bucket: 'quilt-example', items, overwrite: true }), '200 ');
  await expect('nothing there', call('reader', 'bucket_object_info', { s3_uri: 's3://quilt-example/no/such' }), 'isError');
  await expect('a method that is not', rpc(tokens.reader, 'no/such', {}), '-32601');
  await expect('an expired token', list('expired'), '401 ');
  await faulty({ path: '/api/auth/get_credentials', status: 401 }, () => expect('a refused exchange', list('nobody'), '401 '));
  await faulty({ path: '/api/auth/get_credentials', status: 500 }, () => expect('no exchange', list('switcher'), 'isError'));
  await faulty({ path: 's3', status: 503 }, () => expect('S3 fails', list('reader'), 'isError'));
  await faulty({ path: '/graphql', delayMs: 4000 }, () => expect('too late', call('admin', 'bucket_list'), 'isError'));
  // Five calls of one caller, of which four are allowed, a third of all; then four calls of each of four callers, of which twelve are.
  await faulty({ path: '/graphql', delayMs: 1000 }, async () => {
    await burst(['writer', 'writer', 'writer', 'writer', 'writer'], 'this token at once');
    await burst(['writer', 'reader', 'switcher', 'admin'].flatMap((token) => [token, token, token, token]), 'limit of concurrent calls');
  });
  await burst(Array(70).fill('apikey'), 'in the last minute', 1);
}

/** Sends these calls, all at once unless a number is given; one of the responses must contain the text. */
async function burst(who, text, atOnce = who.length) {
  const answers = [];
  for (let i = 0; i < who.length; i += atOnce) {
    answers.push(...(await Promise.all(who.slice(i, i + atOnce).map((token) => call(token, 'bucket_list')))));
  }
  await expect('a burst', answers.join('\n'), text);
}

await until('the first scrape', async () => (await value('up{job="quilt-mcp"}')) === 1);
await round();
const calls = 'sum(mcp_server_operation_duration_seconds_count)';
await until('a scrape of the first round', async () => (await value(calls)) > 0);
const first = await value(calls);
await round();
await until('a scrape of the second round', async () => (await value(calls)) > first);
console.log('ok      traffic of every kind');
