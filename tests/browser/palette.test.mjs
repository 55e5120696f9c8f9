// The command palette, the comparison of versions, and settings.
import assert from 'node:assert/strict';
import {test} from 'node:test';

import {stage} from './support/stage.mjs';

const demo = stage();
const phone = {viewport: {width: 390, height: 844}, deviceScaleFactor: 2, hasTouch: true, isMobile: true};
const query = (client) => client.get('combobox', /^Search pages/);

test('Ctrl+K finds a framework by some of its letters, Enter goes there', async () => {
  const client = await demo.signedIn();
  const {id} = await demo.api.frameworkNamed('GHG Protocol');
  await client.press('Control+k');
  await query(client).waitFor();
  assert.ok(await client.hasFocus(query(client)));
  await client.page.keyboard.type('ghgprot');
  await client.settled();
  const active = await query(client).getAttribute('aria-activedescendant');
  assert.equal(await client.page.locator(`#${active}`).innerText(),
               await client.get('option', /GHG Protocol/).first().innerText());
  await client.shoot('palette');
  await client.press('ArrowDown');
  assert.notEqual(await query(client).getAttribute('aria-activedescendant'), active);
  await client.press('ArrowUp');
  await client.press('Enter');
  await client.get('heading', /GHG Protocol/).first().waitFor();
  assert.equal(await client.hash(), `#/frameworks/${id}`);
});

test('Escape closes it, and the focus is where it was', async () => {
  const client = await demo.signedIn();
  const link = client.get('link', 'Jobs');
  await client.tabTo(link);
  await client.press('Control+k');
  await query(client).waitFor();
  await client.press('Escape');
  await query(client).waitFor({state: 'detached'});
  assert.ok(await client.hasFocus(link));
});

test('on a phone a button opens it, and a tap chooses', async () => {
  const client = await demo.signedIn(phone);
  await client.tap('button', 'Command palette');
  await query(client).fill('tenants');
  await client.settled();
  await client.tap('option', 'Tenants');
  await client.get('heading', 'Tenants').first().waitFor();
  assert.equal(await client.hash(), '#/tenants');
});

test('it changes the theme', async () => {
  const client = await demo.signedIn();
  await client.press('Control+k');
  await query(client).fill('high contrast');
  await client.settled();
  await client.press('Enter');
  await client.goto('/settings');
  assert.ok(await client.get('radio', 'High contrast').isChecked());
  await client.shoot('settings-contrast');
});

test('two versions are compared, narrowed by kind and found by their address', async () => {
  const client = await demo.signedIn();
  const {id} = await demo.api.frameworkNamed('GHG Protocol');
  await client.goto(`/frameworks/${id}`);
  await client.click('button', 'Compare');
  await client.get('heading', 'What changed').waitFor();
  assert.match(await client.hash(), /changes\?from=1&to=2$/);
  const all = await client.table('Changes');
  assert.ok(all.length > 1);
  const kind = all[0][1];
  await client.click('button', new RegExp(`^${kind} \\d+$`));
  const some = await client.table('Changes');
  assert.ok(some.length > 0 && some.every((cells) => cells[1] === kind));
  await client.goto(`/frameworks/${id}/changes?from=2&to=1`);
  await client.says('Version 2 to version 1');
});

test('density and motion are kept for the next visit', async () => {
  const client = await demo.signedIn();
  await client.goto('/settings');
  await client.click('radio', 'Compact');
  await client.click('radio', 'Reduced');
  await client.page.reload();
  await client.get('heading', 'Settings').first().waitFor();
  assert.ok(await client.get('radio', 'Compact').isChecked());
  assert.ok(await client.get('radio', 'Reduced').isChecked());
});
