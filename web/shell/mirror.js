// The mirror: real elements at the places of what the canvas shows, so that screen readers, keyboards,
// password managers and browser tests meet an ordinary page. C++ sends what changed (mirror.cpp); what
// happens to the elements goes back.

import {call} from './bridge.js';
import {poke, settle, stats} from './frame.js';
import {applyNode, createElement, isActivated, kFlags, needsNewElement} from './mirror_elements.js';
import {followsTap} from './taps.js';

const host = document.getElementById('mirror');
const nodes = new Map();     // id -> node as C++ sent it
const elements = new Map();  // id -> element
const spacers = new Map();   // id of a scroller -> what gives it its content's size
const scrolled = new Map();  // id of a scroller -> {x, y, order} as C++ and the element agree
const typed = new Map();     // id of a field -> number of inputs so far
const openers = new Map();   // id of a container that took the focus -> where the focus was

const has = (node, flag) => !!node && ((node.flags || 0) & kFlags[flag]) !== 0;

export const elementId = (element) => Number(element && element.dataset && element.dataset.id) || 0;
export const isField = (element) => !!element && element.classList.contains('field');
export const wantsKeys = (id) => has(nodes.get(id), 'wantsKeys');

// ---- from C++ ----

/** Applies a patch: the order of all elements if it changed, and the nodes that changed. */
export function publish(json) {
  const patch = JSON.parse(json);
  const focusedBefore = elementId(document.activeElement);
  const changed = new Set();
  for (const node of patch.nodes) {
    nodes.set(node.id, node);
    changed.add(node.id);
  }
  if (patch.tree) restructure(patch.tree, changed);
  for (const id of changed) applyChanged(id);
  applyRowStops();
  if (patch.tree) keepFocus(focusedBefore);
  stats.version++;
  document.documentElement.dataset.version = stats.version;
}

function applyChanged(id) {
  const node = nodes.get(id);
  const element = elements.get(id);
  if (!element) return;
  applyNode(element, node);
  if (isField(element)) applyValue(element, node);
  if (node.ch) applyScroll(element, node);
}

function restructure(tree, changed) {
  const present = new Set();
  for (let i = 0; i < tree.length; i += 2) present.add(tree[i]);
  for (const [id, element] of elements) {
    if (!present.has(id) || needsNewElement(element, nodes.get(id))) drop(id, element);
  }
  const last = new Map();  // parent element -> its last child so far
  for (let i = 0; i < tree.length; i += 2) {
    const id = tree[i];
    const parentId = tree[i + 1];
    const parent = elements.get(parentId) || host;
    let element = elements.get(id);
    if (!element) {
      element = createElement(nodes.get(id));
      elements.set(id, element);
      changed.add(id);
    }
    const before = last.get(parent) || spacers.get(parentId) || null;
    const place = before ? before.nextSibling : parent.firstChild;
    if (place !== element) parent.insertBefore(element, place);
    last.set(parent, element);
  }
  for (const id of nodes.keys()) {
    if (!present.has(id)) nodes.delete(id);
  }
  const isOrphan = (id) => !present.has(id);
  for (const map of [spacers, scrolled, typed]) {
    for (const id of map.keys()) if (isOrphan(id)) map.delete(id);
  }
}

function drop(id, element) {
  element.remove();
  elements.delete(id);
  spacers.delete(id);
  scrolled.delete(id);
}

function applyValue(element, node) {
  // What C++ knows may be older than what was typed since.
  if ((typed.get(node.id) || 0) !== (node.seq || 0)) return;
  if (element.value !== (node.value || '')) element.value = node.value || '';
}

function applyScroll(element, node) {
  let spacer = spacers.get(node.id);
  if (!spacer) {
    spacer = document.createElement('div');
    spacer.setAttribute('aria-hidden', 'true');
    spacers.set(node.id, spacer);
    element.prepend(spacer);
  }
  spacer.style.width = (node.cw || 1) + 'px';
  spacer.style.height = node.ch + 'px';
  const known = scrolled.get(node.id);
  if (!known || known.order !== (node.order || 0)) {
    element.scrollTo({left: node.sx || 0, top: node.sy || 0, behavior: 'instant'});
    scrolled.set(node.id, {x: element.scrollLeft, y: element.scrollTop, order: node.order || 0});
  }
}

// ---- focus ----

/** Of a table's rows that can be pressed one is a stop of Tab, the one visited last; arrows reach the others. */
function applyRowStops(visited) {
  for (const table of host.querySelectorAll('table')) {
    const rows = [...table.querySelectorAll('tr[tabindex]')];
    const stops = rows.filter((row) => row.tabIndex === 0);
    const stop = rows.includes(visited) ? visited : stops[0] || rows[0];
    for (const row of stops) if (row !== stop) row.tabIndex = -1;
    if (stop && stop.tabIndex !== 0) stop.tabIndex = 0;
  }
}

const kFocusable = 'button:not(:disabled), a[href], input:not(:disabled), textarea:not(:disabled), ' +
                   '[tabindex="0"], [role=option], [role=menuitem]';

function topModal() {
  let top = 0;
  for (const [id, node] of nodes) if (has(node, 'modal')) top = id;
  return top;
}

/** Everything outside the uppermost modal window is out of reach. */
function applyModal() {
  const modal = elements.get(topModal());
  for (const child of host.children) {
    const outside = !!modal && !child.contains(modal) &&
                    !(child.compareDocumentPosition(modal) & Node.DOCUMENT_POSITION_PRECEDING);
    if (child.inert !== outside) child.inert = outside;
  }
}

