// The client in a real browser, driven by role and name; clicks press the real pixels of the canvas.
import {mkdirSync} from 'node:fs';
import {join} from 'node:path';

import {chromium} from 'playwright-core';

import {email, password, root} from './server.mjs';

const args = ['--disable-quic', '--disable-gpu-compositing', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync', '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader'];

const shots = join(root, 'build', 'screenshots');

export function launchBrowser() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM || '/usr/bin/chromium',
    chromiumSandbox: false,
    args,
  });
}

export class Client {
  /** A browser's context of its own with one page, which shows nothing yet. */
  static async open(browser, address, options = {}) {
    const client = new Client();
    client.context = await browser.newContext(
      {viewport: {width: 1440, height: 900}, locale: 'en-GB', reducedMotion: 'reduce', ...options});
    client.page = await client.context.newPage();
    client.page.setDefaultTimeout(20000);
    // Loading compiles the program; what a machine that does much else besides takes for it was seen to be 8 s and more.
    client.page.setDefaultNavigationTimeout(60000);
    client.address = address;
    client.problems = [];
    client.page.on('pageerror', (error) => client.problems.push(String(error)));
    client.page.on('console', (message) => client.heard(message));
    return client;
  }

  /** What the page has begun to keep in IndexedDB is kept: a later transaction waits for those before it. */
  async stored() {
    await this.page.evaluate(() => new Promise((resolve, reject) => {
      const opening = indexedDB.open('datavault');
      opening.onerror = reject;
      opening.onsuccess = () => {
        const reading = opening.result.transaction('blobs', 'readonly').objectStore('blobs').count();
        reading.onerror = reject;
        reading.onsuccess = () => {
          opening.result.close();
          resolve();
        };
      };
    }));
  }

  /** As if newly opened, but the browser keeps what it compiled. Forgets problems and what was expected of them. */
  async reset() {
    await this.page.goto('about:blank');
    await this.context.clearCookies();
    const browser = await this.context.newCDPSession(this.page);
    await browser.send('Storage.clearDataForOrigin', {origin: this.address, storageTypes: 'all'});
    await browser.detach();
    this.problems = [];
    this.serverIsDown = false;
    this.expects = undefined;
  }

  heard(message) {
    if (message.type() !== 'error') return;
    // The browser itself reports requests that were refused; what they mean is on the page.
    const text = message.text();
    if (this.serverIsDown && text.includes('net::ERR_')) return;
    if ([this.expects ?? []].flat().some((status) => text.includes(`status of ${status}`))) return;
    this.problems.push(text);
  }

  async goto(path) {
    await this.page.goto(`${this.address}/#${path}`);
    await this.page.waitForFunction(() => window.__ui && window.__ui.frames > 0);
  }

  /** At two refreshes of the display in a row nothing moved and nothing was pending. */
  settled() {
    return this.page.evaluate(() => new Promise((resolve, reject) => {
      const start = performance.now();
      let seen = -1;
      const look = () => {
        const rests = window.__ui.isResting() && window.__ui.frames === seen;
        seen = window.__ui.frames;
        if (rests) resolve();
        else if (performance.now() - start > 20000) reject(new Error('the page never came to rest'));
        else requestAnimationFrame(look);
      };
      look();
    }));
  }

  get(role, name) {
    return this.page.getByRole(role, {name, exact: typeof name === 'string'});
  }

  /** Waits for something; when it does not come, the error tells what the page was like. */
  async waitedFor(promise) {
    try {
      return await promise;
    } catch (problem) {
      problem.message += `\n${await this.described().catch(String)}`;
      throw problem;
    }
  }

  async described() {
    const {page} = this;
    mkdirSync(shots, {recursive: true});
    const picture = join(shots, `failed-${process.pid}-${Date.now()}.png`);
    await page.screenshot({path: picture, timeout: 5000});
    const state = await page.evaluate(() => ({
      hash: location.hash, data: {...document.documentElement.dataset}, ui: {...window.__ui},
      resting: window.__ui?.isResting(), hidden: document.hidden, focus: document.activeElement?.outerHTML.slice(0, 200),
      text: document.body.innerText.replace(/\s+/g, ' ').slice(0, 1500),
    }));
    return `${picture}\n${JSON.stringify(state, null, 1)}`;
  }

  async click(role, name) {
    await (await this.inSight(role, name)).click({force: true});
  }

