// The client in some engine, steered by role and name; clicks press the pixels of the canvas.
import {mkdirSync} from 'node:fs';
import {join} from 'node:path';

import {root} from '../../browser/support/server.mjs';
import * as inPage from './in_page.mjs';

const named = (name) => (name instanceof RegExp ? {pattern: name.source} : name);

export class Client {
  constructor(engine, driver, address) {
    Object.assign(this, {engine, driver, address});
  }

  async open(path = '/') {
    await this.driver.goto(`${this.address}/#${path}`);
    await this.rests();
  }

  rests() {
    return this.driver.evaluate(inPage.rested);
  }

  async click(role, name, within) {
    const {x, y} = await this.driver.evaluate(inPage.middleOf, role, named(name), within ?? null);
    await this.driver.press(x, y);
  }

  /** Into a field, as typed; what was in it goes. */
  async fill(role, name, text) {
    await this.click(role, name);
    await this.driver.evaluate(() => document.activeElement.select());
    await this.driver.type(text);
  }

  says(text) {
    return this.driver.evaluate(inPage.saysSo, named(text).pattern ?? text);
  }

  /** Waits until a table has that many rows, in sight or not, and rests. */
  async rowCount(name, count) {
    await this.driver.evaluate(inPage.rowsCounted, name, count);
    await this.rests();
  }

  /** All that the page says. */
  text() {
    return this.driver.evaluate(() => document.getElementById('mirror').textContent);
  }

  data(key) {
    return this.driver.evaluate((name) => document.documentElement.dataset[name], key);
  }

  /** Waits for another value than `former`. */
  published(key, former = '') {
    return this.driver.evaluate(inPage.publishedOther, key, former);
  }

  kept() {
    return this.driver.evaluate(inPage.keptOffline);
  }

  async picture(name) {
    const folder = join(root, 'build', 'screenshots');
    mkdirSync(folder, {recursive: true});
    await this.rests();
    await this.driver.picture(join(folder, `engine-${this.engine}-${name}.png`));
  }
}
