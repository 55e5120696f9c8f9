// Puts the page together: connects the modules with the WebAssembly program and loads it.

import {attach, bytesAt, call, giveText, textAt} from './bridge.js';
import * as clipboard from './clipboard.js';
import * as environment from './environment.js';
import * as eventStream from './event_stream.js';
import * as files from './files.js';
import * as frame from './frame.js';
import * as http from './http.js';
import * as installation from './installation.js';
import * as intl from './intl.js';
import {startKeyboard} from './keyboard.js';
import {fetchLater, laterIsHere, placeholders, useFirst} from './later.js';
import * as mirror from './mirror.js';
import {startPointer} from './pointer.js';
import {startPrint} from './print.js';
import * as route from './route.js';
import {announce} from './speech.js';
import * as storage from './storage.js';
import * as text from './text.js';
import * as timers from './timers.js';

const boot = window.datavaultBoot;
const stage = document.getElementById('stage');

/** What C++ calls: web/platform/*.cpp names each of these once. */
const host = {
  http, eventStream, intl, route, storage, timers, files, clipboard, environment, installation, text, announce,
  textAt, bytesAt, giveText,
  publish: mirror.publish,
  focusId: mirror.focusId,
  wake: frame.wake,
  poke: frame.poke,
  setCursor(name) {
    if (stage.style.cursor !== name) stage.style.cursor = name;
  },
  fail: boot.fail,
  /** Before the application starts: what it asks for at once. */
  prepare() {
    environment.startEnvironment();
    route.startRoute();
  },
  /** The application is up: the user may come. */
  start() {
    mirror.startMirror();
    startPointer();
    startKeyboard();
    clipboard.startClipboard();
    files.startFiles();
    startPrint();
    frame.startFrames(() => {
      boot.done();
      // Afterwards: what it fetches is not needed for the first picture.
      installation.startInstallation();
    });
  },
};

/** For browser tests: wait until `version` grows or the page rests, instead of sleeping. */
window.__ui = frame.stats;
window.__ui.isResting = () => frame.isResting() && !http.isWaiting() && !storage.isBusy() && laterIsHere() &&
    !timers.isSoonDue() && !eventStream.isOpening();

/** Streams the program, so that it compiles while it arrives and the bar can move. */
async function instantiate(imports) {
  const response = await fetch('app.wasm');
  if (!response.ok) throw new Error('app.wasm: HTTP ' + response.status);
  const total = Number(response.headers.get('x-uncompressed-length')) ||
                (response.headers.has('content-encoding') ? 0 :
                 Number(response.headers.get('content-length')));
  let received = 0;
  const counted = response.body.pipeThrough(new TransformStream({
    transform(chunk, controller) {
      received += chunk.length;
      if (total) boot.progress(received / total);
      controller.enqueue(chunk);
    },
  }));
  const streamed = new Response(counted, {headers: {'content-type': 'application/wasm'}});
  return WebAssembly.instantiateStreaming(streamed, {...imports, later: placeholders});
}

/** After the first picture: who is not signed in does not miss it. */
function completeProgram() {
  fetchLater().then(() => {
    call('ui_program_complete');
    frame.poke();
  }).catch((error) => boot.missing(String(error.message || error)));
}

window.Module = {
  host,
  canvas: document.getElementById('canvas'),
  instantiateWasm(imports, onInstance) {
    instantiate(imports)
        .then(({instance, module}) => {
          useFirst(instance);
          onInstance(instance, module);
          completeProgram();
        })
        .catch((error) => boot.missing(String(error.message || error)));
    return {};
  },
  onAbort(reason) {
    boot.fail('DataVault stopped working', 'Something went wrong inside the page. Loading it again ' +
              'usually helps; nothing that was saved is lost.', String(reason));
  },
};

attach(window.Module);

const script = document.createElement('script');
script.src = 'app.js';
script.addEventListener('error', () => boot.missing('app.js'));
document.head.append(script);
