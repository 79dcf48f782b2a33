/** The page of packages: their list, and the folders and files of one. */
const FOLDER = 'M1.5 4.5v8h13v-7h-7l-1.5-2h-4.5z';
const FILE = 'M3.5 1.5v13h9v-9.5l-3.5-3.5zM9 1.5v3.5h3.5';
const PACKAGE = 'M2 4.5l6-3 6 3v7l-6 3-6-3zM2 4.5l6 3 6-3M8 7.5v7';
const state = { list: undefined };

function browse(where, path, offset, before) {
  const args = { package_name: where.package_name, registry: where.registry, recursive: false, include_signed_urls: false };
  for (const [key, value] of Object.entries({ path, revision: where.revision, offset })) {
    if (value) {
      args[key] = value;
    }
  }
  return load(path || where.package_name, 'package_browse', args, result => {
    files(before ? { ...result, entries: [...before, ...result.entries] } : result);
    (before ? document.querySelector('.scroll') : byId('title')).focus();
  });
}

/** Returns a name with its icon, as a button where it opens something. */
function entry(path, label, open) {
  return el('span', { class: 'name' }, icon(path), open && hostCalls() ? button(name(label), open, { class: 'plain' }) : name(label));
}

/** Returns the path from the package to a folder, each step a button. */
function breadcrumbs(result, path) {
  const steps = path.split('/').filter(Boolean);
  const items = ['All files', ...steps].map((label, index) => {
    const here = index === steps.length;
    const target = steps.slice(0, index).join('/');
    return el('li', null, here ? el('span', { 'aria-current': 'page' }, name(label))
      : hostCalls() ? button(name(label), () => browse(result, target), { class: 'plain' }) : name(label));
  });
  return el('nav', { class: 'path', 'aria-label': 'Folders' }, el('ol', null, ...items));
}

function bucketOf(registry) {
  return String(registry ?? '').replace(/^s3:\/\//, '');
}

function files(result) {
  const path = String(result.path ?? '').replace(/\/+$/, '');
  const below = key => path && key.startsWith(path + '/') ? key.slice(path.length + 1) : key;
  const rows = result.entries.filter(isObject).map(it => [String(it.logical_key), it.is_directory ? null : it.size ?? null,
    it.is_directory ? 'folder' : it.file_type || null, it.is_directory === true]);
  const more = typeof result.next_offset === 'number';
  const total = typeof result.total_entries === 'number' ? result.total_entries : undefined;
  const all = total !== undefined && total > rows.length ? `${rows.length.toLocaleString('en')} of ${count(total, 'item')}`
    : count(rows.length, 'item');
  const revision = String(result.revision ?? '');
  heading(result.package_name, el('span', null, el('bdi', null, seen(result.registry ?? '')),
    revision && el('span', null, ' · revision ', el('code', null, seen(revision.slice(0, 12)))),
    result.modified ? ` · ${seen(result.modified).slice(0, 10)}` : ''));
  const page = `/b/${encodeURIComponent(bucketOf(result.registry))}/packages/${encodePath(String(result.package_name))}`;
  const link = catalogLink('Open in the catalog', revision ? `${page}/tree/${encodeURIComponent(revision)}/${encodePath(path)}` : page);
  body(
    result.message ? el('p', null, name(result.message)) : undefined,
    actions(state.list && button('Back to the list', () => { list(state.list); byId('title').focus(); }), link),
    path ? breadcrumbs(result, path) : undefined,
    notes(result),
    rows.length > 0 ? grid(all, [{ label: 'Name', head: true }, { label: 'Size', number: true, bytes: true },
      { label: 'Type', wide: true }], rows, (key, [, , , folder]) => entry(folder ? FOLDER : FILE, below(key),
      folder ? () => browse(result, key.replace(/\/+$/, '')) : undefined)) : undefined,
    more && hostCalls() ? actions(button('Show more', () => browse(result, path, result.next_offset, result.entries))) : undefined,
    facts([['Size', bytes(result.summary?.total_size)], ['Files', result.summary?.total_files],
      ['Folders', result.summary?.total_directories], ['File types', result.summary?.file_types?.join(', ')]]),
    isObject(result.metadata) && Object.keys(result.metadata).length > 0 ? folded('Package metadata', result.metadata) : undefined
  );
  say(rows.length === 0 ? emptiness(result, 'files', total) : `${path ? seen(path) : 'The package'}: ${all}.`,
    rows.length === 0 ? '' : 'spoken');
}

function list(result) {
  state.list = result;
  const items = result.packages.map(it => isObject(it) ? it : { name: it });
  const registry = it => it.bucket ? 's3://' + it.bucket : result.registry ?? (result.bucket ? 's3://' + result.bucket : undefined);
  const columns = [{ label: 'Package', head: true }, ...columnsOf(items.map(({ name: _, uri: __, ...rest }) => rest))
    .map(it => ({ ...it, head: false, wide: !['bucket', 'modified'].includes(it.key) }))];
  const rows = items.map(it => [it, ...columns.slice(1).map(column => it[column.key])]);
  const all = typeof result.total === 'number' && result.total > rows.length
    ? `${rows.length.toLocaleString('en')} of ${count(result.total, 'package')}` : count(rows.length, 'package');
  const place = result.registry ?? result.bucket ?? result.query_sent ?? '';
  heading('Packages', place === '' ? undefined : el('bdi', null, seen(place)));
  body(notes(result), rows.length > 0 ? grid(all, columns, rows, it => entry(PACKAGE, it.name,
    registry(it) && (() => browse({ package_name: it.name, registry: registry(it) })))) : undefined, nextPackages(result));
  say(rows.length === 0 ? emptiness(result, 'packages', result.total) : `Shows ${all}.`, rows.length === 0 ? '' : 'spoken');
}

function nextPackages(result) {
  const tool = host.context.toolInfo?.tool?.name;
  const further = result.next_cursor ? { cursor: result.next_cursor }
    : typeof result.next_offset === 'number' ? { offset: result.next_offset }
      : result.page * result.per_page < result.total ? { page: result.page + 1 } : undefined;
  return tool && further && hostCalls() ? actions(button('Next packages',
    () => load('the next packages', tool, { ...host.input, ...further }, next => { list(next); byId('title').focus(); }))) : undefined;
}

const actions = (...all) => all.some(Boolean) ? el('p', { class: 'actions' }, ...all.filter(Boolean)) : undefined;

const view = {
  id: 'package',
  title: 'Packages',
  render(result) {
    state.list = undefined;
    if (Array.isArray(result.entries) && result.package_name !== undefined) {
      files(result);
    } else if (Array.isArray(result.packages)) {
      list(result);
    } else {
      throw new Error('This result has neither packages nor files of one.');
    }
  }
};
