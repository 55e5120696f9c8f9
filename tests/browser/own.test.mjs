// What a company's own user sees and does.
import assert from 'node:assert/strict';
import {test} from 'node:test';

import {addUser, enter, entered} from './support/people.mjs';
import {stage} from './support/stage.mjs';

let company, framework, email;
const demo = stage({
  async prepare(api) {
    framework = await api.frameworkNamed('GHG Protocol');
    for (const each of await api.companies()) {
      const copy = await api.copy(each.id, framework.id);
      if (copy && copy.base_version === 1 && copy.edits === 0) {
        company = each;
        break;
      }
    }
    email = await addUser(api, 'user@company.test', 'USER', company.id);
  },
});

async function clientOfCompany(options) {
  const client = await demo.open(options);
  await enter(client, email);
  await entered(client);
  return client;
}

test('a field is changed for the company, the change is told and taken back', async () => {
  const client = await clientOfCompany();
  await client.says('New version');
  await client.shoot('own-frameworks');
  await client.page.getByRole('row').filter({hasText: framework.name}).first().click({force: true});
  await client.get('heading', framework.name).first().waitFor();
  await client.shoot('own-framework');
  await client.get('table', 'Fields').getByRole('row').nth(1).click({force: true});
  await client.get('dialog').first().waitFor();
  await client.shoot('own-field');
  await client.get('textbox', 'Name').fill('As we call it');
  await client.click('button', 'Save');
  await client.says('Changed by you');
  const copy = await demo.api.copy(company.id, framework.id);
  assert.ok(copy.fields.some((field) => field.name === 'As we call it'));
  await client.press('Escape');
  await client.click('tab', /^Own changes/);
  await client.rowCount('Own changes', 1);
  await client.shoot('own-changes');
  await client.click('button', 'Undo');
  await client.says('Nothing of it is your own');
  await client.click('tab', /^What is coming/);
  await client.says(/^Version 2 would change \d+ fields of yours/);
  await client.shoot('own-incoming');
});

test('values are filtered and entered', async () => {
  const client = await clientOfCompany();
  await client.click('link', 'Values');
  await client.get('table', 'Values').waitFor();
  await client.shoot('own-values');
  assert.ok(await client.get('button', 'Enter a value').isDisabled());
  await client.click('combobox', 'Filter by framework');
  await client.click('option', new RegExp(`^${framework.name}`));
  await client.click('button', 'Enter a value');
  await client.click('combobox', 'Field');
  await client.click('option', /^Natural gas burned/);
  await client.click('combobox', 'Entity');
  await client.click('option', /./);
  await client.get('textbox', 'Period').fill('1999');
  await client.get('textbox', 'Value').fill('41.5');
  await client.shoot('own-value');
  await client.click('button', 'Save value');
  await client.get('dialog').first().waitFor({state: 'detached'});
  await client.get('searchbox', 'Filter by period').fill('1999');
  await client.rowCount('Values', 1);
  const {values} = await demo.api.get(`/superadmin/api/companies/${company.id}/values?period=1999`);
  assert.equal(values.length, 1);
  assert.equal(values[0].value, '41.5');
  assert.equal(values[0].entered_by, email);
});