  /** The same with a finger; for pages that have one. */
  async tap(role, name) {
    await (await this.inSight(role, name)).tap({force: true});
  }

  async inSight(role, name) {
    const target = this.get(role, name).first();
    await this.waitedFor(target.waitFor());
    await this.settled();
    const moved = await target.evaluate((element) => {
      const before = element.getBoundingClientRect();
      element.scrollIntoViewIfNeeded();
      const now = element.getBoundingClientRect();
      return now.x !== before.x || now.y !== before.y;
    });
    if (moved) await this.settled();
    await this.uncovered(target);
    return target;
  }

  /** A toast lies over what is below it, and takes its clicks, until it goes. */
  async uncovered(target) {
    await this.page.waitForFunction((element) => {
      const margin = 24;  // around what a toast says
      const toasts = document.querySelector('[aria-label="Notifications"]');
      if (!toasts || toasts.contains(element)) return true;
      const box = element.getBoundingClientRect();
      const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
      return ![...toasts.querySelectorAll('[data-id]')].map((part) => part.getBoundingClientRect()).some((part) =>
        x > part.left - margin && x < part.right + margin && y > part.top - margin && y < part.bottom + margin);
    }, await target.elementHandle());
  }

  /** Scrolls it to the top of the page, where there is enough below it. */
  async show(role, name) {
    await this.get(role, name).first().evaluate((element) => element.scrollIntoView());
    await this.settled();
  }

  async press(key) {
    await this.page.keyboard.press(key);
    await this.settled();
  }

  hasFocus(target) {
    return target.evaluate((element) => element === document.activeElement);
  }

  /** Goes on with Tab, or back, until `target` has the focus, and holds that a ring shows it. */
  async tabTo(target, key = 'Tab') {
    await target.waitFor({state: 'attached'});
    for (let stops = 0; !(await this.hasFocus(target)); ++stops) {
      if (stops === 60) throw new Error(`${key} does not reach ${target}`);
      await this.page.keyboard.press(key);
    }
    await this.settled();
    const {width, height} = this.page.viewportSize();
    const box = await target.boundingBox();
    const clip = {x: Math.max(box.x - 6, 0), y: Math.max(box.y - 6, 0)};
    clip.width = Math.min(box.x + box.width + 6, width) - clip.x;
    clip.height = Math.min(box.y + box.height + 6, height) - clip.y;
    const focused = await this.page.screenshot({clip});
    await target.evaluate((element) => element.blur());
    await this.settled();
    const blurred = await this.page.screenshot({clip});
    await target.evaluate((element) => element.focus());
    await this.settled();
    if (focused.equals(blurred)) throw new Error(`nothing shows the focus on ${target}`);
  }

  /** Waits until the page says it somewhere. */
  says(text) {
    return this.waitedFor(this.page.getByText(text).first().waitFor({state: 'attached'}));
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

  /** The address within the client: "#/frameworks/3". */
  hash() {
    return this.page.evaluate(() => location.hash);
  }

  data(name) {
    return this.page.evaluate((key) => document.documentElement.dataset[key], name);
  }

  /**
   * The cells of a table's rows, the header left out. Tables mirror the rows that are on screen: for a moment the
   * screen is high enough for all of them.
   */
  async table(name) {
    await this.settled();
    const table = this.get('table', name);
    const size = this.page.viewportSize();
    const {height} = await table.boundingBox();
    await this.page.setViewportSize({width: size.width, height: Math.ceil(size.height + height)});
    await this.page.waitForFunction((element) =>
      element.querySelectorAll('tr').length === Number(element.ariaRowCount), await table.elementHandle());
    await this.settled();
    const cells = await table.getByRole('row').evaluateAll((rows) =>
      rows.map((row) => [...row.querySelectorAll('td, [role=cell]')].map((cell) => cell.textContent.trim()))
        .filter((texts) => texts.length > 0));
    await this.page.setViewportSize(size);
    await this.settled();
    return cells;
  }

  /** Waits until a table has that many rows, in sight or not. */
  async rowCount(name, count) {
    await this.page.waitForFunction(
      ([label, rows]) => document.querySelector(`table[aria-label="${label}"]`)?.ariaRowCount === rows,
      [name, String(count + 1)]);
    await this.settled();
  }

  async shoot(name) {
    mkdirSync(shots, {recursive: true});
    await this.settled();
    await this.page.screenshot({path: join(shots, `${name}.png`)});
  }
}
