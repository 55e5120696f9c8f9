// Pictures of the pages about people, and of what a company's user sees; as looks.mjs.
import {addUser, enter, entered} from './people.mjs';

/** Users of all kinds, and a plan that waits for a second super admin. */
export async function preparePeople(api) {
  const [company, other] = await api.companies();
  await addUser(api, 'second.admin@demo.test', 'SUPER_ADMIN');
  await addUser(api, 'reporting@company.test', 'ADMIN', company.id);
  await addUser(api, 'plant.manager@company.test', 'USER', other.id);
  await api.call('POST', '/superadmin/api/users',
                 {email: 'invited@company.test', role: 'USER', company_id: company.id});
  const framework = (await api.frameworkNamed('GHG Protocol')).id;
  const ids = (await api.companies()).map((each) => each.id);
  const plan = await api.plan(framework, ids, 'MERGE');
  const {approval} = await api.call(
    'POST', `/superadmin/api/sync/frameworks/${framework}/approvals`, {
      target_company_ids: ids, conflict_resolution: 'MERGE', plan_digest: plan.digest,
      rules_version: plan.rules_version,
      expected: plan.targets.map(({company_id, outcome, before, evidence, after}) =>
        ({company_id, outcome, before, evidence, after})),
    });
  return {approval: approval.id, framework};
}

async function only(client, email) {
  await client.get('searchbox', 'Search users').fill(email);
  await client.rowCount('Users', 1);
}

async function shootUsers(client, shoot) {
  await client.goto('/users');
  await client.get('table', 'Users').waitFor();
  await shoot('users');
  await client.click('button', 'Add user');
  await client.get('textbox', 'Email').fill('somebody@company.test');
  await shoot('users-add');
  await client.click('button', 'Cancel');
  await only(client, 'reporting@company.test');
  await client.click('button', /^Manage/);
  await shoot('users-menu');
  await client.click('menuitem', 'Stand in for…');
  await client.get('dialog').first().waitFor();
  await shoot('users-question');
  await client.click('button', 'Cancel');
  await only(client, 'invited@company.test');
  await client.click('button', /^Manage/);
  await client.click('menuitem', 'New sign-in link…');
  await client.click('button', 'Make a link');
  await client.says('It is shown once');
  await shoot('users-link');
  await client.click('button', 'Done');
}

async function shootAudit(client, shoot) {
  await client.goto('/audit');
  await client.get('table', 'Audit').waitFor();
  await shoot('audit');
  await client.click('button', 'Verify');
  await client.says('The audit is whole');
  await shoot('audit-verified');
  await client.show('table', 'Audit');
  await client.get('table', 'Audit').getByRole('row').nth(2).click({force: true});
  await client.get('dialog').first().waitFor();
  await shoot('audit-row');
  await client.press('Escape');
}

async function shootApprovals(client, shoot, approval) {
  await client.goto('/approvals');
  await client.get('table', 'Approvals').waitFor();
  await shoot('approvals');
  await client.goto(`/approvals/${approval}`);
  await client.get('table', 'Plan by tenant').waitFor();
  await shoot('approval');
}

async function shootAccount(client, shoot) {
  await client.goto('/account');
  await client.get('table', 'Sessions').waitFor();
  await shoot('account');
  await client.click('button', 'New token');
  await shoot('account-token');
  await client.click('button', 'Cancel');
  await client.click('button', 'Change password');
  await shoot('account-password');
  await client.click('button', 'Cancel');
}

async function shootOwn(client, shoot, framework) {
  await client.goto('/own/frameworks');
  await client.get('table', 'Frameworks').waitFor();
  await shoot('own-frameworks');
  await client.goto(`/own/frameworks/${framework}`);
  await client.get('table', 'Fields').waitFor();
  await shoot('own-framework');
  await client.get('table', 'Fields').getByRole('row').nth(1).click({force: true});
  await client.get('dialog').first().waitFor();
  await shoot('own-field');
  await client.press('Escape');
  await client.click('tab', /^What is coming/);
  await shoot('own-incoming');
  await client.goto('/own/values');
  await client.get('table', 'Values').waitFor();
  await shoot('own-values');
  await client.goto('/audit');
  await client.says('This page is for others');
  await shoot('not-for-you');
}

export async function shootPeople(client, shoot, {approval}) {
  await shootUsers(client, shoot);
  await shootAudit(client, shoot);
  await shootApprovals(client, shoot, approval);
  await shootAccount(client, shoot);
}

/** Of a page where nobody has signed in yet. */
export async function shootCompany(client, shoot, {framework}) {
  await enter(client, 'reporting@company.test');
  await entered(client);
  await shootOwn(client, shoot, framework);
}
