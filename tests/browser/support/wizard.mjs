// The walk through the distribution of a framework to every tenant, step by step.

export async function chooseFramework(client, framework) {
  await client.click('radio', framework);
  await client.says(/Version 2 \(latest\)/);
}

export async function chooseAllTenants(client) {
  await client.click('button', 'Choose tenants');
  await client.click('button', 'Select all');
  await client.says(/(\d+) of \1 tenants selected/);
}

export async function chooseMerge(client) {
  await client.click('button', 'Choose a strategy');
  await client.click('radio', 'Merge');
}

export async function preview(client) {
  await client.click('button', 'Preview');
  await client.says(/\d+ tenants planned in/);
}

/** From anywhere to the step before the preview: version 2 for all tenants, by merging. */
export async function walkToStrategy(client, framework) {
  await client.click('link', 'Distribute');
  await chooseFramework(client, framework);
  await chooseAllTenants(client);
  await chooseMerge(client);
}

export async function walkToPreview(client, framework) {
  await walkToStrategy(client, framework);
  await preview(client);
}

export async function walkToConflicts(client, framework) {
  await walkToPreview(client, framework);
  await client.click('tab', /Conflicts/);
}

/** Opens the only question that the search leaves. */
export async function openQuestion(client, search) {
  await client.get('searchbox', 'Search conflicts').fill(search);
  await client.rowCount('Conflicts', 1);
  await client.get('table', 'Conflicts').getByRole('row').nth(1).click({force: true});
  await client.get('dialog').first().waitFor();
}

/** Does something that makes the plan again, and waits for the other plan. */
export async function replanned(client, act) {
  const digest = await client.data('planDigest');
  await act();
  await client.page.waitForFunction(
    (former) => ![former, ''].includes(document.documentElement.dataset.planDigest), digest);
  await client.settled();
}

/** Opens the only tenant of the preview's first tab that the search leaves. */
export async function openTenant(client, name) {
  await client.get('searchbox', 'Search the plan').fill(name);
  await client.rowCount('Plan by tenant', 1);
  await client.show('table', 'Plan by tenant');
  await client.get('table', 'Plan by tenant').getByRole('row').filter({hasText: name}).click({force: true});
  await client.get('dialog').first().waitFor();
}

export async function distribute(client) {
  await client.click('button', /^Distribute to \d+ tenants$/);
  await client.click('button', 'Distribute now');
}

/** The number of the job whose progress or result the page shows. */
export async function jobShown(client) {
  return Number(/run\/(\d+)/.exec(await client.hash())[1]);
}
