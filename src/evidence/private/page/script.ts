/** What the page does by itself; without it everything is there, in English and open. Texts are set, never HTML. */
export const SCRIPT = `'use strict';
(() => {
  const root = document.documentElement;
  const all = (selector, from = document) => [...from.querySelectorAll(selector)];
  root.classList.add('js');

  const remember = (value) => { try { localStorage.setItem('cdk-gold-language', value); } catch { /* a file has no storage in some browsers */ } };
  const remembered = () => { try { return localStorage.getItem('cdk-gold-language'); } catch { return null; } };

  const speak = (language) => {
    root.lang = language;
    document.title = root.dataset[language === 'ko' ? 'titleKo' : 'titleEn'];
    for (const element of all('[data-text-en]')) { element.textContent = element.getAttribute('data-text-' + language); }
    for (const element of all('[data-label-en]')) { element.setAttribute('aria-label', element.getAttribute('data-label-' + language)); }
    for (const button of all('[data-language]')) { button.setAttribute('aria-pressed', String(button.dataset.language === language)); }
  };
  for (const button of all('[data-language]')) {
    button.addEventListener('click', () => { speak(button.dataset.language); remember(button.dataset.language); });
  }
  const wanted = new URLSearchParams(location.search).get('lang') || remembered() || navigator.language || 'en';
  speak(wanted.startsWith('ko') ? 'ko' : 'en');

  const open = (button, opened) => {
    button.setAttribute('aria-expanded', String(opened));
    document.getElementById(button.getAttribute('aria-controls')).hidden = !opened;
  };
  for (const button of all('.opener')) {
    open(button, false);
    button.addEventListener('click', () => open(button, button.getAttribute('aria-expanded') !== 'true'));
  }
  for (const button of all('[data-expand]')) {
    button.addEventListener('click', () => {
      const opened = button.getAttribute('aria-pressed') !== 'true';
      button.setAttribute('aria-pressed', String(opened));
      for (const opener of all('tbody:not([hidden]) .opener', document.getElementById(button.dataset.expand))) { open(opener, opened); }
    });
  }

  const filters = document.querySelector('#controls .filters');
  const filter = () => {
    const { text, service, status, framework } = filters.elements;
    const words = text.value.toLowerCase().split(/\\s+/).filter(Boolean);
    const has = (list, value) => value === '' || list.split(' ').includes(value);
    let shown = 0;
    for (const control of all('[data-control]')) {
      const { dataset } = control;
      control.hidden = !(has(dataset.service, service.value) && has(dataset.status, status.value) && has(dataset.framework, framework.value)
        && words.every((word) => dataset.words.includes(word)));
      if (!control.hidden) { shown += 1; }
    }
    document.querySelector('[data-count]').textContent = String(shown);
    document.querySelector('[data-empty]').hidden = shown > 0;
  };
  filters.addEventListener('input', filter);
  for (const form of all('form')) { form.addEventListener('submit', (event) => event.preventDefault()); }

  const chooser = document.querySelector('select[name=key]');
  const choose = () => {
    for (const article of all('[data-key]')) { article.hidden = chooser.value !== '' && article.dataset.key !== chooser.value; }
    for (const part of all('[data-keys]')) {
      part.classList.toggle('dim', chooser.value !== '' && !part.dataset.keys.split(' ').includes(chooser.value));
    }
  };
  if (chooser) { chooser.addEventListener('input', choose); }

  const reveal = () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target) { return; }
    const opener = target.querySelector(':scope > th > .opener');
    if (opener) {
      if (target.closest('tbody').hidden) { filters.reset(); filter(); }
      open(opener, true);
    }
    if (target.closest('[data-key][hidden]')) { chooser.value = ''; choose(); }
    target.scrollIntoView();
  };
  addEventListener('hashchange', reveal);
  reveal();
})();
`;
