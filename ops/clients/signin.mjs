// Signs an official TypeScript client in: node signin.mjs URL CONTROL CLIENT [REDIRECT|PORT]
// CLIENT is v1, v2 or mcp-remote; CONTROL is the sandbox's control URL; REDIRECT is for v1 and v2, by default on loopback.
// PORT is for mcp-remote, where its callback listens: the one that it derives from the URL may be taken, which it notices too late.
// The client signs in and gets an expired token, which it must refresh; then its grant is revoked, and it must sign in again.
// Prints one JSON line with what the client saw; a failure is one sentence.

import { createServer } from 'node:http';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { readdir, readFile, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { Browser } from './browser.mjs';

const INFO = { name: 'quilt-mcp-foreign-client', version: '0.22.0' };
const USER = 'writer';
const ATTEMPTS = 300;
const PATIENCE = 60_000; // milliseconds

async function setTokenSeconds(control, accessTokenSeconds) {
  const response = await fetch(`${control}/settings`, { signal: AbortSignal.timeout(PATIENCE), method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ connect: { accessTokenSeconds } }),
  });
  if (!response.ok) throw new Error(`the sandbox refused its settings: ${await response.text()}`);
}

/** Revokes tokens as a client does, at the endpoint that the metadata of its issuer names. */
async function revoke(url, clientId, ...tokens) {
  const document = new URL('/.well-known/oauth-authorization-server', url);
  const metadata = await (await fetch(document, { signal: AbortSignal.timeout(PATIENCE) })).json();
  for (const token of tokens) {
    const body = new URLSearchParams({ client_id: clientId, token });
    const request = { method: 'POST', body };
    const response = await fetch(metadata.revocation_endpoint, { ...request, signal: AbortSignal.timeout(PATIENCE) });
    if (!response.ok) throw new Error(`revocation answered ${response.status}`);
  }
}

/** What a host of the client keeps: the SDKs' own interface, in memory. */
class Provider {
  constructor(redirect) {
    this.redirectUrl = redirect;
    this.counts = { registered: 0, tokens: 0 };
  }

  get clientMetadata() {
    return {
      client_name: INFO.name,
      redirect_uris: [this.redirectUrl],
      grant_types: ['authorization_code', 'refresh_token'],
      response_types: ['code'],
      token_endpoint_auth_method: 'none',
    };
  }

  state() { return (this.sent = `state of ${this.counts.tokens}`); }
  clientInformation() { return this.client; }
  saveClientInformation(client) { this.counts.registered++; this.client = client; }
  tokens() { return this.kept; }
  saveTokens(tokens) { this.counts.tokens++; this.kept = tokens; }
  redirectToAuthorization(url) { this.authorize = url; }
  saveCodeVerifier(verifier) { this.verifier = verifier; }
  codeVerifier() { return this.verifier; }
  invalidateCredentials(scope) {
    if (scope === 'all' || scope === 'client') this.client = undefined;
    if (scope === 'all' || scope === 'tokens') this.kept = undefined;
  }
}

async function sdk(version) {
  if (version === 'v2') return import('@modelcontextprotocol/client');
  const { Client } = await import('@modelcontextprotocol/sdk/client/index.js');
  const { StreamableHTTPClientTransport } = await import('@modelcontextprotocol/sdk/client/streamableHttp.js');
  const { UnauthorizedError } = await import('@modelcontextprotocol/sdk/client/auth.js');
  return { Client, StreamableHTTPClientTransport, UnauthorizedError };
}

/** The loopback port of a native client; returns its redirect and closes with the process. */
async function listen() {
  const server = createServer((request, response) => response.end('You can close this page.')).listen(0, '127.0.0.1');
  server.unref();
  await once(server, 'listening');
  return `http://127.0.0.1:${server.address().port}/callback`;
}

/** A client of one of the SDKs, whose user is at the browser. */
class SdkClient {
  constructor(url, modules, browser, redirect, version) {
    Object.assign(this, { url, modules, browser, version, provider: new Provider(redirect) });
  }

  /** Runs a task; true if it needed the user, who then has signed in. */
  async #needsUser(transport, task) {
    try {
      await task();
      return false;
    } catch (error) {
      if (!(error instanceof this.modules.UnauthorizedError)) throw error;
      await this.#consent(transport);
      return true;
    }
  }

  async #consent(transport) {
    const back = await this.browser.open(this.provider.authorize, this.provider.redirectUrl);
    const answer = back.searchParams;
    if (answer.get('state') !== this.provider.sent) throw new Error(`state came back as ${answer.get('state')}`);
    this.iss = answer.get('iss');
    await transport.finishAuth(this.version === 'v2' ? answer : answer.get('code'));
  }

  #transport() {
    return new this.modules.StreamableHTTPClientTransport(this.url, { authProvider: this.provider });
  }

  /** Returns true if the user had to sign in before there was a connection. */
  async connect() {
    const first = this.#transport();
    const client = new this.modules.Client(INFO);
    const asked = await this.#needsUser(first, () => client.connect(first));
    this.client = client;
    this.transport = first;
    return asked;
  }

  /** Returns true if the user has to sign in again, which the user then does. */
  async list() {
    return this.#needsUser(this.transport, () => this.client.listTools());
  }

  async revoke() {
    const { access_token: access, refresh_token: refresh } = this.provider.kept;
    await revoke(this.url, this.provider.client.client_id, access, refresh);
  }

  close() { return this.client.close(); }
}

