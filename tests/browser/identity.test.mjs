// Coming in: the second factor, one-time links, standing in for somebody.
import assert from 'node:assert/strict';
import {test} from 'node:test';

import {password} from './support/server.mjs';
import {addUser, enter, entered, longPassword, totp} from './support/people.mjs';
import {stage} from './support/stage.mjs';

const demo = stage();

/** The text of the code that can be copied in the dialog. */
async function codeShown(client, pattern) {
  return client.page.evaluate((source) => {
    const pattern_ = new RegExp(source);
    for (const element of document.querySelectorAll('[role=dialog] button, [role=dialog] p')) {
      const found = pattern_.exec(element.textContent);
      if (found) return found[0];
    }
    return null;
  }, pattern.source);
}

test('a second factor is added, asked for at the next sign-in, and a recovery code stands in for it', async () => {
  const email = await addUser(demo.api, 'factor@demo.test', 'SUPER_ADMIN');
  const client = await demo.open();
  await enter(client, email);
  await entered(client);
  await client.click('button', /^Account:/);
  await client.click('menuitem', 'Account and security');
  await client.click('button', 'Add a second factor');
  await client.get('textbox', 'Present password').fill(longPassword);
  await client.click('button', 'Continue');
  await client.get('img', 'QR code of the secret').waitFor();
  await client.shoot('account-scan');
  const secret = await codeShown(client, /^[A-Z2-7]{4}( [A-Z2-7]{4}){7}/);
  client.expects = 401;
  await client.get('textbox', 'Code from the app').fill('000000');
  await client.click('button', 'Turn it on');
  await client.says(/not the code for the new secret/);
  const step = Math.floor(Date.now() / 30000);
  await client.get('textbox', 'Code from the app').fill(totp(secret, step));
  await client.click('button', 'Turn it on');
  await client.says('Keep your recovery codes');
  const recovery = await client.get('list', 'Recovery codes').getByRole('listitem').first().textContent();
  await client.shoot('account-codes');
  await client.click('button', 'I have kept them');
  await client.says('10 recovery codes left');

  await client.click('button', /^Account:/);
  await client.click('menuitem', 'Sign out');
  await enter(client, email);
  await client.get('heading', 'Second factor').waitFor();
  await client.shoot('login-second-factor');
  await client.get('textbox', 'Code').fill('123123');
  await client.page.keyboard.press('Enter');
  await client.says(/This code is wrong/);
  await client.get('textbox', 'Code').fill(totp(secret, Math.max(step + 1, Math.floor(Date.now() / 30000))));
  await client.page.keyboard.press('Enter');
  await entered(client);

  await client.click('button', /^Account:/);
  await client.click('menuitem', 'Sign out');
  await enter(client, email);
  await client.get('textbox', 'Code').fill(recovery.trim());
  await client.click('button', 'Continue');
  await entered(client);
  await client.goto('/account');
  await client.says('9 recovery codes left');
});

test('attempts that failed too often are told how long to wait', async () => {
  const email = await addUser(demo.api, 'slow@demo.test', 'SUPER_ADMIN');
  const client = await demo.open();
  client.expects = [401, 429];
  // The first wait is two seconds, which a slow machine takes to try once more; each is twice as long as the one before.
  const told = client.page.getByText(/Too many failed attempts\. Try again in \d+ seconds?/);
  for (let attempts = 0; await told.count() === 0; ++attempts) {
    assert.ok(attempts < 12, 'it has to wait at last');
    await enter(client, email, 'not it');
    await client.settled();
  }
});

