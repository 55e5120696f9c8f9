// What every file of tests stands on: one server with the demo's data and one browser. Pages that a test opened
// have to be without an error of their own at its end.
import assert from 'node:assert/strict';
import {after, afterEach, before} from 'node:test';

import {Api} from './api.mjs';
import {Client, launchBrowser} from './page.mjs';
import {Server} from './server.mjs';

class Stage {
  clients = [];
  spare = new Map();  // by their options: pages that a test is done with

  constructor(options) {
    this.options = options;
  }

  async newClient(options) {
    const all = {...this.options, ...options};
    const key = JSON.stringify(all);
    const client = this.spare.get(key) ?? await Client.open(this.browser, this.server.address, all);
    this.spare.delete(key);
    this.clients.push(client);
    client.key = key;
    return client;
  }

  /** A page that asks to sign in. */
  async open(options) {
    const client = await this.newClient(options);
    await client.goto('/');
    return client;
  }

  /** A page with a session of its own. That one comes to it through the page itself is what pages.test.mjs shows. */
  async signedIn(options) {
    const client = await this.newClient(options);
    const {cookie} = await new Api(this.server.address).signIn();
    const [name, value] = cookie.split('=');
    await client.context.addCookies([{name, value, url: this.server.address, httpOnly: true, sameSite: 'Strict'}]);
    await client.goto('/');
    await client.page.waitForFunction(() => document.documentElement.dataset.signedIn === 'true');
    await client.settled();
    return client;
  }

  /** From before the server ends until it is back, the client's browser may report that nobody answers. */
  async stopServer(client) {
    client.serverIsDown = true;
    await this.server.stop();
  }

  async startServer(client) {
    await this.server.start();
    await client.hash();  // what the browser reported before this answer has been heard
    client.serverIsDown = false;
  }

  async putAway() {
    for (const client of this.clients.splice(0)) {
      const {problems} = client;
      await client.reset();
      this.spare.set(client.key, client);
      assert.deepEqual(problems, []);
    }
  }
}

/**
 * Call once at the top of a file; its parts are there as soon as a test runs. `options` are of all its pages,
 * `prepare(api, server)` does what has to be done before the first test.
 */
export function stage({prepare, ...options} = {}) {
  const it = new Stage(options);
  before(async () => {
    [it.server, it.browser] = await Promise.all([Server.demo(), launchBrowser()]);
    it.api = await new Api(it.server.address).signIn();
    if (prepare) await prepare(it.api, it.server);
  });
  afterEach(() => it.putAway());
  after(async () => {
    await it.browser?.close();
    await it.server?.close();
  });
  return it;
}
