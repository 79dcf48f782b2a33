/** The page of a chart: its picture, and its data as a table. */
const PICTURE = /^image\/(png|jpeg|gif|webp)$/;
const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/;
const BOX = ['minimum', 'first quartile', 'median', 'third quartile', 'maximum'];

const first = it => Array.isArray(it) ? it[0] : it;
const NUMBER = /^-?\d+(\.\d+)?(e[+-]?\d+)?$/i;

/** Returns the value of a point; ECharts writes a missing one as "-". */
const values = it => {
  const value = isObject(it) && 'value' in it ? it.value : it;
  return value === '-' ? null : value;
};

/** Returns the records of a CSV text (RFC 4180). */
function records(text) {
  const all = [[]];
  const fields = /(?:"((?:[^"]|"")*)"|([^,\r\n]*))(,|\r?\n|$)/g;
  for (let match; fields.lastIndex < text.length && (match = fields.exec(text));) {
    const value = match[1] === undefined ? match[2] : match[1].replaceAll('""', '"');
    all.at(-1).push(value === '' ? null : value);
    if (match[3] !== ',' && fields.lastIndex < text.length) {
      all.push([]);
    }
  }
  return all;
}

/** Returns columns and rows of a CSV text. */
function csv(text) {
  const [labels, ...rows] = records(text);
  return { rows, columns: labels.map((label, index) => {
    const number = rows.every(row => row[index] === null || row[index] === undefined || NUMBER.test(row[index]));
    return { label: label ?? '', number, head: index === 0 && !number };
  }) };
}

/** Returns columns and rows of the data in an ECharts option, or in the file that it names; nothing if that is left out. */
function dataOf(option, file) {
  const source = first(option.dataset)?.source;
  if (typeof source === 'string') {
    return typeof file?.text === 'string' ? csv(file.text) : undefined;
  }
  if (Array.isArray(source) && source.every(isObject)) {
    const columns = columnsOf(source);
    return { columns, rows: source.map(row => columns.map(it => row[it.key])) };
  }
  if (Array.isArray(source) && source.every(Array.isArray)) {
    return table(source[0], source.slice(1));
  }
  const series = (Array.isArray(option.series) ? option.series : [option.series]).filter(it => Array.isArray(it?.data));
  const x = first(option.xAxis);
  const y = first(option.yAxis);
  const groups = [x?.data, y?.data].find(it => Array.isArray(it) && it.length > 0);
  if (series.some(it => it.type === 'heatmap')) {
    return table([x?.name || 'x', y?.name || 'y', 'value'], series[0].data.map(values).map(([a, b, value]) =>
      [x?.data?.[a] ?? a, y?.data?.[b] ?? b, value]));
  }
  if (series.some(it => it.type === 'pie')) {
    return table(['name', 'value'], series.flatMap(it => it.data.map(part => [part?.name, values(part)])));
  }
  if (series.some(it => it.type === 'boxplot')) {
    return table(['group', ...BOX], series.filter(it => it.type === 'boxplot').flatMap(it => it.data.map((box, index) =>
      [groups?.[index] ?? it.name, ...values(box)])));
  }
  if (groups && series.every(it => it.data.every(value => !Array.isArray(values(value))))) {
    return table([x?.name || 'category', ...series.map((it, index) => it.name ?? `series ${index + 1}`)],
      groups.map((label, index) => [values(label), ...series.map(it => values(it.data[index]))]));
  }
  const named = series.length > 1;
  return table([x?.name || 'x', y?.name || 'y', ...(named ? ['series'] : [])], series.flatMap(it => it.data.map(values)
    .map(point => [...(Array.isArray(point) ? point.slice(0, 2) : [undefined, point]), ...(named ? [it.name] : [])])));
}

/** Returns the data of an option of a known form; nothing for any other, whose picture is shown all the same. */
function knownData(option, file) {
  try {
    return option && dataOf(option, file);
  } catch {
    return undefined;
  }
}

function table(labels, rows) {
  return { rows, columns: labels.map((label, index) => ({
    label, head: index === 0 && rows.some(row => typeof row[0] === 'string'), number: rows.some(row => typeof row[index] === 'number')
  })) };
}

/** Returns the picture among the content blocks of a result; nothing if there is none. */
function picture(content, text) {
  const block = (Array.isArray(content) ? content : []).find(it => it?.type === 'image' && PICTURE.test(it.mimeType)
    && typeof it.data === 'string' && BASE64.test(it.data));
  return block && el('img', { class: 'picture', alt: text, src: `data:${block.mimeType};base64,${block.data}` });
}

/** Returns how many rows the chart shows, and which it does not. */
function about(metadata) {
  if (!isObject(metadata)) {
    return undefined;
  }
  const left = Array.isArray(metadata.left_out)
    ? metadata.left_out.map(it => `${count(Number(it?.rows), 'row')}: ${it?.reason}`).join('; ') : undefined;
  return facts([['Chart', metadata.plot_type], ['Rows shown', metadata.data_points], ['Rows of the data', metadata.rows],
    ['Left out', left]]);
}

const view = {
  id: 'chart',
  title: 'Chart',
  render(result, content) {
    const config = isObject(result.visualization_config) ? result.visualization_config : result;
    const option = isObject(config.option) ? config.option : undefined;
    const title = first(option?.title)?.text || result.title || 'Chart';
    const data = knownData(option, result.data_file);
    const size = data ? count(data.rows.length, 'row') : '';
    heading(title, undefined);
    const image = picture(content, seen(`Chart: ${title}. ${data ? 'The table below has its data.' : ''}`).trim());
    body(notes(result), image ?? el('p', null, 'This result has no picture.'), data && data.rows.length > 0
      ? el('details', { open: !image }, el('summary', null, 'Data'), grid(size, data.columns, data.rows))
      : el('p', null, 'The data is not in this result.'), about(result.metadata));
    say(data ? `A chart. The table of its data has ${size}.` : '', 'spoken');
  }
};
