// What has to hold in every engine: signing in, the wizard with its preview made in the page, a decision for a whole
// cluster of conflicts, text of every script, and the page without a server. Its pictures, build/screenshots/engine-*, are for people.
import assert from 'node:assert/strict';
import {after, before, test} from 'node:test';

import {Api} from '../../browser/support/api.mjs';
import {email, password, Server} from '../../browser/support/server.mjs';
import {Client} from './client.mjs';

async function signIn(client) {
  await client.fill('textbox', 'Email', email);
  await client.fill('textbox', 'Password', password);
  await client.picture('sign-in');
  await client.driver.key('Enter');
  await client.published('signedIn', 'false');
}

async function walkToStrategy(client) {
  await client.click('link', 'Distribute');
  await client.click('radio', /GHG Protocol/);
  await client.says(/Version 2 \(latest\)/);
  await client.picture('wizard-framework');
  await client.click('button', 'Choose tenants');
  await client.click('button', 'Select all');
  await client.says('24 of 24 tenants selected');
  await client.picture('wizard-tenants');
  await client.click('button', 'Choose a strategy');
  await client.click('radio', 'Merge');
}

/** One answer for all tenants that ask the same question; the other plan's digest. */
async function answerCluster(client, search, answer) {
  const former = await client.data('planDigest');
  await client.click('tab', /Conflicts/);
  await client.fill('searchbox', 'Search conflicts', search);
  await client.rowCount('Conflicts', 1);
  await client.click('row', /./, 'Conflicts');
  await client.picture('question');
  await client.click('button', answer);
  return client.published('planDigest', former);
}

/** `launch` gives a driver as in puppeteer.mjs. */
export function scenario(engine, launch) {
  let server, api, driver, client;
  before(async () => {
    server = await Server.demo();
    api = await new Api(server.address).signIn();
    driver = await launch();
    client = new Client(engine, driver, server.address);
  });
  after(async () => {
    await driver?.close();
    await server?.close();
  });

  test(`${engine}: signing in`, async () => {
    await client.open();
    await signIn(client);
    await client.says('Overview');
    await client.picture('overview');
    const text = await client.text();
    assert.doesNotMatch(text, /\d{13}/, 'times are written as the language has them');
    assert.doesNotMatch(text, /A newer DataVault/, 'on a first visit nothing is newer');
  });

  test(`${engine}: a preview made in the page, and a cluster decided`, async () => {
    const framework = (await api.frameworkNamed('GHG Protocol')).id;
    const ids = (await api.companies()).map((company) => company.id);
    const {plan, conflicts} = await api.preview(framework, ids, 'MERGE');
    await walkToStrategy(client);
    await client.picture('wizard-strategy');
    await server.stop();
    await client.click('button', 'Preview');
    assert.equal(await client.published('planDigest'), plan.digest, 'the page plans what the server plans');
    await client.says(/24 tenants planned in/);
    await client.picture('preview');

    const {cluster} = conflicts.find((it) => it.field_code === 'GHG-3.6.B' && it.type === 'REMOVED_WITH_DATA');
    const digest = await answerCluster(client, 'GHG-3.6.B removed', "Keep tenant's");
    await client.picture('question-answered');
    await client.click('button', 'Close');
    await server.start();
    const decided = await api.plan(framework, ids, 'MERGE', {decisions: [{cluster, take: 'TENANT'}]});
    assert.equal(digest, decided.digest, 'and after the decision too');
  });

  test(`${engine}: names in all scripts, typed and shown`, async () => {
    await client.open('/tenants');
    await client.says(/Nordhavn/);
    await client.picture('tenants');
    for (const [name, search] of Object.entries({arabic: 'طاقة', japanese: '翠峰', hindi: 'हिमशिखर'})) {
      await client.fill('searchbox', 'Search tenants', search);
      await client.rowCount('Tenants', 1);
      await client.says(new RegExp(search));
      await client.picture(`tenants-${name}`);
    }
  });

  test(`${engine}: a reload without a server`, async () => {
    await client.open('/offline');
    await client.says(/^\d+ frameworks, /);
    await client.kept();
    await server.stop();
    await driver.reload();
    await client.says(/The server cannot be reached: you work offline/);
    await client.picture('offline');
    await client.click('link', 'Frameworks');
    await client.click('link', /GHG Protocol/);
    await client.says('Computed');
    await client.picture('offline-framework');
    await server.start();
  });

  test(`${engine}: nothing went wrong meanwhile`, () => {
    // What the browser reports of requests while there was no server is not the page's.
    const isOfRequests = (text) => /ERR_CONNECTION_REFUSED|NetworkError|can’t establish a connection/.test(text);
    assert.deepEqual(driver.problems.filter((text) => !isOfRequests(text)), []);
  });
}
