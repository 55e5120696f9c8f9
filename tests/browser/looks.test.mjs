// Pictures of every page, wide, narrow and zoomed, light and dark, into build/screenshots. Each page must open
// without an error; what it looks like is for people to judge.
import assert from 'node:assert/strict';
import {after, before, test} from 'node:test';

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

const sizes = {
  wide: {viewport: {width: 1440, height: 900}},
  phone: {viewport: {width: 390, height: 844}, deviceScaleFactor: 2, hasTouch: true, isMobile: true},
  zoomed: {viewport: {width: 720, height: 450}, deviceScaleFactor: 2},  // wide, at 200%
};

async function shootPages(client, shoot) {
  await shoot('login');
  await client.signedIn();
  await client.get('heading', 'Overview').waitFor();
  await shoot('overview');
  for (const [path, heading] of [['/frameworks', 'Frameworks'], ['/tenants', 'Tenants'], ['/jobs', 'Jobs']]) {
    await client.goto(path);
    await client.get('heading', heading).first().waitFor();
    await shoot(path.slice(1));
  }
  await client.goto('/frameworks');
  await client.click('link', /GHG Protocol/);
  await client.says('Computed');
  await shoot('framework');
}

async function shootGallery(client, shoot) {
  // Its spinners turn for ever, and a picture waits for stillness.
  await client.page.emulateMedia({reducedMotion: 'reduce'});
  await client.goto('/gallery');
  await client.get('heading', 'Widget gallery').waitFor();
  for (const tab of ['Widgets', 'Data', 'Nothing']) {
    await client.click('tab', tab);
    await shoot(`gallery-${tab.toLowerCase()}`);
  }
  await client.page.emulateMedia({reducedMotion: null});
}

async function shootWizard(client, shoot) {
  await client.goto('/distribute');
  await client.click('radio', /GHG Protocol/);
  await client.says(/Version 2 \(latest\)/);
  await shoot('wizard-1-framework');
  await client.click('button', 'Choose tenants');
  await client.click('button', 'Select all');
  await client.says('24 of 24 tenants selected');
  await shoot('wizard-2-tenants');
  await client.click('button', 'Choose a strategy');
  await client.says(/Overwritten/);
  await shoot('wizard-3-strategy');
  await client.click('radio', 'Merge');
  await client.click('button', 'Preview');
  await client.says(/24 tenants planned in/);
  await shoot('wizard-4-preview');
  await client.click('button', 'Held');
  await client.settled();
  // On a phone the table lies below the tiles, and only rows in sight are in the mirror.
  await client.get('table', 'Plan by tenant').scrollIntoViewIfNeeded();
  // Rows are mirrored while they are on screen.
  await client.get('table', 'Plan by tenant').evaluate((table) => table.scrollIntoView());
  await client.settled();
  await client.page.getByRole('row').filter({hasText: 'Held'}).first().click({force: true});
  await client.get('dialog').first().waitFor();
  await shoot('wizard-4-conflicts');
  await client.page.keyboard.press('Escape');
  await client.click('button', 'Distribute to 24 tenants');
  await client.get('button', 'Distribute now').waitFor();
  await shoot('wizard-5-confirm');
  await client.click('button', 'Cancel');
}

for (const [size, options] of Object.entries(sizes)) {
  for (const colorScheme of size === 'zoomed' ? ['light'] : ['light', 'dark']) {
    test(`every page, ${size} and ${colorScheme}`, async () => {
      const client = await Client.open(browser, server.address, {...options, colorScheme});
      const shoot = (name) => client.shoot(`${name}-${size}-${colorScheme}`);
      await shootPages(client, shoot);
      await shootGallery(client, shoot);
      await shootWizard(client, shoot);
      assert.deepEqual(client.problems, []);
      await client.close();
    });
  }
}
