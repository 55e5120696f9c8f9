// The main job of the product: a super admin distributes a framework to every tenant. The server is
// stopped before the preview, so what makes the preview can only be the planner in the browser.
import assert from 'node:assert/strict';
import {test} from 'node:test';

import {stage} from './support/stage.mjs';
import {distribute, jobShown, walkToStrategy} from './support/wizard.mjs';

const demo = stage();

const wire = {Created: 'CREATE', Updated: 'FAST_FORWARD', Merged: 'MERGE', Held: 'HOLD',
  'Up to date': 'NOOP', Skipped: 'SKIP', Overwritten: 'OVERWRITE'};
const attributes = ['code', 'name', 'translations', 'description', 'topic', 'value_type', 'options',
  'unit', 'decimals', 'required', 'entity_aggregation', 'time_aggregation', 'frequency',
  'references', 'expression', 'multiplier', 'variables'];

/** Where the tenant changed nothing, its copy is the version. */
function assertCopyFollows(copy, version, tenant) {
  const {edits = {}, hidden = {}} = copy.changes;
  const fields = new Map(copy.fields.map((field) => [field.uid, field]));
  for (const master of version.fields) {
    if (hidden[master.uid]) continue;
    const field = fields.get(master.uid);
    assert.ok(field, `${tenant} has ${master.code}`);
    for (const attribute of attributes) {
      if (edits[master.uid]?.[attribute]) continue;
      assert.deepEqual(field[attribute], master[attribute], `${tenant}, ${master.code}, ${attribute}`);
    }
  }
}

test('a framework goes to all tenants exactly as the browser previewed it', async () => {
  const client = await demo.signedIn();
  await walkToStrategy(client, /GHG Protocol/);

  await demo.stopServer(client);
  await client.click('button', 'Preview');
  await client.page.waitForFunction(() => document.documentElement.dataset.planDigest);
  const digest = await client.data('planDigest');
  assert.ok(Number(await client.data('planMs')) < 1000, 'planned in under a second');
  await client.says(/24 tenants planned in/);
  await client.shoot('wizard-preview-offline');

  await demo.startServer(client);
  const {api} = demo;
  const framework = await api.frameworkNamed('GHG Protocol');
  const companies = await api.companies();
  assert.equal(companies.length, 24);
  const plan = await api.plan(framework.id, companies.map((company) => company.id), 'MERGE');
  assert.equal(plan.digest, digest, 'browser and server make the same plan');

  const shown = new Map((await client.table('Plan by tenant')).map((cells) => [cells[0], cells[1]]));
  for (const target of plan.targets) {
    const company = companies.find((candidate) => candidate.id === target.company_id);
    const key = [...shown.keys()].find((text) => text.startsWith(company.name));
    assert.equal(wire[shown.get(key)], target.outcome, company.name);
  }

  await distribute(client);
  await client.says('All 24 tenants ended as previewed.');
  const job = await api.job(await jobShown(client));
  for (const target of job.targets) {
    const planned = plan.targets.find((candidate) => candidate.company_id === target.company_id);
    assert.equal(target.outcome, planned.outcome);
  }

  const version = (await api.get(`/superadmin/api/frameworks/${framework.id}?version=2`)).framework;
  for (const target of plan.targets) {
    if (['SKIP', 'HOLD'].includes(target.outcome)) continue;
    const path = `/superadmin/api/companies/${target.company_id}/frameworks/${framework.id}`;
    const copy = (await api.get(path)).framework;
    assertCopyFollows(copy, version, target.company_id);
  }
  await client.shoot('wizard-result');

  await client.click('button', 'Show the conflicts');
  await client.says(/tenants planned in/);
  const held = await client.table('Plan by tenant');
  assert.equal(held.length, plan.summary.HOLD);
  for (const cells of held) assert.equal(cells[1], 'Held');
});
