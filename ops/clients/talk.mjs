// Runs an official TypeScript client against an MCP server: node talk.mjs URL TOKEN ERA
// ERA is v2-auto, v2-pinned, v2-legacy, v1, or stdio, which is v1 on the program that a JSON configuration in TALK_CONFIG starts.
// Prints one JSON line with what the client saw; a failure is one sentence. The last request, prompts/list, is expected to fail.

const MODERN = '2026-07-28';
const BUCKET = process.env.TALK_BUCKET ?? 'quilt-example';
const PACKAGE = process.env.TALK_PACKAGE ?? 'examples/hurdat';
const READABLE = /^s3:\/\/[^?]+\.(md|txt|csv)(\?|$)/;
const INFO = { name: 'quilt-mcp-foreign-client', version: '0.22.0' };

const MODES = { 'v2-auto': 'auto', 'v2-pinned': { pin: MODERN }, 'v2-legacy': 'legacy' };

async function connectV2(url, requestInit, mode) {
  const { Client, StreamableHTTPClientTransport } = await import('@modelcontextprotocol/client');
  const client = new Client(INFO, { versionNegotiation: { mode } });
  await client.connect(new StreamableHTTPClientTransport(url, { requestInit }));
  return { client, protocol: client.getNegotiatedProtocolVersion() };
}

async function connectV1(url, requestInit) {
  const { Client } = await import('@modelcontextprotocol/sdk/client/index.js');
  const { StreamableHTTPClientTransport } = await import('@modelcontextprotocol/sdk/client/streamableHttp.js');
  const client = new Client(INFO);
  const transport = new StreamableHTTPClientTransport(url, { requestInit });
  await client.connect(transport);
  return { client, protocol: transport.protocolVersion };
}

async function connectStdio() {
  const { Client } = await import('@modelcontextprotocol/sdk/client/index.js');
  const { StdioClientTransport } = await import('@modelcontextprotocol/sdk/client/stdio.js');
  const { command, args, env } = JSON.parse(process.env.TALK_CONFIG).mcpServers.quilt;
  const client = new Client(INFO);
  const { HOME, PATH, npm_config_offline } = process.env;
  await client.connect(new StdioClientTransport({ command, args, env: { HOME, PATH, npm_config_offline, ...env }, stderr: 'ignore' }));
  return { client, protocol: null };
}

function connect(url, token, era) {
  const requestInit = { headers: { Authorization: `Bearer ${token}` } };
  switch (era) {
    case 'stdio': return connectStdio();
    case 'v1': return connectV1(url, requestInit);
    default: return connectV2(url, requestInit, MODES[era]);
  }
}

/** Returns the structured content of a call; the client has checked it against the tool's output schema. */
async function call(client, name, args) {
  const result = await client.callTool({ name, arguments: args });
  if (result.isError) {
    throw new Error(`${name} failed: ${result.content?.map((part) => part.text).join(' ')}`);
  }
  if (result.structuredContent === undefined || !result.content?.some((part) => part.type === 'text')) {
    throw new Error(`${name} returned no structured content or no text`);
  }
  return result.structuredContent;
}

/** Returns every string in a JSON value. */
function strings(value) {
  if (typeof value === 'string') return [value];
  return value !== null && typeof value === 'object' ? Object.values(value).flatMap(strings) : [];
}

async function talk(url, token, era) {
  const { client, protocol } = await connect(url, token, era);
  try {
    const { tools } = await client.listTools();
    const { buckets } = await call(client, 'bucket_list', {});
    const browsed = await call(client, 'package_browse', { package_name: PACKAGE, registry: `s3://${BUCKET}` });
    const uri = strings(browsed).find((text) => READABLE.test(text));
    if (!uri) {
      throw new Error(`package_browse of ${PACKAGE} named no text file`);
    }
    const { text } = await call(client, 'object_read', { uri, type: 'text' });
    const status = await client.readResource({ uri: 'auth://status' });
    const refused = await client.listPrompts().then(() => null, (error) => error.message);
    return {
      era,
      protocol,
      server: client.getServerVersion()?.name,
      tools: tools.length,
      buckets: buckets.map((bucket) => bucket.name),
      uri,
      text: text.slice(0, 200),
      status: JSON.parse(status.contents[0].text),
      refused,
    };
  } finally {
    await client.close();
  }
}

async function main([url, token, era]) {
  const eras = [...Object.keys(MODES), 'v1', 'stdio'];
  if (!url || !token || !eras.includes(era)) {
    throw new Error(`usage: node talk.mjs URL TOKEN ${eras.join('|')}`);
  }
  console.log(JSON.stringify(await talk(new URL(url), token, era)));
}

try {
  await main(process.argv.slice(2));
} catch (error) {
  console.error(String(error.message ?? error).split('\n')[0]);
  process.exitCode = 1;
}
