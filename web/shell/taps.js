// Where a finger tapped last, for those who have to know its click from others.

/** A finger that moves less, in CSS pixels, taps. */
export const kTapSlop = 10;
const kClickAfterTapMs = 1000;

let tapped = null;

export function noteTap(event) {
  tapped = {x: event.clientX, y: event.clientY, at: event.timeStamp};
}

/**
 * The browser's own click after a tap that the canvas has taken: what lies there by now, perhaps below a dialog that
 * the tap closed, is not meant.
 */
export function followsTap(event) {
  return !!tapped && event.detail > 0 && event.timeStamp - tapped.at < kClickAfterTapMs &&
    Math.hypot(event.clientX - tapped.x, event.clientY - tapped.y) <= kTapSlop;
}
