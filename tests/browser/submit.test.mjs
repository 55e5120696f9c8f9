// What can go wrong between preview and job: the plan is stale, nobody answers, the session ends.
import assert from 'node:assert/strict';
import {after, before, test} from 'node:test';

import {Api} from './support/api.mjs';
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

async function clientAtPreview(framework) {
  const client = await Client.open(browser, server.address);
  await client.signedIn();
  await client.click('link', 'Distribute');
  await client.click('radio', framework);
  await client.says(/Version 2 \(latest\)/);
  await client.click('button', 'Choose tenants');
  await client.click('button', 'Select all');
  await client.says('24 of 24 tenants selected');
  await client.click('button', 'Choose a strategy');
  await client.click('radio', 'Merge');
  await client.click('button', 'Preview');
  await client.says(/24 tenants planned in/);
  return client;
}

async function submit(client) {
  await client.click('button', 'Distribute to 24 tenants');
  await client.click('button', 'Distribute now');
}

test('a tenant that changed after the preview is named, and the others can go on', async () => {
  const client = await clientAtPreview(/VSME/);
  const api = await new Api(server.address).signIn();
  const framework = await api.frameworkNamed('VSME');
  const all = (await api.companies()).map((company) => company.id);
  const plan = await api.plan(framework.id, all, 'MERGE');
  const victim = plan.targets.find((target) => target.outcome === 'FAST_FORWARD').company_id;
  const {name} = (await api.companies()).find((company) => company.id === victim);
  const path = `/superadmin/api/companies/${victim}/frameworks/${framework.id}`;
  const field = (await api.get(path)).framework.fields[0].code;
  await api.call('PATCH', path, {edits: [{code: field, set: {description: 'Changed meanwhile'}}]});

  client.expects = 409;
  await submit(client);
  await client.says('Something changed since the preview');
  await client.get('dialog', 'Something changed since the preview').getByText(name).first()
    .waitFor({state: 'attached'});
  await client.shoot('wizard-stale');
  await client.click('button', 'Distribute to the unchanged ones');
  await client.says('Partly completed');
  await client.says('1 tenant was changed after the preview');
  const hash = await client.page.evaluate(() => location.hash);
  const job = await api.job(Number(/run\/(\d+)/.exec(hash)[1]));
  assert.equal(job.targets.find((target) => target.company_id === victim).status, 'STALE');
  assert.deepEqual(client.problems, []);
  await client.close();
});

test('a submission that nobody answered is tried again and starts one job', async () => {
  const client = await clientAtPreview(/GRI/);
  const api = await new Api(server.address).signIn();
  const jobs = async () => (await api.get('/superadmin/api/sync/jobs?limit=1000')).jobs.length;
  const before_ = await jobs();
  await server.stop();
  client.serverIsDown = true;
  await submit(client);
  await client.says('The distribution was not confirmed');
  await server.start();
  client.serverIsDown = false;
  await client.click('button', 'Try again');
  await client.says('All 24 tenants ended as previewed.');
  assert.equal(await jobs(), before_ + 1);
  assert.deepEqual(client.problems, []);
  await client.close();
});

test('a session that ended loses nothing', async () => {
  const client = await clientAtPreview(/SFDR/);
  const digest = await client.data('planDigest');
  await client.context.clearCookies();
  client.expects = 401;
  await submit(client);
  await client.says(/Your session has ended/);
  await client.signedIn();
  await client.says('The distribution was not confirmed');
  assert.equal(await client.data('planDigest'), digest);
  await client.click('button', 'Try again');
  await client.says('All 24 tenants ended as previewed.');
  assert.deepEqual(client.problems, []);
  await client.close();
});
