// Serves the service's tools with the MCP TypeScript SDK: catalog_link computes its result, bucket_list queries the
// upstream. Stateless, so a server and a transport for each request, as the SDK documents it.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { NodeStreamableHTTPServerTransport } from '@modelcontextprotocol/node';
import { fromJsonSchema, McpServer } from '@modelcontextprotocol/server';

const [port, folder, upstream] = process.argv.slice(2);
const result = (name) => JSON.parse(readFileSync(`${folder}/${name}.json`, 'utf8')).result;
const query = {
  method: 'POST',
  headers: { 'Content-Type': 'application/json' },
  body: readFileSync(`${folder}/query.json`),
};
const called = result('call').structuredContent;
const tools = result('list').tools.map(({ name, inputSchema, outputSchema, ...rest }) => ({
  name,
  config: { ...rest, inputSchema: fromJsonSchema(inputSchema), outputSchema: fromJsonSchema(outputSchema) },
}));

const answer = (structuredContent) => ({
  content: [{ type: 'text', text: JSON.stringify(structuredContent) }],
  structuredContent,
  isError: false,
});

const handlers = {
  catalog_link: ({ bucket, package_name }) => {
    const link = (recorded) => recorded.replace('quilt-example', bucket).replace('examples/hurdat', package_name);
    return answer({ ...called, catalog_url: link(called.catalog_url), uri: link(called.uri) });
  },
  bucket_list: async () => {
    const reply = await fetch(upstream, { ...query, signal: AbortSignal.timeout(30_000) });
    if (!reply.ok) throw new Error(`status ${reply.status}`);
    const buckets = (await reply.json()).data.buckets.map(
      ({ name, title, description, relevanceScore, browsable, tags }) =>
        ({ name, title, description, relevanceScore, browsable, tags, permission: 'READ_WRITE' }),
    );
    return answer({ success: true, buckets, count: buckets.length, truncated: false });
  },
};

createServer(async (request, response) => {
  const server = new McpServer({ name: 'typescript', version: '1.0.0' });
  for (const { name, config } of tools) {
    server.registerTool(name, config, handlers[name] ?? (() => answer({})));
  }
  const transport = new NodeStreamableHTTPServerTransport({ sessionIdGenerator: undefined, enableJsonResponse: true });
  await server.connect(transport);
  await transport.handleRequest(request, response);
  response.on('close', () => server.close());
}).listen({ port: Number(port), host: '127.0.0.1', backlog: 4096 });
