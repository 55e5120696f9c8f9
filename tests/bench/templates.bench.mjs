// How long a new tenant takes from a template, alone and among many, and how that and the file grow.
import {mkdtempSync, rmSync, statSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';

import {Api} from '../browser/support/api.mjs';
import {email, password} from '../browser/support/server.mjs';
import {run, Served} from '../faults/support/fleet.mjs';
import {count, median, ms} from './support/report.mjs';

export const title = 'Templates: provisioning from the manufacturing template';

const slowestSingle = 2000;
const batch = 500;
const batches = 4;
const mostGrowth = 2;

class Bench {
  static async start() {
    const bench = new Bench();
    bench.folder = mkdtempSync(join(tmpdir(), 'datavault-templates-'));
    bench.database = join(bench.folder, 'templates.db');
    const added = run('user', 'add', '--db', bench.database, '--email', email, '--password', password);
    if (added.status !== 0) throw new Error(added.output);
    bench.served = await Served.start(bench.database);
    bench.api = await new Api(bench.served.address).signIn();
    const {templates} = await bench.api.get('/superadmin/api/templates?key=manufacturing');
    [bench.template] = templates;
    bench.path = `/superadmin/api/templates/${bench.template.id}`;
    return bench;
  }

  async finish(job) {
    const {api} = this;
    const reply = await fetch(`${api.address}/superadmin/api/sync/jobs/${job}/events`, {headers: {Cookie: api.cookie}});
    await reply.text();
    const status = await api.job(job);
    if (status.status !== 'COMPLETED') throw new Error(`job ${job} is ${status.status}`);
    return status;
  }

  /** From the request until the tenant works. */
  async single(name) {
    const began = performance.now();
    const {sync_operation_id: job} = await this.api.call('POST', `${this.path}/provision`, {company_name: name});
    await this.finish(job);
    return performance.now() - began;
  }

  async many(first) {
    const companies = Array.from({length: batch}, (_, n) => ({company_name: `Works ${first + n}`, company_slug: `works-${first + n}`}));
    const {sync_operation_id: job} = await this.api.call('POST', `${this.path}/provision/bulk`, {companies});
    return (await this.finish(job)).duration_ms / batch;
  }

  size() {
    return ['', '-wal'].reduce((sum, suffix) => sum + (statSync(this.database + suffix, {throwIfNoEntry: false})?.size ?? 0), 0);
  }

  async upgrade() {
    // A template of one's own, made of a tenant, so that it can have a second version.
    const {companies} = await this.api.get('/superadmin/api/companies?limit=1&search=works');
    const made = await this.api.call('POST', `/superadmin/api/templates/create-from-tenant/${companies[0].id}`, {name: 'Works'});
    const path = `/superadmin/api/templates/${made.template_id}`;
    const rows = Array.from({length: batch}, (_, n) => ({company_name: `Branch ${n}`, company_slug: `branch-${n}`}));
    await this.finish((await this.api.call('POST', `${path}/provision/bulk`, {companies: rows})).sync_operation_id);
    const {content} = made;
    content.settings.due_days = '14';
    content.entities.push({key: 'lab', name: 'Laboratory', kind: 'SITE', parent: 'production'});
    await this.api.call('POST', `${path}/versions`, {content});
    const began = performance.now();
    const {plan} = await this.api.call('POST', `${path}/upgrade`, {});
    const previewed = performance.now() - began;
    const body = {plan_digest: plan.digest, rules_version: plan.rules_version, expected: plan.targets};
    const status = await this.finish((await this.api.call('POST', `${path}/upgrade`, body)).sync_operation_id);
    return {previewed: previewed / batch, applied: status.duration_ms / batch};
  }

  async close() {
    await this.served.stop();
    rmSync(this.folder, {recursive: true, force: true});
  }
}

export async function measure(report) {
  const bench = await Bench.start();
  try {
    const first = await bench.single('First');  // publishes the built-in frameworks too
    const singles = [];
    for (let n = 0; n < 7; ++n) singles.push(await bench.single(`Single ${n}`));
    const rows = [];
    for (let n = 0; n < batches; ++n) {
      const before = bench.size();
      const each = await bench.many(1 + n * batch);
      rows.push({tenants: n * batch, each, bytes: (bench.size() - before) / batch});
    }
    const {summary} = bench.template;
    report.say(`${summary.frameworks} frameworks, ${summary.data_points} data points, ${summary.entities} entities, ` +
               `${summary.assignments} assignments, ${summary.settings} settings a tenant.`);
    report.table(['tenants that are there', 'time a tenant', 'growth', 'bytes a tenant'],
                 rows.map(({tenants, each, bytes}) => [count(tenants), ms(each), `${(each / rows[0].each).toFixed(2)}`, count(Math.round(bytes))]));
    report.target(`A new tenant works within ${ms(slowestSingle)}`, Math.max(first, ...singles) < slowestSingle,
                  `${ms(first)} the first, ${ms(median(singles))} the median`);
    report.target(`A tenant among ${count(batches * batch)} takes at most ${mostGrowth} times one among none`,
                  rows.at(-1).each <= mostGrowth * rows[0].each, `${ms(rows[0].each)} and ${ms(rows.at(-1).each)}`);
    const {previewed, applied} = await bench.upgrade();
    report.say(`An upgrade of ${count(batch)} tenants: ${ms(previewed)} a tenant to preview, ${ms(applied)} to apply.`);
  } finally {
    await bench.close();
  }
}
