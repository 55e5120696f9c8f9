// Requests to the own server. Each gets exactly one answer: ui_http_reply.

import {bytesAt, call, textAt} from './bridge.js';
import {poke} from './frame.js';

// The order of HttpOutcome in web/platform/events.h.
const kOutcome = {answered: 0, networkError: 1, timedOut: 2, aborted: 3};

const underWay = new Map();  // id -> AbortController

/** A request has no answer yet. */
export const isWaiting = () => underWay.size > 0;

function parseHeaders(text) {
  const headers = new Headers();
  for (const line of text.split('\n')) {
    const colon = line.indexOf(':');
    if (colon > 0) headers.append(line.slice(0, colon), line.slice(colon + 1));
  }
  return headers;
}

function reply(id, outcome, status, headers, body) {
  underWay.delete(id);
  call('ui_http_reply', id, outcome, status, headers, body);
  poke();
}

async function perform(id, path, options, timeoutMs) {
  const controller = new AbortController();
  underWay.set(id, controller);
  let timedOut = false;
  const timer = timeoutMs > 0 && setTimeout(() => {
    timedOut = true;
    controller.abort();
  }, timeoutMs);
  try {
    const response = await fetch(path, {...options, signal: controller.signal});
    const body = new Uint8Array(await response.arrayBuffer());
    const headers = [...response.headers].map(([name, value]) => `${name}:${value}\n`).join('');
    reply(id, kOutcome.answered, response.status, headers, body);
  } catch {
    const outcome = timedOut ? kOutcome.timedOut :
        controller.signal.aborted ? kOutcome.aborted : kOutcome.networkError;
    reply(id, outcome, 0, '', '');
  } finally {
    clearTimeout(timer);
  }
}

export function send(id, method, methodLength, path, pathLength, headers, headersLength, body,
                     bodyLength, timeoutMs) {
  const options = {
    method: textAt(method, methodLength),
    headers: parseHeaders(textAt(headers, headersLength)),
    credentials: 'same-origin',
    cache: 'no-store',
    redirect: 'follow',
  };
  if (bodyLength > 0) options.body = bytesAt(body, bodyLength);
  perform(id, textAt(path, pathLength), options, timeoutMs);
}

export function abort(id) {
  const controller = underWay.get(id);
  if (controller) controller.abort();
}
