// How fast a distribution writes, beside raw upserts of the same rows, and whether the queue stays flat.
import {spawnSync} from 'node:child_process';
import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';

import {Api} from '../browser/support/api.mjs';
import {email, password, root} from '../browser/support/server.mjs';
import {callers, pages, submitAmongCrowd} from '../faults/support/crowd.mjs';
import {Fleet, run, Served} from '../faults/support/fleet.mjs';
import {count, median, ms} from './support/report.mjs';

export const title = 'Jobs: distribution beside raw upserts, and a long queue';

const mostTimesRaw = 3;
const overlayRows = 12;
const rounds = 5;
const queued = 10000;
const slowestRequest = 1000;

/** Prepared upserts of 12 overlay rows a tenant in one durable transaction; milliseconds. */
function rawUpserts(folder, tenants) {
  const program = join(root, 'build', 'release', 'tests', 'upsert_bench');
  const done = spawnSync(program, [join(folder, 'raw.db'), String(tenants), String(overlayRows)], {encoding: 'utf8'});
  if (done.status !== 0) throw new Error(done.stderr);
  return JSON.parse(done.stdout).milliseconds;
}

class Bench {
  static async start() {
    const bench = new Bench();
    bench.folder = mkdtempSync(join(tmpdir(), 'datavault-jobs-'));
    bench.database = join(bench.folder, 'jobs.db');
    const added = run('user', 'add', '--db', bench.database, '--email', email, '--password', password);
    if (added.status !== 0) throw new Error(added.output);
    bench.served = await Served.start(bench.database);
    bench.api = await new Api(bench.served.address).signIn();
    return bench;
  }

  call(method, path, body) {
    return this.api.call(method, `/superadmin/api/${path}`, body);
  }

  async companies(tenants) {
    const ids = [];
    for (let done = 0; done < tenants; done += 1000) {
      const rows = Array.from({length: Math.min(1000, tenants - done)}, (_, n) => ({name: `Company ${done + n + 1}`}));
      ids.push(...(await this.call('POST', 'companies', rows)).company_ids);
    }
    return ids;
  }

  publish(name, codes, label) {
    const fields = codes.map((code) => ({code, name: `${label} ${code}`, value_type: 'NUMBER', unit: 't'}));
    const content = JSON.stringify({schema: 'datavault.framework/1', key: name.toLowerCase().replaceAll(' ', '-'), name, fields});
    return this.call('POST', 'frameworks/import', {name, format: 'document', content});
  }

  async body(framework, companies, more = {}) {
    const plan = await this.api.plan(framework, companies, 'MERGE');
    return {target_company_ids: companies, conflict_resolution: 'MERGE', plan_digest: plan.digest,
            rules_version: plan.rules_version, expected: plan.targets, ...more};
  }

  async submit(framework, body) {
    return (await this.call('POST', `sync/frameworks/${framework}/distribute`, body)).sync_operation_id;
  }

  async finish(job) {
    const {api} = this;
    const reply = await fetch(`${api.address}/superadmin/api/sync/jobs/${job}/events`, {headers: {Cookie: api.cookie}});
    await reply.text();
    const status = await api.job(job);
    if (status.status !== 'COMPLETED') throw new Error(`job ${job} is ${status.status}`);
    return status;
  }

  async close() {
    await this.served.stop();
    rmSync(this.folder, {recursive: true, force: true});
  }
}

const codes = Array.from({length: 60}, (_, n) => `F${n}`);

/** Every tenant edits 12 fields of its copy, then the next version goes to all. */
async function measureThroughput(report, bench, tenants) {
  const companies = await bench.companies(tenants);
  const name = `Fleet of ${tenants}`;
  const {framework_id: framework} = await bench.publish(name, codes, 'First');
  await bench.finish(await bench.submit(framework, await bench.body(framework, companies)));
  const edits = codes.slice(0, overlayRows).map((code) => ({code, set: {description: 'As we see it'}}));
  for (const id of companies) await bench.call('PATCH', `companies/${id}/frameworks/${framework}`, {edits});
  const distributed = [];
  const raw = [];
  for (let round = 0; round < rounds; ++round) {
    await bench.publish(name, codes, `Version ${round}`);
    raw.push(rawUpserts(bench.folder, tenants));
    const status = await bench.finish(await bench.submit(framework, await bench.body(framework, companies)));
    distributed.push(status.duration_ms);
  }
  const ratio = median(distributed.map((figure, n) => figure / raw[n]));
  const perTenant = (figure) => `${(figure * 1000 / tenants).toFixed(0)} us`;
  report.table([`${count(tenants)} tenants, ${overlayRows} edits each`, 'all', 'a tenant'],
               [['raw upserts, one transaction', ms(median(raw)), perTenant(median(raw))],
                 ['distribution', ms(median(distributed)), perTenant(median(distributed))]]);
  report.target(`Distributing to ${count(tenants)} tenants at most ${mostTimesRaw} times the raw upserts`,
                ratio <= mostTimesRaw, `${ratio.toFixed(1)} times`);
}

/** Fills the queue with jobs that may not start yet; what each thousand costs. */
async function measureQueue(report, bench) {
  const companies = await bench.companies(1);
  const {framework_id: framework} = await bench.publish('Queue', codes, 'First');
  const waiting = await bench.body(framework, companies, {sync_options: {not_before: '2999-01-01T00:00:00Z'}});
  const other = (await bench.publish('Urgent', codes, 'First')).framework_id;
  const timed = async (work) => {
    const began = performance.now();
    await work();
    return performance.now() - began;
  };
  const rows = [];
  for (let filled = 0; filled <= queued; filled += queued / 5) {
    if (filled > 0) await Promise.all(Array.from({length: 4}, async () => {
      for (let i = 0; i < queued / 20; ++i) await bench.submit(framework, waiting);
    }));
    const submits = [];
    const lists = [];
    const claims = [];
    for (let i = 0; i < 7; ++i) {
      submits.push(await timed(() => bench.submit(framework, waiting)));
      lists.push(await timed(() => bench.call('GET', 'sync/jobs?limit=50')));
      const body = await bench.body(other, companies);
      claims.push(await timed(async () => bench.finish(await bench.submit(other, body))));
    }
    rows.push({filled, submit: median(submits), list: median(lists), claim: median(claims)});
  }
  report.table(['jobs in the queue', 'submit', 'list 50', 'submit, claim, run, end'],
               rows.map((row) => [count(row.filled), ms(row.submit), ms(row.list), ms(row.claim)]));
  const [empty] = rows;
  const full = rows.at(-1);
  for (const key of ['submit', 'list', 'claim']) {
    const flat = full[key] <= 2 * empty[key] + 5;
    report.target(`With ${count(queued)} queued jobs: ${key} as with none`, flat, `${ms(empty[key])} and ${ms(full[key])}`);
  }
}

async function measureCrowd(report) {
  const fleet = await Fleet.make(300);
  const served = await Served.start(fleet.copy('crowd'));
  try {
    const {calls, slowest, problems} = await submitAmongCrowd(fleet, fleet.at(served));
    report.target(`${pages} streams and ${callers} callers: no request above ${ms(slowestRequest)}`,
                  problems.length === 0 && slowest <= slowestRequest, `${ms(slowest)} of ${count(calls)}`);
  } finally {
    await served.stop();
    fleet.close();
  }
}

export async function measure(report) {
  await measureCrowd(report);
  const bench = await Bench.start();
  try {
    await measureThroughput(report, bench, 1000);
    await measureThroughput(report, bench, 10000);
    await measureQueue(report, bench);
  } finally {
    await bench.close();
  }
}
