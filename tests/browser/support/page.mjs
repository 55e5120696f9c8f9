// The client in a real browser, driven by role and name; clicks press the real pixels of the canvas.
import {mkdirSync} from 'node:fs';
import {join} from 'node:path';

import {chromium} from 'playwright-core';

import {email, password, root} from './server.mjs';

const args = ['--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync', '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader'];

export function launchBrowser() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM || '/usr/bin/chromium',
    chromiumSandbox: false,
    args,
  });
}

export class Client {
  static async open(browser, address, options = {}) {
    const client = new Client();
    client.context = await browser.newContext({viewport: {width: 1440, height: 900}, locale: 'en-GB', ...options});
    client.page = await client.context.newPage();
    client.page.setDefaultTimeout(20000);
    client.address = address;
    client.problems = [];
    client.serverIsDown = false;
    client.page.on('pageerror', (error) => client.problems.push(String(error)));
    client.page.on('console', (message) => client.heard(message));
    await client.goto('/');
    return client;
  }

  heard(message) {
    if (message.type() !== 'error') return;
    // The browser itself reports requests that were refused; what they mean is on the page.
    const text = message.text();
    if (this.serverIsDown && text.includes('net::ERR_')) return;
    if (this.expects && text.includes(`status of ${this.expects}`)) return;
    this.problems.push(text);
  }

  async goto(path) {
    await this.page.goto(`${this.address}/#${path}`);
    await this.page.waitForFunction(() => window.__ui && window.__ui.frames > 0);
  }

  /** Several refreshes of the display without a frame drawn: nothing moves and nothing is pending. */
  settled() {
    return this.page.evaluate(() => new Promise((resolve, reject) => {
      const start = performance.now();
      let seen = -1;
      let quiet = 0;
      const look = () => {
        quiet = window.__ui.frames === seen ? quiet + 1 : 0;
        seen = window.__ui.frames;
        if (quiet >= 4) resolve();
        else if (performance.now() - start > 20000) reject(new Error('the page never came to rest'));
        else requestAnimationFrame(look);
      };
      look();
    }));
  }

  get(role, name) {
    return this.page.getByRole(role, {name, exact: typeof name === 'string'});
  }

  async click(role, name) {
    const target = this.get(role, name).first();
    await target.waitFor();
    await this.settled();
    await target.scrollIntoViewIfNeeded();
    await this.settled();
    await target.click({force: true});
  }

  /** Waits until the page says it somewhere. */
  says(text) {
    return this.page.getByText(text).first().waitFor({state: 'attached'});
  }

  async signIn(secret = password) {
    await this.get('textbox', 'Email').fill(email);
    await this.get('textbox', 'Password').fill(secret);
    await this.page.keyboard.press('Enter');
  }

  async signedIn() {
    await this.signIn();
    await this.page.waitForFunction(() => document.documentElement.dataset.signedIn === 'true');
    await this.settled();
  }

  data(name) {
    return this.page.evaluate((key) => document.documentElement.dataset[key], name);
  }

  /** The cells of a table's rows, the header left out. */
  table(name) {
    return this.get('table', name).getByRole('row').evaluateAll((rows) =>
      rows.map((row) => [...row.querySelectorAll('td, [role=cell]')].map((cell) => cell.textContent.trim()))
        .filter((cells) => cells.length > 0));
  }

  async shoot(name) {
    const folder = join(root, 'build', 'screenshots');
    mkdirSync(folder, {recursive: true});
    await this.settled();
    await this.page.screenshot({path: join(folder, `${name}.png`)});
  }

  async close() {
    await this.context.close();
  }
}
