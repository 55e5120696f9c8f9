// Four eyes: a second super admin agrees before a plan is applied.
import assert from 'node:assert/strict';
import {test} from 'node:test';

import {addUser, enter, entered} from './support/people.mjs';
import {stage} from './support/stage.mjs';
import {chooseAllTenants, chooseFramework, chooseMerge, preview} from './support/wizard.mjs';

const demo = stage({
  async prepare(api, server) {
    await addUser(api, 'second@demo.test', 'SUPER_ADMIN');
    await server.stop();
    await server.start('--four-eyes');
  },
});

async function clientAtPreview(name) {
  const client = await demo.signedIn();
  await client.click('link', 'Distribute');
  await chooseFramework(client, name);
  await chooseAllTenants(client);
  await chooseMerge(client);
  await preview(client);
  return client;
}

async function second() {
  const client = await demo.open({viewport: {width: 1200, height: 800}});
  await enter(client, 'second@demo.test');
  await entered(client);
  return client;
}

async function asked(client) {
  await client.click('button', 'Ask for approval');
  await client.get('dialog').first().waitFor();
  await client.shoot('approval-ask');
  await client.get('dialog').getByRole('button', {name: 'Ask for approval', exact: true}).click({force: true});
  await client.get('heading', /^Distribute/).first().waitFor();
  await client.says(/You asked for it yourself/);
}

test('a plan is asked for, approved by somebody else, and then distributed', async () => {
  const client = await clientAtPreview(/GHG Protocol/);
  await asked(client);
  assert.equal(await client.get('button', 'Approve…').count(), 0);
  await client.shoot('approval-own');

  const other = await second();
  await other.goto('/approvals');
  await other.get('table', 'Approvals').waitFor();
  await other.shoot('approvals');
  await other.page.getByRole('row').filter({hasText: 'GHG Protocol'}).first().click({force: true});
  await other.click('button', 'Approve…');
  await other.get('textbox', 'Remark').fill('Looked at every tenant.');
  await other.shoot('approval-approve');
  await other.click('button', 'Approve');
  await other.settled();
  await other.says('Approved');

  await client.page.reload();
  await client.click('button', 'Distribute now');
  await client.says(/tenants? /);
  await client.page.waitForFunction(() => location.hash.startsWith('#/jobs/'));
  const id = Number((await client.hash()).split('/').pop());
  let job = await demo.api.job(id);
  while (['QUEUED', 'RUNNING'].includes(job.status)) job = await demo.api.job(id);
  assert.match(job.status, /^COMPLETED/);
});

test('a plan that was rejected is not distributed', async () => {
  const client = await clientAtPreview(/VSME/);
  await asked(client);
  const other = await second();
  await other.goto(new URL(client.page.url()).hash.slice(1));
  await other.click('button', 'Reject…');
  await other.get('textbox', 'Remark').fill('Not this quarter.');
  await other.click('button', 'Reject');
  await other.settled();
  await other.says('Rejected');
  await client.page.reload();
  await client.says('Not this quarter.');
  assert.equal(await client.get('button', 'Distribute now').count(), 0);
});
