// WebKit by the WebDriver protocol (https://www.w3.org/TR/webdriver2/), of which this is what the scenario needs.
// For what a driver does see puppeteer.mjs.
import {spawn} from 'node:child_process';
import {readdirSync, writeFileSync} from 'node:fs';
import {createServer} from 'node:net';
import {join} from 'node:path';

const keys = {Enter: '\uE007', Escape: '\uE00C', Tab: '\uE004', Backspace: '\uE003'};

/** The browser that comes with the driver lies in a folder named after the library's version. */
function browserPath() {
  const libraries = process.env.WEBKIT_LIBRARIES || '/usr/lib/x86_64-linux-gnu';
  const [folder] = readdirSync(libraries).filter((name) => name.startsWith('webkit2gtk-'));
  return join(libraries, folder, 'MiniBrowser');
}

function freePort() {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const {port} = server.address();
      server.close(() => resolve(port));
    });
  });
}

class Driver {
  problems = [];

  async call(method, path, body) {
    const reply = await fetch(`${this.address}${path}`, {
      method,
      headers: {'Content-Type': 'application/json'},
      body: method === 'POST' ? JSON.stringify(body ?? {}) : undefined,
    });
    const {value} = await reply.json();
    if (!reply.ok) throw new Error(`${method} ${path}: ${value.error}: ${value.message}`);
    return value;
  }

  /** The driver answers as soon as it listens. */
  async answered() {
    for (;;) {
      if (this.process.exitCode !== null) throw new Error(`WebKitWebDriver ended with ${this.process.exitCode}`);
      try {
        return await this.call('GET', '/status');
      } catch (problem) {
        if (problem.cause?.code !== 'ECONNREFUSED') throw problem;
      }
    }
  }

  async begin() {
    const {sessionId} = await this.call('POST', '/session', {
      capabilities: {alwaysMatch: {'webkitgtk:browserOptions': {binary: browserPath(), args: ['--automation']}}},
    });
    this.address += `/session/${sessionId}`;
    await this.call('POST', '/timeouts', {script: 90000, pageLoad: 120000});
    await this.call('POST', '/window/rect', {x: 0, y: 0, width: 1280, height: 900});
  }

  goto(address) {
    return this.call('POST', '/url', {url: address});
  }

  reload() {
    return this.call('POST', '/refresh');
  }

  async evaluate(what, ...values) {
    const {value, error} = await this.call('POST', '/execute/async', {
      script: `const done = arguments[arguments.length - 1];
        (async (...values) => (${what})(...values))(...[...arguments].slice(0, -1))
          .then((value) => done({value}), (error) => done({error: String(error)}));`,
      args: values,
    });
    if (error) throw new Error(error);
    return value;
  }

  async press(x, y) {
    const move = {type: 'pointerMove', x: Math.round(x), y: Math.round(y), duration: 0, origin: 'viewport'};
    await this.call('POST', '/actions', {
      actions: [{
        type: 'pointer', id: 'mouse', parameters: {pointerType: 'mouse'},
        actions: [move, {type: 'pointerDown', button: 0}, {type: 'pointerUp', button: 0}],
      }],
    });
  }

  /** Keys go to what has the focus. */
  async type(text) {
    const strokes = [...text].flatMap((value) => [{type: 'keyDown', value}, {type: 'keyUp', value}]);
    await this.call('POST', '/actions', {actions: [{type: 'key', id: 'keyboard', actions: strokes}]});
  }

  key(name) {
    return this.type(keys[name]);
  }

  async picture(file) {
    writeFileSync(file, Buffer.from(await this.call('GET', '/screenshot'), 'base64'));
  }

  async close() {
    await this.call('DELETE', '');
    const ended = new Promise((resolve) => this.process.once('exit', resolve));
    this.process.kill('SIGTERM');
    await ended;
  }
}

export async function launchWebKit() {
  const driver = new Driver();
  const port = await freePort();
  driver.process = spawn(process.env.WEBKIT_DRIVER || 'WebKitWebDriver', [`--port=${port}`], {stdio: 'ignore'});
  driver.address = `http://127.0.0.1:${port}`;
  await driver.answered();
  await driver.begin();
  return driver;
}
