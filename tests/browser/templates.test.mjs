// Tenant templates: from the gallery to tenants that exist, many at once, and brought up to date later.
import assert from 'node:assert/strict';
import {test} from 'node:test';

import {violations} from './support/axe.mjs';
import {stage} from './support/stage.mjs';
import {preparePlants, templateNamed, templates} from './support/templates.mjs';

const phone = {viewport: {width: 390, height: 844}, hasTouch: true, isMobile: true};
let plants, behind;
const demo = stage({
  async prepare(api) {
    ({plants, behind} = await preparePlants(api));
  },
});

const named = (name) => templateNamed(demo.api, name);
const companyNamed = async (name) => (await demo.api.companies()).find((company) => company.name === name);

/** The number of the job that the page shows. */
async function jobOf(client) {
  return Number(/(?:job=|jobs\/)(\d+)/.exec(await client.hash())[1]);
}

async function shown(client, address) {
  await client.page.waitForFunction((end) => location.hash.includes(end), address);
  await client.settled();
}

async function cleanOf(client, name) {
  assert.deepEqual(await violations(client), [], name);
}

test('with the keyboard alone: from the gallery to a tenant, with its link', async () => {
  const client = await demo.signedIn();
  await client.tabTo(client.get('link', 'Templates'));
  await client.press('Enter');
  await client.get('heading', 'Templates').waitFor();
  await cleanOf(client, 'gallery');
  await client.shoot('templates-gallery');
  await client.tabTo(client.get('searchbox', 'Search templates'));
  await client.page.keyboard.type('banking');
  await client.says('1 of 9 templates');
  await client.tabTo(client.get('link', 'Banking'));
  await client.press('Enter');
  await client.get('heading', 'Banking').waitFor();
  await client.get('table', 'Entities of the template').waitFor();
  await cleanOf(client, 'a template');
  await client.tabTo(client.get('button', 'Provision'), 'Shift+Tab');
  await client.press('Enter');
  await client.tabTo(client.get('textbox', 'Company name'));
  await client.page.keyboard.type('Fjord Bank');
  await client.press('Tab');
  assert.equal(await client.get('textbox', 'Slug').inputValue(), 'fjord-bank');
  await client.tabTo(client.get('textbox', 'Country of the head office (ISO 3166-1)'));
  await client.page.keyboard.type('Norway');
  await client.says('A country is the two letters of ISO 3166-1: DE, FR...');
  await client.press('Control+a');
  await client.page.keyboard.type('NO');
  await client.tabTo(client.get('textbox', 'Admin e-mail'));
  await client.page.keyboard.type('admin@fjord.test');
  await cleanOf(client, 'the form');
  await client.tabTo(client.get('button', 'Preview'));
  await client.press('Enter');
  await client.get('heading', 'This would be made').waitFor();
  await client.shoot('templates-provision-preview');
  assert.equal(await companyNamed('Fjord Bank'), undefined, 'nothing is made before it is asked for');
  await client.tabTo(client.get('button', 'Provision Fjord Bank'));
  await client.press('Enter');
  await client.get('button', 'Open the tenant').waitFor();
  await client.says(/^http.*\/#\/welcome\?token=/);
  await cleanOf(client, 'the result');
  await client.shoot('templates-provision-result');
  const company = await companyNamed('Fjord Bank');
  const {settings} = await demo.api.get(`/superadmin/api/companies/${company.id}/settings`);
  assert.equal(settings.country, 'NO');
  await client.tabTo(client.get('button', 'Open the tenant'));
  await client.press('Enter');
  await client.get('heading', 'Fjord Bank').waitFor();
  await client.page.goBack();
  await client.get('button', 'Open the tenant').waitFor();
  assert.equal(await client.page.getByText(/welcome\?token=/).count(), 0, 'the link was shown once');
});

test('what the server refuses stands at its field, and a draft outlives the page', async () => {
  const client = await demo.signedIn();
  const {id} = await named('Energy');
  await client.goto(`/templates/${id}/provision`);
  await client.get('textbox', 'Company name').fill('Draft Power');
  await client.get('textbox', 'Admin e-mail').fill('super@demo.test');
  await client.settled();
  client.expects = 409;
  await client.click('button', 'Preview');
  await client.says('There is a user with the address super@demo.test already.');
  assert.equal(await client.get('textbox', 'Admin e-mail').getAttribute('aria-invalid'), 'true');
  await client.stored();
  await client.page.reload();
  await client.get('textbox', 'Company name').waitFor();
  await client.page.waitForFunction(() =>
    document.querySelector('input[aria-label="Company name"]')?.value === 'Draft Power');
});

test('with a finger on a phone: a template of a tenant, and a tenant of it', async () => {
  const client = await demo.signedIn(phone);
  const companies = await demo.api.companies();
  const source = companies[1];
  await client.goto('/templates');
  await client.tap('button', 'New template');
  await client.get('searchbox', 'Search tenants').fill(source.name);
  await client.tap('radio', source.name);
  await client.shoot('templates-new-tenant-phone');
  await client.tap('button', 'Choose parts');
  await client.tap('checkbox', 'Roles');
  await client.shoot('templates-new-parts-phone');
  await client.tap('button', 'Preview');
  await client.get('table', 'Entities of the template').waitFor();
  await cleanOf(client, 'the preview of a template');
  await client.tap('button', 'Details');
  await client.get('textbox', 'Name').fill('From a phone');
  await client.tap('button', 'Create template');
  await client.get('heading', 'From a phone').waitFor();
  const made = await named('From a phone');
  assert.equal(made.summary.users, 0);
  await client.shoot('templates-page-phone');
  await cleanOf(client, 'a template on a phone');
  await client.tap('button', 'Provision');
  await client.get('textbox', 'Company name').fill('Pocket Works');
  await client.settled();
  const dismiss = client.get('button', 'Dismiss');
  if (await dismiss.count()) await dismiss.first().waitFor({state: 'detached'});
  for (const button of await client.page.getByRole('button').all()) {
    const box = await button.boundingBox();
    if (box && box.width > 0) assert.ok(box.height >= 44, `${await button.textContent()}: ${box.height} px`);
  }
  await client.tap('button', 'Preview');
  await client.tap('button', 'Provision Pocket Works');
  await client.get('button', 'Open the tenant').waitFor();
  await client.shoot('templates-result-phone');
  assert.ok(await companyNamed('Pocket Works'));
});

test('a template is made of a tenant step by step, gets a version, is edited and deleted', async () => {
  const client = await demo.signedIn();
  const [source] = await demo.api.companies();
  await client.goto(`/tenants/${source.id}`);
  await client.click('button', 'Make a template');
  await client.click('button', 'Choose parts');
  await client.get('group', 'Frameworks that are taken').getByRole('checkbox').first().waitFor();
  await client.shoot('templates-new-parts');
  await cleanOf(client, 'parts');
  await client.click('button', 'Preview');
  await client.get('table', 'Frameworks of the template').waitFor();
  await client.shoot('templates-new-preview');
  await client.click('button', 'Details');
  client.expects = 409;
  await client.get('textbox', 'Name').fill('Plants');
  await client.click('button', 'Create template');
  await client.says('There is a template named "Plants" already.');
  await client.get('textbox', 'Name').fill('Step by step');
  await cleanOf(client, 'details');
  await client.click('button', 'Create template');
  await client.get('heading', 'Step by step').waitFor();
  const {id} = await named('Step by step');

  await client.click('button', 'More');
  await client.click('menuitem', 'New version from a tenant…');
  await client.click('radio', source.name);
  await client.click('button', 'Choose parts');
  await client.click('checkbox', 'Settings');
  await client.click('button', 'Preview');
  await client.get('table', 'Frameworks of the template').waitFor();
  await client.page.goBack();
  await client.get('checkbox', 'Settings').waitFor();
  await client.page.goForward();
  await client.get('table', 'Frameworks of the template').waitFor();

  await client.goto(`/templates/${id}`);
  await client.click('button', 'More');
  await client.click('menuitem', 'Edit name and visibility…');
  await client.get('textbox', 'Name').fill('Renamed');
  await client.click('switch', 'Public');
  await cleanOf(client, 'editing');
  await client.click('button', 'Save');
  await client.get('heading', 'Renamed').waitFor();
  assert.equal((await named('Renamed')).is_public, false);
  await client.click('button', 'More');
  await client.click('menuitem', 'Delete…');
  await client.says(/Deletes the template with 1 version, for good\./);
  await cleanOf(client, 'deleting');
  await client.click('button', 'Delete the template');
  await shown(client, '#/templates');
  await client.get('heading', 'Templates').waitFor();
  assert.equal(await named('Renamed'), undefined);
});

test('many tenants from a pasted table: what is wrong is corrected, and the job runs to its end', async () => {
  const client = await demo.signedIn();
  const {id} = await named('Retail');
  const [taken] = await demo.api.companies();
  await client.goto(`/templates/${id}/bulk`);
  await client.get('textbox', 'Table').fill(
    'Company name\tSlug\tAdmin e-mail\tPhone\n' +
    'Shop One\tshop-one\tone@shop.test\t1\n' +
    `Shop Two\t${taken.slug}\ttwo@shop.test\t2\n` +
    'Shop Three\t\tsuper@demo.test\t3\n');
  await client.click('button', 'Read the table');
  await client.rowCount('Companies', 3);
  await client.says('3 companies, 1 is wrong');
  await client.says('Left out, as the template does not know them: Phone.');
  await cleanOf(client, 'the table');
  await client.shoot('templates-bulk-table');
  await client.get('table', 'Companies').getByRole('row').nth(2).click({force: true});
  await client.get('dialog').waitFor();
  await client.get('textbox', 'Slug').fill('shop-two');
  await cleanOf(client, 'a row');
  await client.click('button', 'Save');
  await client.click('button', 'Check all');
  await client.says('3 companies, 1 is wrong');
  await client.says(/Admin e-mail: There is a user with the address super@demo\.test already\./);
  await client.get('table', 'Companies').getByRole('row').nth(3).click({force: true});
  await client.get('textbox', 'Admin e-mail').fill('three@shop.test');
  await client.click('button', 'Save');
  await client.click('button', 'Check all');
  await client.says('3 companies, all can be made');
  await client.click('button', 'Provision 3 companies');
  await client.get('heading', '3 one-time links').waitFor();
  await client.says('Everything is done.');
  await cleanOf(client, 'the result');
  await client.shoot('templates-bulk-result');
  const cells = await client.table('Tenants of the job');
  assert.deepEqual(cells.map((row) => row[0]).sort(), ['Shop One', 'Shop Three', 'Shop Two']);
  const job = await demo.api.job(await jobOf(client));
  assert.equal(job.status, 'COMPLETED');
  const [download] = await Promise.all(
    [client.page.waitForEvent('download'), client.click('button', 'Save as CSV')]);
  assert.equal(download.suggestedFilename(), 'admin-links.csv');
  await client.click('button', 'Show the job');
  await client.get('heading', /^Tenants from template Retail/).waitFor();
});

test('an upgrade is previewed for chosen tenants, its conflict answered, and runs to its end', async () => {
  const client = await demo.signedIn();
  await client.goto(`/templates/${plants}`);
  await client.says('2 tenants are on an older version');
  await client.click('tab', 'Tenants (2)');
  await client.rowCount('Tenants of the template', 2);
  await client.shoot('templates-tenants');
  await client.click('button', 'Preview the upgrade');
  await client.rowCount('Upgrade by tenant', 2);
  await client.says('1 Held');
  await cleanOf(client, 'the upgrade');
  await client.shoot('templates-upgrade');
  await client.click('tab', 'What changes');
  await client.rowCount('From version 1 (2 tenants)', 3);
  await client.shoot('templates-upgrade-changes');
  await client.click('tab', 'Conflicts (1 open)');
  await cleanOf(client, 'conflicts');
  await client.shoot('templates-upgrade-conflicts');
  await client.click('button', "Keep the tenant's");
  await client.says('1 Merged');
  await client.click('tab', 'Tenants');
  await client.get('table', 'Upgrade by tenant').getByRole('row').nth(1).click({force: true});
  await client.get('dialog', 'Old North').waitFor();
  await cleanOf(client, 'one tenant');
  await client.shoot('templates-upgrade-tenant');
  await client.press('Escape');
  await client.click('button', 'Upgrade 2 tenants');
  await client.click('button', 'Upgrade now');
  await client.says('Everything is done.');
  await client.get('heading', 'Upgrade to template Plants, version 2').waitFor();
  await client.shoot('templates-upgrade-job');
  assert.equal((await demo.api.job(await jobOf(client))).status, 'COMPLETED');
  const names = (await demo.api.get(`/superadmin/api/companies/${behind[0]}/entities?limit=1000`)).entities
    .map((entity) => entity.name);
  assert.ok(names.includes('Laboratory') && names.includes('Our own name'), names.join(', '));
  await client.click('button', 'Open the template');
  await client.get('heading', 'Plants').waitFor();
  assert.equal(await client.page.getByText(/on an older version/).count(), 0);
});

test('a document goes out as a file and comes in again', async () => {
  const client = await demo.signedIn();
  await client.goto(`/templates/${plants}`);
  await client.click('button', 'More');
  const [download] = await Promise.all(
    [client.page.waitForEvent('download'), client.click('menuitem', 'Export')]);
  const {document} = await demo.api.get(`${templates}/${plants}/export`);
  await client.goto('/templates/import');
  await cleanOf(client, 'import');
  const choosing = client.page.waitForEvent('filechooser');
  await client.click('button', 'Choose a file');
  await (await choosing).setFiles(await download.path());
  await client.says('The template is here and its latest version says exactly this.');
  await client.shoot('templates-import-unchanged');
  assert.ok(await client.get('button', 'Import').isDisabled());
  await client.click('button', 'Another document');
  client.expects = 400;
  await client.click('button', 'Paste its text');
  await client.get('textbox', 'Text of the document').fill(JSON.stringify({...document, name: 'Other'}));
  await client.click('button', 'Read it');
  await client.get('table', 'Mistakes').waitFor();
  await cleanOf(client, 'mistakes');
  await client.shoot('templates-import-mistakes');
});

test('without the server the pages say that they need it', async () => {
  const client = await demo.signedIn();
  await client.goto('/overview');
  await client.get('heading', 'Overview').waitFor();
  await demo.stopServer(client);
  await client.click('link', 'Templates');
  await client.says('Templates need the server');
  await cleanOf(client, 'offline');
  await client.shoot('templates-offline');
  await demo.startServer(client);
});
