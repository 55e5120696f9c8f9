// What the server tells of jobs while one looks at something else, and what can be done with a job.
import assert from 'node:assert/strict';
import {test} from 'node:test';

import {stage} from './support/stage.mjs';

const demo = stage();
const kLater = {not_before: '2999-01-01T00:00:00Z'};

/** A job that begins on that day, by itself. */
async function submitForLater(framework) {
  const {id} = await demo.api.frameworkNamed(framework);
  const companies = (await demo.api.companies()).map((company) => company.id);
  return demo.api.submit(id, companies, 'SKIP', {sync_options: kLater});
}

test('a job of somebody else appears in the list by itself, and its end is told', async () => {
  const client = await demo.signedIn();
  await client.goto('/jobs');
  await client.get('heading', 'Jobs').waitFor();
  const {id} = await demo.api.frameworkNamed('VSME');
  const companies = (await demo.api.companies()).map((company) => company.id);
  const job = await demo.api.distribute(id, companies, 'SKIP');
  await client.says(new RegExp(`Job ${job} `));
  await client.page.locator('#polite, #assertive').filter({hasText: `Job ${job} (`}).first().waitFor(
    {state: 'attached'});
});

test('a job that waits says for what, is paused, resumed and cancelled', async () => {
  const job = await submitForLater('GRI');
  const client = await demo.signedIn();
  await client.goto(`/jobs/${job}`);
  await client.says(/Starts not before/);
  await client.click('button', 'Pause');
  await client.get('button', 'Resume').waitFor();
  assert.equal((await demo.api.job(job)).status, 'PAUSED');
  await client.click('button', 'Resume');
  await client.get('button', 'Pause').waitFor();
  await client.click('button', 'Cancel…');
  await client.says('Nothing was written yet, and nothing will be.');
  await client.shoot('job-cancel');
  await client.click('button', 'Let it go on');
  assert.equal((await demo.api.job(job)).status, 'QUEUED');
  await client.click('button', 'Cancel…');
  await client.click('button', 'Cancel the job');
  await client.get('button', 'Try failed tenants again').waitFor();
  assert.equal((await demo.api.job(job)).status, 'CANCELLED');
});

test('the list is narrowed by status', async () => {
  await submitForLater('SFDR');
  const client = await demo.signedIn();
  await client.goto('/jobs');
  await client.click('button', 'Active');
  await client.rowCount('Jobs', 1);
  await client.click('button', 'Active');
  await client.click('button', 'Completed');
  const rows = await client.table('Jobs');
  assert.ok(rows.length > 0 && rows.every((cells) => cells.join(' ').includes('Completed')));
});
