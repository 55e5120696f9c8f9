// What a merge asks is answered in the preview, distributed, taken back, and forgotten again.
import assert from 'node:assert/strict';
import {test} from 'node:test';

import {stage} from './support/stage.mjs';
import {distribute, openQuestion, openTenant, replanned, walkToConflicts} from './support/wizard.mjs';

let api;
let framework;
let companies;
const demo = stage({
  async prepare(anApi) {
    api = anApi;
    framework = (await api.frameworkNamed('GHG Protocol')).id;
    companies = await api.companies();
  },
});

const ids = () => companies.map((company) => company.id);
const idOf = (name) => companies.find((company) => company.name.startsWith(name)).id;

async function clientAtConflicts() {
  const client = await demo.signedIn();
  await walkToConflicts(client, /GHG Protocol/);
  return client;
}

const clusterOf = (conflicts, code, type) =>
  conflicts.find((conflict) => conflict.field_code === code && conflict.type === type).cluster;

async function copies() {
  const all = new Map();
  for (const company of companies) {
    const copy = await api.copy(company.id, framework);
    all.set(company.name, copy && {version: copy.version, fields: copy.fields});
  }
  return all;
}

const hasField = (copy, code) => copy.fields.some((field) => field.code === code);

test('questions are answered, distributed as answered, and the job is taken back', async () => {
  const former = await copies();
  const {conflicts} = await api.preview(framework, ids(), 'MERGE');
  const removed = clusterOf(conflicts, 'GHG-3.6.B', 'REMOVED_WITH_DATA');
  const renamed = clusterOf(conflicts, 'GHG-0.8', 'EDIT_EDIT');
  const apart = idOf('Nordhavn');
  const client = await clientAtConflicts();

  await openQuestion(client, 'GHG-3.6.B removed');
  await replanned(client, () => client.click('button', "Keep tenant's"));
  await client.click('button', /^Tenants \(\d+\)/);
  await client.click('button', /^Answer for Nordhavn/);
  await replanned(client, () => client.click('menuitem', 'Take new version'));
  await client.says('Answered differently');
  await client.shoot('answers-apart');
  await client.click('button', 'Close');

  await openQuestion(client, 'GHG-0.8 both changed');
  await client.click('checkbox', 'Remember for later versions');
  await replanned(client, () => client.click('button', "Keep tenant's"));
  await client.click('button', 'Close');

  await client.get('searchbox', 'Search conflicts').fill('');
  await client.click('combobox', 'Kind of conflict');
  await client.click('option', /Both changed/);
  await client.click('button', 'Answer all open');
  await client.click('menuitem', "Keep tenant's");
  await replanned(client, () => client.click('button', /^Answer \d+ questions/));

  const others = conflicts.filter((conflict) => conflict.type === 'EDIT_EDIT' && conflict.cluster !== renamed);
  const decisions = [
    {cluster: removed, take: 'TENANT'},
    {cluster: removed, company_id: apart, take: 'MASTER'},
    {cluster: renamed, take: 'TENANT', remember: true},
    ...[...new Set(others.map((conflict) => conflict.cluster))].sort()
      .map((cluster) => ({cluster, take: 'TENANT'})),
  ];
  const plan = await api.plan(framework, ids(), 'MERGE', {decisions});
  assert.equal(await client.data('planDigest'), plan.digest, 'browser and server answer alike');

  await distribute(client);
  await client.says('All 24 tenants ended as previewed.');
  const written = plan.targets.filter((target) => ['MERGE', 'FAST_FORWARD'].includes(target.outcome));
  const asked = conflicts.filter((conflict) => conflict.cluster === removed).map((it) => it.company_id);
  for (const {company_id: company} of written.filter((target) => asked.includes(target.company_id))) {
    assert.equal(hasField(await api.copy(company, framework), 'GHG-3.6.B'), company !== apart, company);
  }
  assert.ok(written.some((target) => target.company_id === apart));
  const kept = (await api.copy(idOf('Železník'), framework)).fields.find((field) => field.code === 'GHG-0.8');
  const before_ = former.get(companies.find((it) => it.id === idOf('Železník')).name);
  assert.equal(kept.name, before_.fields.find((field) => field.code === 'GHG-0.8').name);

  await client.click('button', 'Roll back…');
  await client.get('table', 'Rollback by tenant').waitFor();
  assert.equal((await client.table('Rollback by tenant')).length,
               plan.targets.filter((target) => target.after !== target.before).length);
  await client.shoot('rollback-preview');
  await client.click('button', /^Roll back \d+ tenants$/);
  await client.click('button', 'Roll back now');
  await client.says(/^Rollback of job/);
  await client.says('Everything is done.');
  await client.shoot('rollback-result');
  assert.deepEqual(await copies(), former);
});

test('a remembered answer is listed and withdrawn', async () => {
  const remembered = async () =>
    (await api.get(`/superadmin/api/sync/remembered?framework_id=${framework}`)).remembered;
  assert.equal((await remembered()).length, 1);
  const client = await demo.signedIn();
  await client.goto(`/frameworks/${framework}`);
  await client.click('tab', 'Remembered');
  await client.get('table', 'Remembered answers').getByText(/^Železník/).waitFor();
  const [row] = (await client.table('Remembered answers')).filter((cells) => cells.length > 1);
  assert.match(row[0], /^Železník/);
  await client.shoot('remembered');
  await client.click('button', 'Withdraw');
  const dialog = client.get('dialog', 'Withdraw this answer?');
  await dialog.waitFor();
  await client.settled();
  await dialog.getByRole('button', {name: 'Withdraw'}).click({force: true});
  await client.says('No answer is remembered');
  assert.deepEqual(await remembered(), []);
});

test('the computed values of a tenant are shown before and after', async () => {
  const client = await clientAtConflicts();
  await client.click('tab', 'Tenants');
  await openTenant(client, 'Göğem');
  await client.click('button', 'Show computed values');
  const {impact} = await api.call('POST', `/superadmin/api/sync/frameworks/${framework}/impact`,
                                  {company_id: idOf('Göğem')});
  await client.says(new RegExp(`computed values? of ${impact.period}`, 'i'));
  if (impact.fields.length > 0) {
    const rows = await client.table('Computed values');
    assert.ok(rows[0][0].startsWith(impact.fields[0].code));
  }
  await client.shoot('computed-values');
  await client.page.keyboard.press('Escape');

  await demo.stopServer(client);
  await openTenant(client, 'Nordhavn');
  await client.click('button', 'Show computed values');
  await client.says('The computed values could not be loaded');
  await demo.startServer(client);
  await client.click('button', 'Try again');
  await client.says(/computed values? of/i);
});
