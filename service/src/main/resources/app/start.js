/** The start: shows what the host sends; without a host, what is pasted. */
function heading(title, subtitle) {
  byId('title').replaceChildren(name(title));
  document.title = seen(title);
  byId('subtitle').replaceChildren(...(subtitle ? [subtitle] : []));
  byId('subtitle').hidden = !subtitle;
}

function body(...parts) {
  byId('error').replaceChildren();
  byId('content').replaceChildren(...parts.filter(Boolean));
}

/** Shows the result of a call. */
function show(result) {
  turn++;
  const data = structured(result);
  if (result?.isError || !data) {
    body();
    fail(textOf(result) || 'The result has nothing to show.');
    return;
  }
  try {
    view.render(data, result.content);
  } catch (e) {
    body(el('pre', { tabindex: '0' }, seen(JSON.stringify(data, null, 2))));
    fail(`This result has another form than this page knows; it is shown as it is. ${e.message}`);
  }
}

/** Lets a person paste a result, where no host sends one. */
function invite(reason) {
  const area = el('textarea', { id: 'pasted', spellcheck: 'false' });
  say(reason);
  body(el('div', null, el('label', { for: 'pasted' }, 'Result of a Quilt tool, as JSON'), area, button('Show the result', () => {
    try {
      const pasted = JSON.parse(area.value);
      show(Array.isArray(pasted?.content) || pasted?.structuredContent ? pasted : { structuredContent: pasted });
      byId('title').focus();
    } catch {
      fail('This text is not JSON.');
    }
  })));
}

heading(view.title);
if (host.alone) {
  invite('Hosts with MCP Apps show the results of Quilt tools in this page. No host has opened it, but you can paste a result.');
} else {
  say('Connecting to the host…', 'busy');
  connect().then(() => byId('status').textContent.startsWith('Connecting') && say('Waiting for the result…', 'busy'),
    e => invite(`The host did not accept this page: ${e.message}`));
}