/** What a signed-in client sees. */
async function seen(client) {
  const { tools } = await client.listTools();
  const { structuredContent } = await client.callTool({ name: 'bucket_list', arguments: {} });
  const status = await client.readResource({ uri: 'auth://status' });
  return {
    tools: tools.length,
    buckets: structuredContent.buckets.map((bucket) => bucket.name),
    user: JSON.parse(status.contents[0].text).user_info.username,
  };
}

async function signInSdk(url, control, version, redirect) {
  const browser = new Browser(USER);
  const one = new SdkClient(url, await sdk(version), browser, redirect ?? (await listen()), version);
  await setTokenSeconds(control, 0);
  const asked = await one.connect();
  await setTokenSeconds(control, 3600);
  const askedAfterExpiry = await one.connect();
  const refreshed = one.provider.counts.tokens === 2;
  const saw = await seen(one.client);
  await one.revoke();
  const askedAfterRevocation = await one.list();
  await one.connect();
  const again = await seen(one.client);
  await one.close();
  return { asked, askedAfterExpiry, refreshed, askedAfterRevocation, saw, again, iss: one.iss, ...one.provider.counts, visits: browser.visits };
}

/** Opens the callback as soon as mcp-remote listens there, which is after it has asked its user. */
async function arrive(callback) {
  for (let attempt = 1; ; attempt++) {
    try {
      return await fetch(callback, { signal: AbortSignal.timeout(PATIENCE) });
    } catch (error) {
      if (attempt === ATTEMPTS) throw error;
      await setTimeout(100);
    }
  }
}

/** Opens in the browser each address that mcp-remote asks its user to open. */
function obey(stderr, browser, log) {
  let asked = false;
  createInterface({ input: stderr }).on('line', async (line) => {
    log.push(line);
    if (asked && /^http/.test(line.trim())) {
      asked = false;
      try {
        const end = new URL(line.trim()).searchParams.get('redirect_uri');
        await arrive(await browser.open(line.trim(), end));
      } catch (error) {
        log.push(String(error));
      }
    }
    asked ||= line.includes('Please authorize this client by visiting');
  });
}

async function throughRemote(url, port, home, browser, task) {
  const { Client } = await import('@modelcontextprotocol/sdk/client/index.js');
  const { StdioClientTransport } = await import('@modelcontextprotocol/sdk/client/stdio.js');
  const log = [];
  const transport = new StdioClientTransport({
    command: process.execPath,
    args: ['node_modules/mcp-remote/dist/proxy.js', url.href, port, '--transport', 'http-only', '--host', '127.0.0.1'],
    env: { HOME: home, PATH: join(home, 'no-browser') },
    stderr: 'pipe',
  });
  obey(transport.stderr, browser, log);
  const client = new Client(INFO);
  try {
    await client.connect(transport);
    return await task(client);
  } catch (error) {
    throw new Error(`${error.message}: ${log.join(' | ')}`);
  } finally {
    await client.close();
  }
}

/** What mcp-remote keeps in files of this ending. */
async function kept(home, ending) {
  const names = await readdir(home, { recursive: true });
  const name = names.find((file) => file.endsWith(ending));
  if (!name) throw new Error(`mcp-remote kept no ${ending}: ${names}`);
  return JSON.parse(await readFile(join(home, name), 'utf8'));
}

async function signInRemote(url, port) {
  const browser = new Browser(USER);
  const home = await mkdtemp(join(tmpdir(), 'mcp-remote-'));
  const saw = await throughRemote(url, port, home, browser, seen);
  const visits = [browser.visits];
  const { client_id: id } = await kept(home, '_client_info.json');
  const first = await kept(home, '_tokens.json');
  await revoke(url, id, first.access_token);
  const refreshed = await throughRemote(url, port, home, browser, seen);
  visits.push(browser.visits);
  const second = await kept(home, '_tokens.json');
  await revoke(url, id, second.access_token, second.refresh_token);
  const again = await throughRemote(url, port, home, browser, seen);
  visits.push(browser.visits);
  return { saw, refreshed, again, visits, rotated: first.refresh_token !== second.refresh_token };
}

async function main([url, control, client, redirect]) {
  if (!url || !control || !['v1', 'v2', 'mcp-remote'].includes(client) || (client === 'mcp-remote' && !redirect)) {
    throw new Error('usage: node signin.mjs URL CONTROL v1|v2|mcp-remote [REDIRECT|PORT]');
  }
  const saw = client === 'mcp-remote' ? await signInRemote(new URL(url), redirect) : await signInSdk(new URL(url), control, client, redirect);
  console.log(JSON.stringify(saw));
}

try {
  await main(process.argv.slice(2));
} catch (error) {
  console.error(String(error.message ?? error).split('\n')[0]);
  process.exitCode = 1;
}
