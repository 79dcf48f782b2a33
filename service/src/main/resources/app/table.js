/** The page of rows: of a query, a search or a list. */
const RUNNING = ['QUEUED', 'RUNNING'];
const NO_ROWS = ['columns', 'filters', 'incomplete', 'warnings', 'facets', 'tags'];

/** Returns the columns and rows of a result; nothing if it has none. */
function rowsOf(result) {
  const data = result.formatted_data;
  if (Array.isArray(result.columns) && Array.isArray(data)) {
    const columns = result.columns.map((it, index) => ({
      key: it.name, label: it.name, head: index === 0 && typeof data[0]?.[it.name] !== 'number',
      number: data.some(row => typeof row?.[it.name] === 'number')
    }));
    return { columns, rows: data.map(row => columns.map((it, index) => Array.isArray(row) ? row[index] : row?.[it.key])) };
  }
  const key = Object.keys(result).find(it => Array.isArray(result[it]) && !NO_ROWS.includes(it));
  if (key === undefined) {
    return undefined;
  }
  const items = result[key].map(it => isObject(it) ? it : { [key]: it });
  const columns = columnsOf(items);
  return { key, columns, rows: items.map(item => columns.map(it => item[it.key])) };
}

/** Returns the arguments that continue a result; nothing if it is the last part. */
function continuation(result) {
  if (typeof result.next_offset === 'number') {
    return { offset: result.next_offset };
  }
  if (result.next_cursor) {
    return { cursor: result.next_cursor };
  }
  if (result.next_continuation_token) {
    return { continuation_token: result.next_continuation_token };
  }
  const { page, per_page: size, total } = result;
  return [page, size, total].every(it => typeof it === 'number') && page * size < total ? { page: page + 1 } : undefined;
}

/** Returns a button that replaces the rows by the next ones; nothing where the host cannot call, or nothing follows. */
function nextPart(result) {
  const further = continuation(result);
  const tool = host.context.toolInfo?.tool?.name;
  if (!further || !tool || !hostCalls()) {
    return undefined;
  }
  const next = () => load('the next rows', tool, { ...host.input, ...further }, rows => {
    view.render(rows);
    byId('title').focus();
  });
  return el('p', { class: 'actions' }, button('Next rows', next));
}

const view = {
  id: 'table',
  title: 'Rows',
  render(result) {
    const found = rowsOf(result);
    if (!found && typeof result.formatted_data !== 'string' && !RUNNING.includes(result.state)) {
      throw new Error('This result has no rows.');
    }
    const total = [result.total, result.total_results].find(it => typeof it === 'number');
    const shown = found?.rows.length ?? 0;
    const all = total !== undefined && total > shown ? `${shown.toLocaleString('en')} of ${count(total, 'row')}` : count(shown, 'row');
    heading(host.context.toolInfo?.tool?.title ?? 'Rows', el('bdi', null, seen(result.query ?? result.query_sent
      ?? result.bucket ?? result.registry ?? '')));
    const rest = Object.entries(result).filter(([key, value]) => !['success', 'note', 'warnings', 'incomplete', 'formatted_data',
      'columns', 'query', found?.key].includes(key) && !key.startsWith('next_') && !(Array.isArray(value) && value.length === 0));
    body(
      notes(result),
      found && shown > 0 ? grid(all, found.columns, found.rows) : undefined,
      !found && typeof result.formatted_data === 'string' ? el('pre', { tabindex: '0' }, seen(result.formatted_data)) : undefined,
      nextPart(result),
      el('details', null, el('summary', null, 'About this result'), facts(rest) ?? '')
    );
    if (found && shown > 0) {
      say(`Shows ${all}.`, 'spoken');
    } else if (typeof result.formatted_data !== 'string') {
      say(RUNNING.includes(result.state) ? 'The query still runs; it has no rows yet.' : emptiness(result, 'rows', total));
    } else {
      say('');
    }
  }
};
