// A model that plays a list of calls in their order, at an address of loopback: for agents that no test can log in.

import { createServer } from 'node:http';
import { once } from 'node:events';

export class Model {
  /** The dialect reads a request and writes a response of the vendor's interface. */
  constructor(calls, dialect) {
    this.calls = calls;
    this.dialect = dialect;
    this.tools = [];
    this.results = [];
    this.server = createServer(async (request, response) => this.#answer(request, response));
  }

  async #answer(request, response) {
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    if (!this.dialect.serves(request.url)) return response.writeHead(404).end();
    const body = JSON.parse(Buffer.concat(chunks));
    const tools = this.dialect.tools(body).filter((name) => name.includes('quilt'));
    response.writeHead(200, { 'Content-Type': 'text/event-stream' });
    // A question beside the conversation, such as for its title.
    if (tools.length === 0) return response.end(this.dialect.message());
    this.tools = tools;
    this.results = this.dialect.results(body);
    const played = this.results.length;
    return response.end(this.dialect.message(this.calls[played], played));
  }

  async listen() {
    this.server.listen(0, '127.0.0.1');
    await once(this.server, 'listening');
    return `http://127.0.0.1:${this.server.address().port}`;
  }

  /** Plays the calls with a task, prints its result as one JSON line and a failure as one sentence. */
  async play(task) {
    try {
      console.log(JSON.stringify(await task(await this.listen())));
    } catch (error) {
      console.error(`${String(error.message ?? error).split('\n')[0]}: ${JSON.stringify(this.results).slice(0, 2000)}`);
      process.exitCode = 1;
    } finally {
      this.server.close();
      this.server.closeAllConnections();
    }
  }
}
