// Runs the MCP Inspector's command line against an MCP server: node talk.mjs URL TOKEN legacy|modern
// Prints one JSON line with what it saw; a failure is one sentence. Lists with --strict, so that a schema that some
// client would not accept is a failure too.

import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);
const LAUNCHER = 'node_modules/@modelcontextprotocol/inspector/clients/launcher/build/index.js';
const LIMITS = { timeout: 60_000, maxBuffer: 64 * 1024 * 1024 };

async function inspect(url, token, era, method, ...more) {
  const { stdout, stderr } = await run(
    process.execPath,
    [LAUNCHER, '--cli', url, '--transport', 'http', '--protocol-era', era, '--format', 'json',
      '--header', `Authorization: Bearer ${token}`, '--method', method, ...more],
    LIMITS,
  );
  return { result: JSON.parse(stdout).result, stderr };
}

async function talk(url, token, era) {
  const listed = await inspect(url, token, era, 'tools/list', '--strict');
  const called = await inspect(url, token, era, 'tools/call', '--tool-name', 'bucket_list');
  const resources = await inspect(url, token, era, 'resources/list');
  const read = await inspect(url, token, era, 'resources/read', '--uri', 'auth://status');
  return {
    era,
    tools: listed.result.tools.length,
    portability: /\d+ errors?, \d+ warnings?/.exec(listed.stderr)?.[0] ?? '0 errors, 0 warnings',
    buckets: called.result.structuredContent.buckets.map((bucket) => bucket.name),
    resources: resources.result.resources.map((resource) => resource.uri),
    status: JSON.parse(read.result.contents[0].text),
  };
}

try {
  const [url, token, era] = process.argv.slice(2);
  if (!['legacy', 'modern'].includes(era)) {
    throw new Error('usage: node talk.mjs URL TOKEN legacy|modern');
  }
  console.log(JSON.stringify(await talk(url, token, era)));
} catch (error) {
  // The failed command is left out, because it contains the token.
  console.error(String(error.stderr || error.message).split('\n').slice(-5).join(' '));
  process.exitCode = 1;
}
