// SIGKILL in the middle of provisioning 500 companies from the manufacturing template: after a restart
// every company is there completely, once. DATAVAULT_SEED=n repeats a run.
import assert from 'node:assert/strict';
import {copyFileSync, mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {after, before, test} from 'node:test';

import {Api} from '../browser/support/api.mjs';
import {email, password} from '../browser/support/server.mjs';
import {run, Served} from './support/fleet.mjs';
import {randomFrom} from './support/random.mjs';

const companies = 500;
const rounds = Number(process.env.DATAVAULT_KILLS || (process.env.DATAVAULT_LONG ? 40 : 4));
const seed = Number(process.env.DATAVAULT_SEED || Date.now() % 1000000);

const rows = Array.from({length: companies}, (_, n) => (
  {company_name: `Works ${n + 1}`, company_slug: `works-${n + 1}`, parameters: {country: 'FR', plant_city: `Town ${n + 1}`},
   ...(n % 10 === 0 && {admin_email: `admin@works-${n + 1}.example`})}));

class Plant {
  static async make() {
    const plant = new Plant();
    plant.folder = mkdtempSync(join(tmpdir(), 'datavault-provision-'));
    plant.original = join(plant.folder, 'original.db');
    const added = run('user', 'add', '--db', plant.original, '--email', email, '--password', password);
    if (added.status !== 0) throw new Error(added.output);
    const served = await Served.start(plant.original);
    plant.api = await new Api(served.address).signIn();
    const {templates} = await plant.api.get('/superadmin/api/templates?key=manufacturing');
    [plant.template] = templates;
    await served.stop();
    return plant;
  }

  /** A server on a copy of the database. */
  async start(round) {
    this.database = join(this.folder, `round${round}.db`);
    copyFileSync(this.original, this.database);
    return this.again();
  }

  async again() {
    this.served = await Served.start(this.database);
    Object.assign(this.api, {address: this.served.address});
    return this.served;
  }

  async submit(key) {
    const {api} = this;
    const headers = {'Content-Type': 'application/json', Cookie: api.cookie, 'X-CSRF-Token': api.token, 'Idempotency-Key': key};
    const reply = await fetch(`${api.address}/superadmin/api/templates/${this.template.id}/provision/bulk`,
                              {method: 'POST', headers, body: JSON.stringify({companies: rows})});
    const json = await reply.json();
    if (reply.status !== 202) throw new Error(`provision: ${reply.status} ${json.error}`);
    return json;
  }

  async newest() {
    return (await this.api.get('/superadmin/api/sync/jobs?limit=1')).jobs[0];
  }

  async finish(job) {
    const reply = await fetch(`${this.api.address}/superadmin/api/sync/jobs/${job}/events`, {headers: {Cookie: this.api.cookie}});
    await reply.text();
    return this.api.job(job);
  }

  /** What is not as it was asked for. */
  async differences(job) {
    const found = [];
    const status = await this.finish(job);
    if (status.status !== 'COMPLETED') found.push(`the job is ${status.status}: ${status.error_message ?? status.reason}`);
    const list = await this.api.companies();
    const slugs = new Map(list.map((company) => [company.slug, company]));
    if (list.length !== companies || slugs.size !== companies) found.push(`${list.length} companies, ${slugs.size} slugs`);
    const {template} = await this.api.get(`/superadmin/api/templates/${this.template.id}`);
    if (template.usage_count !== companies) found.push(`the template counts ${template.usage_count}`);
    for (const target of status.targets) {
      if (target.status !== 'APPLIED') found.push(`company ${target.company_id} is ${target.status}`);
    }
    for (let n = 0; n < companies; n += 23) {
      const company = slugs.get(rows[n].company_slug);
      if (!company) continue;
      const path = `/superadmin/api/companies/${company.id}`;
      const {entities} = await this.api.get(`${path}/entities`);
      const {frameworks} = await this.api.get(`${path}/frameworks`);
      const {total: assignments} = await this.api.get(`${path}/assignments`);
      const {settings} = await this.api.get(`${path}/settings`);
      const {summary} = this.template;
      if (entities.length !== summary.entities) found.push(`company ${company.id} has ${entities.length} entities`);
      if (!entities.some(({name}) => name === `Town ${n + 1} plant`)) found.push(`company ${company.id} lacks its plant`);
      if (frameworks.length !== summary.frameworks) found.push(`company ${company.id} has ${frameworks.length} frameworks`);
      if (assignments !== summary.assignments) found.push(`company ${company.id} has ${assignments} assignments`);
      if (settings.country !== 'FR') found.push(`company ${company.id} is in ${settings.country}`);
    }
    const users = await this.api.get('/superadmin/api/users?role=ADMIN');
    if (users.total !== companies / 10) found.push(`${users.total} admins`);
    const doctor = run('doctor', '--db', this.database);
    if (doctor.status !== 0) found.push(`doctor: ${doctor.output}`);
    return found;
  }

  remove() {
    for (const suffix of ['', '-wal', '-shm', '-owners', '-audit-key']) rmSync(this.database + suffix, {force: true});
  }

  async close() {
    if (this.served?.process.exitCode === null && this.served.process.signalCode === null) await this.served.kill();
    rmSync(this.folder, {recursive: true, force: true});
  }
}

let plant;
before(async () => { plant = await Plant.make(); });
after(() => plant?.close());

test(`${rounds} kills, seed ${seed}`, async () => {
  const random = randomFrom(seed);
  let killedWithin = 0;
  for (let round = 0; round < rounds; ++round) {
    const aim = 0.05 + 0.85 * (round + random()) / rounds;
    const first = await plant.start(round);
    const {sync_operation_id: job} = await plant.submit(`round ${round}`);
    let reached;
    do reached = await plant.newest(); while (reached.done_count < aim * companies && reached.status !== 'COMPLETED');
    await first.kill();
    if (reached.status !== 'COMPLETED') ++killedWithin;
    const second = await plant.again();
    const again = await plant.submit(`round ${round}`);
    assert.equal(again.sync_operation_id, job, 'a repeated submit is the same job');
    assert.deepEqual(again.companies, [], 'links are shown once');
    const differences = await plant.differences(job);
    assert.equal(await second.stop(), 0);
    console.log(`round ${round}: killed at ${reached.done_count} of ${companies}, ${differences.length} differences`);
    assert.deepEqual(differences.slice(0, 10), [], `seed ${seed}, round ${round}, database ${plant.database}`);
    plant.remove();
  }
  assert.ok(killedWithin > 0, 'at least one kill was within the job');
});
