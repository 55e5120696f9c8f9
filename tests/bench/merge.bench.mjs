// Planning a fixed workload beside libraries that only find differences, and how it grows.
import {spawnSync} from 'node:child_process';
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';

import {root} from '../browser/support/server.mjs';
import {planNatively, planUnderNode} from './support/plan_programs.mjs';
import {count, median, ms} from './support/report.mjs';
import {copyOf, generate, haveWorkload, snapshotOf} from './support/workload.mjs';

export const title = 'Merging: a fixed workload beside diff libraries, and how it grows';

const times = (figure, base) => `${(figure / base).toFixed(0)} times`;
const microseconds = (run) => run.plan_ms / run.tenants * 1000;

function run(command, args) {
  const done = spawnSync(command, args, {encoding: 'utf8', maxBuffer: 1 << 26});
  if (done.status !== 0) throw new Error(`${command}: ${done.stderr}`);
  return done.stdout.trim().split('\n').map((line) => JSON.parse(line));
}

function nlohmannDiffs(folder, {base, tenants}) {
  const files = tenants.slice(0, 8).map((tenant, n) => {
    const file = join(folder, `tenant${n}.json`);
    writeFileSync(file, JSON.stringify(copyOf(base, tenant)));
    return file;
  });
  const program = join(root, 'build', 'release', 'tests', 'diff_bench');
  return run(program, [join(folder, 'base.json'), join(folder, 'master.json'), ...files])[0];
}

const npmDiffs = (folder) => run(process.execPath,
  ['--expose-gc', '--no-experimental-fetch', join(root, 'tests', 'bench', 'support', 'npm_diffs.mjs'), folder]);

/** Each figure is the median of rounds in which all were measured in turn. */
function measureRounds(folder, workload, snapshot, rounds = 3) {
  const seen = Array.from({length: rounds}, () => {
    const native = planNatively(snapshot);
    const nlohmann = nlohmannDiffs(folder, workload);
    const [npm, web] = npmDiffs(folder);
    return {native, nlohmann, npm, web};
  });
  const of = (figure) => median(seen.map(figure));
  const names = Object.keys(seen[0].npm);
  return {
    native: seen[0].native,
    web: seen[0].web,
    natively: of(({native}) => microseconds(native)),
    inWeb: of(({web}) => microseconds(web)),
    nlohmann: of(({nlohmann}) => nlohmann.diffs_ms * 1000),
    npm: Object.fromEntries(names.map((name) => [name, {
      us: of(({npm}) => npm[name].ms * 1000), mb: of(({npm}) => npm[name].result_mb)}])),
    webByNative: of(({native, web}) => microseconds(web) / microseconds(native)),
    nlohmannByNative: of(({native, nlohmann}) => nlohmann.diffs_ms * 1000 / microseconds(native)),
    byWeb: (name) => of(({npm, web}) => npm[name].ms * 1000 / microseconds(web)),
  };
}

function tell(report, figures) {
  const rows = [
    ['the whole plan, natively', figures.natively.toFixed(1), `${figures.native.plan_mb.toFixed(1)} MB`],
    ['the whole plan, WebAssembly', figures.inWeb.toFixed(1), `${figures.web.plan_mb.toFixed(1)} MB`],
    ['nlohmann::json, two diffs', figures.nlohmann.toFixed(0), '-'],
    ...Object.entries(figures.npm).map(([name, {us, mb}]) => [`${name}, one diff`, us.toFixed(0), `${mb.toFixed(1)} MB`]),
  ];
  report.table(['per tenant', 'microseconds', 'results of all'], rows);
}

function hold(report, figures, {totals}) {
  const {by_type: found} = figures.native;
  report.target('Workload: the conflicts that are expected',
                found.EDIT_EDIT === totals.conflict && found.EDIT_REMOVE === totals.remove_conflict,
                `${count(found.EDIT_EDIT)} and ${count(found.EDIT_REMOVE)}`);
  report.target('Workload: one and the same plan natively and in WebAssembly', figures.native.digest === figures.web.digest);
  const fastest = Object.keys(figures.npm).sort((a, b) => figures.npm[a].us - figures.npm[b].us)[0];
  const target = (name, figure, least) => report.target(name, figure >= least, `${figure.toFixed(0)} times`);
  target('WebAssembly at least 200 times faster than jsondiffpatch', figures.byWeb('jsondiffpatch'), 200);
  target(`WebAssembly at least 50 times faster than the fastest of npm, ${fastest}`, figures.byWeb(fastest), 50);
  target('Natively at least 250 times faster than two diffs of nlohmann::json', figures.nlohmannByNative, 250);
  report.target('WebAssembly at most 4 times native', figures.webByNative <= 4, `${figures.webByNative.toFixed(1)} times`);
}

/** What is doubled, and what that costs: the plan must follow tenants, edits and changes only. */
function measureGrowth(report, folder, workload) {
  const plan = (name, snapshot) => {
    const file = join(folder, `${name}.json`);
    writeFileSync(file, JSON.stringify(snapshot));
    return planNatively(file);
  };
  const half = {...workload, tenants: workload.tenants.slice(0, workload.tenants.length / 2)};
  const once = plan('once', snapshotOf(workload));
  const few = plan('half', snapshotOf(half));
  const wide = plan('wide', snapshotOf(workload, 10 * workload.base.fields.length));
  const edited = {...workload, tenants: workload.tenants.map(({tenant, changes}) => ({
    tenant, changes: Object.fromEntries(Object.entries(changes).slice(0, Object.keys(changes).length / 2))}))};
  const less = plan('less', snapshotOf(edited));
  const row = (name, run) => [name, ms(run.plan_ms), times(run.plan_ms * 100, once.plan_ms).replace(' times', '%')];
  report.table(['growth, natively', 'plan', 'of the first'],
               [row('1,150 fields, 12 edits a tenant', once), row('half the tenants', few),
                row('half the edits', less), row('11 times the fields, the rest untouched', wide)]);
  // 11,500 more fields are indexed once for all tenants.
  report.target('Untouched fields cost each tenant nothing', wide.plan_ms < 2 * once.plan_ms,
                `${ms(once.plan_ms)} and ${ms(wide.plan_ms)} with 11 times the fields`);
}

export async function measure(report) {
  if (!haveWorkload) {
    report.skipped('no ../shared/bench, which makes the workload');
    return;
  }
  const folder = mkdtempSync(join(tmpdir(), 'datavault-merge-'));
  try {
    const workload = generate(folder);
    const snapshot = join(folder, 'snapshot.json');
    writeFileSync(snapshot, JSON.stringify(snapshotOf(workload)));
    const figures = measureRounds(folder, workload, snapshot);
    tell(report, figures);
    hold(report, figures, workload.expected);
    measureGrowth(report, folder, workload);
  } finally {
    rmSync(folder, {recursive: true, force: true});
  }
}
