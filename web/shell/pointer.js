// Mouse, pen and touch. Scrolling by wheel and finger is the browser's own, on the mirror's scrollers
// (mirror.js); what arrives here are moves, clicks, taps and long presses.

import {call} from './bridge.js';
import {poke, settle} from './frame.js';
import {blurField, isField, syncScrollers} from './mirror.js';
import {kTapSlop, noteTap} from './taps.js';

const stage = document.getElementById('stage');

const kLongPressMs = 500;
const kHoverAfterTapMs = 60;
const kOutside = -100000;
const kButtons = [0, 2, 1];  // DOM: left, middle, right; ImGui: left, right, middle

const kPinchStep = 1.2;  // how much further apart two fingers are for one step of zoom

let touch = null;
// Over what zooms by itself one finger drags and two pinch: the last event of each, by its pointer.
const fingers = new Map();
let spread = 0;  // between two fingers when they zoomed last; 0: they do not pinch

const zooms = (event) => !!event.target.closest && !!event.target.closest('.wheel');

function sendModifiers(event) {
  call('ui_modifiers', +event.ctrlKey, +event.shiftKey, +event.altKey, +event.metaKey);
}

function sendPosition(event, isTouch) {
  const box = stage.getBoundingClientRect();
  call('ui_pointer', event.clientX - box.left, event.clientY - box.top, isTouch ? 1 : 0);
}

function press(button, down) {
  call('ui_button', button, down ? 1 : 0);
}

function leave() {
  call('ui_pointer', kOutside, kOutside, 0);
  poke();
}

function onMouseDown(event) {
  sendModifiers(event);
  sendPosition(event, false);
  settle();
  press(kButtons[event.button] || 0, true);
  if (!isField(event.target)) {
    stage.setPointerCapture(event.pointerId);
    blurField();
  }
  settle();
  poke();
}

function onMouseUp(event) {
  sendModifiers(event);
  sendPosition(event, false);
  press(kButtons[event.button] || 0, false);
  settle();
  poke();
}

function distanceOfFingers() {
  const [a, b] = [...fingers.values()];
  return Math.hypot(a.clientX - b.clientX, a.clientY - b.clientY);
}

function fingerDown(event) {
  stage.setPointerCapture(event.pointerId);
  fingers.set(event.pointerId, event);
  if (fingers.size === 1) {
    sendPosition(event, true);
    settle();
    press(0, true);
  } else if (fingers.size === 2) {
    // Not let go over the picture: that would be a click.
    call('ui_pointer', kOutside, kOutside, 0);
    press(0, false);
    spread = distanceOfFingers();
  }
  settle();
  poke();
}

function pinch() {
  const ratio = distanceOfFingers() / spread;
  if (ratio < kPinchStep && ratio > 1 / kPinchStep) return;
  const [a, b] = [...fingers.values()];
  sendPosition({clientX: (a.clientX + b.clientX) / 2, clientY: (a.clientY + b.clientY) / 2}, true);
  settle();
  call('ui_modifiers', 1, 0, 0, 0);
  call('ui_wheel', 0, ratio > 1 ? 1 : -1);
  settle();
  call('ui_modifiers', 0, 0, 0, 0);
  spread = distanceOfFingers();
}

function fingerMove(event) {
  fingers.set(event.pointerId, event);
  if (spread > 0 && fingers.size === 2) pinch();
  else if (spread === 0) sendPosition(event, true);
  poke();
}

function fingerUp(event) {
  fingers.delete(event.pointerId);
  if (spread === 0) {
    noteTap(event);
    sendPosition(event, true);
    settle();
    press(0, false);
    settle();
  }
  if (fingers.size === 0) {
    spread = 0;
    setTimeout(leave, kHoverAfterTapMs);
  }
  poke();
}

function onTouchDown(event) {
  if (fingers.size > 0 || zooms(event)) {
    forgetTouch();
    fingerDown(event);
    return;
  }
  if (!event.isPrimary) {
    forgetTouch();
    return;
  }
  sendModifiers(event);
  sendPosition(event, true);
  touch = {x: event.clientX, y: event.clientY, longPress: setTimeout(onLongPress, kLongPressMs)};
  poke();
}

function onLongPress() {
  forgetTouch();
  press(1, true);
  press(1, false);
  settle();
  poke();
}

function forgetTouch() {
  if (touch) clearTimeout(touch.longPress);
  touch = null;
}

function onTouchMove(event) {
  if (fingers.has(event.pointerId)) {
    fingerMove(event);
    return;
  }
  if (touch && Math.hypot(event.clientX - touch.x, event.clientY - touch.y) > kTapSlop) {
    forgetTouch();
    leave();
  }
}

function onTouchUp(event) {
  if (fingers.has(event.pointerId)) {
    fingerUp(event);
    return;
  }
  if (!touch) return;
  forgetTouch();
  noteTap(event);
  if (!isField(event.target)) blurField();
  sendPosition(event, true);
  settle();
  press(0, true);
  settle();
  press(0, false);
  settle();
  poke();
  setTimeout(leave, kHoverAfterTapMs);
}

function onWheel(event) {
  // Ctrl and wheel is the browser's zoom, except over what zooms by itself. Without Ctrl the page scrolls there too.
  if (!zooms(event) || !(event.ctrlKey || event.metaKey)) return;
  event.preventDefault();
  const unit = event.deltaMode === 1 ? 1 / 3 : event.deltaMode === 2 ? 10 : 1 / 100;
  sendModifiers(event);
  call('ui_wheel', -event.deltaX * unit, -event.deltaY * unit);
  poke();
}

const byKind = (mouse, finger) => (event) => {
  syncScrollers();
  (event.pointerType === 'touch' ? finger : mouse)(event);
};

export function startPointer() {
  stage.addEventListener('pointerdown', byKind(onMouseDown, onTouchDown));
  stage.addEventListener('pointerup', byKind(onMouseUp, onTouchUp));
  stage.addEventListener('pointermove', byKind((event) => {
    sendPosition(event, false);
    poke();
  }, onTouchMove));
  // The browser took the finger over for scrolling or zooming.
  stage.addEventListener('pointercancel', () => {
    forgetTouch();
    fingers.clear();
    spread = 0;
    press(0, false);
    leave();
  });
  stage.addEventListener('pointerleave', (event) => {
    if (event.pointerType !== 'touch') leave();
  });
  stage.addEventListener('wheel', onWheel, {passive: false});
  // The focus goes where C++ says, and text is not selected by dragging over the canvas.
  stage.addEventListener('mousedown', (event) => {
    if (!isField(event.target)) event.preventDefault();
  });
  stage.addEventListener('contextmenu', (event) => {
    if (!isField(event.target)) event.preventDefault();
  });
  addEventListener('blur', () => {
    call('ui_window_focus', 0);
    poke();
  });
  addEventListener('focus', () => {
    call('ui_window_focus', 1);
    poke();
  });
}
