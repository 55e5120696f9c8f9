// Timers for polling; the browser slows them down while the tab is hidden.

import {call} from './bridge.js';
import {poke} from './frame.js';

const running = new Map();  // id -> what clearTimeout takes

export function start(id, ms) {
  running.set(id, setTimeout(() => {
    running.delete(id);
    call('ui_timer', id);
    poke();
  }, ms));
}

export function stop(id) {
  clearTimeout(running.get(id));
  running.delete(id);
}
