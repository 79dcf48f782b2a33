// Lets Codex talk to the MCP servers of its configuration, without a model: node codex.mjs
// Prints one JSON line with what `codex app-server`, which its editor extensions run too, saw of the server quilt; a failure is
// one sentence. The last call is expected to fail.

import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

const SERVER = 'quilt';
/** A model that nobody serves, so that a session looks for none elsewhere. */
const NO_MODEL = ['-c', 'model_provider="none"', '-c', 'model_providers.none={name="none",base_url="http://127.0.0.1:9"}'];

class AppServer {
  constructor() {
    this.waiting = new Map();
    this.child = spawn('node_modules/.bin/codex', ['app-server', ...NO_MODEL], { stdio: ['pipe', 'pipe', 'ignore'] });
    createInterface({ input: this.child.stdout }).on('line', (line) => this.#receive(JSON.parse(line)));
    this.child.on('exit', () => this.waiting.forEach(({ reject }) => reject(new Error('codex app-server has ended'))));
  }

  #receive({ id, result, error }) {
    const { resolve, reject } = this.waiting.get(id) ?? {};
    this.waiting.delete(id);
    if (error) reject?.(new Error(error.message));
    else resolve?.(result);
  }

  #send(message) { this.child.stdin.write(`${JSON.stringify(message)}\n`); }

  request(method, params) {
    const id = this.waiting.size + 1;
    this.#send({ id, method, params });
    return new Promise((resolve, reject) => this.waiting.set(id, { resolve, reject }));
  }

  async initialize() {
    const clientInfo = { name: 'quilt-mcp-foreign-client', title: 'Test', version: '0.22.0' };
    await this.request('initialize', { clientInfo, capabilities: { experimentalApi: true } });
    this.#send({ method: 'initialized' });
  }

  close() { this.child.stdin.end(); }
}

async function talk(codex) {
  await codex.initialize();
  const { data } = await codex.request('mcpServerStatus/list', {});
  const { tools, toolsError } = data.find(({ name }) => name === SERVER);
  if (toolsError) return { refused: toolsError };
  const { thread } = await codex.request('thread/start', { ephemeral: true });
  const call = (method, params) => codex.request(method, { threadId: thread.id, server: SERVER, ...params });
  const { structuredContent } = await call('mcpServer/tool/call', { tool: 'bucket_list', arguments: {} });
  const { contents } = await call('mcpServer/resource/read', { uri: 'auth://status' });
  const last = { tool: 'package_browse', arguments: { package_name: 'examples/hurdat', registry: 's3://quilt-example' } };
  const refused = await call('mcpServer/tool/call', last).then(JSON.stringify);
  return {
    tools: Object.keys(tools).length,
    buckets: structuredContent.buckets.map((bucket) => bucket.name),
    status: JSON.parse(contents[0].text),
    refused,
  };
}

const codex = new AppServer();
try {
  console.log(JSON.stringify(await talk(codex)));
} catch (error) {
  console.error(String(error.message ?? error).split('\n')[0]);
  process.exitCode = 1;
} finally {
  codex.close();
}
