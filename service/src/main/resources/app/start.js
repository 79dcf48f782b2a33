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

/** The result that was shown last. */
let shown;

/** Shows the result of a call. */
function show(result) {
  turn++;
  shown = result;
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
      const message = JSON.parse(area.value);
      const pasted = isObject(message?.result) ? message.result : message;
      show(Array.isArray(pasted?.content) || pasted?.structuredContent ? pasted : { structuredContent: pasted });
      byId('title').focus();
    } catch {
      fail('This text is not JSON.');
    }
  })));
}

/** How long the host may take to answer before the page says that it has not. */
const MAX_WAIT_MS = 5000;

/** Whether the page has said so. */
let silent = false;

/** Says that the host has not answered; a result that it has sent stays, and the page still connects if it answers later. */
function hostIsSilent() {
  silent = true;
  if (shown) {
    byId('error').replaceChildren(el('p', null, 'The host has not answered this page: it shows the result, but can load nothing more.'));
  } else {
    invite('The host has not answered this page, so it cannot show the result. You can paste one.');
  }
}

heading(view.title);
if (host.alone) {
  invite('Hosts with MCP Apps show the results of Quilt tools in this page. No host has opened it, but you can paste a result.');
} else {
  say('Connecting to the host…', 'busy');
  const late = setTimeout(hostIsSilent, MAX_WAIT_MS);
  connect().then(() => {
    clearTimeout(late);
    if (!shown) {
      body();
      say('Waiting for the result…', 'busy');
    } else if (silent) {
      show(shown);
    }
  }, e => {
    clearTimeout(late);
    invite(`The host did not accept this page: ${e.message}`);
  });
}
