// Cloud Map and the collector's receiver of spans, for ops/collector/test: answers the names of the template with loopback
// addresses, two for the server, and prints the MCP spans that it receives. Environment: SERVER_NAME, COLLECTOR_NAME.
import { createSocket } from 'node:dgram';
import { createServer } from 'node:http';
import { gunzipSync } from 'node:zlib';

const COLLECTOR = '127.0.0.4';
const ADDRESSES = { [process.env.SERVER_NAME]: ['127.0.0.2', '127.0.0.3'], [process.env.COLLECTOR_NAME]: [COLLECTOR] };
const A = 1;

/** A reply of DNS to a query with one question. */
function reply(query) {
  let at = 12;
  const labels = [];
  while (query[at]) {
    labels.push(query.toString('latin1', at + 1, at + 1 + query[at]));
    at += 1 + query[at];
  }
  const known = ADDRESSES[labels.join('.').toLowerCase()];
  const addresses = query.readUInt16BE(at + 1) === A ? (known ?? []) : [];
  const header = Buffer.from(query.subarray(0, 12));
  // A recursive answer, without the query's additional records; an unknown name does not exist.
  header.writeUInt16BE(known ? 0x8180 : 0x8183, 2);
  header.writeUInt16BE(addresses.length, 6);
  header.writeUInt32BE(0, 8);
  const records = addresses.map((address) =>
    Buffer.from([0xc0, 12, 0, A, 0, 1, 0, 0, 0, 10, 0, 4, ...address.split('.').map(Number)]),
  );
  return Buffer.concat([header, query.subarray(12, at + 5), ...records]);
}

const names = createSocket('udp4');
names.on('message', (query, from) => names.send(reply(query), from.port, from.address));

const spans = createServer(async (request, response) => {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  const found = gunzipSync(Buffer.concat(chunks)).toString('latin1').match(/tools\/call \w+/g) ?? [];
  found.forEach((span) => console.log(`SPAN ${request.method} ${request.url} ${request.headers['content-type']} ${span}`));
  response.writeHead(200, { 'Content-Type': 'application/x-protobuf' }).end();
});

names.bind(53, '127.0.0.1', () => spans.listen(4318, COLLECTOR, () => console.log('READY')));
