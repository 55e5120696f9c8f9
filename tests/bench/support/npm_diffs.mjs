// npm's diff libraries, then planning in WebAssembly, timed in one node process:
//   node --no-experimental-fetch npm_diffs.mjs FOLDER      with snapshot.json beside the documents
// The documents are keyed by code beforehand, which spares the libraries matching list elements.
// Two lines of JSON: {name: {ms, changes, result_mb}}, where ms is per tenant, the median of the
// rounds, and result_mb what the differences of all of them take; then what plan_bench prints.
import {createRequire} from 'node:module';
import {readFileSync, writeSync} from 'node:fs';
import {dirname, join} from 'node:path';
import vm from 'node:vm';

import jsonPatch from 'fast-json-patch';
import {create} from 'jsondiffpatch';
import microdiff from 'microdiff';
import {createPatch} from 'rfc6902';

import {root} from '../../browser/support/server.mjs';
import {median} from './report.mjs';
import {copyOf} from './workload.mjs';

const [folder] = process.argv.slice(2);
const rounds = 5;
const sampled = 40;  // tenants a round

const differ = create();
const libraries = {
  'jsondiffpatch': (from, to) => differ.diff(from, to),
  'fast-json-patch': (from, to) => jsonPatch.compare(from, to),
  'microdiff': (from, to) => microdiff(from, to),
  'rfc6902': (from, to) => createPatch(from, to),
};

const read = (name) => JSON.parse(readFileSync(join(folder, name), 'utf8'));
const byCode = ({fields}) => Object.fromEntries(fields.map((field) => [field.code, field]));

/** plan_bench.js is a script with a main of its own, which prints and ends the process. */
function planHere() {
  const script = join(root, 'build', 'web', 'tests', 'plan_bench.js');
  Object.assign(globalThis, {
    Module: {arguments: [join(folder, 'snapshot.json')]},
    require: createRequire(script), __filename: script, __dirname: dirname(script),
  });
  vm.runInThisContext(readFileSync(script, 'utf8'), {filename: script});
}

function timeOf(diff, from, tenants) {
  const started = process.hrtime.bigint();
  for (const tenant of tenants) diff(from, tenant);
  return Number(process.hrtime.bigint() - started) / 1e6 / tenants.length;
}

function memoryOf(diff, from, tenants) {
  globalThis.gc?.();
  const before = process.memoryUsage().heapUsed;
  const kept = tenants.map((tenant) => diff(from, tenant));
  globalThis.gc?.();
  return {mb: (process.memoryUsage().heapUsed - before) / 1e6, first: kept[0]};
}

const base = read('base.json');
const lines = readFileSync(join(folder, 'tenants.ndjson'), 'utf8').trim().split('\n');
const tenants = lines.slice(0, sampled).map((line) => byCode(copyOf(base, JSON.parse(line))));
const from = byCode(base);

const diffs = {};
for (const [name, diff] of Object.entries(libraries)) {
  timeOf(diff, from, tenants);  // warm
  const ms = median(Array.from({length: rounds}, () => timeOf(diff, from, tenants)));
  const {mb, first} = memoryOf(diff, from, tenants);
  diffs[name] = {ms, changes: Object.keys(first).length, result_mb: mb / sampled * lines.length};
}
writeSync(1, `${JSON.stringify(diffs)}\n`);
planHere();
