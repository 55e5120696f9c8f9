// Frames on demand: draws when something happened or C++ asked for it, and never else.

import {call} from './bridge.js';

const canvas = document.getElementById('canvas');
const stage = document.getElementById('stage');

/** For tests and measurements. */
export const stats = {frames: 0, logicRuns: 0, version: 0, firstFrameMs: 0, contextsLost: 0};

// A caret blinks, a tooltip waits: a frame later than this is no part of what happens now.
const kSoonMs = 100;

const size = {width: 0, height: 0, ratio: 1};
let request = 0;
let timer = 0;
let timerMs = 0;
let burst = 0;
let running = false;
let contextLost = false;
let onFirstFrame = () => {};

/** Nobody sees what would be drawn, or nothing can be. */
const isDark = () => document.hidden || contextLost;

/** Draws soon. In the dark only the logic runs: replies still have to be handled. */
export function wake() {
  if (!running || request) return;
  clearTimeout(timer);
  timer = 0;
  if (isDark()) {
    request = -1;
    setTimeout(() => {
      request = 0;
      burst = 0;
      settle();
    }, 0);
  } else {
    request = requestAnimationFrame(draw);
  }
}

/** After input: what it changed may show one frame later, so two frames. */
export function poke() {
  burst = 2;
  wake();
}

/** Wakes within that many milliseconds. */
function wakeIn(ms) {
  if (ms < 0) return;
  if (ms === 0) {
    wake();
  } else if (!request) {
    clearTimeout(timer);
    timer = setTimeout(wake, ms);
    timerMs = ms;
  }
}

/** No frame is wanted now or soon. */
export function isResting() {
  return running && !request && burst === 0 && !(timer && timerMs < kSoonMs);
}

function frameArguments(now) {
  const box = stage.getBoundingClientRect();
  return [now, box.width, box.height, size.width, size.height, size.ratio];
}

function draw(now) {
  request = 0;
  if (contextLost) return;
  // Not every change of the ratio is announced.
  if (window.devicePixelRatio !== size.ratio) measure();
  // A hidden tab's frame was asked for earlier: sizes change only together with a drawing.
  if (canvas.width !== size.width || canvas.height !== size.height) {
    canvas.width = size.width;
    canvas.height = size.height;
  }
  const next = call('ui_frame', ...frameArguments(now));
  stats.frames++;
  if (!stats.firstFrameMs) {
    stats.firstFrameMs = performance.now();
    onFirstFrame();
  }
  if (burst > 0) {
    burst--;
    wake();
  } else {
    wakeIn(next);
  }
}

/**
 * Runs the interface's logic now, without drawing: inside the handler of an input event, so that
 * file pickers and the clipboard still count it as the user's act and the state follows at once.
 */
export function settle() {
  if (!running) return;
  stats.logicRuns++;
  const next = call('ui_logic', ...frameArguments(performance.now()));
  if (isDark() && next >= 0) setTimeout(wake, Math.max(next, 250));
}

/** The same as if the screen were so high. */
export function settleAtHeight(height) {
  if (!running) return;
  const [now, width] = frameArguments(performance.now());
  call('ui_logic', now, width, height, size.width, Math.round(height * size.ratio), size.ratio);
}

function setSize(width, height, ratio) {
  if (width === size.width && height === size.height && ratio === size.ratio) return;
  Object.assign(size, {width, height, ratio});
  poke();
}

function measure() {
  const box = canvas.getBoundingClientRect();
  const ratio = window.devicePixelRatio;
  setSize(Math.round(box.width * ratio), Math.round(box.height * ratio), ratio);
}

function onResize(entries) {
  const entry = entries[entries.length - 1];
  const ratio = window.devicePixelRatio;
  const exact = entry.devicePixelContentBoxSize;
  // Some browsers report the box before the ratio changed: then it does not fit, and is not used.
  if (exact && Math.abs(exact[0].inlineSize - entry.contentRect.width * ratio) < 2) {
    setSize(exact[0].inlineSize, exact[0].blockSize, ratio);
  } else {
    measure();
  }
}

function watchRatio() {
  const query = matchMedia(`(resolution: ${window.devicePixelRatio}dppx)`);
  query.addEventListener('change', () => {
    measure();
    watchRatio();
  }, {once: true});
}

function watchContext() {
  canvas.addEventListener('webglcontextlost', (event) => {
    event.preventDefault();
    contextLost = true;
    stats.contextsLost++;
    call('ui_context_lost');
  });
  canvas.addEventListener('webglcontextrestored', () => {
    contextLost = false;
    call('ui_context_restored');
    poke();
  });
}

export function startFrames(firstFrame) {
  running = true;
  onFirstFrame = firstFrame;
  measure();
  const observer = new ResizeObserver(onResize);
  try {
    observer.observe(canvas, {box: 'device-pixel-content-box'});
  } catch {
    observer.observe(canvas);
  }
  watchRatio();
  addEventListener('resize', measure);
  watchContext();
  document.addEventListener('visibilitychange', () => {
    call('ui_visible', document.hidden ? 0 : 1);
    // The browser gives no animation frame to a hidden tab: one that was asked for may never come.
    if (request > 0) cancelAnimationFrame(request);
    request = 0;
    poke();
  });
  poke();
}
