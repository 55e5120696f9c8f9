// Signing in, finding one's way, and what a page costs when nothing happens.
import assert from 'node:assert/strict';
import {test} from 'node:test';

import {stage} from './support/stage.mjs';
import {chooseAllTenants, chooseFramework} from './support/wizard.mjs';

// Here pages move: coming to rest is a part of what is tested.
const demo = stage({reducedMotion: 'no-preference'});

test('a wrong password is told, and the right one then lets in', async () => {
  const client = await demo.open();
  client.expects = 401;
  await client.signIn('not the password');
  await client.says('The e-mail address or the password is wrong.');
  assert.equal(await client.data('signedIn'), 'false');
  await client.shoot('login-wrong-password');
  await client.signedIn();
  await client.get('heading', 'Overview').waitFor();
});

test('a deep link is kept through the sign-in, and Back goes back', async () => {
  const client = await demo.open();
  await client.goto('/frameworks');
  await client.signedIn();
  await client.get('heading', 'Frameworks').waitFor();
  await client.click('link', /GHG Protocol/);
  await client.get('heading', /GHG Protocol/).first().waitFor();
  assert.match(await client.hash(), /#\/frameworks\/\d+/);
  await client.page.goBack();
  await client.get('heading', 'Frameworks').waitFor();
  assert.equal(await client.hash(), '#/frameworks');
  await client.page.goForward();
  await client.get('heading', /GHG Protocol/).first().waitFor();
  assert.match(await client.page.title(), /GHG Protocol/);
});

test('a reload keeps the session and the wizard', async () => {
  const client = await demo.signedIn();
  await client.click('link', 'Distribute');
  await chooseFramework(client, /VSME/);
  await chooseAllTenants(client);
  await client.settled();
  await client.stored();
  await client.page.reload();
  await client.says('24 of 24 tenants selected');
});

test("an address of the wizard chooses a framework's version", async () => {
  const {id} = await demo.api.frameworkNamed('GRI');
  const client = await demo.signedIn();
  await client.goto(`/distribute?framework=${id}&version=2`);
  await client.says(/Version 2 \(latest\)/);
  assert.ok(await client.get('radio', /GRI/).isChecked());
});

test('a field is found by search and shows its formula', async () => {
  const client = await demo.signedIn();
  await client.click('link', 'Frameworks');
  await client.click('link', /GHG Protocol/);
  await client.get('searchbox', 'Search fields').fill('total');
  await client.settled();
  const rows = await client.table('Fields');
  assert.ok(rows.length > 0 && rows.length < 60, `${rows.length} rows`);
  const computed = rows.find((cells) => cells.some((cell) => cell.includes('Computed')));
  assert.ok(computed, 'a total is computed');
  await client.page.getByRole('row').filter({hasText: computed[0]}).first().click({force: true});
  await client.get('dialog').first().waitFor();
  await client.get('heading', 'Formula').waitFor();
  await client.shoot('field-detail');
  await client.page.keyboard.press('Escape');
  await client.get('dialog').first().waitFor({state: 'detached'});
});

test('signing out leaves nothing behind', async () => {
  const client = await demo.signedIn();
  await client.click('link', 'Distribute');
  await chooseFramework(client, /VSME/);
  await client.click('button', 'Choose tenants');
  await client.says(/0 of 24 tenants selected/);
  await client.click('button', /super@demo\.test|Account|User/);
  await client.click('menuitem', 'Sign out');
  await client.says('You are signed out.');
  const blobs = await client.page.evaluate(async () => {
    const counts = [];
    for (const {name} of await indexedDB.databases()) {
      const database = await new Promise((resolve, reject) => {
        const request = indexedDB.open(name);
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
      for (const store of database.objectStoreNames) {
        const request = database.transaction(store).objectStore(store).count();
        counts.push(await new Promise((resolve) => { request.onsuccess = () => resolve(request.result); }));
      }
      database.close();
    }
    return counts.reduce((sum, count) => sum + count, 0);
  });
  assert.equal(blobs, 0);
});

test('the loading bar knows how many unpacked bytes come', async () => {
  const client = await demo.open();
  const told = await client.page.evaluate(async () => {
    const {name} = performance.getEntriesByType('resource').find((entry) => entry.name.endsWith('.wasm'));
    // Past the worker, which keeps what it once got.
    const reply = await fetch(name + '?', {cache: 'reload'});
    return [reply.headers.get('content-encoding'), Number(reply.headers.get('x-uncompressed-length')),
      (await reply.arrayBuffer()).byteLength];
  });
  assert.deepEqual(told, ['br', told[2], told[2]]);
});

test('one can sign in before the later part of the program is here', async () => {
  const client = await demo.newClient();
  let send;
  const asked = new Promise((resolve) => { send = resolve; });
  // Not the worker's: it would answer from what it keeps.
  await client.page.route(/later\.\w+\.wasm/, async (route) => {
    await asked;
    await route.continue();
  });
  await client.page.goto(`${demo.server.address}/#/frameworks`);
  await client.page.waitForFunction(() => window.__ui && window.__ui.frames > 0);
  await client.signIn();
  assert.equal(await client.data('signedIn'), 'false');
  send();
  await client.get('heading', 'Frameworks').waitFor();
  await client.page.unrouteAll();
});

test('the gallery has an address and an entry in the account menu', async () => {
  const client = await demo.signedIn();
  await client.click('button', /Account/);
  await client.click('menuitem', 'Widget gallery');
  await client.get('heading', 'Widget gallery').waitFor();
  assert.equal(await client.hash(), '#/gallery');
});

test('an idle page draws no frame in five seconds', async () => {
  const client = await demo.signedIn();
  await client.get('heading', 'Overview').waitFor();
  await client.page.mouse.move(700, 850);
  await client.settled();
  const drawn = await client.page.evaluate(() => new Promise((resolve) => {
    const first = window.__ui.frames;
    const start = performance.now();
    // requestAnimationFrame of a page that draws nothing is free of charge.
    const look = (now) => {
      if (now - start > 5000) resolve(window.__ui.frames - first);
      else requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  }));
  assert.equal(drawn, 0);
});
