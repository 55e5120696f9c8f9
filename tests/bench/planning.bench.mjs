// The same plan natively, as WebAssembly under node, and in the browser by the client itself.
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';

import {launchBrowser} from '../browser/support/page.mjs';
import {esrsImports, haveEsrs} from './support/esrs.mjs';
import {Fleet} from './support/fleet.mjs';
import {planInBrowser, planNatively, planUnderNode} from './support/plan_programs.mjs';
import {count, ms, ratio} from './support/report.mjs';

export const title = 'Planning: native, WebAssembly under node, WebAssembly in the browser';

const targetMs = 1000;

function tell(report, name, native, node, browser) {
  report.say(`\n${name}: ${count(native.tenants)} tenants x ${count(native.fields)} fields, ` +
             `${count(native.conflicts)} conflicts, snapshot of ${(native.snapshot_bytes / 1e6).toFixed(1)} MB`);
  const row = (label, key) => [label, ms(native[key]), ms(node[key]), ratio(node[key], native[key]),
    browser?.[key] ? ms(browser[key]) : '-', browser?.[key] ? ratio(browser[key], native[key]) : '-'];
  report.table(['', 'native', 'node', 'ratio', 'browser', 'ratio'],
               [row('make_plan, first', 'first_ms'), row('make_plan, median', 'plan_ms'),
                 row('read the snapshot', 'read_ms')]);
}

function hold(report, name, {native, node, browser, server}) {
  const digests = new Set([native.digest, node.digest, ...(browser?.digests ?? []), ...(server ? [server.digest] : [])]);
  report.target(`${name}: one and the same plan everywhere`, digests.size === 1);
  if (!browser) return;
  report.target(`${name}: planned in the browser in under ${count(targetMs)} ms`, browser.plan_ms < targetMs,
                `${ms(browser.plan_ms)}, ${ms(browser.worst_ms)} at worst`);
}

async function measureFleet(report, fleet, browser, folder, name, {id, label}) {
  const file = join(folder, 'snapshot.json');
  writeFileSync(file, JSON.stringify(await fleet.snapshot(id)));
  const native = planNatively(file);
  const node = planUnderNode(file);
  const page = await planInBrowser(browser, fleet.server.address, label, fleet.companies.length);
  const server = await fleet.plan(id);
  tell(report, name, native, node, {first_ms: page.plan_ms});
  hold(report, name, {native, node, browser: page, server});
}

/** Without the real data: the largest built-in framework, which the demo left a version behind. */
async function measureBuiltIn(report, fleet, browser, folder) {
  report.skipped('no ../shared/data/esrs-set1; the built-in GHG Protocol stands in for 1,217 fields');
  const {id} = await fleet.api.frameworkNamed('GHG Protocol');
  await measureFleet(report, fleet, browser, folder, 'GHG Protocol', {id, label: 'GHG Protocol'});
}

async function measureEsrs(report, fleet, browser, folder) {
  const [first, next] = esrsImports();
  const {framework_id: id, fields} = await fleet.import(first);
  report.target('ESRS set 1 has 1,217 reportable fields', fields === 1217, count(fields));
  const framework = {id, label: first.name};
  await measureFleet(report, fleet, browser, folder, 'ESRS, nobody has it', framework);
  await fleet.distribute(id);
  await fleet.customise(id);
  await fleet.import(next);
  await measureFleet(report, fleet, browser, folder, 'ESRS, next version, 12 edits a tenant', framework);
}

export async function measure(report) {
  const native = planNatively();
  const node = planUnderNode();
  tell(report, 'Generated, every kind of edit', native, node);
  hold(report, 'Generated', {native, node});

  const folder = mkdtempSync(join(tmpdir(), 'datavault-bench-'));
  const fleet = await Fleet.start();
  const browser = await launchBrowser();
  try {
    await (haveEsrs ? measureEsrs : measureBuiltIn)(report, fleet, browser, folder);
  } finally {
    await browser.close();
    await fleet.close();
    rmSync(folder, {recursive: true, force: true});
  }
}
