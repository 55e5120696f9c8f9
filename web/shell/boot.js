// The first script: shows progress and readable failures, then loads the client. A classic script
// without dependencies, so that it can report when any other file is missing.
'use strict';

(() => {
  const byId = (id) => document.getElementById(id);
  let over = false;

  function progress(fraction) {
    if (!over && fraction >= 0) byId('boot-bar').value = fraction;
  }

  function fail(title, text, detail) {
    over = true;
    const boot = byId('boot') || document.body.appendChild(failedPage);
    boot.setAttribute('role', 'alert');
    byId('boot-title').textContent = title;
    byId('boot-text').textContent = text;
    byId('boot-bar').hidden = true;
    byId('boot-detail').textContent = detail || '';
    byId('boot-detail').hidden = !detail;
    byId('boot-retry').hidden = false;
    document.documentElement.dataset.failed = title;
  }

  function done() {
    if (over) return;
    over = true;
    byId('boot').remove();
  }

  function missing(what) {
    fail('DataVault could not be loaded',
         'A part of the page did not arrive. Check your connection and try again.', what);
  }

  const failedPage = byId('boot');
  byId('boot-retry').addEventListener('click', (event) => {
    event.preventDefault();
    location.reload();
  });
  window.datavaultBoot = {progress, fail, done, missing};

  if (typeof WebAssembly !== 'object') {
    fail('This browser is too old for DataVault',
         'It lacks WebAssembly. Please use a current Chrome, Edge, Firefox or Safari.');
  } else if (typeof WebGL2RenderingContext !== 'function') {
    // Whether a context can be made shows when the client makes it: trying here would cost as much again.
    fail('This browser cannot show DataVault',
         'WebGL 2 is missing or switched off. Switch on hardware acceleration in the browser\'s ' +
         'settings, or use a current Chrome, Edge, Firefox or Safari 15 and later.');
  } else {
    const script = document.createElement('script');
    script.type = 'module';
    script.src = 'client.js';
    script.addEventListener('error', () => missing('client.js'));
    document.head.append(script);
  }
})();
