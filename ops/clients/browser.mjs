// A person with a browser, as far as a sign-in needs one: it keeps cookies, follows redirects, and presses the first button of every form.

const MAX_PAGES = 20;

function unescaped(text) {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&amp;', '&');
}

function attributes(tag) {
  return Object.fromEntries([...tag.matchAll(/([a-z-]+)="([^"]*)"/g)].map(([, name, value]) => [name, unescaped(value)]));
}

/** Returns the body of a form with its fields as they are, the chosen user, and its first button. */
function filled(html, user) {
  const fields = new URLSearchParams();
  for (const [tag] of html.matchAll(/<input [^>]*>/g)) fields.set(attributes(tag).name, attributes(tag).value);
  for (const [tag] of html.matchAll(/<select [^>]*>/g)) fields.set(attributes(tag).name, user);
  const button = attributes(html.match(/<button [^>]*>/)[0]);
  fields.set(button.name, button.value);
  return fields;
}

export class Browser {
  #cookies = new Map();

  constructor(user) {
    this.user = user;
    this.visits = 0;
  }

  /** Opens an address and presses buttons until it is sent to an address that starts with `end`, which it returns unopened. */
  async open(address, end) {
    this.visits++;
    let next = { url: new URL(address) };
    for (let page = 0; page < MAX_PAGES; page++) {
      if (next.url.href.startsWith(end)) return next.url;
      next = await this.#step(next);
    }
    throw new Error(`${address} leads nowhere`);
  }

  async #step({ url, form, from }) {
    const headers = { Cookie: this.#cookie(url.hostname) };
    if (form) Object.assign(headers, { Origin: from.origin, 'Sec-Fetch-Site': 'same-origin' });
    const request = { method: form ? 'POST' : 'GET', headers, body: form, redirect: 'manual' };
    const response = await fetch(url, { ...request, signal: AbortSignal.timeout(60_000) });
    this.#keep(url.hostname, response.headers.getSetCookie());
    const html = await response.text();
    if (response.headers.has('Location')) return { url: new URL(response.headers.get('Location'), url) };
    if (response.status !== 200) throw new Error(`${url.origin}${url.pathname} answered ${response.status}: ${html}`);
    const onward = html.match(/http-equiv="refresh" content="0; url=([^"]*)"/);
    if (onward) return { url: new URL(unescaped(onward[1]), url) };
    const action = attributes(html.match(/<form [^>]*>/)[0]).action;
    return { url: action ? new URL(action, url) : url, form: filled(html, this.user), from: url };
  }

  #cookie(host) {
    return [...(this.#cookies.get(host) ?? [])].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  /** Cookies belong to a host with all its ports, and end when their age is 0. */
  #keep(host, lines) {
    const kept = this.#cookies.get(host) ?? new Map();
    for (const line of lines) {
      const [, name, value] = line.match(/^([^=]*)=([^;]*)/);
      if (/max-age=0/i.test(line)) kept.delete(name);
      else kept.set(name, value);
    }
    this.#cookies.set(host, kept);
  }
}
