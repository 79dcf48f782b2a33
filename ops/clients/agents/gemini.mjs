// Lets Gemini CLI use the MCP server quilt of its configuration, with a model that plays calls: node gemini.mjs
// The last call is expected to fail. Prints one JSON line with what Gemini CLI returned to the model.

import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Model } from './model.mjs';

const CALLS = [
  ['mcp_quilt_bucket_list', {}],
  ['mcp_quilt_package_browse', { package_name: 'examples/hurdat', registry: 's3://quilt-example' }],
];

/** The part of Google's Gemini API that Gemini CLI needs. */
const CONTENTS = {
  serves: (path) => path.includes(':streamGenerateContent'),
  tools: ({ tools = [] }) => tools.flatMap(({ functionDeclarations = [] }) => functionDeclarations.map(({ name }) => name)),
  results: ({ contents }) => contents
    .flatMap(({ parts }) => parts)
    .filter(({ functionResponse }) => functionResponse)
    .map(({ functionResponse: { response } }) => response.output ?? response.error),
  message(call) {
    const [name, args] = call ?? [];
    const parts = [call ? { functionCall: { name, args } } : { text: 'That was all.' }];
    const candidates = [{ content: { role: 'model', parts }, finishReason: 'STOP', index: 0 }];
    return `data: ${JSON.stringify({ candidates, usageMetadata: { totalTokenCount: 2 } })}\n\n`;
  },
};

/** Chooses the key as the way to log in, which a person does on a screen. */
async function chooseKey(home) {
  const file = join(home, '.gemini', 'settings.json');
  const settings = JSON.parse(await readFile(file, 'utf8'));
  await writeFile(file, JSON.stringify({ ...settings, security: { auth: { selectedType: 'gemini-api-key' } } }));
}

const model = new Model(CALLS, CONTENTS);

await model.play(async (url) => {
  const env = { ...process.env, GOOGLE_GEMINI_BASE_URL: url, GEMINI_API_KEY: 'none' };
  await chooseKey(env.HOME);
  const running = promisify(execFile)('gemini', ['--yolo', '-m', 'gemini-2.5-flash', '-p', 'Play the calls.'], { env, cwd: env.HOME });
  running.child.stdin.end();
  await running;
  const [listed, refused] = model.results;
  return {
    tools: model.tools.length,
    buckets: JSON.parse(listed.slice(listed.indexOf('{'), listed.lastIndexOf('}') + 1)).buckets.map((bucket) => bucket.name),
    refused,
  };
});
