// Pictures of the pages of templates.
import {templateNamed} from './templates.mjs';

async function shootGallery(client, shoot) {
  await client.goto('/templates');
  await client.get('link', 'Banking').waitFor();
  await shoot('templates');
  await client.goto('/templates?search=nothing');
  await client.says('No template matches');
  await shoot('templates-nothing');
  await client.goto('/templates/import');
  await client.get('button', 'Choose a file').waitFor();
  await shoot('templates-import');
}

async function shootTemplate(client, shoot, {plants}) {
  await client.goto(`/templates/${plants}`);
  await client.get('table', 'Entities of the template').waitFor();
  await shoot('template');
  await client.click('tab', 'Versions');
  await shoot('template-versions');
  await client.click('tab', 'Tenants (2)');
  await client.waitedFor(client.get('table', 'Tenants of the template').waitFor());
  await shoot('template-tenants');
  await client.click('button', 'More');
  await shoot('template-menu');
  await client.click('menuitem', 'Edit name and visibility…');
  await shoot('template-edit');
  await client.click('button', 'Cancel');
  await client.click('button', 'More');
  await client.click('menuitem', 'Delete…');
  await shoot('template-delete');
}

async function shootCreation(client, shoot) {
  await client.goto('/templates/new');
  await client.get('radiogroup', 'Tenant').waitFor();
  await client.get('radio', /./).first().click({force: true});
  await shoot('template-new-1');
  await client.click('button', 'Choose parts');
  await client.get('group', 'Frameworks that are taken').waitFor();
  await shoot('template-new-2');
  await client.click('button', 'Preview');
  await client.get('table', 'Entities of the template').waitFor();
  await shoot('template-new-3');
  await client.click('button', 'Details');
  await client.get('textbox', 'Name').waitFor();
  await shoot('template-new-4');
}

async function shootProvisioning(client, shoot, banking) {
  await client.goto(`/templates/${banking}/provision`);
  await client.get('textbox', 'Company name').fill('Nordlicht Bank');
  await client.get('textbox', 'Slug').fill('Nordlicht');
  await client.says(/^Use small letters/);
  await shoot('template-provision-wrong');
  await client.get('textbox', 'Slug').fill('nordlicht-bank');
  await client.get('textbox', 'Admin e-mail').fill('admin@nordlicht.test');
  await client.click('button', 'Preview');
  await client.get('heading', 'This would be made').waitFor();
  await shoot('template-provision');
  await client.goto(`/templates/${banking}/bulk`);
  await client.get('textbox', 'Table').waitFor();
  await shoot('template-bulk-empty');
  await client.get('textbox', 'Table').fill(
    'Company name\tSlug\tAdmin e-mail\nShop One\tshop-one\tone@shop.test\nShop Two\tNo slug\ttwo\nShop Three\t\t\n');
  await client.click('button', 'Read the table');
  await client.get('table', 'Companies').waitFor();
  await shoot('template-bulk');
  await client.get('table', 'Companies').getByRole('row').nth(2).click({force: true});
  await client.get('dialog').first().waitFor();
  await shoot('template-bulk-row');
  await client.click('button', 'Cancel');
}

async function shootUpgrade(client, shoot, {plants}) {
  await client.goto(`/templates/${plants}/upgrade`);
  await client.says('1 Held');
  await shoot('template-upgrade');
  await client.show('table', 'Upgrade by tenant');
  await shoot('template-upgrade-rows');
  await client.click('tab', 'What changes');
  await client.show('tab', 'What changes');
  await shoot('template-upgrade-changes');
  await client.click('tab', /^Conflicts/);
  await client.show('tab', /^Conflicts/);
  await shoot('template-upgrade-conflicts');
  await client.click('tab', 'Tenants');
  await client.get('table', 'Upgrade by tenant').getByRole('row').nth(1).click({force: true});
  await client.get('dialog').first().waitFor();
  await shoot('template-upgrade-tenant');
}

export async function shootTemplates(client, shoot, prepared, api) {
  await shootGallery(client, shoot);
  await shootTemplate(client, shoot, prepared);
  await shootCreation(client, shoot);
  await shootProvisioning(client, shoot, (await templateNamed(api, 'Banking')).id);
  await shootUpgrade(client, shoot, prepared);
}
