// What the system prefers, and the theme's colours for what the browser draws itself.

import {call} from './bridge.js';
import {poke} from './frame.js';

const queries = [
  '(prefers-color-scheme: dark)', '(prefers-contrast: more)', '(prefers-reduced-motion: reduce)',
  '(pointer: coarse)',
].map((text) => matchMedia(text));

function report() {
  call('ui_environment', ...queries.map((query) => +query.matches), navigator.language || 'en');
  poke();
}

/** Colours by role, from web/theme: "page:#0d1015;text:#e9ecf1;...". */
export function setTheme(text, dark) {
  const style = document.documentElement.style;
  for (const entry of text.split(';')) {
    const [name, value] = entry.split(':');
    if (value) style.setProperty('--' + name, value);
    if (name === 'page') document.querySelector('meta[name=theme-color]').content = value;
  }
  style.colorScheme = dark ? 'dark' : 'light';
}

export function randomId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

export function startEnvironment() {
  report();
  call('ui_online', +navigator.onLine);
  for (const query of queries) query.addEventListener('change', report);
  for (const name of ['online', 'offline']) {
    addEventListener(name, () => {
      call('ui_online', +navigator.onLine);
      poke();
    });
  }
}
