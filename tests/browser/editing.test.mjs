// Publishing a version and editing a tenant's copy: by keyboard alone, and by touch on a phone.
import assert from 'node:assert/strict';
import {test} from 'node:test';

import {stage} from './support/stage.mjs';

const phone = {viewport: {width: 390, height: 844}, deviceScaleFactor: 2, hasTouch: true, isMobile: true};

let framework, company;
const demo = stage({
  async prepare(api) {
    framework = (await api.frameworkNamed('VSME')).id;
    const ids = (await api.companies()).map((it) => it.id);
    await api.distribute(framework, ids, 'MERGE');
    const {companies} = await api.get('/superadmin/api/fleet/companies');
    company = companies.find((it) => it.copies > 0).company_id;
  },
});

async function latest() {
  return (await demo.api.get(`/superadmin/api/frameworks/${framework}`)).framework;
}

const nameOf = (content, code) => content.fields.find((field) => field.code === code).name;

/** Types into the field that has the focus, over what stands there. */
async function retype(client, text) {
  await client.page.keyboard.press('Control+a');
  await client.page.keyboard.type(text);
  await client.settled();
}

/** From the search field that found it: down to its row, and Enter. */
async function openByKeyboard(client, field) {
  const rows = client.get('table', 'Fields').getByRole('row');
  const row = rows.filter({hasText: field.name}).last();
  await client.tabTo(rows.nth(1));
  for (let steps = 0; !(await client.hasFocus(row)); ++steps) {
    if (steps === 40) throw new Error(`arrows do not reach ${field.code}`);
    await client.press('ArrowDown');
  }
  await client.press('Enter');
  await client.get('dialog').first().waitFor();
}

test('a version is edited, reviewed and published with the keyboard alone', async () => {
  const before = await latest();
  const field = before.fields.find((it) => !it.expression);
  const client = await demo.signedIn();
  await client.goto(`/frameworks/${framework}/edit`);
  await client.tabTo(client.get('searchbox', 'Search fields'));
  await client.page.keyboard.type(field.code);
  await client.settled();
  await openByKeyboard(client, field);
  assert.ok(await client.hasFocus(client.get('textbox', 'Name')), 'the form begins with the name');
  await retype(client, 'A better name');
  await client.tabTo(client.get('dialog').getByRole('button', {name: 'Apply'}));
  await client.press('Enter');
  await client.get('dialog').first().waitFor({state: 'detached'});

  await client.press('Control+z');
  assert.ok(await client.get('button', 'Review and publish').isDisabled(), 'undone');
  await client.press('Control+Shift+z');
  await client.tabTo(client.get('button', 'Review and publish'), 'Shift+Tab');
  await client.press('Enter');
  const table = client.get('table', 'Differences');
  await table.waitFor();
  assert.match(await table.innerText(), /A better name/);
  await client.tabTo(client.get('textbox', 'Notes'));
  await client.page.keyboard.type('Clearer.');
  await client.tabTo(client.get('button', 'Publish now'));
  await client.press('Enter');
  await client.get('heading', 'What changed').waitFor();
  const after = await latest();
  assert.equal(after.version, before.version + 1);
  assert.equal(after.notes, 'Clearer.');
  assert.equal(nameOf(after, field.code), 'A better name');
  assert.equal(after.fields.find((it) => it.code === field.code).uid, field.uid);
  assert.deepEqual((await client.table('Changes')).map((cells) => cells.slice(1)),
                   [['Changed', 'Name', field.name, 'A better name']]);
});

test('a version is edited and published by touch on a phone', async () => {
  const before = await latest();
  const field = before.fields.find((it) => !it.expression);
  const client = await demo.signedIn(phone);
  await client.goto(`/frameworks/${framework}/edit`);
  await client.tap('button', 'Add a field');
  await client.get('textbox', 'Name').fill('Bees counted');
  await client.get('textbox', 'Code').fill('BEES-1');
  await client.settled();
  await client.tap('button', 'Add the field');
  await client.get('dialog').first().waitFor({state: 'detached'});
  await client.get('searchbox', 'Search fields').fill(field.code);
  await client.settled();
  await client.tap('button', `Actions for ${field.code}`);
  await client.tap('menuitem', 'Move down');
  await client.tap('button', 'Undo');
  await client.tap('button', 'Review and publish');
  await client.get('table', 'Differences').waitFor();
  await client.tap('button', 'Publish now');
  await client.get('heading', 'What changed').waitFor();
  const after = await latest();
  assert.equal(after.version, before.version + 1);
  assert.equal(nameOf(after, 'BEES-1'), 'Bees counted');
  assert.equal(after.fields.length, before.fields.length + 1);
});

