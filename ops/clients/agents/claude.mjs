// Lets Claude Code use the MCP server quilt of its configuration, with a model that plays calls: node claude.mjs
// The last call is expected to fail. Prints one JSON line with what Claude Code returned to the model.

import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { Model } from './model.mjs';

const CALLS = [
  ['mcp__quilt__bucket_list', {}],
  ['ReadMcpResourceTool', { server: 'quilt', uri: 'auth://status' }],
  ['mcp__quilt__package_browse', { package_name: 'examples/hurdat', registry: 's3://quilt-example' }],
];

/** Otherwise it asks the model before the server's tools are there, if that takes longer than some seconds. */
const PATIENT = { MCP_CONNECTION_NONBLOCKING: 'false', MCP_CONNECT_TIMEOUT_MS: '200000', MCP_TIMEOUT: '200000' };

/** The part of Anthropic's Messages API that Claude Code needs. */
const MESSAGES = {
  serves: (path) => path.startsWith('/v1/messages?'),
  tools: ({ tools = [] }) => tools.map(({ name }) => name),
  results: ({ messages }) => messages
    .flatMap(({ content }) => (Array.isArray(content) ? content : []))
    .filter(({ type }) => type === 'tool_result')
    .map(({ content }) => (typeof content === 'string' ? content : content.map(({ text }) => text).join(''))),
  message(call, id) {
    const [name, input] = call ?? [];
    const block = call ? { type: 'tool_use', id: `call_${id}`, name, input: {} } : { type: 'text', text: '' };
    const delta = call
      ? { type: 'input_json_delta', partial_json: JSON.stringify(input) }
      : { type: 'text_delta', text: 'That was all.' };
    const usage = { input_tokens: 1, output_tokens: 1 };
    const message = { id: `message_${id}`, type: 'message', role: 'assistant', model: 'none', content: [], usage };
    return [
      { type: 'message_start', message },
      { type: 'content_block_start', index: 0, content_block: block },
      { type: 'content_block_delta', index: 0, delta },
      { type: 'content_block_stop', index: 0 },
      { type: 'message_delta', delta: { stop_reason: call ? 'tool_use' : 'end_turn' }, usage },
      { type: 'message_stop' },
    ].map((event) => `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`).join('');
  },
};

const model = new Model(CALLS, MESSAGES);

await model.play(async (url) => {
  const env = { ...process.env, ...PATIENT, ANTHROPIC_BASE_URL: url, ANTHROPIC_API_KEY: 'none', ENABLE_TOOL_SEARCH: 'false' };
  const allowed = 'mcp__quilt,ReadMcpResourceTool';
  const running = promisify(execFile)('claude', ['-p', 'Play the calls.', '--allowedTools', allowed], { env, cwd: env.HOME });
  running.child.stdin.end();
  await running;
  const [listed, read, refused] = model.results;
  return {
    tools: model.tools.length,
    buckets: JSON.parse(listed).buckets.map((bucket) => bucket.name),
    status: JSON.parse(JSON.parse(read).contents[0].text),
    refused,
  };
});
