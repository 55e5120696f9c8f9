// An empty installation: the link in the terminal makes the first super admin.
import assert from 'node:assert/strict';
import {after, afterEach, before, test} from 'node:test';

import {Client, launchBrowser} from './support/page.mjs';
import {entered, longPassword} from './support/people.mjs';
import {Server} from './support/server.mjs';

let server, browser, client;
before(async () => {
  [server, browser] = await Promise.all([Server.empty(), launchBrowser()]);
  client = await Client.open(browser, server.address);
});
afterEach(() => assert.deepEqual(client.problems, []));
after(async () => {
  await browser?.close();
  await server?.close();
});

test('the first super admin comes in by the link that the server prints', async () => {
  await client.goto('/');
  await client.says('Welcome to DataVault');
  await client.shoot('login-first-use');
  await client.goto(server.firstLink.split('#')[1]);
  await client.get('heading', 'Set up DataVault').waitFor();
  await client.shoot('welcome-first');
  await client.get('textbox', 'Email').fill('first@vault.test');
  await client.get('textbox', 'New password').fill(longPassword);
  await client.click('button', 'Set password');
  await client.says('Your password is set. Sign in with it.');
  assert.equal(await client.get('textbox', 'Email').inputValue(), 'first@vault.test');
  await client.get('textbox', 'Password').fill(longPassword);
  await client.page.keyboard.press('Enter');
  await entered(client);
  await client.get('heading', 'Overview').waitFor();
  client.expects = 404;
  await client.goto(server.firstLink.split('#')[1]);
  await client.get('heading', 'This link does not work').waitFor();
});
