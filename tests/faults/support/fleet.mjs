// A database with tenants that edited their copies and a version that nobody has yet; real servers on
// copies of it. Sessions are rows, so that one sign-in serves all copies.
import {spawn, spawnSync} from 'node:child_process';
import {copyFileSync, mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';

import {Api} from '../../browser/support/api.mjs';
import {email, password, root} from '../../browser/support/server.mjs';

export const binary = process.env.DATAVAULT_BINARY || join(root, 'build', 'datavault');

/** Runs a command of the binary to its end; {status, output}. */
export function run(...args) {
  const done = spawnSync(binary, args, {encoding: 'utf8', maxBuffer: 1 << 26});
  return {status: done.status, output: done.stdout + done.stderr};
}

/** Those that still run. */
const alive = new Set();

/** A `datavault serve`. `around`: words of a command that starts it instead of the shell; `more`: further options. */
export class Served {
  static start(database, {port = 0, workers = 4, around = [], more = []} = {}) {
    const served = new Served();
    served.log = '';
    const [command, ...args] = [...around, binary, 'serve', '--db', database, '--port', String(port), '--workers', String(workers), ...more];
    served.process = spawn(command, args, {stdio: ['ignore', 'pipe', 'pipe']});
    alive.add(served);
    served.ended = new Promise((resolve) => served.process.once('exit', (code, signal) => {
      alive.delete(served);
      resolve({code, signal});
    }));
    return new Promise((resolve, reject) => {
      const read = (data) => {
        served.log += data;
        const ready = /^ready (http:\S+?)\/?$/m.exec(served.log);
        if (ready) {
          served.address = ready[1];
          resolve(served);
        }
      };
      served.process.stdout.on('data', read);
      served.process.stderr.on('data', read);
      served.process.once('error', reject);
      served.ended.then(({code}) => reject(new Error(`the server ended with ${code}:\n${served.log}`)));
    });
  }

  get pid() {
    return this.process.pid;
  }

  async kill() {
    this.process.kill('SIGKILL');
    await this.ended;
  }

  /** Reads its log until it says so. */
  async said(pattern) {
    while (!pattern.test(this.log)) {
      const more = new Promise((resolve) => this.process.stderr.once('data', resolve));
      const ended = await Promise.race([more.then(() => false), this.ended]);
      if (ended) throw new Error(`the server ended before it said ${pattern}:\n${this.log}`);
    }
  }

  /** Asks it to end; its exit code. */
  async stop() {
    this.process.kill('SIGTERM');
    return (await this.ended).code;
  }
}

/** A framework document. */
export const documentOf = (codes, name) => JSON.stringify({
  schema: 'datavault.framework/1', key: 'faults', name: 'Faults',
  fields: codes.map((code) => ({code, name: `${name} ${code}`, value_type: 'NUMBER', unit: 't'})),
});

export class Fleet {
  /** `tenants` of which every third edited its copy; the second version is not distributed. */
  static async make(tenants) {
    const fleet = new Fleet();
    fleet.folder = mkdtempSync(join(tmpdir(), 'datavault-faults-'));
    fleet.template = join(fleet.folder, 'template.db');
    const added = run('user', 'add', '--db', fleet.template, '--email', email, '--password', password);
    if (added.status !== 0) throw new Error(added.output);
    const served = await Served.start(fleet.template);
    fleet.api = await new Api(served.address).signIn();
    const codes = Array.from({length: 40}, (_, n) => `F${n}`);
    const publish = (list, name) => fleet.api.call('POST', '/superadmin/api/frameworks/import',
      {name: 'Faults', format: 'document', content: documentOf(list, name)});
    const {framework_id: framework} = await publish(codes, 'First');
    fleet.framework = framework;
    const companies = Array.from({length: tenants}, (_, n) => ({name: `Company ${n + 1}`}));
    fleet.companies = (await fleet.api.call('POST', '/superadmin/api/companies', companies)).company_ids;
    await fleet.finish(fleet.api, await fleet.submit(fleet.api, await fleet.body(fleet.api)));
    for (const id of fleet.companies.filter((_, n) => n % 3 === 0)) {
      const edits = [1, 7, 20].map((n) => ({code: `F${n}`, set: {description: `As company ${id} sees it`}}));
      await fleet.api.call('PATCH', `/superadmin/api/companies/${id}/frameworks/${framework}`, {edits});
    }
    await publish([...codes.slice(1), 'NEW'], 'Second');
    fleet.request = await fleet.body(fleet.api);
    await served.stop();
    return fleet;
  }

  /** A copy of the database. */
  copy(name) {
    const database = join(this.folder, `${name}.db`);
    copyFileSync(this.template, database);
    return database;
  }

  remove(database) {
    for (const suffix of ['', '-wal', '-shm', '-owners']) rmSync(database + suffix, {force: true});
  }

  /** With the session that all copies know. */
  at(served) {
    return Object.assign(new Api(served.address), {cookie: this.api.cookie, token: this.api.token});
  }

  async body(api) {
    const request = {target_company_ids: this.companies, conflict_resolution: 'MERGE'};
    const plan = await api.plan(this.framework, this.companies, 'MERGE');
    return {...request, plan_digest: plan.digest, rules_version: plan.rules_version, expected: plan.targets};
  }

  /** The job's id. */
  async submit(api, body = this.request, key = undefined) {
    const headers = {'Content-Type': 'application/json', Cookie: api.cookie, 'X-CSRF-Token': api.token};
    if (key) headers['Idempotency-Key'] = key;
    const reply = await fetch(`${api.address}/superadmin/api/sync/frameworks/${this.framework}/distribute`,
                              {method: 'POST', headers, body: JSON.stringify(body)});
    const json = await reply.json();
    if (reply.status !== 202) throw new Error(`distribute: ${reply.status} ${json.error}`);
    return json.sync_operation_id;
  }

  async newest(api) {
    return (await api.get('/superadmin/api/sync/jobs?limit=1')).jobs[0];
  }

  /** Waits for the end of a job by its event stream. */
  async finish(api, job) {
    const reply = await fetch(`${api.address}/superadmin/api/sync/jobs/${job}/events`, {headers: {Cookie: api.cookie}});
    const decoder = new TextDecoder();
    let text = '';
    for await (const part of reply.body) text += decoder.decode(part, {stream: true});
    if (!/^event: end$/m.test(text)) throw new Error(`the stream of job ${job} ended without its last event:\n${text}`);
    return (await api.get(`/superadmin/api/sync/jobs/${job}/status`)).status;
  }

  /** What differs from what the plan said; empty: every tenant is as planned, once. */
  async differences(api, status, database) {
    const found = [];
    if (status.status !== 'COMPLETED') found.push(`the job is ${status.status}: ${status.error_message ?? status.reason}`);
    const targets = new Map(status.targets.map((target) => [target.company_id, target]));
    const plan = await api.plan(this.framework, this.companies, 'MERGE');
    const now = new Map(plan.targets.map((target) => [target.company_id, target]));
    for (const {company_id: id, outcome, after} of this.request.expected) {
      const target = targets.get(id);
      if (target?.status !== 'APPLIED' || target.outcome !== outcome) found.push(`company ${id} is ${target?.status}`);
      if (now.get(id)?.before !== after) found.push(`company ${id} is not in the state that was planned`);
      if (now.get(id)?.outcome !== 'NOOP') found.push(`company ${id} would be ${now.get(id)?.outcome} again`);
    }
    const doctor = run('doctor', '--db', database);
    if (doctor.status !== 0) found.push(`doctor: ${doctor.output}`);
    return found;
  }

  /** A test that failed leaves its server: node would wait for it. */
  async close() {
    await Promise.all([...alive].map((served) => served.kill()));
    rmSync(this.folder, {recursive: true, force: true});
  }
}
