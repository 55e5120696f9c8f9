// Copy and paste outside of text fields; inside, the browser does both.

import {call} from './bridge.js';
import {poke} from './frame.js';
import {isField} from './mirror.js';
import {tableToCopy} from './tables.js';

let answer = null;  // what C++ copies while it handles the browser's copy event
let answering = false;

export function copyText(text) {
  if (answering) answer = text;
  else if (navigator.clipboard) navigator.clipboard.writeText(text).catch(() => {});
}

export function startClipboard() {
  document.addEventListener('copy', (event) => {
    if (isField(event.target)) return;
    answer = null;
    answering = true;
    call('ui_copy');
    answering = false;
    if (answer === null) answer = tableToCopy();
    if (answer !== null) {
      event.clipboardData.setData('text/plain', answer);
      event.preventDefault();
    }
    poke();
  });
  document.addEventListener('paste', (event) => {
    if (isField(event.target)) return;
    const text = event.clipboardData.getData('text/plain');
    if (!text) return;
    event.preventDefault();
    call('ui_paste', text.replace(/\r\n/g, '\n'));
    poke();
  });
}
