// What runs inside the page. Each is sent alone, so none uses another or anything around it.

/**
 * Waits for the mirror's element of that role and name (a text, or {pattern} of a regular expression), brings it into
 * sight, waits until nothing moves, and gives its middle: {x, y}. `within`: the label of a container.
 */
export function middleOf(role, name, within) {
  const implied = {BUTTON: 'button', A: 'link', TABLE: 'table', TR: 'row', TEXTAREA: 'textbox', P: 'paragraph'};
  const ofInput = {checkbox: 'checkbox', radio: 'radio', search: 'searchbox'};
  const roleOf = (element) => element.getAttribute('role') ||
    (element.tagName === 'INPUT' ? ofInput[element.type] ?? 'textbox' :
      /^H[1-6]$/.test(element.tagName) ? 'heading' : implied[element.tagName]);
  const matches = (text) => (name.pattern ? new RegExp(name.pattern).test(text) : text.trim() === name);
  const find = () => [...document.querySelectorAll('#mirror [data-id]')].find((element) =>
    roleOf(element) === role && matches(element.getAttribute('aria-label') ?? element.textContent) &&
    !element.closest('[inert]') && !element.disabled && !element.querySelector('th') &&
    (!within || element.closest(`[aria-label="${within}"]`)));
  return new Promise((resolve, reject) => {
    const start = performance.now();
    let frames = -1;
    let element;
    const look = () => {
      const rests = window.__ui?.isResting() && window.__ui.frames === frames;
      frames = window.__ui?.frames;
      if (element?.isConnected && rests) {
        const {left, top, width, height} = element.getBoundingClientRect();
        return resolve({x: left + width / 2, y: top + height / 2});
      }
      if (!element?.isConnected) {
        element = find();
        element?.scrollIntoView({block: 'nearest', inline: 'nearest', behavior: 'instant'});
      }
      if (performance.now() - start > 60000) {
        return reject(new Error(`${role} "${name.pattern ?? name}" ${element ? 'never rests' : 'is not there'}`));
      }
      return requestAnimationFrame(look);
    };
    look();
  });
}

/** Waits until the page says it somewhere (a regular expression's source). */
export function saysSo(pattern) {
  const wanted = new RegExp(pattern);
  return new Promise((resolve, reject) => {
    const start = performance.now();
    const look = () => {
      const leaves = document.querySelectorAll('#mirror [data-id], #boot-title');
      const said = [...leaves].find((element) => wanted.test(element.textContent) || wanted.test(element.ariaLabel));
      if (said) resolve(said.textContent);
      else if (performance.now() - start > 60000) reject(new Error(`nothing says ${pattern}`));
      else requestAnimationFrame(look);
    };
    look();
  });
}

/** Waits until a table has that many rows, in sight or not. */
export function rowsCounted(name, count) {
  return new Promise((resolve, reject) => {
    const start = performance.now();
    const look = () => {
      const rows = document.querySelector(`#mirror table[aria-label="${name}"]`)?.getAttribute('aria-rowcount');
      if (Number(rows) === count + 1) resolve();
      else if (performance.now() - start > 60000) reject(new Error(`${name} has ${rows} rows with the header`));
      else requestAnimationFrame(look);
    };
    look();
  });
}

/** Waits until a value that the client publishes at the root element is another one than that, and there. */
export function publishedOther(key, former) {
  return new Promise((resolve, reject) => {
    const start = performance.now();
    const look = () => {
      const value = document.documentElement.dataset[key];
      if (value && value !== former) resolve(value);
      else if (performance.now() - start > 60000) reject(new Error(`${key} stays ${value}`));
      else requestAnimationFrame(look);
    };
    look();
  });
}

/** At two refreshes of the display in a row nothing moved and nothing was pending. */
export function rested() {
  return new Promise((resolve, reject) => {
    const start = performance.now();
    let seen = -1;
    const look = () => {
      const rests = window.__ui?.isResting() && window.__ui.frames === seen && seen > 0;
      seen = window.__ui?.frames;
      if (rests) resolve();
      else if (performance.now() - start > 60000) reject(new Error('the page never came to rest'));
      else requestAnimationFrame(look);
    };
    look();
  });
}

/** The worker answers for the page, and what IndexedDB was given is on the disk. */
export async function keptOffline() {
  await navigator.serviceWorker.ready;
  if (!navigator.serviceWorker.controller) {
    await new Promise((resolve) => {
      navigator.serviceWorker.addEventListener('controllerchange', resolve, {once: true});
    });
  }
  await new Promise((resolve, reject) => {
    const opening = indexedDB.open('datavault');
    opening.onerror = reject;
    opening.onsuccess = () => {
      // A later transaction waits for those before it.
      const reading = opening.result.transaction('blobs', 'readonly').objectStore('blobs').count();
      reading.onerror = reject;
      reading.onsuccess = () => {
        opening.result.close();
        resolve();
      };
    };
  });
}
