// What runs in the measured page. Each is sent alone, so none uses another.

/** From now on it is noted how long each click waits for its result, from the finger's or the mouse's own time. */
export function watchClicks() {
  window.__clicks = [];
  // The client answers a click within its handlers: after the last of them its state is the new one.
  window.__watching ??= addEventListener('pointerup', (event) => window.__clicks.push(performance.now() - event.timeStamp)) ?? true;
}

export const clicksSeen = () => window.__clicks;

export const heapSize = () => window.Module.HEAPU8.length;

/** Frames that the client draws within so many milliseconds when it is left alone. */
export function framesWithin(ms) {
  return new Promise((resolve) => {
    const first = window.__ui.frames;
    const start = performance.now();
    // requestAnimationFrame of a page that draws nothing is free of charge.
    const look = (now) => {
      if (now - start > ms) resolve(window.__ui.frames - first);
      else requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });
}

/** Scrolls the page's longest scroller to its top, then down by so many pixels in each of so many frames. */
export function scroll({frames, pixels}) {
  const scrollers = [...document.querySelectorAll('#mirror .scrolls')];
  const room = (element) => element.scrollHeight - element.clientHeight;
  const longest = scrollers.sort((a, b) => room(b) - room(a))[0];
  longest.scrollTop = 0;
  return new Promise((resolve) => {
    let done = 0;
    const go = () => {
      if (done++ === frames) return resolve();
      longest.scrollTop += pixels;
      return requestAnimationFrame(go);
    };
    requestAnimationFrame(go);
  });
}

/** Goes to one address after the other, each as soon as the page before it rests. */
export function walk({addresses, changes}) {
  return new Promise((resolve, reject) => {
    let done = 0;
    let arrived = 0;
    let asked = performance.now();
    const look = () => {
      if (performance.now() - asked > 20000) return reject(new Error(`${location.hash} never rests`));
      if (window.__ui.isResting() && window.__ui.version > arrived) {
        if (done === changes) return resolve();
        arrived = window.__ui.version;
        asked = performance.now();
        location.hash = addresses[done++ % addresses.length];
      }
      return setTimeout(look, 0);
    };
    look();
  });
}
