// Files in and out.

import {call} from './bridge.js';
import {poke} from './frame.js';

const kMaxBytes = 256 * 1024 * 1024;

async function deliver(tag, file) {
  let content = '';
  let error = '';
  if (file.size > kMaxBytes) {
    error = 'This file is larger than 256 MB.';
  } else {
    try {
      content = new Uint8Array(await file.arrayBuffer());
    } catch {
      error = 'The browser could not read this file.';
    }
  }
  call('ui_file', tag, file.name, content, error);
  poke();
}

export function choose(tag, accept) {
  const input = document.createElement('input');
  input.type = 'file';
  input.accept = accept;
  input.addEventListener('change', () => {
    if (input.files.length) deliver(tag, input.files[0]);
  });
  input.click();
}

export function save(name, type, bytes) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([bytes], {type}));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
}

export function download(path) {
  const link = document.createElement('a');
  link.href = path;
  link.download = '';
  link.click();
}

export function startFiles() {
  const carriesFiles = (event) => event.dataTransfer && event.dataTransfer.types.includes('Files');
  addEventListener('dragover', (event) => {
    if (carriesFiles(event)) event.preventDefault();
  });
  addEventListener('drop', (event) => {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    for (const file of event.dataTransfer.files) deliver('', file);
  });
}
