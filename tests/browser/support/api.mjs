// The server as a program sees it, to hold what the page says against.
import {email, password} from './server.mjs';

export class Api {
  constructor(address) {
    this.address = address;
  }

  async signIn() {
    const reply = await fetch(this.address + '/api/auth/login', {
      method: 'POST',
      headers: {'Content-Type': 'application/json'},
      body: JSON.stringify({email, password}),
    });
    this.cookie = reply.headers.get('set-cookie').split(';')[0];
    this.token = (await reply.json()).csrf_token;
    return this;
  }

  async call(method, path, body) {
    const reply = await fetch(this.address + path, {
      method,
      headers: {'Content-Type': 'application/json', Cookie: this.cookie, 'X-CSRF-Token': this.token},
      body: body && JSON.stringify(body),
    });
    const json = await reply.json();
    if (!reply.ok) throw new Error(`${method} ${path}: ${reply.status} ${json.error}`);
    return json;
  }

  get(path) {
    return this.call('GET', path);
  }

  async frameworkNamed(name) {
    const {frameworks} = await this.get('/superadmin/api/frameworks?limit=1000');
    return frameworks.find((framework) => framework.name.includes(name) && !framework.owner_company_id);
  }

  async companies() {
    return (await this.get('/superadmin/api/companies?limit=1000')).companies;
  }

  /** Plan and conflicts, as the server makes them. */
  preview(framework, targets, strategy, more = {}) {
    return this.call('POST', `/superadmin/api/sync/frameworks/${framework}/conflicts`,
                     {target_company_ids: targets, conflict_resolution: strategy, ...more});
  }

  async plan(framework, targets, strategy, more = {}) {
    return (await this.preview(framework, targets, strategy, more)).plan;
  }

  /** Distributes as previewed and waits for the end; gives the job's number. */
  async distribute(framework, targets, strategy, more = {}) {
    const id = await this.submit(framework, targets, strategy, more);
    let job = await this.job(id);
    while (['QUEUED', 'RUNNING'].includes(job.status)) job = await this.job(id);
    return id;
  }

  /** Starts the distribution as previewed; gives the job's number. */
  async submit(framework, targets, strategy, {sync_options, ...more} = {}) {
    const plan = await this.plan(framework, targets, strategy, more);
    const {sync_operation_id: id} = await this.call(
      'POST', `/superadmin/api/sync/frameworks/${framework}/distribute`, {
        target_company_ids: targets, conflict_resolution: strategy, sync_options, ...more,
        plan_digest: plan.digest, rules_version: plan.rules_version,
        expected: plan.targets.map(({company_id, outcome, before, evidence, after}) =>
          ({company_id, outcome, before, evidence, after})),
      });
    return id;
  }

  /** A tenant's copy, or null where it has none. */
  async copy(company, framework) {
    const {frameworks} = await this.get(`/superadmin/api/companies/${company}/frameworks`);
    if (!frameworks.some((has) => has.framework_id === framework)) return null;
    return (await this.get(`/superadmin/api/companies/${company}/frameworks/${framework}`)).framework;
  }

  async job(id) {
    return (await this.get(`/superadmin/api/sync/jobs/${id}/status`)).status;
  }
}
