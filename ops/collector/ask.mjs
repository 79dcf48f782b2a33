// Makes a call and waits until Prometheus has its metrics from both addresses. Environment: MCP, TOKEN, PROMETHEUS.
import { bounded, samples, until } from '../prometheus/ask.mjs';

await until('both addresses of the name', async () => (await samples('up{job="quilt-mcp"} == 1')).length === 2 || 'not up');
const answer = await bounded(process.env.MCP, {
  method: 'POST',
  headers: {
    Authorization: `Bearer ${process.env.TOKEN}`,
    'Content-Type': 'application/json',
    Accept: 'application/json, text/event-stream',
  },
  body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name: 'bucket_list', arguments: {} } }),
});
if (answer.status !== 200) throw new Error(`the call returned ${answer.status}`);
await answer.text();
for (const task of ['127.0.0.2:8081', '127.0.0.3:8081']) {
  const query = `mcp_server_operation_duration_seconds_count{job="quilt-mcp",gen_ai_tool_name="bucket_list",task="${task}"}`;
  await until(query, async () => (await samples(query))[0] === 1 || 'not there');
  console.log(`ok      ${query} is 1`);
}
