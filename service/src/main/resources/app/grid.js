/** Tables: sorted by their heads, shown in parts. */
const PART = 200;

/** The order of texts, by the numbers in them. */
const TEXTS = new Intl.Collator('en', { numeric: true });

/** Length from which a cell needs room for several words a line. */
const WORDS = 24;

/** Returns what a cell shows. */
function cell(value, column) {
  if (value === undefined || value === null) {
    return el('span', null, el('span', { class: 'none', 'aria-hidden': 'true' }, '—'), el('span', { class: 'spoken' }, 'no value'));
  }
  if (value instanceof Node) {
    return value;
  }
  if (column.bytes) {
    return bytes(value) ?? name(value);
  }
  return name(value);
}

/** Compares values: numbers by size, others as text; missing ones come last in either direction. */
function compare(a, b, sign) {
  const missing = it => it === undefined || it === null;
  if (missing(a) || missing(b)) {
    return missing(a) - missing(b);
  }
  const both = typeof a === 'number' && typeof b === 'number';
  return sign * (both ? a - b : TEXTS.compare(a, b));
}

/** Returns the classes of a column's cells. */
function classes(column, index, rows) {
  const long = !column.number && !column.bytes && rows.some(it => typeof it[index] === 'string' && it[index].length > WORDS);
  return [column.number && 'number', column.wide && 'wide', long && 'long'].filter(Boolean).join(' ') || null;
}

/**
 * Returns a table.
 *
 * @param caption what it holds
 * @param columns with label, and number, bytes, wide (left out on phones) and head (the row's name) where they apply
 * @param rows arrays with the values of the columns
 * @param draw returns the element for a value of the row's name; if absent, its text
 */
function grid(caption, columns, rows, draw) {
  const kinds = columns.map((column, index) => classes(column, index, rows));
  const body = el('tbody');
  const more = button('', () => add());
  let order = rows;
  let shown = 0;

  function row(values) {
    return el('tr', null, ...columns.map((column, index) => {
      const content = column.head && draw ? draw(values[index], values) : cell(values[index], column);
      return column.head ? el('th', { scope: 'row' }, content) : el('td', { class: kinds[index] }, content);
    }));
  }

  function add() {
    body.append(...order.slice(shown, shown + PART).map(row));
    shown = Math.min(order.length, shown + PART);
    more.hidden = shown >= order.length;
    more.textContent = `Show ${Math.min(PART, order.length - shown)} more of ${count(order.length, 'row')}`;
  }

  function sort(index, head) {
    const sign = head.getAttribute('aria-sort') === 'ascending' ? -1 : 1;
    heads.forEach(it => it.removeAttribute('aria-sort'));
    head.setAttribute('aria-sort', sign === 1 ? 'ascending' : 'descending');
    order = [...rows].sort((a, b) => compare(a[index], b[index], sign));
    shown = 0;
    body.replaceChildren();
    add();
  }

  const heads = columns.map((column, index) => {
    const head = el('th', { scope: 'col', class: kinds[index] });
    head.append(button(el('bdi', null, seen(column.label)), () => sort(index, head), { class: 'plain' }));
    return head;
  });
  const title = el('caption', null, caption);
  title.id = `caption-${++captions}`;
  add();
  return el('div', null,
    el('div', { class: 'scroll', role: 'region', tabindex: '0', 'aria-labelledby': title.id },
      el('table', null, title, el('thead', null, el('tr', null, ...heads)), body)),
    el('p', { class: 'actions' }, more));
}
let captions = 0;

/** Returns the columns for rows that are objects: every key that has a value in any row, but no links with rights. */
function columnsOf(objects) {
  const keys = new Set(objects.flatMap(it => Object.keys(it).filter(key => it[key] !== null && it[key] !== undefined)));
  return [...keys].filter(key => !key.startsWith('signed_url')).map((key, index) => ({
    key,
    label: key.replaceAll('_', ' '),
    head: index === 0,
    bytes: /^(size|bytes|total_size|total_bytes|size_before|size_after)$/.test(key),
    number: objects.every(it => it[key] === null || it[key] === undefined || typeof it[key] === 'number')
  }));
}
