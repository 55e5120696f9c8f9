// The client as an installed application: what it keeps, and what it does without a network.
import assert from 'node:assert/strict';
import {createServer, request} from 'node:http';
import {test} from 'node:test';

import {controlled, cutNetwork, keptKeys, reloadOffline, restoreNetwork, visited} from './support/offline.mjs';
import {stage} from './support/stage.mjs';
import {chooseFramework, chooseMerge, distribute, jobShown, preview} from './support/wizard.mjs';

const demo = stage();

/** The choice of tenants stays from one distribution to the next. */
async function chooseAll(client) {
  await client.click('button', 'Choose tenants');
  const all = client.get('button', 'Select all');
  await all.waitFor();
  if (await all.isEnabled()) await client.click('button', 'Select all');
  await client.says('24 of 24 tenants selected');
}

async function queue(client, framework) {
  await client.click('link', 'Distribute');
  await chooseFramework(client, framework);
  await chooseAll(client);
  await chooseMerge(client);
  await preview(client);
  await client.click('button', 'Distribute to 24 tenants');
  await client.click('button', 'Queue it');
  await client.get('heading', 'Offline').waitFor();
  await client.stored();
}

/** Changes the copy of the first tenant that the plan would fast-forward; the tenant's name. */
async function editMeanwhile(framework) {
  const {api} = demo;
  const companies = await api.companies();
  const plan = await api.plan(framework.id, companies.map((company) => company.id), 'MERGE');
  const victim = plan.targets.find((target) => target.outcome === 'FAST_FORWARD').company_id;
  const path = `/superadmin/api/companies/${victim}/frameworks/${framework.id}`;
  const field = (await api.get(path)).framework.fields[0].code;
  await api.call('PATCH', path, {edits: [{code: field, set: {description: 'Changed meanwhile'}}]});
  return companies.find((company) => company.id === victim).name;
}

async function endOf(job) {
  let status = await demo.api.job(job);
  while (['QUEUED', 'RUNNING'].includes(status.status)) status = await demo.api.job(job);
  return status;
}

async function jobs() {
  return (await demo.api.get('/superadmin/api/sync/jobs?limit=1000')).jobs;
}

