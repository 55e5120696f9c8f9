// What can go wrong between preview and job: the plan is stale, nobody answers, the session ends.
import assert from 'node:assert/strict';
import {test} from 'node:test';

import {stage} from './support/stage.mjs';
import {distribute, jobShown, walkToPreview} from './support/wizard.mjs';

const demo = stage();

async function clientAtPreview(framework) {
  const client = await demo.signedIn();
  await walkToPreview(client, framework);
  return client;
}

test('a tenant that changed after the preview is named, and the others can go on', async () => {
  const client = await clientAtPreview(/VSME/);
  const {api} = demo;
  const framework = await api.frameworkNamed('VSME');
  const all = (await api.companies()).map((company) => company.id);
  const plan = await api.plan(framework.id, all, 'MERGE');
  const victim = plan.targets.find((target) => target.outcome === 'FAST_FORWARD').company_id;
  const {name} = (await api.companies()).find((company) => company.id === victim);
  const path = `/superadmin/api/companies/${victim}/frameworks/${framework.id}`;
  const field = (await api.get(path)).framework.fields[0].code;
  await api.call('PATCH', path, {edits: [{code: field, set: {description: 'Changed meanwhile'}}]});

  client.expects = 409;
  await distribute(client);
  await client.says('Something changed since the preview');
  await client.get('dialog', 'Something changed since the preview').getByText(name).first()
    .waitFor({state: 'attached'});
  await client.shoot('wizard-stale');
  await client.click('button', 'Distribute to the unchanged ones');
  await client.says('Partly completed');
  await client.says('1 tenant was changed after the preview');
  const job = await api.job(await jobShown(client));
  assert.equal(job.targets.find((target) => target.company_id === victim).status, 'STALE');
});

test('a submission that nobody answered is tried again and starts one job', async () => {
  const client = await clientAtPreview(/GRI/);
  const {api} = demo;
  const jobs = async () => (await api.get('/superadmin/api/sync/jobs?limit=1000')).jobs.length;
  const before_ = await jobs();
  await demo.stopServer(client);
  await distribute(client);
  await client.says('The distribution was not confirmed');
  await demo.startServer(client);
  await client.click('button', 'Try again');
  await client.says('All 24 tenants ended as previewed.');
  assert.equal(await jobs(), before_ + 1);
});

test('a distribution is scheduled, in waves and behind others', async () => {
  const client = await clientAtPreview(/GHG Protocol/);
  await client.click('button', 'Distribute to 24 tenants');
  await client.click('radio', 'Later');
  assert.ok(await client.get('button', 'Distribute now').isDisabled(), 'it says when first');
  await client.page.getByLabel('Not before', {exact: true}).fill('2999-01-31T08:30');
  await client.click('combobox', 'Order');
  await client.click('option', /^5%, then 25%, then all/);
  await client.click('combobox', 'Stop when');
  await client.click('option', /10%/);
  await client.click('radio', 'Low');
  await client.shoot('wizard-scheduled');
  await client.click('button', 'Schedule it');
  await client.says(/Starts not before/);
  const job = await demo.api.job(await jobShown(client));
  const at = await client.page.evaluate(() => new Date('2999-01-31T08:30').toISOString());
  assert.equal(job.not_before, at);
  assert.equal(job.priority, -10);
  assert.deepEqual(job.waves.percentages, [5, 25, 100]);
  await client.click('button', 'Cancel…');
  await client.click('button', 'Cancel the job');
  await client.get('button', 'Try failed tenants again').waitFor();
});

test('a session that ended loses nothing', async () => {
  const client = await clientAtPreview(/SFDR/);
  const digest = await client.data('planDigest');
  client.expects = 401;
  await client.context.clearCookies();
  await distribute(client);
  await client.says(/Your session has ended/);
  await client.signedIn();
  await client.says('The distribution was not confirmed');
  assert.equal(await client.data('planDigest'), digest);
  await client.click('button', 'Try again');
  await client.says('All 24 tenants ended as previewed.');
});
