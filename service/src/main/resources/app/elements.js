/** Text and elements: whatever a result holds becomes text, never markup. */
const LONG = 240;

/** Characters that change the direction or the place of others, or that cannot be seen. */
const UNSEEN = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]/g;

/** Returns a value as text, with each unseen character as its code, such as U+202E. */
const seen = value => String(typeof value === 'object' ? JSON.stringify(value) : value).replace(UNSEEN, it => `[U+${it.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}]`);

/** Creates an element with attributes, and children that are elements or become text. */
function el(name, attributes, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes ?? {})) {
    if (value !== undefined && value !== null && value !== false) {
      element.setAttribute(key, value === true ? '' : value);
    }
  }
  element.append(...children.filter(it => it !== undefined && it !== null));
  return element;
}

/** Returns a stranger's text in an element that keeps its direction to itself; what is long is folded. */
function name(text) {
  const all = seen(text);
  if (all.trim() === '') {
    return el('span', { class: 'none' }, '(blank)');
  }
  if (all.length <= LONG) {
    return el('bdi', null, all);
  }
  const start = [...all.slice(0, LONG)].slice(0, -1).join('');
  return el('details', null, el('summary', null, el('bdi', null, start + '…'), ` (${all.length.toLocaleString('en')} characters)`),
      el('bdi', null, all));
}

function button(label, action, attributes) {
  const made = el('button', { type: 'button', ...attributes }, label);
  made.addEventListener('click', action);
  return made;
}

/** Returns an icon that says nothing to screen readers. */
function icon(path) {
  const space = 'http://www.w3.org/2000/svg';
  const svg = document.createElementNS(space, 'svg');
  const line = document.createElementNS(space, 'path');
  for (const [key, value] of Object.entries({ viewBox: '0 0 16 16', class: 'icon', 'aria-hidden': 'true' })) {
    svg.setAttribute(key, value);
  }
  line.setAttribute('d', path);
  svg.append(line);
  return svg;
}

const byId = id => document.getElementById(id);
const isObject = value => value !== null && typeof value === 'object' && !Array.isArray(value);
const count = (number, noun) => `${number.toLocaleString('en')} ${noun}${number === 1 ? '' : 's'}`;

/** Returns a number of bytes in a readable form; nothing for an unknown one. */
function bytes(size) {
  if (typeof size !== 'number') {
    return undefined;
  }
  const units = ['B', 'kB', 'MB', 'GB', 'TB', 'PB'];
  let unit = 0;
  for (; size >= 1000 && unit < units.length - 1; unit++) {
    size /= 1000;
  }
  return `${unit === 0 || size >= 100 ? Math.round(size) : size.toFixed(1)} ${units[unit]}`;
}

/** Returns a list of facts as a table of names and values, without those that are unknown. */
function facts(pairs) {
  const known = pairs.filter(([, value]) => value !== undefined && value !== null && value !== '');
  return known.length === 0 ? undefined : el('dl', null, ...known.flatMap(([key, value]) => [
    el('dt', null, seen(key)),
    el('dd', null, name(value))
  ]));
}

function folded(label, value) {
  return el('details', null, el('summary', null, label), el('pre', { tabindex: '0' }, seen(JSON.stringify(value, null, 2))));
}

/** Returns what a result says about itself: that it is cut, what was left out, and what it warns of. */
function notes(result) {
  const said = [...[result.note].filter(Boolean), ...(Array.isArray(result.warnings) ? result.warnings : [])];
  if (Array.isArray(result.incomplete)) {
    said.push(...result.incomplete.map(it => `Not searched completely: ${it}`));
  }
  if ((result.truncated || result.is_truncated) && !result.note) {
    said.unshift('This list is not complete.');
  }
  return said.length === 0 ? undefined
    : el('ul', { class: 'notes', 'aria-label': 'Notes' }, ...said.map(it => el('li', null, name(it))));
}

/** Returns what a result without items says: that there are none, or only that it has none of them. */
const emptiness = (result, items, total) => result.truncated || result.is_truncated || total > 0
  || (Array.isArray(result.incomplete) && result.incomplete.length > 0)
  ? `This result has no ${items}, but there may be some.` : `There are no ${items}.`;
