// Pictures of every page in one size, light and dark, into build/screenshots. Each page must open without an error;
// what it looks like is for people to judge.
import {test} from 'node:test';

import {preparePeople, shootCompany, shootPeople} from './looks_people.mjs';
import {shootTemplates} from './looks_templates.mjs';
import {stage} from './stage.mjs';
import {preparePlants} from './templates.mjs';
import {chooseAllTenants, chooseFramework, chooseMerge, openQuestion, openTenant, preview} from './wizard.mjs';

async function shootPages(client, shoot) {
  await shoot('login');
  await client.signedIn();
  await client.get('heading', 'Overview').waitFor();
  await shoot('overview');
  for (const [path, heading] of [['/frameworks', 'Frameworks'], ['/tenants', 'Tenants'], ['/jobs', 'Jobs'], ['/offline', 'Offline']]) {
    await client.goto(path);
    await client.get('heading', heading).first().waitFor();
    await shoot(path.slice(1));
  }
  await client.goto('/frameworks');
  await client.click('link', /GHG Protocol/);
  await client.says('Computed');
  await shoot('framework');
}

async function shootEditing(client, shoot, {framework, company}) {
  const pages = {
    changes: `/frameworks/${framework}/changes?from=1&to=2`,
    'framework-edit': `/frameworks/${framework}/edit`,
    tenant: `/tenants/${company}`,
    copy: `/tenants/${company}/frameworks/${framework}`,
    settings: '/settings',
  };
  for (const [name, path] of Object.entries(pages)) {
    await client.goto(path);
    await client.get('heading', /./).first().waitFor();
    await shoot(name);
  }
  await client.press('Control+k');
  await client.page.keyboard.type('ghg');
  await shoot('palette');
  await client.press('Escape');
  await client.get('dialog').first().waitFor({state: 'detached'});
}

async function shootGallery(client, shoot) {
  await client.goto('/gallery');
  await client.get('heading', 'Widget gallery').waitFor();
  for (const tab of ['Widgets', 'Data', 'Charts', 'Foundations', 'Nothing']) {
    await client.click('tab', tab);
    await shoot(`gallery-${tab.toLowerCase()}`);
  }
}

async function shootStrategy(client, shoot) {
  await client.says(/Overwritten/);
  await shoot('wizard-3-strategy');
  await client.show('heading', 'Who wins a conflict that nobody decides?');
  await client.click('button', 'Exceptions for attributes');
  await client.show('heading', 'Who wins a conflict that nobody decides?');
  await shoot('wizard-3-presets');
  await client.show('button', 'Exceptions for attributes');
  await shoot('wizard-3-exceptions');
  await client.show('heading', 'What each choice would do');
  await client.get('progressbar', 'Plans compared').waitFor({state: 'detached'});
  await shoot('wizard-3-comparison');
}

async function shootTenant(client, shoot) {
  await openTenant(client, 'Göğem');
  await client.click('button', 'Show computed values');
  await client.says(/computed values? of/i);
  await shoot('wizard-4-computed');
  await client.page.keyboard.press('Escape');
  await client.get('dialog').first().waitFor({state: 'detached'});
}

async function shootHeld(client, shoot) {
  await client.click('button', 'Held');
  await openTenant(client, 'Železník');
  await shoot('wizard-4-conflicts');
  await client.page.keyboard.press('Escape');
  await client.get('dialog').first().waitFor({state: 'detached'});
}

async function shootConflicts(client, shoot) {
  await client.click('tab', /Conflicts/);
  await client.show('tab', /Conflicts/);
  await shoot('wizard-4-clusters');
  await client.show('table', 'Conflicts');
  await shoot('wizard-4-clusters-rows');
  await openQuestion(client, 'GHG-0.8 both changed');
  await shoot('wizard-4-question');
  await client.click('button', 'Another value…');
  await client.show('button', 'Take this value');
  await shoot('wizard-4-question-entry');
  await client.show('button', /^Tenants \(\d+\)/);
  await shoot('wizard-4-question-tenants');
  await client.click('button', 'Close');
}

