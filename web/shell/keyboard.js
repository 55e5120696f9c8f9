// Keys. Tab, Enter, Space and typing act on the mirror's real elements by themselves; this adds what
// the roles of ARIA promise: arrows among tabs, menu items and rows, Enter and Space on rows and headers of
// columns, Escape, Enter in a field.
// The browser's own keys (F5, Ctrl+F, Alt+arrows, zoom...) are never touched.

import {call} from './bridge.js';
import {poke, settle} from './frame.js';
import {elementId, isField, wantsKeys} from './mirror.js';

// The order of MirrorKey in web/platform/mirror.h.
const kKeys = ['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight', 'Home', 'End', 'Enter', 'PageUp',
               'PageDown', ' '];
// Of which a text field keeps these for itself.
const kFieldKeys = ['ArrowLeft', 'ArrowRight', 'Home', 'End', ' '];
const kRoving = ['tab', 'menuitem', 'menuitemcheckbox', 'option'];

function moveAmongSiblings(element, key) {
  const role = element.getAttribute('role');
  if (!kRoving.includes(role)) return false;
  const parent = element.closest('[role=tablist], [role=menu], [role=listbox]');
  if (!parent) return false;
  const all = [...parent.querySelectorAll(`[role=${role}]:not(:disabled)`)];
  const at = all.indexOf(element);
  const next = {
    ArrowDown: at + 1, ArrowRight: at + 1, ArrowUp: at - 1, ArrowLeft: at - 1, Home: 0,
    End: all.length - 1,
  }[key];
  if (next === undefined || at < 0) return false;
  all[(next + all.length) % all.length].focus();
  return true;
}

/** Rows do not go round: a table is longer than what is mirrored of it. */
function moveAmongRows(element, key) {
  if (element.dataset.role !== 'row') return false;
  const rows = [...element.parentElement.querySelectorAll('tr[tabindex]')];
  const at = rows.indexOf(element);
  const next = {ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: rows.length - 1}[key];
  if (next === undefined) return false;
  if (rows[next]) rows[next].focus();
  return true;
}

const pressesItself = (element, key) =>
  ['Enter', ' '].includes(key) && ['row', 'column_header'].includes(element.dataset.role);

// Chords that the application has for itself; in the order of Shortcut in web/platform/events.h. A field has
// its own undo.
function shortcutOf(event) {
  if (!(event.ctrlKey || event.metaKey) || event.altKey) return -1;
  const key = event.key.toLowerCase();
  if (key === 'k' && !event.shiftKey) return 0;
  if (isField(event.target)) return -1;
  if (key === 'z') return event.shiftKey ? 2 : 1;
  return key === 'y' && !event.shiftKey ? 2 : -1;
}

function onKeyDown(event) {
  if (event.isComposing || event.keyCode === 229) return;  // the input method's
  const shortcut = shortcutOf(event);
  if (shortcut >= 0) {
    event.preventDefault();
    call('ui_shortcut', shortcut);
    settle();
    poke();
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const target = event.target;
  if (event.key === 'Escape') {
    call('ui_escape');
    settle();
    poke();
    return;
  }
  const id = elementId(target);
  if (!id) return;
  if (wantsKeys(id) && kKeys.includes(event.key) &&
      !(isField(target) && kFieldKeys.includes(event.key))) {
    event.preventDefault();
    call('ui_mirror_key', id, kKeys.indexOf(event.key));
    settle();
    poke();
  } else if (event.key === 'Enter' && isField(target) && target.tagName === 'INPUT') {
    call('ui_mirror_submit', id);
    settle();
    poke();
  } else if (event.key === 'Tab' && target.closest('[role=menu]')) {
    call('ui_escape');
    poke();
  } else if (pressesItself(target, event.key)) {
    event.preventDefault();
    target.click();
  } else if (moveAmongSiblings(target, event.key) || moveAmongRows(target, event.key)) {
    event.preventDefault();
    poke();
  }
}

export function startKeyboard() {
  document.addEventListener('keydown', onKeyDown);
}
