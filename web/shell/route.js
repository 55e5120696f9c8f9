// Addresses of the form "#/page/...": Back, Forward, bookmarks and shared links work.

import {call} from './bridge.js';
import {poke} from './frame.js';
import {focusHeading} from './mirror.js';
import {announce} from './speech.js';

const kProduct = 'DataVault';
let movedByUser = false;

function currentPath() {
  return location.hash.startsWith('#/') ? location.hash.slice(1) : '/';
}

function report() {
  movedByUser = true;
  call('ui_route', decodePath(currentPath()));
  poke();
}

function decodePath(path) {
  try {
    return decodeURI(path);
  } catch {
    return path;
  }
}

export function navigate(path, replace) {
  const address = '#' + encodeURI(path);
  if (replace) {
    history.replaceState(null, '', address);
  } else {
    movedByUser = true;
    if (address !== location.hash) history.pushState(null, '', address);
  }
}

/** The title of the page that is shown; said aloud and focused when the user went there. */
export function setTitle(title) {
  document.title = title ? `${title} – ${kProduct}` : kProduct;
  if (!movedByUser) return;
  movedByUser = false;
  announce(title, false);
  setTimeout(focusHeading, 0);
}

export function openTab(url) {
  window.open(url, '_blank', 'noopener');
}

export function startRoute() {
  call('ui_route', decodePath(currentPath()));
  addEventListener('popstate', report);
}
