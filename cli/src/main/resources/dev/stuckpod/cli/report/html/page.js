(() => {
  'use strict';
  const all = (where, what) => Array.from(where.querySelectorAll(what));

  const copy = async (text, button) => {
    const was = button.textContent;
    let done = false;
    try {
      await navigator.clipboard.writeText(text);
      done = true;
    } catch {
      const area = document.createElement('textarea');
      area.value = text;
      document.body.append(area);
      area.select();
      done = document.execCommand('copy');
      area.remove();
      button.focus();
    }
    button.textContent = done ? 'Copied' : 'Not copied';
    setTimeout(() => { button.textContent = was; }, 1500);
  };

  const button = (name, label, act) => {
    const made = document.createElement('button');
    made.type = 'button';
    made.textContent = name;
    if (label) made.setAttribute('aria-label', label);
    made.addEventListener('click', () => act(made));
    return made;
  };

  const stackOf = (group) => {
    const head = all(group, 'summary > span').map((part) => part.textContent).join(' ');
    return head + '\n' + group.querySelector('pre').textContent;
  };

  const opened = (group) => {
    const body = group.querySelector('.body');
    if (group.open && !body.querySelector('button')) {
      body.prepend(button('Copy the stack', '', (made) => copy(stackOf(group), made)));
    }
  };

  const prepare = (section) => {
    const groups = all(section, '.group');
    const idle = section.querySelector('.idle');
    const tools = section.querySelector('.tools');
    const [search, state, pack] = [all(tools, 'input')[0], ...all(tools, 'select')];
    const found = section.querySelector('.found');
    const texts = new Map();
    const text = (group) => {
      if (!texts.has(group)) texts.set(group, group.textContent.toLowerCase());
      return texts.get(group);
    };
    const fill = (select, key) => {
      const counts = new Map();
      for (const group of groups) {
        const value = group.dataset[key];
        counts.set(value, (counts.get(value) || 0) + Number(group.dataset.count));
      }
      for (const [value, count] of [...counts].sort((a, b) => b[1] - a[1])) {
        const option = document.createElement('option');
        option.value = value;
        option.textContent = (value || 'none').slice(0, 80) + ' (' + count + ')';
        select.append(option);
      }
    };
    fill(state, 'state');
    fill(pack, 'pack');

    const show = () => {
      const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
      const any = words.length > 0 || state.selectedIndex > 0 || pack.selectedIndex > 0;
      let shown = 0, routines = 0, among = 0;
      for (const group of groups) {
        const fits = (state.selectedIndex === 0 || group.dataset.state === state.value)
          && (pack.selectedIndex === 0 || group.dataset.pack === pack.value)
          && words.every((word) => text(group).includes(word));
        group.hidden = !fits;
        if (fits) {
          shown++;
          routines += Number(group.dataset.count);
          if (idle && idle.contains(group)) among++;
        }
      }
      if (idle) idle.hidden = any && among === 0;
      found.textContent = any
        ? shown + ' of ' + groups.length + ' groups, ' + routines + ' ' + section.dataset.routines
          + (among ? '; ' + among + ' of them among the idle ones' : '')
        : '';
    };
    let asked = 0;
    const soon = () => {
      cancelAnimationFrame(asked);
      asked = requestAnimationFrame(show);
    };
    search.addEventListener('input', soon);
    state.addEventListener('change', soon);
    pack.addEventListener('change', soon);
    search.addEventListener('keydown', (event) => {
      if (event.key === 'Escape') {
        search.value = '';
        soon();
      }
    });
    const visible = () => groups.filter((group) => !group.hidden && (!idle || idle.open || !idle.contains(group)));
    const toggle = button('Open all', '', (made) => {
      const open = made.textContent === 'Open all';
      visible().slice(0, 500).forEach((group) => { group.open = open; });
      made.textContent = open ? 'Close all' : 'Open all';
    });
    tools.append(toggle);
    tools.hidden = false;
    section.addEventListener('toggle', (event) => {
      if (event.target.classList.contains('group')) opened(event.target);
    }, true);
    groups.forEach(opened);
    section.addEventListener('keydown', (event) => {
      const group = event.target.closest('.group');
      if (!group || event.ctrlKey || event.altKey || event.metaKey || event.target.closest('input, select')) return;
      const list = visible();
      const step = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1 }[event.key];
      if (step && event.target.matches('summary')) {
        const next = list[list.indexOf(group) + step];
        if (next) next.querySelector('summary').focus();
        event.preventDefault();
      } else if (event.key === 'c') {
        group.open = true;
        opened(group);
        copy(stackOf(group), group.querySelector('button'));
        event.preventDefault();
      }
    });
  };

  all(document, '.groups').forEach(prepare);
  all(document, '.again code').forEach((code) => {
    code.after(button('Copy', 'Copy: ' + code.textContent, (made) => copy(code.textContent, made)));
  });
  document.addEventListener('keydown', (event) => {
    const typing = event.target.closest && event.target.closest('input, select, textarea');
    const search = document.querySelector('.groups .tools input');
    if (event.key === '/' && !typing && search) {
      search.focus();
      event.preventDefault();
    }
  });
})();
