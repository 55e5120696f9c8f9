// The pictures of docs/client.md: every page with the demo's data, after a distribution that held some tenants.
import {mkdirSync} from 'node:fs';
import {join} from 'node:path';

import {Api} from './api.mjs';
import {Client, launchBrowser} from './page.mjs';
import {root, Server} from './server.mjs';
import {chooseAllTenants, chooseFramework, chooseMerge, preview} from './wizard.mjs';

const sizes = {
  wide: {viewport: {width: 1440, height: 900}},
  phone: {viewport: {width: 390, height: 844}, hasTouch: true, isMobile: true},
};
const folder = join(root, 'docs', 'images');

/** Something to see: a job that held tenants, and a tenant with edits. */
async function prepare(api) {
  const framework = (await api.frameworkNamed('GHG Protocol')).id;
  const ids = (await api.companies()).map((company) => company.id);
  const {targets} = await api.plan(framework, ids, 'MERGE');
  const job = await api.distribute(framework, ids, 'MERGE');
  return {framework, job, company: targets.find((target) => target.outcome === 'HOLD').company_id};
}

const pagesOf = ({framework, company, job}) => ({
  overview: '/overview',
  frameworks: '/frameworks',
  framework: `/frameworks/${framework}`,
  changes: `/frameworks/${framework}/changes?from=1&to=2`,
  edit: `/frameworks/${framework}/edit`,
  tenants: '/tenants',
  tenant: `/tenants/${company}`,
  copy: `/tenants/${company}/frameworks/${framework}`,
  jobs: '/jobs',
  job: `/jobs/${job}`,
  settings: '/settings',
});

async function shoot(client, name) {
  await client.settled();
  await client.page.screenshot({path: join(folder, `page-${name}.png`)});
}

async function shootAll(client, pages, suffix) {
  for (const [name, path] of Object.entries(pages)) {
    await client.goto(path);
    await client.get('heading', /./).first().waitFor();
    await shoot(client, `${name}-${suffix}`);
  }
  await client.goto('/distribute');
  await chooseFramework(client, /GRI/);
  await chooseAllTenants(client);
  await chooseMerge(client);
  await preview(client);
  await shoot(client, `preview-${suffix}`);
  await client.press('Control+k');
  await client.page.keyboard.type('ghg');
  await shoot(client, `palette-${suffix}`);
}

const server = await Server.demo();
const browser = await launchBrowser();
try {
  mkdirSync(folder, {recursive: true});
  const pages = pagesOf(await prepare(await new Api(server.address).signIn()));
  for (const [size, options] of Object.entries(sizes)) {
    for (const colorScheme of ['light', 'dark']) {
      const client = await Client.open(browser, server.address, {...options, colorScheme});
      await client.goto('/');
      if (size === 'wide') await shoot(client, `sign-in-${size}-${colorScheme}`);
      await client.signedIn();
      await shootAll(client, pages, `${size}-${colorScheme}`);
      await client.context.close();
    }
  }
} finally {
  await browser.close();
  await server.close();
}
