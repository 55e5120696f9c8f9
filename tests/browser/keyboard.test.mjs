// The pages where conflicts are settled, with the keyboard alone: each control is reached, shows that it has the focus,
// and does its work.
import assert from 'node:assert/strict';
import {test} from 'node:test';

import {stage} from './support/stage.mjs';
import {replanned, walkToConflicts, walkToStrategy} from './support/wizard.mjs';

let job;
const demo = stage({
  async prepare(api) {
    const framework = (await api.frameworkNamed('VSME')).id;
    const ids = (await api.companies()).map((company) => company.id);
    job = await api.distribute(framework, ids, 'MERGE');
  },
});

test('a preset and an exception from it are chosen', async () => {
  const client = await demo.signedIn();
  await walkToStrategy(client, /GHG Protocol/);
  const presets = client.get('radiogroup', 'Policy').getByRole('radio');
  await client.tabTo(presets.first());
  await client.press('ArrowRight');
  await client.press('ArrowRight');
  assert.ok(await client.hasFocus(presets.nth(2)));
  assert.ok(await presets.nth(2).isChecked());
  assert.ok(await client.get('article', 'Merge, Peer').getByText('Chosen').isVisible());

  const exceptions = client.get('button', 'Exceptions for attributes');
  await client.tabTo(exceptions);
  await client.press('Enter');
  assert.equal(await exceptions.getAttribute('aria-expanded'), 'true');
  const name = client.get('radiogroup', 'Name').getByRole('radio');
  await client.tabTo(name.first());
  await client.press('ArrowRight');
  assert.ok(await client.get('radiogroup', 'Name').getByRole('radio', {name: 'Ask'}).isChecked());
});

test('a question is answered for all, and otherwise for one', async () => {
  const client = await demo.signedIn();
  await walkToConflicts(client, /GHG Protocol/);
  await client.tabTo(client.get('searchbox', 'Search conflicts'));
  await client.page.keyboard.type('GHG-3.6.B removed');
  await client.rowCount('Conflicts', 1);
  const row = client.get('table', 'Conflicts').getByRole('row').nth(1);
  await client.tabTo(row);
  await client.press('Enter');
  const dialog = client.get('dialog');
  await dialog.waitFor();
  const keep = dialog.getByRole('button', {name: "Keep tenant's", exact: true});
  await client.tabTo(keep);
  await replanned(client, () => client.press('Space'));
  assert.equal(await keep.getAttribute('aria-pressed'), 'true');

  await client.tabTo(dialog.getByRole('button', {name: /^Tenants \(\d+\)/}));
  await client.press('Enter');
  await client.tabTo(dialog.getByRole('button', {name: /^Answer for/}).first());
  await client.press('Enter');
  assert.ok(await client.hasFocus(client.get('menuitem', 'Take new version')));
  await client.press('ArrowDown');
  assert.ok(await client.hasFocus(client.get('menuitem', "Keep tenant's")));
  await client.press('ArrowUp');
  await replanned(client, () => client.press('Enter'));
  await client.says('Answered differently');
  await client.press('Escape');
  await dialog.waitFor({state: 'detached'});
  assert.ok(await client.hasFocus(row), 'the focus is back on the question');
});

test('of many rows one is a stop of Tab, and arrows reach the others', async () => {
  const client = await demo.signedIn();
  await walkToConflicts(client, /GHG Protocol/);
  const rows = client.get('table', 'Conflicts').getByRole('row');
  await client.tabTo(rows.nth(1));
  await client.press('ArrowDown');
  await client.press('ArrowDown');
  assert.ok(await client.hasFocus(rows.nth(3)));
  await client.press('Tab');
  assert.equal(await client.page.evaluate(() => document.activeElement.closest('table')), null);
  await client.press('Shift+Tab');
  assert.ok(await client.hasFocus(rows.nth(3)), 'where it was left');
});

test('a rollback is confirmed', async () => {
  const client = await demo.signedIn();
  await client.goto(`/jobs/${job}/rollback`);
  const boxes = client.get('table', 'Rollback by tenant').getByRole('checkbox');
  await client.tabTo(boxes.first());
  const included = await boxes.first().isChecked();
  await client.press('Space');
  assert.equal(await boxes.first().isChecked(), !included);
  await client.press('Space');
  assert.equal(await boxes.first().isChecked(), included);
  await client.tabTo(client.get('button', /^Roll back \d+ tenants$/), 'Shift+Tab');
  await client.press('Enter');
  const dialog = client.get('dialog');
  await dialog.waitFor();
  await client.tabTo(dialog.getByRole('button', {name: 'Roll back now'}));
  await client.press('Enter');
  await client.says(/^Rollback of job/);
  await client.says('Everything is done.');
  const {jobs} = await demo.api.get('/superadmin/api/sync/jobs?limit=1000');
  assert.ok(jobs.some((it) => it.rollback_of === job && it.status === 'COMPLETED'));
});
