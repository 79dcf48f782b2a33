// Connects a program that speaks MCP on stdin and stdout with the Quilt MCP server at QUILT_MCP_URL, as the user whose token is
// QUILT_MCP_TOKEN. Each line is a JSON-RPC message, and becomes one POST. A failure becomes the response to its request.
import tls from 'node:tls';

const META = 'io.modelcontextprotocol/protocolVersion';
const NAME_PARAMS = { 'tools/call': 'name', 'prompts/get': 'name', 'resources/read': 'uri' };
const SETTINGS = "in this extension's settings";
/** More than any call takes, its stream included; servers end calls themselves, by default after 65 s. */
const MAX_CALL_MILLIS = 900_000;
const calls = new Map();
let negotiated;

/** Returns the endpoint and the token, or throws a sentence that says which setting is wrong. */
function settings({ QUILT_MCP_URL: address = '', QUILT_MCP_TOKEN: token = '' }) {
  const url = URL.canParse(address.trim()) ? new URL(address.trim()) : undefined;
  const local = url && ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname);
  if (url?.protocol !== 'https:' && !(url?.protocol === 'http:' && local)) {
    throw new Error(`The address ${SETTINGS} must look like https://mcp.example.com/mcp; http is for this computer only.`);
  }
  if (url.username || url.password) {
    throw new Error(`The address ${SETTINGS} must have no user name and no password; put the token into its own field.`);
  }
  if (url.pathname === '/') url.pathname = '/mcp';
  const bearer = token.trim().replace(/^Bearer\s+/i, '');
  if (!/^[\x21-\x7e]+$/.test(bearer) || bearer.startsWith('${')) {
    throw new Error(`There is no token ${SETTINGS}, or it has characters that no token has: copy it again from the catalog.`);
  }
  return { url, bearer };
}

/** Trusts the authorities that the computer trusts, such as a company's own, where this Node can. */
function trustSystem() {
  try {
    tls.setDefaultCACertificates?.([...tls.getCACertificates('default'), ...tls.getCACertificates('system')]);
  } catch (error) {
    process.stderr.write(`The certificates of this computer cannot be read: ${error.message}\n`);
  }
}

