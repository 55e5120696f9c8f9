// The worker that keeps the client for when there is no network (service_worker.js): starts it, and tells when a
// newer client has been fetched. Where there is none (an address without TLS, a private window), all else works.

import {call} from './bridge.js';
import {poke} from './frame.js';

// A tab may stay open for weeks.
const kLookAgainMs = 60 * 60 * 1000;

let waiting = null;     // the newer worker
let wantsReload = false;
let lookedAt = 0;

function tell(worker) {
  waiting = worker;
  call('ui_update_ready');
  poke();
}

/**
 * A worker that is there while another one is at work is a newer client. That this page has a controller says less: in
 * WebKit it may be the very worker that has just been installed.
 */
function watch(registration) {
  const tellIfNewer = (worker) => {
    if (registration.active && registration.active !== worker) tell(worker);
  };
  if (registration.waiting) tellIfNewer(registration.waiting);
  registration.addEventListener('updatefound', () => {
    const worker = registration.installing;
    worker.addEventListener('statechange', () => {
      if (worker.state === 'installed') tellIfNewer(worker);
    });
  });
}

function lookAgain(registration) {
  if (document.hidden || performance.now() - lookedAt < kLookAgainMs) return;
  lookedAt = performance.now();
  registration.update().catch(() => {});  // nobody answers: next time
}

export async function startInstallation() {
  const {serviceWorker} = navigator;
  if (!serviceWorker) return;
  serviceWorker.addEventListener('controllerchange', () => {
    if (wantsReload) location.reload();
  });
  try {
    const registration = await serviceWorker.register('service_worker.js', {updateViaCache: 'none'});
    lookedAt = performance.now();
    watch(registration);
    document.addEventListener('visibilitychange', () => lookAgain(registration));
  } catch {
    // Not kept: the page needs the network next time.
  }
}

/** Goes over to the newer client, which loads the page again. */
export function update() {
  if (!waiting) return;
  wantsReload = true;
  waiting.postMessage('activate');
}