test("a tenant's copy is edited and saved with the keyboard alone", async () => {
  const copy = await demo.api.copy(company, framework);
  const field = copy.fields.find((it) => !it.expression);
  const client = await demo.signedIn();
  await client.goto(`/tenants/${company}/frameworks/${framework}`);
  await client.tabTo(client.get('searchbox', 'Search fields'));
  await client.page.keyboard.type(field.code);
  await client.settled();
  await openByKeyboard(client, field);
  await retype(client, 'What we call it');
  await client.tabTo(client.get('dialog').getByRole('button', {name: 'Apply'}));
  await client.press('Enter');
  await client.get('dialog').first().waitFor({state: 'detached'});
  await client.tabTo(client.get('button', 'Save 1 change'), 'Shift+Tab');
  await client.press('Enter');
  await client.says('The change is saved.');
  assert.equal(nameOf(await demo.api.copy(company, framework), field.code), 'What we call it');
});

test("a tenant's field is hidden and an edit is reset by touch on a phone", async () => {
  const copy = await demo.api.copy(company, framework);
  const [first, second] = copy.fields.filter((it) => !it.expression && !copy.fields.some(
    (other) => Object.values(other.variables ?? {}).some((variable) => variable.field_uid === it.uid))).slice(-2);
  await demo.api.call('PATCH', `/superadmin/api/companies/${company}/frameworks/${framework}`,
                      {edits: [{code: first.code, set: {description: 'Counted by hand.'}}]});
  const client = await demo.signedIn(phone);
  await client.goto(`/tenants/${company}/frameworks/${framework}`);
  await client.get('searchbox', 'Search fields').fill(second.code);
  await client.settled();
  await client.tap('button', `Actions for ${second.code}`);
  await client.tap('menuitem', 'Hide or remove');
  await client.tap('tab', /^Edits/);
  await client.get('searchbox', 'Search edits').fill('Counted by hand');
  await client.settled();
  await client.tap('button', 'Reset');
  await client.tap('button', 'Save 2 changes');
  await client.says('2 changes are saved.');
  const after = await demo.api.copy(company, framework);
  assert.ok(!after.fields.some((field) => field.uid === second.uid));
  assert.notEqual(after.fields.find((field) => field.uid === first.uid).description, 'Counted by hand.');
});

test('what somebody else changed meanwhile is shown, and saving goes on', async () => {
  const copy = await demo.api.copy(company, framework);
  const [mine, theirs] = copy.fields.filter((it) => !it.expression);
  const client = await demo.signedIn();
  await client.goto(`/tenants/${company}/frameworks/${framework}`);
  await client.get('searchbox', 'Search fields').fill(mine.code);
  await client.settled();
  await client.click('button', `Actions for ${mine.code}`);
  await client.click('menuitem', 'Edit');
  await client.get('textbox', 'Description').fill('Mine.');
  await client.settled();
  await client.click('button', 'Apply');
  await demo.api.call('PATCH', `/superadmin/api/companies/${company}/frameworks/${framework}`,
                      {edits: [{code: theirs.code, set: {description: 'Theirs.'}}]});
  client.expects = 412;
  await client.click('button', 'Save 1 change');
  await client.get('heading', 'Somebody else changed this copy').waitFor();
  const [[, change, what, , after]] = await client.table('Changed meanwhile');
  assert.deepEqual([change, what, after], ['Changed', 'Description', 'Theirs.']);
  await client.shoot('copy-changed-meanwhile');
  await client.click('button', 'Save 1 change');
  await client.says('The change is saved.');
  const saved = await demo.api.copy(company, framework);
  assert.equal(saved.fields.find((it) => it.uid === mine.uid).description, 'Mine.');
  assert.equal(saved.fields.find((it) => it.uid === theirs.uid).description, 'Theirs.');
});
