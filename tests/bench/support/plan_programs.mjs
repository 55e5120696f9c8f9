// The three places where a plan is made: the native program, the same program as WebAssembly under
// node, and the client in the browser.
import {spawnSync} from 'node:child_process';
import {join} from 'node:path';

import {Client} from '../../browser/support/page.mjs';
import {root} from '../../browser/support/server.mjs';
import {count, median} from './report.mjs';

function figuresOf(command, args) {
  const run = spawnSync(command, args, {encoding: 'utf8', maxBuffer: 1 << 26});
  if (run.status !== 0) throw new Error(`${args.join(' ') || command}: ${run.stderr}`);
  return JSON.parse(run.stdout);
}

/** Both print what tests/bench/plan_bench.cpp says; no arguments: a generated snapshot. */
export const planNatively = (...args) => figuresOf(join(root, 'build', 'release', 'tests', 'plan_bench'), args);
export const planUnderNode = (...args) =>
  figuresOf(process.execPath,
            ['--no-experimental-fetch', join(root, 'build', 'web', 'tests', 'plan_bench.js'), ...args]);

/** One walk through the wizard in a fresh page. */
async function planOnce(browser, address, framework, tenants) {
  const client = await Client.open(browser, address);
  await client.goto('/frameworks');
  await client.signedIn();
  await client.click('link', 'Distribute');
  await client.get('searchbox', 'Search frameworks').fill(framework);
  await client.click('radio', new RegExp(framework));
  await client.says(/\(latest\)/);
  await client.click('button', 'Choose tenants');
  await client.click('button', 'Select all');
  await client.says(`${count(tenants)} of ${count(tenants)} tenants selected`);
  // Past the comparison of strategies, whose plans would warm this one up.
  await client.goto('/distribute/preview');
  const clicked = Date.now();
  await client.page.waitForFunction(() => document.documentElement.dataset.planDigest);
  const seen = {
    plan_ms: Number(await client.data('planMs')),
    digest: await client.data('planDigest'),
    waited_ms: Date.now() - clicked,
  };
  await client.context.close();
  return seen;
}

/** The medians of fresh pages: what a user meets, compiling included. */
export async function planInBrowser(browser, address, framework, tenants, rounds = 5) {
  const seen = [];
  for (let i = 0; i < rounds; ++i) seen.push(await planOnce(browser, address, framework, tenants));
  return {
    plan_ms: median(seen.map((round) => round.plan_ms)),
    worst_ms: Math.max(...seen.map((round) => round.plan_ms)),
    digests: [...new Set(seen.map((round) => round.digest))],
  };
}