function keepFocus(focusedBefore) {
  applyModal();
  for (const [id, node] of nodes) {
    if (has(node, 'takesFocus') && !openers.has(id)) moveFocusInto(id, focusedBefore);
    if (has(node, 'autofocus') && !openers.has(id)) {
      openers.set(id, 0);
      focusElement(elements.get(id));
    }
  }
  let giveBackTo = 0;
  for (const [id, opener] of openers) {
    if (nodes.has(id)) continue;
    openers.delete(id);
    giveBackTo = opener || giveBackTo;
  }
  const lost = !document.activeElement || document.activeElement === document.body ||
               !document.activeElement.isConnected;
  if (!lost) return;
  if (giveBackTo && elements.has(giveBackTo)) focusElement(elements.get(giveBackTo));
  else if (focusedBefore && elements.has(focusedBefore)) focusElement(elements.get(focusedBefore));
  else if (focusedBefore) focusElement(elements.get(topModal()) || host.querySelector('main'));
}

function moveFocusInto(id, focusedBefore) {
  openers.set(id, focusedBefore);
  const element = elements.get(id);
  if (!element) return;
  const preferred = [...nodes.values()].find(
      (node) => has(node, 'autofocus') && element.contains(elements.get(node.id)));
  focusElement((preferred && elements.get(preferred.id)) ||
               element.querySelector('[aria-selected=true]') ||
               element.querySelector(kFocusable) || element);
}

function focusElement(element) {
  if (!element) return;
  if (!element.matches(kFocusable) && !element.hasAttribute('tabindex')) element.tabIndex = -1;
  element.focus({preventScroll: true});
}

/** Gives the focus to the widget that the pointer pressed, so that Tab goes on from there. */
export function focusId(id) {
  const element = elements.get(id);
  if (element && element !== document.activeElement) focusElement(element);
}

/** Takes the focus out of a text field: the pointer pressed elsewhere. */
export function blurField() {
  if (isField(document.activeElement)) document.activeElement.blur();
}

/** After a change of page, reading goes on at its heading, unless a field asked for the focus. */
export function focusHeading() {
  if (isField(document.activeElement)) return;
  focusElement(host.querySelector('main h1'));
}

// ---- to C++ ----

/** Tells C++ of scrolling whose event the browser has not sent yet. */
export function syncScrollers() {
  let moved = false;
  for (const id of spacers.keys()) moved = reportScroll(id) || moved;
  if (moved) settle();
}

/** Where everything is scrolled to. */
export const scrollPositions = () => [...spacers.keys()].filter((id) => elements.has(id)).map((id) => {
  const element = elements.get(id);
  return {element, left: element.scrollLeft, top: element.scrollTop};
});

/** Back to there. */
export function restoreScroll(positions) {
  for (const {element, left, top} of positions) element.scrollTo({left, top, behavior: 'instant'});
  syncScrollers();
}

function reportScroll(id) {
  const element = elements.get(id);
  const known = scrolled.get(id);
  if (!element || !known) return false;
  if (element.scrollLeft === known.x && element.scrollTop === known.y) return false;
  known.x = element.scrollLeft;
  known.y = element.scrollTop;
  call('ui_mirror_scroll', id, known.x, known.y);
  return true;
}

/** What a click there presses: the element itself, or the row around a cell's text. */
function pressedBy(target) {
  const element = target.closest('[data-id]');
  if (element && isActivated(element.dataset.role)) return element;
  return element && element.closest('tr[tabindex]');
}

function onClick(event) {
  const element = pressedBy(event.target);
  if (!element) return;
  if (followsTap(event)) {
    event.preventDefault();
    return;
  }
  if (element.localName === 'a') {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;  // a new tab or window
    event.preventDefault();
  }
  syncScrollers();
  call('ui_mirror_click', Number(element.dataset.id));
  settle();
  poke();
  // The browser switched the box by itself; what C++ made of it stands.
  setTimeout(() => {
    const node = nodes.get(Number(element.dataset.id));
    if (node && element.isConnected) applyNode(element, node);
  }, 0);
}

function onInput(event) {
  const id = elementId(event.target);
  if (!id || !isField(event.target)) return;
  const seq = (typed.get(id) || 0) + 1;
  typed.set(id, seq);
  call('ui_mirror_input', id, seq, event.target.value);
  settle();
  poke();
}

// The ring around what has the focus is for those who steer by keyboard. :focus-visible would also
// match what C++ focuses after a click.
let steeredBy = 'keyboard';

function onFocus(event) {
  const element = event.type === 'focusin' ? event.target : null;
  if (element && element.dataset.role === 'row') applyRowStops(element);
  const visible = !!element && (steeredBy === 'keyboard' || isField(element));
  call('ui_mirror_focus', elementId(element), visible ? 1 : 0);
  poke();
}

export function startMirror() {
  addEventListener('keydown', (event) => {
    if (!['Control', 'Shift', 'Alt', 'Meta'].includes(event.key)) steeredBy = 'keyboard';
  }, true);
  addEventListener('pointerdown', () => {
    steeredBy = 'pointer';
  }, true);
  host.addEventListener('click', onClick);
  host.addEventListener('input', onInput);
  host.addEventListener('focusin', onFocus);
  host.addEventListener('focusout', onFocus);
  host.addEventListener('submit', (event) => event.preventDefault());
  host.addEventListener('scroll', (event) => {
    if (event.target === host) {
      host.scrollTo(0, 0);
    } else if (reportScroll(elementId(event.target))) {
      poke();
    }
  }, true);
}