test('the page is one that can be installed', async () => {
  const client = await demo.newClient();
  await client.page.addInitScript(() => {
    window.shifts = [];
    new PerformanceObserver((list) => window.shifts.push(...list.getEntries().map((entry) => entry.value)))
      .observe({type: 'layout-shift', buffered: true});
  });
  await client.goto('/');
  await client.get('textbox', 'Email').waitFor();
  await controlled(client);
  await client.settled();
  assert.deepEqual(await client.page.evaluate(() => window.shifts), [], 'nothing moves at the start');

  const browser = await client.context.newCDPSession(client.page);
  const {errors, data} = await browser.send('Page.getAppManifest');
  assert.deepEqual(errors, []);
  const {installabilityErrors} = await browser.send('Page.getInstallabilityErrors');
  // The context of a test is a private window.
  assert.deepEqual(installabilityErrors.map((error) => error.errorId).filter((id) => id !== 'in-incognito'), []);
  const manifest = JSON.parse(data);
  assert.ok(manifest.name && manifest.short_name && manifest.start_url && manifest.theme_color);
  for (const {src, sizes, type} of manifest.icons.filter((icon) => icon.type === 'image/png')) {
    const [width, content] = await client.page.evaluate(async (address) => {
      const response = await fetch(address);
      const bitmap = await createImageBitmap(await response.blob());
      return [bitmap.width, response.headers.get('content-type')];
    }, src);
    assert.equal(`${width}x${width}`, sizes);
    assert.equal(content, type);
  }
  assert.ok(manifest.icons.some((icon) => icon.purpose === 'maskable'));

  const meta = await client.page.evaluate(() => Object.fromEntries(
    [...document.querySelectorAll('meta[name]')].map(({name, content}) => [name, content])));
  assert.match(meta.viewport, /width=device-width/);
  assert.doesNotMatch(meta.viewport, /user-scalable|maximum-scale/);
  assert.ok(meta.description.length > 20);
  assert.match(meta['theme-color'], /^#/);
  assert.equal(await client.page.evaluate(() => document.documentElement.lang), 'en');
});

test('the worker keeps the client, complete and in one version, and nothing of the API', async () => {
  const client = await visited(demo);
  const kept = await client.page.evaluate(async () => {
    const names = await caches.keys();
    const requests = await (await caches.open(names[0])).keys();
    return {names, paths: requests.map(({url}) => new URL(url).pathname)};
  });
  assert.equal(kept.names.length, 1);
  assert.ok(kept.paths.includes('/'));
  assert.ok(kept.paths.some((path) => /^\/app\.[0-9a-f]{12}\.wasm$/.test(path)));
  assert.deepEqual(kept.paths.filter((path) => /^\/(api|superadmin|healthz|readyz|metrics)/.test(path)), []);
  const loaded = await client.page.evaluate(() => performance.getEntriesByType('resource')
    .map(({name}) => new URL(name).pathname).filter((path) => /\.(js|css|wasm|svg)$/.test(path)));
  assert.deepEqual(loaded.filter((path) => !kept.paths.includes(path) && path !== '/service_worker.js'), []);
  for (const path of loaded) {
    const control = (await client.page.request.fetch(demo.server.address + path)).headers()['cache-control'];
    assert.match(control, path === '/service_worker.js' ? /no-cache/ : /immutable/, path);
  }
});

test('cut off: reload, preview, queue; back: stale, look at what changed, submit', async () => {
  const client = await visited(demo);
  const framework = await demo.api.frameworkNamed('GRI');
  await cutNetwork(demo, client);
  await reloadOffline(client);
  await client.shoot('offline-kept');
  // Never looked at before.
  await queue(client, /GRI/);
  await client.get('article', /GRI.*version 2/).waitFor();
  await client.says('Is sent when the server can be reached.');
  await client.shoot('offline-queue');
  await reloadOffline(client);
  await client.get('article', /GRI.*version 2/).waitFor();

  await demo.server.start();
  const changed = await editMeanwhile(framework);
  const before = (await jobs()).length;
  client.expects = 409;
  await restoreNetwork(client);
  await client.says('Nothing was distributed: the plan is another one now.');
  await client.says(new RegExp(changed));
  assert.equal((await jobs()).length, before);
  await client.shoot('offline-changed');

  await client.click('button', 'Look at it again');
  await client.says('1 of 24 tenants changed since you submitted this');
  await client.rowCount('Plan by tenant', 1);
  await client.shoot('offline-review');
  await distribute(client);
  await client.says('All 24 tenants ended as previewed.');
  const {targets} = await endOf(await jobShown(client));
  assert.deepEqual(targets.filter(({status}) => ['STALE', 'FAILED'].includes(status)), []);
  await client.click('link', 'Offline');
  await client.says(/^Nothing\. What you submit/);
});

test('two over the same tenants, and a session that ended: sent after signing in, one after the other', async () => {
  const client = await visited(demo);
  await cutNetwork(demo, client);
  await reloadOffline(client);
  await queue(client, /VSME/);
  await queue(client, /GHG Protocol/);
  await client.says(/^Goes after "VSME.*which is over some of the same tenants/);
  await client.shoot('offline-two');
  await demo.server.start();
  await client.context.clearCookies();
  const known = new Set((await jobs()).map((job) => job.id));
  client.expects = 401;
  await restoreNetwork(client);
  await client.says(/Your session has ended/);
  assert.ok((await keptKeys(client)).some((key) => key.includes('/queue/')), 'an expired session wipes nothing');
  await client.signedIn();
  await client.get('heading', 'Offline').waitFor();
  await client.says(/^Nothing\. What you submit/);
  const sent = (await jobs()).filter((job) => !known.has(job.id)).sort((a, b) => a.id - b.id);
  assert.equal(sent.length, 2);
  const [first, second] = await Promise.all(sent.map((job) => endOf(job.id)));
  assert.deepEqual([first.framework_id, second.framework_id],
                   [(await demo.api.frameworkNamed('VSME')).id, (await demo.api.frameworkNamed('GHG Protocol')).id]);
  assert.ok(second.created_at >= first.completed_at, `${second.created_at} after ${first.completed_at}`);
});

test('what waits can be withdrawn, and signing out says what it deletes and deletes it', async () => {
  const client = await visited(demo);
  await cutNetwork(demo, client);
  await reloadOffline(client);
  await queue(client, /SFDR/);
  await client.click('button', 'Withdraw');
  await client.says(/^Nothing\. What you submit/);
  await queue(client, /SFDR/);
  await client.click('button', /^Account/);
  await client.click('menuitem', 'Sign out');
  await client.says('1 submission has not been sent');
  await client.shoot('offline-sign-out');
  await client.click('button', 'Stay signed in');
  await client.get('article', /SFDR/).waitFor();
  await client.click('button', /^Account/);
  await client.click('menuitem', 'Sign out');
  await client.click('button', 'Sign out and delete');
  await client.says('You are signed out.');
  assert.deepEqual(await keptKeys(client), []);
  await client.page.reload();
  await client.get('textbox', 'Email').waitFor();

  // The server hears of it as soon as it is there, before anything is shown.
  await demo.server.start();
  await restoreNetwork(client);
  await client.page.reload();
  await client.get('textbox', 'Email').waitFor();
  await client.settled();
  assert.equal(await client.data('signedIn'), 'false');
  const session = await client.page.evaluate(() => fetch('/api/auth/session').then((reply) => reply.json()));
  assert.equal(session.user, null);
});

test('a snapshot is refreshed by what changed', async () => {
  const client = await visited(demo);
  const framework = await demo.api.frameworkNamed('SFDR');
  const name = await editMeanwhile(framework);
  const answers = [];
  client.page.on('response', (response) => {
    if (response.url().includes('/sync/snapshot')) answers.push(response);
  });
  await client.click('button', 'Fetch what changed');
  await client.settled();
  const answer = answers.find((response) => response.url().includes(`framework_id=${framework.id}&`));
  const {difference} = await answer.json();
  assert.deepEqual(difference.tenants.map((tenant) => tenant.name), [name]);
  assert.deepEqual(difference.versions, []);
  const whole = await demo.api.get(`/superadmin/api/sync/snapshot?framework_id=${framework.id}`);
  await client.page.waitForFunction(([id, digest]) => new Promise((resolve) => {
    const opening = indexedDB.open('datavault');
    opening.onsuccess = () => {
      const store = opening.result.transaction('blobs').objectStore('blobs');
      store.getAllKeys().onsuccess = ({target}) => {
        const key = target.result.find((name) => name.includes(`/kept/${id}/`));
        store.get(key).onsuccess = ({target: {result}}) => {
          opening.result.close();
          resolve(JSON.parse(new TextDecoder().decode(result)).digest === digest);
        };
      };
    };
  }), [framework.id, whole.digest]);
});

/** The server behind another address, with another worker from when it is asked to. */
async function serveInTurn(address) {
  const proxy = {isNewer: false};
  const {hostname, port} = new URL(address);
  const server = createServer((from, to) => {
    const headers = {...from.headers};
    if (proxy.isNewer) {
      delete headers['accept-encoding'];
      delete headers['if-none-match'];
    }
    const forwarded = request({hostname, port, path: from.url, method: from.method, headers}, (reply) => {
      const isWorker = proxy.isNewer && from.url === '/service_worker.js';
      if (isWorker) delete reply.headers['content-length'];
      to.writeHead(reply.statusCode, reply.headers);
      reply.pipe(to, {end: !isWorker});
      if (isWorker) reply.on('end', () => to.end('\n// newer\n'));
    });
    forwarded.on('error', () => to.destroy());
    from.pipe(forwarded);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  proxy.address = `http://127.0.0.1:${server.address().port}`;
  proxy.close = () => {
    server.closeAllConnections();
    server.close();
  };
  return proxy;
}

test('a newer client says that it is there, and takes over when the user wants it', async () => {
  const proxy = await serveInTurn(demo.server.address);
  const client = await demo.newClient({baseURL: proxy.address});
  client.address = proxy.address;
  try {
    await client.goto('/');
    await client.signedIn();
    await controlled(client);
    proxy.isNewer = true;
    await client.page.evaluate(async () => (await navigator.serviceWorker.ready).update());
    await client.says('A newer DataVault is ready');
    await client.shoot('offline-update');
    await client.page.evaluate(() => { window.isTheOldPage = true; });
    await client.click('button', 'Reload');
    await client.page.waitForFunction(() => !window.isTheOldPage && window.__ui?.frames > 0);
    await client.get('heading', 'Overview').waitFor();
    assert.equal(await client.get('button', 'Reload').count(), 0);
  } finally {
    client.serverIsDown = true;
    await client.page.goto('about:blank');
    proxy.close();
  }
});
