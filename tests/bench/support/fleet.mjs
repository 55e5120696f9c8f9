// A thousand tenants on a real server, and what they do to their copies.
import {Api} from '../../browser/support/api.mjs';
import {Server} from '../../browser/support/server.mjs';

const tenants = 1000;
const editsOfATenant = 12;

export class Fleet {
  static async start() {
    const fleet = new Fleet();
    fleet.server = await Server.demo('--tenants', String(tenants));
    fleet.api = await new Api(fleet.server.address).signIn();
    fleet.companies = await fleet.api.companies();
    return fleet;
  }

  get ids() {
    return this.companies.map((company) => company.id);
  }

  /** Makes the framework or its next version; {framework_id, version, fields}. */
  async import(body) {
    return this.api.call('POST', '/superadmin/api/frameworks/import', body);
  }

  /** The latest version to every tenant, waited for. */
  async distribute(framework) {
    const request = {target_company_ids: this.ids, conflict_resolution: 'MERGE'};
    const path = `/superadmin/api/sync/frameworks/${framework}`;
    const {plan} = await this.api.call('POST', `${path}/conflicts`, request);
    const submitted = {...request, plan_digest: plan.digest, rules_version: plan.rules_version, expected: plan.targets};
    const {sync_operation_id: job} = await this.api.call('POST', `${path}/distribute`, submitted);
    for (;;) {
      const {status} = await this.api.job(job);
      if (status.startsWith('COMPLETED')) return;
      if (status === 'FAILED') throw new Error(`job ${job} failed`);
    }
  }

  /** Every tenant rewords a few fields of its copy, each other ones. */
  async customise(framework) {
    let turn = 0;
    for (const {id, is_active: active} of this.companies) {
      if (!active) continue;
      const path = `/superadmin/api/companies/${id}/frameworks/${framework}`;
      const {fields} = (await this.api.get(path)).framework;
      const edits = [];
      for (let i = 0; i < editsOfATenant; ++i) {
        const {code, name} = fields[(turn++ * 37) % fields.length];
        edits.push({code, set: {name: `${name}, as we call it`}});
      }
      await this.api.call('PATCH', path, {edits});
    }
  }

  async snapshot(framework) {
    return (await this.api.get(`/superadmin/api/sync/snapshot?framework_id=${framework}`)).snapshot;
  }

  /** As the server itself plans it. */
  plan(framework) {
    return this.api.plan(framework, this.ids, 'MERGE');
  }

  close() {
    return this.server.close();
  }
}
