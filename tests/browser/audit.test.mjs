// The audit: searched, looked at, taken along, verified.
import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {test} from 'node:test';

import {stage} from './support/stage.mjs';

const demo = stage();

async function clientAtAudit(options) {
  const client = await demo.signedIn(options);
  await client.click('link', 'Audit');
  await client.get('table', 'Audit').waitFor();
  await client.settled();
  return client;
}

async function exported(client, format) {
  const download = client.page.waitForEvent('download');
  await client.click('button', 'Export');
  await client.click('menuitem', format);
  return readFileSync(await (await download).path(), 'utf8');
}

test('the audit is filtered, a row is opened, and what fits is exported', async () => {
  const client = await clientAtAudit();
  await client.shoot('audit');
  await client.click('combobox', 'Filter by action');
  await client.click('option', 'Signed in');
  await client.page.waitForFunction(() => location.hash.includes('action=auth.login'));
  await client.settled();
  const rows = await client.table('Audit');
  assert.ok(rows.length > 0 && rows.every((cells) => cells[0].includes('Signed in')));
  await client.get('table', 'Audit').getByRole('row').nth(1).click({force: true});
  await client.get('dialog', 'Signed in').waitFor();
  await client.says(/^sha256:|[0-9a-f]{64}/);
  await client.shoot('audit-row');
  await client.click('button', 'Close');
  const csv = await exported(client, 'CSV');
  assert.match(csv, /^id,at,user_email/);
  assert.ok(csv.trim().split('\n').slice(1).every((line) => line.includes('auth.login')));
  const lines = (await exported(client, 'JSON lines')).trim().split('\n').map((line) => JSON.parse(line));
  assert.ok(lines.length >= rows.length && lines.every((row) => row.action === 'auth.login'));
});

test('refused attempts are found by what was tried', async () => {
  await fetch(demo.server.address + '/api/auth/login', {
    method: 'POST',
    headers: {'Content-Type': 'application/json'},
    body: JSON.stringify({email: 'stranger@nowhere.test', password: 'x'}),
  });
  const client = await clientAtAudit();
  await client.click('combobox', 'Filter by outcome');
  await client.click('option', 'Only refused');
  await client.get('searchbox', 'Search the audit').fill('stranger');
  await client.rowCount('Audit', 1);
  const [[what]] = await client.table('Audit');
  assert.match(what, /Signed in/);
});

test('the audit is verified', async () => {
  const client = await clientAtAudit();
  await client.click('button', 'Verify');
  await client.says('The audit is whole');
  await client.shoot('audit-verified');
});
