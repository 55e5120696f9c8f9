// Preferences in localStorage, blobs in IndexedDB. Both may be missing (private windows): then nothing
// is kept, and nothing fails.

import {call} from './bridge.js';
import {poke} from './frame.js';

const kPrefix = 'datavault.';
const kDatabase = 'datavault';
const kStore = 'blobs';

export function preference(key) {
  try {
    return localStorage.getItem(kPrefix + key) || '';
  } catch {
    return '';
  }
}

export function setPreference(key, value) {
  try {
    if (value) localStorage.setItem(kPrefix + key, value);
    else localStorage.removeItem(kPrefix + key);
  } catch {
    // Not kept.
  }
}

let opened = null;
let underWay = 0;

/** Something is being read or written. */
export const isBusy = () => underWay > 0;

function database() {
  if (!opened) {
    opened = new Promise((resolve, reject) => {
      const request = indexedDB.open(kDatabase, 1);
      request.onupgradeneeded = () => request.result.createObjectStore(kStore);
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
      request.onblocked = () => reject(new Error('blocked'));
    });
    opened.catch(() => {
      opened = null;
    });
  }
  return opened;
}

/** Runs one operation on the store in a transaction of its own; resolves when it is on disk. */
async function transact(mode, operation) {
  underWay++;
  try {
    return await perform(await database(), mode, operation);
  } finally {
    underWay--;
  }
}

function perform(db, mode, operation) {
  return new Promise((resolve, reject) => {
    const transaction = db.transaction(kStore, mode);
    const request = operation(transaction.objectStore(kStore));
    transaction.oncomplete = () => resolve(request.result);
    transaction.onerror = () => reject(transaction.error);
    transaction.onabort = () => reject(transaction.error);
  });
}

export async function getBlob(key) {
  let content;
  try {
    content = await transact('readonly', (store) => store.get(key));
  } catch {
    content = undefined;
  }
  const found = content instanceof Uint8Array;
  call('ui_blob_loaded', key, found ? 1 : 0, found ? content : '');
  poke();
}

async function change(key, operation) {
  let stored = true;
  try {
    await transact('readwrite', operation);
  } catch {
    stored = false;
  }
  call('ui_blob_stored', key, stored ? 1 : 0);
  poke();
}

export const putBlob = (key, bytes) => change(key, (store) => store.put(bytes, key));
export const removeBlob = (key) => change(key, (store) => store.delete(key));

/** All keys that begin so. */
const beginningWith = (prefix) => IDBKeyRange.bound(prefix, prefix + '\uffff');

/** All blobs whose keys begin so, in the order of the keys. */
export async function listBlobs(prefix) {
  let keys = [], contents = [];
  try {
    // One transaction: keys and contents belong together.
    await transact('readonly', (store) => {
      store.getAllKeys(beginningWith(prefix)).onsuccess = ({target}) => { keys = target.result; };
      const request = store.getAll(beginningWith(prefix));
      request.onsuccess = () => { contents = request.result; };
      return request;
    });
  } catch {
    keys = [];
  }
  keys.forEach((key, index) => {
    if (contents[index] instanceof Uint8Array) call('ui_blob_listed', key, contents[index]);
  });
  call('ui_blobs_listed', prefix);
  poke();
}

export function clearBlobs(prefix) {
  transact('readwrite', (store) => store.delete(beginningWith(prefix))).catch(() => {});
}

/** Asks that the browser does not throw blobs away to make room. */
export function persist() {
  navigator.storage?.persist?.().catch(() => {});
}
