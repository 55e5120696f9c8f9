// The client without a network, and what its browser keeps.

/** The worker answers for the page from now on: what it keeps is complete. */
export async function controlled(client) {
  await client.page.evaluate(async () => {
    await navigator.serviceWorker.ready;
    if (!navigator.serviceWorker.controller) {
      await new Promise((resolve) =>
        navigator.serviceWorker.addEventListener('controllerchange', resolve, {once: true}));
    }
  });
}

/** Signed in, and everything of a first visit is kept; nothing was looked at beside the page "Offline". */
export async function visited(demo, options) {
  const client = await demo.signedIn(options);
  await controlled(client);
  const {frameworks} = await demo.api.get('/superadmin/api/frameworks?limit=1000');
  const count = frameworks.filter((framework) => framework.latest_version && !framework.owner_company_id).length;
  await client.goto('/offline');
  await client.says(new RegExp(`^${count} frameworks, `));
  await client.settled();
  await client.stored();
  return client;
}

/** The server stops, and the browser has no network either. */
export async function cutNetwork(demo, client) {
  await demo.stopServer(client);
  await client.context.setOffline(true);
}

/** Both are back; what the page then does is the test's to see. */
export async function restoreNetwork(client) {
  await client.context.setOffline(false);
  client.serverIsDown = false;
}

export async function reloadOffline(client) {
  await client.page.reload();
  await client.page.waitForFunction(() => document.documentElement.dataset.signedIn === 'true');
  await client.says('You are offline');
  await client.settled();
}

/** What IndexedDB holds: key and number of bytes. */
export function keptKeys(client) {
  return client.page.evaluate(() => new Promise((resolve, reject) => {
    const opening = indexedDB.open('datavault');
    opening.onerror = reject;
    opening.onsuccess = () => {
      const request = opening.result.transaction('blobs').objectStore('blobs').getAllKeys();
      request.onsuccess = () => {
        opening.result.close();
        resolve(request.result);
      };
    };
  }));
}