/** Returns the value of a JSON text; undefined if it is none. */
function parseJson(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isMessage(value) {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Writes a message as it came, since a parser would round long numbers; only line breaks may not stay. */
function send(text) {
  process.stdout.write(`${/[\r\n]/.test(text) ? JSON.stringify(JSON.parse(text)) : text}\n`);
}

function fail(id, error) {
  send(JSON.stringify({ jsonrpc: '2.0', id, error }));
}

/** Returns the value of a header, in Base64 where it is not plain ASCII (MCP 2026-07-28, streamable HTTP). */
function headerValue(text) {
  return /^[\x21-\x7e]+( [\x21-\x7e]+)*$/.test(text) && !/^=\?base64\?.*\?=$/.test(text)
    ? text
    : `=?base64?${Buffer.from(text).toString('base64')}?=`;
}

function headers(message, bearer) {
  const current = message.params?._meta?.[META];
  const version = current ?? (message.method === 'initialize' ? undefined : negotiated);
  const name = current && message.params[NAME_PARAMS[message.method]];
  return {
    Authorization: `Bearer ${bearer}`,
    'Content-Type': 'application/json',
    Accept: 'application/json, text/event-stream',
    ...(version && { 'MCP-Protocol-Version': version }),
    ...(current && message.method && { 'Mcp-Method': message.method }),
    ...(typeof name === 'string' && { 'Mcp-Name': headerValue(name) }),
  };
}

/** Yields the texts of a response: one JSON value, or those of an event stream as they arrive. */
async function* texts(response) {
  if (!response.headers.get('content-type')?.startsWith('text/event-stream')) {
    yield await response.text();
    return;
  }
  let rest = '';
  for await (const chunk of response.body.pipeThrough(new TextDecoderStream())) {
    const events = (rest + chunk).split(/\r?\n\r?\n/);
    rest = events.pop();
    for (const event of events) {
      const data = event.split(/\r?\n/).filter((line) => line.startsWith('data:'));
      yield data.map((line) => line.slice(5)).join('\n').trim();
    }
  }
}

/** Returns the error for a response that is no success: the server's own, and what the user can do. */
async function refusal(response, url) {
  const { status } = response;
  const error = parseJson(await response.text())?.error;
  const fromServer = Number.isInteger(error?.code) && typeof error.message === 'string';
  const redirects = status < 400 ? ' Its redirect is not followed.' : '';
  const sentence = fromServer ? error.message : `${url.origin}${url.pathname} returned HTTP ${status}.${redirects}`;
  const other = status === 429 || status > 501 ? ' Try again later.' : ` Check the address ${SETTINGS}.`;
  const advice = status === 401 ? ` Put a new token ${SETTINGS}.` : fromServer ? '' : other;
  return { ...(fromServer ? error : { code: -32603 }), message: sentence + advice };
}

async function forward(line, message, { url, bearer }) {
  const abort = new AbortController();
  const isRequest = message.method !== undefined && message.id !== undefined;
  if (isRequest) calls.set(message.id, abort);
  if (message.method === 'notifications/cancelled') calls.get(message.params?.requestId)?.abort();
  try {
    const limit = AbortSignal.timeout(MAX_CALL_MILLIS);
    const post = { method: 'POST', headers: headers(message, bearer), body: line, redirect: 'manual' };
    const response = await fetch(url, { ...post, signal: AbortSignal.any([abort.signal, limit]) });
    if (!response.ok) {
      const error = await refusal(response, url);
      process.stderr.write(`${message.method}: ${error.message}\n`);
      if (isRequest) fail(message.id, error);
      return;
    }
    let responded = false;
    for await (const text of texts(response)) {
      if (!text) continue;
      const reply = parseJson(text);
      if (!isMessage(reply)) throw new Error('it sent no JSON-RPC message');
      responded ||= reply.id === message.id && reply.method === undefined;
      if (message.method === 'initialize') negotiated = reply.result?.protocolVersion ?? negotiated;
      send(text);
    }
    if (isRequest && !responded) throw new Error('it sent no result');
  } catch (error) {
    if (abort.signal.aborted) return;
    const reason = error.cause?.code ?? error.cause?.message ?? error.message;
    const sentence = `${url.origin} cannot be reached, or broke off (${reason}). Check the network and the address ${SETTINGS}.`;
    process.stderr.write(`${message.method}: ${sentence}\n`);
    if (isRequest) fail(message.id, { code: -32603, message: sentence });
  } finally {
    if (isRequest) calls.delete(message.id);
  }
}

let target;
let settingsError;
try {
  trustSystem();
  target = settings(process.env);
} catch (error) {
  settingsError = error.message;
  process.stderr.write(`${settingsError}\n`);
}

function receive(line) {
  if (!line.trim()) return;
  const message = parseJson(line);
  if (!isMessage(message)) {
    const code = message === undefined ? -32700 : -32600;
    fail(undefined, { code, message: 'Each line on stdin must be one JSON-RPC object.' });
  } else if (target) {
    forward(line, message, target);
  } else if (message.id !== undefined) {
    fail(message.id, { code: -32603, message: settingsError });
  }
}

// Not the lines of node:readline: since Node 24 they also end at U+2028 and U+2029, which a JSON text may contain.
let rest = '';
process.stdin.setEncoding('utf8');
process.stdin.on('data', (chunk) => {
  const lines = chunk.split('\n');
  lines[0] = rest + lines[0];
  rest = lines.pop();
  lines.forEach(receive);
});
// The program has gone, so nobody waits for the results: closing the connections cancels its requests.
process.stdin.on('end', () => process.exit());
