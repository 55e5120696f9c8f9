// Signing in, finding one's way, and what a page costs when nothing happens.
import assert from 'node:assert/strict';
import {after, before, test} from 'node:test';

import {Client, launchBrowser} from './support/page.mjs';
import {Server} from './support/server.mjs';

let server;
let browser;
before(async () => {
  server = await Server.demo();
  browser = await launchBrowser();
});
after(async () => {
  await browser?.close();
  await server?.close();
});

const hash = (client) => client.page.evaluate(() => location.hash);

test('a wrong password is told, and the right one then lets in', async () => {
  const client = await Client.open(browser, server.address);
  client.expects = 401;
  await client.signIn('not the password');
  await client.says('The e-mail address or the password is wrong.');
  assert.equal(await client.data('signedIn'), 'false');
  await client.shoot('login-wrong-password');
  await client.signedIn();
  await client.get('heading', 'Overview').waitFor();
  assert.deepEqual(client.problems, []);
  await client.close();
});

test('a deep link is kept through the sign-in, and Back goes back', async () => {
  const client = await Client.open(browser, server.address);
  await client.goto('/frameworks');
  await client.signedIn();
  await client.get('heading', 'Frameworks').waitFor();
  await client.click('link', /GHG Protocol/);
  await client.get('heading', /GHG Protocol/).first().waitFor();
  assert.match(await hash(client), /#\/frameworks\/\d+/);
  await client.page.goBack();
  await client.get('heading', 'Frameworks').waitFor();
  assert.equal(await hash(client), '#/frameworks');
  await client.page.goForward();
  await client.get('heading', /GHG Protocol/).first().waitFor();
  assert.match(await client.page.title(), /GHG Protocol/);
  assert.deepEqual(client.problems, []);
  await client.close();
});

test('a reload keeps the session and the wizard', async () => {
  const client = await Client.open(browser, server.address);
  await client.signedIn();
  await client.click('link', 'Distribute');
  await client.click('radio', /VSME/);
  await client.says(/Version 2 \(latest\)/);
  await client.click('button', 'Choose tenants');
  await client.click('button', 'Select all');
  await client.says('24 of 24 tenants selected');
  await client.page.reload();
  await client.says('24 of 24 tenants selected');
  assert.deepEqual(client.problems, []);
  await client.close();
});

test('a field is found by search and shows its formula', async () => {
  const client = await Client.open(browser, server.address);
  await client.signedIn();
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
  assert.deepEqual(client.problems, []);
  await client.close();
});

test('signing out leaves nothing behind', async () => {
  const client = await Client.open(browser, server.address);
  await client.signedIn();
  await client.goto('/distribute');
  await client.click('radio', /VSME/);
  await client.says(/Version 2 \(latest\)/);
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
  assert.deepEqual(client.problems, []);
  await client.close();
});

test('the loading bar knows how many unpacked bytes come', async () => {
  const client = await Client.open(browser, server.address);
  const told = await client.page.evaluate(async () => {
    const reply = await fetch('app.wasm', {cache: 'reload'});
    return [reply.headers.get('content-encoding'), Number(reply.headers.get('x-uncompressed-length')),
      (await reply.arrayBuffer()).byteLength];
  });
  assert.deepEqual(told, ['br', told[2], told[2]]);
  assert.deepEqual(client.problems, []);
  await client.close();
});

test('the gallery has an address and an entry in the account menu', async () => {
  const client = await Client.open(browser, server.address);
  await client.signedIn();
  await client.click('button', /Account/);
  await client.click('menuitem', 'Widget gallery');
  await client.get('heading', 'Widget gallery').waitFor();
  assert.equal(await hash(client), '#/gallery');
  assert.deepEqual(client.problems, []);
  await client.close();
});

test('an idle page draws no frame in five seconds', async () => {
  const client = await Client.open(browser, server.address);
  await client.signedIn();
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
  assert.deepEqual(client.problems, []);
  await client.close();
});
