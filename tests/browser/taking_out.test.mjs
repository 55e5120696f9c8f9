// What leaves the page: rows on the clipboard, a report on paper.
import assert from 'node:assert/strict';
import {test} from 'node:test';

import {stage} from './support/stage.mjs';
import {walkToPreview} from './support/wizard.mjs';

let job, planned;
const demo = stage({
  permissions: ['clipboard-read', 'clipboard-write'],
  async prepare(api) {
    const framework = (await api.frameworkNamed('VSME')).id;
    const ids = (await api.companies()).map((company) => company.id);
    job = await api.distribute(framework, ids, 'MERGE');
    const {targets} = await api.job(job);
    planned = targets.filter(({status}) => status === 'APPLIED').length;
  },
});

async function copied(client) {
  await client.press('Control+c');
  return (await client.page.evaluate(() => navigator.clipboard.readText())).split('\n').map((line) => line.split('\t'));
}

test('the row that has the focus is copied as tab-separated values', async () => {
  const client = await demo.signedIn();
  await client.goto('/tenants');
  const row = client.get('table', 'Tenants').getByRole('row').filter({hasText: 'Nordhavn'});
  await row.evaluate((element) => element.focus());
  const [header, ...rows] = await copied(client);
  assert.deepEqual(header, ['Name', 'Industry', 'Behind', 'Customised', 'Status']);
  assert.equal(rows.length, 1);
  assert.match(rows[0][0], /^Nordhavn Værktøj A\/S/);
  assert.equal(rows[0][1], 'Manufacturing');
});

test('of chosen rows all are copied, those out of sight too, and the page stays where it was scrolled to', async () => {
  const client = await demo.signedIn({viewport: {width: 1200, height: 500}});
  await client.goto(`/jobs/${job}/rollback`);
  const boxes = client.get('table', 'Rollback by tenant').getByRole('checkbox');
  await boxes.first().waitFor();
  await boxes.nth(1).evaluate((element) => element.scrollIntoView());
  await client.settled();
  await boxes.nth(1).evaluate((element) => element.focus());
  const place = () => client.page.evaluate(() => [...document.querySelectorAll('#mirror .scrolls')].map(({scrollTop}) => scrollTop));
  const before = await place();
  const [header, ...rows] = await copied(client);
  const shown = await boxes.count();
  assert.ok(header.includes('Tenant'), header.join());
  assert.ok(rows.length > shown - 4, `${rows.length} rows, ${shown} boxes on screen`);
  assert.ok(rows.every((cells) => cells.length === header.length));
  assert.deepEqual(await place(), before);
});

test('a preview is printed with all of its tenants', async () => {
  const client = await demo.signedIn({viewport: {width: 1200, height: 500}});
  await walkToPreview(client, /GHG Protocol/);
  await client.page.evaluate(() => dispatchEvent(new Event('beforeprint')));
  await client.page.emulateMedia({media: 'print'});
  const names = await client.page.locator('#printout tbody tr td:first-child').allTextContents();
  const companies = await demo.api.companies();
  assert.equal(names.length, companies.length);
  for (const {name} of companies) assert.ok(names.some((text) => text.startsWith(name)), name);
  assert.match(await client.page.locator('#printout h1').textContent(), /What would happen/);
  await client.page.screenshot({path: 'build/screenshots/print-preview.png', fullPage: true});
  await client.page.emulateMedia({media: null});
  await client.page.evaluate(() => dispatchEvent(new Event('afterprint')));
  assert.equal(await client.page.locator('#printout *').count(), 0);
  await client.settled();
});