test('a password is changed, sessions are seen and ended, a token is shown once', async () => {
  const email = await addUser(demo.api, 'own@demo.test', 'SUPER_ADMIN');
  const client = await demo.open();
  await enter(client, email);
  await entered(client);
  await client.goto('/account');
  await client.get('table', 'Sessions').waitFor();
  await client.shoot('account');
  await client.click('button', 'Change password');
  client.expects = [400, 403];
  await client.get('textbox', 'Present password').fill('not it at all');
  await client.get('textbox', 'New password').fill('a much longer pass phrase');
  await client.click('button', 'Change it');
  await client.says('This is not your present password.');
  await client.get('textbox', 'Present password').fill(longPassword);
  await client.get('textbox', 'New password').fill('passwordpassword');
  await client.click('button', 'Change it');
  await client.says(/one of those that are tried first/);
  await client.get('textbox', 'New password').fill('a much longer pass phrase');
  await client.click('button', 'Change it');
  await client.get('dialog').first().waitFor({state: 'detached'});

  await client.click('button', 'New token');
  await client.get('textbox', 'Name').fill('Nightly job');
  await client.click('checkbox', 'Read');
  await client.shoot('account-token');
  await client.click('button', 'Make token');
  await client.says('It is shown once');
  const token = await codeShown(client, /^dv_\S+/);
  const reply = await fetch(demo.server.address + '/superadmin/api/frameworks',
                            {headers: {Authorization: `Bearer ${token}`}});
  assert.equal(reply.status, 200);
  await client.click('button', 'Done');
  await client.rowCount('API tokens', 1);
  await client.click('button', 'Remove');
  await client.says('No tokens');
});

test('a user is added, follows the link once, and sees the own company alone', async () => {
  const [company] = await demo.api.companies();
  const client = await demo.signedIn();
  await client.click('link', 'Users');
  await client.click('button', 'Add user');
  await client.get('textbox', 'Email').fill('new@company.test');
  await client.click('combobox', 'Company');
  await client.click('option', new RegExp(`^${company.name}`));
  await client.shoot('users-add');
  await client.get('dialog', 'Add a user').getByRole('button', {name: 'Add user', exact: true})
    .click({force: true});
  await client.says('A link for new@company.test');
  await client.shoot('users-link');
  const link = await codeShown(client, /^http\S+#\/welcome\?token=\S+/);
  assert.ok(link.startsWith(demo.server.address));

  const visitor = await demo.open({viewport: {width: 1200, height: 800}});
  await visitor.goto(link.split('#')[1]);
  await visitor.get('heading', 'Choose your password').waitFor();
  await visitor.says('new@company.test');
  visitor.expects = [400, 404];
  await visitor.get('textbox', 'New password').fill('passwordpassword');
  await visitor.click('button', 'Set password');
  await visitor.says(/one of those that are tried first/);
  await visitor.shoot('welcome');
  await visitor.get('textbox', 'New password').fill(longPassword);
  await visitor.click('button', 'Set password');
  await visitor.says('Your password is set. Sign in with it.');
  await visitor.get('textbox', 'Password').fill(longPassword);
  await visitor.page.keyboard.press('Enter');
  await entered(visitor);
  await visitor.get('heading', 'Frameworks').waitFor();
  assert.equal(await visitor.hash(), '#/own/frameworks');
  assert.equal(await visitor.get('link', 'Jobs').count(), 0);
  await visitor.goto('/audit');
  await visitor.says('This page is for others');
  await visitor.goto(link.split('#')[1]);
  await visitor.get('heading', 'This link does not work').waitFor();
  await visitor.shoot('welcome-used');
});

test('a super admin stands in for a company\'s user, and goes back', async () => {
  const company = (await demo.api.companies())[1];
  const email = await addUser(demo.api, 'stand@company.test', 'ADMIN', company.id);
  const client = await demo.signedIn();
  await client.goto('/users');
  await client.get('searchbox', 'Search users').fill(email);
  await client.rowCount('Users', 1);
  await client.shoot('users');
  await client.click('button', `Manage ${email}`);
  await client.click('menuitem', 'Stand in for…');
  await client.click('button', 'Stand in');
  const banner = `You are super@demo.test, standing in for ${email} of ${company.name}.`;
  await client.says(banner);
  await client.get('heading', 'Frameworks').waitFor();
  await client.shoot('impersonation');
  await client.goto('/account');
  await client.says(banner);
  assert.ok(await client.get('button', 'Change password').isDisabled());
  await client.click('button', 'Back to my own account');
  await client.get('heading', 'Users').waitFor();
  assert.equal(await client.page.getByText(banner).count(), 0);
  const {audit} = await demo.api.get(`/superadmin/api/audit?action=auth.impersonation.end`);
  assert.equal(audit[0].user_email, 'super@demo.test');
  assert.equal(audit[0].as_user_email, email);
});
