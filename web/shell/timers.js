// Timers for polling; the browser slows them down while the tab is hidden.

import {call} from './bridge.js';
import {poke} from './frame.js';

// A plan waits that long for the picture that says so; polling waits longer.
const kSoonMs = 100;

const running = new Map();  // id -> what clearTimeout takes
const soon = new Set();     // ids of those that were started for soon

/** Something goes on after a moment. */
export const isSoonDue = () => soon.size > 0;

export function start(id, ms) {
  if (ms < kSoonMs) soon.add(id);
  running.set(id, setTimeout(() => {
    running.delete(id);
    soon.delete(id);
    call('ui_timer', id);
    poke();
  }, ms));
}

export function stop(id) {
  clearTimeout(running.get(id));
  running.delete(id);
  soon.delete(id);
}