async function shootWizard(client, shoot) {
  await client.goto('/distribute');
  await chooseFramework(client, /GHG Protocol/);
  await shoot('wizard-1-framework');
  await chooseAllTenants(client);
  await shoot('wizard-2-tenants');
  await chooseMerge(client);
  await shootStrategy(client, shoot);
  await preview(client);
  await shoot('wizard-4-preview');
  await shootTenant(client, shoot);
  await shootHeld(client, shoot);
  await shootConflicts(client, shoot);
  await client.click('button', /^Distribute to \d+ tenants$/);
  await client.get('button', 'Distribute now').waitFor();
  await shoot('wizard-5-confirm');
  await client.click('radio', 'Later');
  await client.click('combobox', 'Order');
  await client.click('option', /^5%, then 25%, then all/);
  await client.show('radio', 'Low');
  await shoot('wizard-5-later');
  await client.click('button', 'Cancel');
}

async function shootTakenBack(client, shoot, {framework, job}) {
  await client.goto(`/frameworks/${framework}`);
  await client.click('tab', 'Remembered');
  await client.get('table', 'Remembered answers').waitFor();
  await shoot('remembered');
  await client.show('table', 'Remembered answers');
  await shoot('remembered-rows');
  await client.goto(`/jobs/${job}/rollback`);
  await client.get('table', 'Rollback by tenant').waitFor();
  await shoot('rollback');
  await client.show('table', 'Rollback by tenant');
  await shoot('rollback-rows');
  await client.click('button', /^Roll back \d+ tenants$/);
  await client.get('button', 'Roll back now').waitFor();
  await shoot('rollback-confirm');
}

/** A job with remembered answers, over which a tenant went on editing. */
async function distributed(api) {
  const framework = (await api.frameworkNamed('GRI')).id;
  const ids = (await api.companies()).map((company) => company.id);
  const {plan, conflicts} = await api.preview(framework, ids, 'MERGE');
  const asked = conflicts.filter((conflict) => conflict.type === 'EDIT_EDIT').map((conflict) => conflict.cluster);
  const decisions = [...new Set(asked)].map((cluster) => ({cluster, take: 'TENANT', remember: true}));
  const job = await api.distribute(framework, ids, 'MERGE', {decisions});
  const {company_id: company} = plan.targets.find((target) => target.outcome === 'FAST_FORWARD');
  await api.call('PATCH', `/superadmin/api/companies/${company}/frameworks/${framework}`,
                 {edits: [{code: '103-2-f', set: {description: 'By meter.'}}]});
  return {framework, job, company};
}

export function testLooks(size, options) {
  let past, people, prepared;
  const demo = stage({
    ...options,
    async prepare(api) {
      past = await distributed(api);
      people = await preparePeople(api);
    },
  });
  for (const colorScheme of ['light', 'dark']) {
    test(`every page, ${size} and ${colorScheme}`, async () => {
      const client = await demo.open({colorScheme});
      const shoot = (name) => client.shoot(`${name}-${size}-${colorScheme}`);
      await shootPages(client, shoot);
      await shootEditing(client, shoot, past);
      await shootGallery(client, shoot);
      await shootWizard(client, shoot);
      await shootTakenBack(client, shoot, past);
    });
    test(`pages of templates, ${size} and ${colorScheme}`, async () => {
      const client = await demo.signedIn({colorScheme});
      prepared ??= await preparePlants(demo.api);
      await shootTemplates(client, (name) => client.shoot(`${name}-${size}-${colorScheme}`), prepared, demo.api);
    });
    test(`pages about people, ${size} and ${colorScheme}`, async () => {
      const client = await demo.open({colorScheme});
      const shoot = (name) => client.shoot(`${name}-${size}-${colorScheme}`);
      await client.signedIn();
      await shootPeople(client, shoot, people);
      const visitor = await demo.open({colorScheme});
      await shootCompany(visitor, (name) => visitor.shoot(`${name}-${size}-${colorScheme}`), people);
    });
  }
}
