// Server-sent events of the own server, one stream at a time. The browser connects again by itself
// and tells the server the last event that it saw.

import {call, textAt} from './bridge.js';
import {poke} from './frame.js';

let source = null;
let opening = null;  // a stream of which nothing was heard yet

/** Whether what happens now will be told is not known yet. */
export const isOpening = () => opening !== null;

function tell(name, ...values) {
  call(name, ...values);
  poke();
}

export function open(path, pathLength, names, namesLength) {
  close();
  const stream = new EventSource(textAt(path, pathLength));
  source = opening = stream;
  const heard = () => {
    if (opening === stream) opening = null;
  };
  stream.addEventListener('open', () => {
    heard();
    tell('ui_stream_opened');
  });
  stream.addEventListener('error', () => {
    heard();
    if (source !== stream) return;
    tell('ui_stream_lost', stream.readyState === EventSource.CONNECTING ? 1 : 0);
  });
  for (const name of textAt(names, namesLength).split(' ')) {
    stream.addEventListener(name, (event) => {
      if (source === stream) tell('ui_stream_event', name, event.lastEventId, event.data);
    });
  }
}

export function close() {
  if (source) source.close();
  source = opening = null;
}
