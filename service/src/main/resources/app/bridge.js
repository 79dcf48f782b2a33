/** The bridge to the host (SEP-1865, 2026-01-26): JSON-RPC over messages to and from the parent window alone. */
const host = { alone: window.parent === window, connected: false, capabilities: {}, context: {}, input: {} };
const pending = new Map();
let lastId = 0;

const post = message => window.parent.postMessage({ jsonrpc: '2.0', ...message }, '*');

function request(method, params) {
  const id = ++lastId;
  post({ id, method, params });
  return new Promise((resolve, reject) => pending.set(id, { resolve, reject }));
}

const hostCalls = () => host.connected && isObject(host.capabilities.serverTools);

/** Calls a tool of the server by way of the host, and returns its structured result. */
async function callTool(tool, args) {
  const result = await request('tools/call', { name: tool, arguments: args });
  const data = structured(result);
  if (result?.isError || !data) {
    throw new Error(textOf(result) || 'The tool returned nothing to show.');
  }
  return data;
}

let turn = 0;

/** Calls a tool and renders its result, unless another call or a result of the host has overtaken it. */
async function load(what, tool, args, render) {
  const own = ++turn;
  say(`Loading ${seen(what)}…`, 'busy');
  byId('error').replaceChildren();
  try {
    const result = await callTool(tool, args);
    if (own === turn) {
      render(result);
    }
  } catch (e) {
    if (own === turn) {
      fail(e.message, () => load(what, tool, args, render));
    }
  }
}

/** Returns the text of a result. */
const textOf = result => (Array.isArray(result?.content) ? result.content : [])
  .filter(it => it?.type === 'text' && typeof it.text === 'string').map(it => it.text).join('\n');

/** Returns the structured content of a result; some hosts pass on its text only, which is the same JSON. */
function structured(result) {
  if (isObject(result?.structuredContent)) {
    return result.structuredContent;
  }
  try {
    const parsed = JSON.parse(textOf(result));
    return isObject(parsed) ? parsed : undefined;
  } catch {
    return undefined;
  }
}

/** Returns a link to a page of the catalog, which the host opens; nothing for any other address or without a host. */
function catalogLink(label, path) {
  const catalog = document.querySelector('meta[name=catalog]').content;
  let url;
  try {
    url = new URL(path, catalog);
  } catch {
    return undefined;
  }
  if (url.protocol !== 'https:' || url.origin !== new URL(catalog).origin || !isObject(host.capabilities.openLinks)) {
    return undefined;
  }
  const link = el('a', { href: url.href, rel: 'noopener noreferrer', target: '_blank' }, label);
  link.addEventListener('click', event => {
    event.preventDefault();
    request('ui/open-link', { url: url.href }).then(
      result => result?.isError && say('The host did not open the link.'),
      () => say('The host did not open the link.'));
  });
  return link;
}

const encodePath = path => path.split('/').map(encodeURIComponent).join('/');

/** Sets the state, which screen readers announce; of the kind `spoken` it is not visible. */
function say(text, kind = '') {
  byId('status').textContent = text;
  byId('status').className = kind;
  document.querySelector('main').setAttribute('aria-busy', String(kind === 'busy'));
}

/** Shows what failed, with a way to try again if there is one. */
function fail(message, again) {
  say('');
  byId('error').replaceChildren(el('p', null, name(message)), ...(again ? [button('Try again', again)] : []));
}

const COLORS = {
  '--ground': '--color-background-primary', '--sunk': '--color-background-secondary', '--ink': '--color-text-primary',
  '--soft': '--color-text-secondary', '--edge': '--color-border-primary'
};

/** Applies the host's theme; its colors only together, so that text and background fit each other. */
function applyTheme(context) {
  const root = document.documentElement;
  if (context.theme === 'light' || context.theme === 'dark') {
    root.dataset.theme = context.theme;
  }
  const given = isObject(context.styles?.variables) ? context.styles.variables : {};
  if (Object.values(COLORS).every(it => CSS.supports('color', given[it] ?? ''))) {
    Object.entries(COLORS).forEach(([own, theirs]) => root.style.setProperty(own, given[theirs]));
  }
  for (const [own, theirs] of [['--sans', '--font-sans'], ['--mono', '--font-mono']]) {
    if (CSS.supports('font-family', given[theirs] ?? '')) {
      root.style.setProperty(own, given[theirs]);
    }
  }
}

const notifications = {
  'ui/notifications/tool-input': params => {
    host.input = isObject(params.arguments) ? params.arguments : {};
    say('Waiting for the result…', 'busy');
  },
  'ui/notifications/tool-result': params => show(params),
  'ui/notifications/tool-cancelled': () => say('The call was cancelled. Nothing is shown.'),
  'ui/notifications/host-context-changed': params => {
    host.context = { ...host.context, ...params };
    applyTheme(host.context);
  }
};

window.addEventListener('message', event => {
  const message = event.data;
  if (event.source !== window.parent || host.alone || message?.jsonrpc !== '2.0') {
    return;
  }
  if (typeof message.method !== 'string') {
    const waiting = pending.get(message.id);
    pending.delete(message.id);
    if (message.error) {
      waiting?.reject(new Error(String(message.error.message ?? 'The host refused it.')));
    } else {
      waiting?.resolve(message.result);
    }
  } else if (message.id === undefined) {
    notifications[message.method]?.(isObject(message.params) ? message.params : {});
  } else if (message.method === 'ping' || message.method === 'ui/resource-teardown') {
    post({ id: message.id, result: {} });
  } else {
    post({ id: message.id, error: { code: -32601, message: 'Method not found.' } });
  }
});

/** Opens the connection to the host, and reports the page's height from then on. */
async function connect() {
  const answer = await request('ui/initialize', {
    protocolVersion: '2026-01-26',
    appInfo: { name: 'quilt-' + view.id, title: view.title, version: '1' },
    appCapabilities: { availableDisplayModes: ['inline', 'fullscreen'] }
  });
  host.connected = true;
  host.capabilities = isObject(answer?.hostCapabilities) ? answer.hostCapabilities : {};
  host.context = isObject(answer?.hostContext) ? answer.hostContext : {};
  applyTheme(host.context);
  post({ method: 'ui/notifications/initialized', params: {} });
  let sent;
  new ResizeObserver(() => {
    const height = Math.ceil(document.querySelector('main').getBoundingClientRect().height);
    if (height !== sent) {
      sent = height;
      post({ method: 'ui/notifications/size-changed', params: { width: document.documentElement.clientWidth, height } });
    }
  }).observe(document.querySelector('main'));
}
