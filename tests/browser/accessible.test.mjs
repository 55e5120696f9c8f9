// Every page, its dialogs and what else opens on it has no violation that axe-core knows.
import assert from 'node:assert/strict';
import {test} from 'node:test';

import {violations} from './support/axe.mjs';
import {stage} from './support/stage.mjs';
import {templateNamed} from './support/templates.mjs';
import {walkToConflicts} from './support/wizard.mjs';

let framework, company, job, template;
const demo = stage({
  async prepare(api) {
    framework = (await api.frameworkNamed('GHG Protocol')).id;
    const ids = (await api.companies()).map((it) => it.id);
    const edited = await api.preview(framework, ids, 'MERGE');
    company = edited.plan.targets.find((it) => it.outcome === 'HOLD').company_id;
    job = await api.distribute(framework, ids, 'MERGE');
    template = (await templateNamed(api, 'Banking')).id;
  },
});

async function holds(client, name) {
  assert.deepEqual(await violations(client), [], name);
}

const pages = () => [
  ['/overview', 'Overview'],
  ['/frameworks', 'Frameworks'],
  [`/frameworks/${framework}`, /GHG Protocol/],
  [`/frameworks/${framework}/changes?from=1&to=2`, 'What changed'],
  [`/frameworks/${framework}/edit`, /^Edit/],
  ['/tenants', 'Tenants'],
  [`/tenants/${company}/frameworks/${framework}`, /GHG Protocol/],
  ['/distribute', /./],
  ['/jobs', 'Jobs'],
  [`/jobs/${job}`, /./],
  [`/jobs/${job}/rollback`, /./],
  ['/templates', 'Templates'],
  [`/templates/${template}`, 'Banking'],
  [`/templates/${template}/provision`, 'Provision a tenant'],
  [`/templates/${template}/bulk`, 'Provision many tenants'],
  [`/templates/${template}/upgrade`, 'Upgrade tenants'],
  ['/templates/new', 'New template'],
  ['/templates/import', 'Import a template'],
  ['/settings', 'Settings'],
  ['/nowhere', 'Page not found'],
];

test('signing in', async () => {
  await holds(await demo.open(), 'signing in');
});

for (const [size, options] of [['wide', {}], ['phone', {viewport: {width: 390, height: 844}, hasTouch: true, isMobile: true}]]) {
  test(`every page, ${size}`, async () => {
    const client = await demo.signedIn(options);
    for (const [path, heading] of pages()) {
      await client.goto(path);
      await client.get('heading', heading).first().waitFor();
      await holds(client, `${path}, ${size}`);
    }
  });
}

test('the parts of a tenant and of the gallery', async () => {
  const client = await demo.signedIn();
  for (const [path, tabs] of [[`/tenants/${company}`, ['Frameworks', 'Entities', 'Assignments', 'Values']],
    ['/gallery', ['Widgets', 'Data', 'Charts', 'Foundations', 'Nothing']],
    [`/frameworks/${framework}`, ['Versions', 'Remembered']]]) {
    await client.goto(path);
    for (const tab of tabs) {
      await client.click('tab', tab);
      await holds(client, `${path}, ${tab}`);
    }
  }
});

test('what opens on pages', async () => {
  const client = await demo.signedIn();
  await client.goto('/overview');
  await client.press('Control+k');
  await client.get('combobox', /^Search pages/).waitFor();
  await holds(client, 'palette');
  await client.press('Escape');
  await client.goto(`/frameworks/${framework}/edit`);
  await client.click('button', 'Add a field');
  await client.get('dialog').first().waitFor();
  await holds(client, 'form of a field');
  await client.click('combobox', 'Topic');
  await client.get('listbox', 'Topic').waitFor();
  await holds(client, 'list of topics');
});

test('a question of the preview', async () => {
  const client = await demo.signedIn();
  await walkToConflicts(client, /VSME/);
  await holds(client, 'conflicts');
});
