(() => {
  'use strict';
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const by = id => document.getElementById(id);

  // Copy: a button beside each text that is there to be copied.
  const select = node => {
    const range = document.createRange();
    range.selectNodeContents(node);
    const selection = getSelection();
    selection.removeAllRanges();
    selection.addRange(range);
  };
  const copy = async pre => {
    try {
      await navigator.clipboard.writeText(pre.textContent);
      return true;
    } catch {
      select(pre);
      return document.execCommand('copy');
    }
  };
  for (const pre of all('pre[data-copy]')) {
    const box = document.createElement('div');
    const button = document.createElement('button');
    box.className = 'snippet';
    button.type = 'button';
    button.textContent = 'Copy';
    button.setAttribute('aria-label', 'Copy ' + pre.dataset.copy);
    pre.replaceWith(box);
    box.append(pre, button);
    if (pre.textContent.length > 60 && !pre.classList.contains('say')) {
      const caption = document.createElement('span');
      caption.textContent = pre.dataset.copy.replace('the ', '');
      box.classList.add('long');
      box.prepend(caption);
    }
    let later;
    button.addEventListener('click', async () => {
      const done = await copy(pre);
      button.textContent = done ? 'Copied' : 'Selected';
      by('copied').textContent = done ? 'Copied ' + pre.dataset.copy + '.' : 'Selected; press the keys that copy.';
      clearTimeout(later);
      later = setTimeout(() => {
        button.textContent = 'Copy';
        by('copied').textContent = '';
      }, 2500);
    });
  }

  // Clients: tabs, of which one is shown.
  const tabs = all('#picker a');
  const panel = tab => by(tab.hash.slice(1));
  const show = chosen => {
    for (const tab of tabs) {
      const on = tab === chosen;
      tab.setAttribute('aria-selected', on);
      tab.tabIndex = on ? 0 : -1;
      panel(tab).hidden = !on;
    }
  };
  by('picker').setAttribute('role', 'tablist');
  by('picker').setAttribute('aria-labelledby', 'connect-title');
  tabs.forEach((tab, index) => {
    tab.id = 'tab-' + tab.hash.slice(1);
    tab.setAttribute('role', 'tab');
    tab.setAttribute('aria-controls', tab.hash.slice(1));
    tab.parentNode.setAttribute('role', 'none');
    panel(tab).setAttribute('role', 'tabpanel');
    panel(tab).setAttribute('aria-labelledby', tab.id);
    tab.addEventListener('click', event => {
      event.preventDefault();
      history.replaceState(null, '', tab.hash);
      show(tab);
    });
    tab.addEventListener('keydown', event => {
      const to = { ArrowRight: index + 1, ArrowLeft: index - 1, Home: 0, End: tabs.length - 1 }[event.key];
      if (event.key === ' ') {
        event.preventDefault();
        tab.click();
      } else if (to !== undefined) {
        event.preventDefault();
        const next = tabs[(to + tabs.length) % tabs.length];
        next.focus();
        next.click();
      }
    });
  });
  const follow = () => {
    const named = tabs.find(tab => tab.hash === location.hash);
    if (named) {
      show(named);
      panel(named).scrollIntoView({ block: 'nearest' });
    }
  };
  show(tabs[0]);
  follow();
  addEventListener('hashchange', follow);

  // Search: tools that contain all words.
  const tools = all('.tool').map(node => ({ node, text: node.textContent.toLowerCase() }));
  const search = () => {
    const words = by('query').value.toLowerCase().split(/\s+/).filter(word => word);
    let found = 0;
    for (const { node, text } of tools) {
      node.hidden = !words.every(word => text.includes(word));
      found += node.hidden ? 0 : 1;
    }
    for (const group of all('.group')) {
      group.hidden = !group.querySelector('.tool:not([hidden])');
    }
    by('found').textContent = words.length ? found + ' of ' + tools.length + ' tools' : '';
  };
  by('search').hidden = false;
  by('query').addEventListener('input', search);
  search();
})();
