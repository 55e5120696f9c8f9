// A real server on a database of its own. It can be stopped and started again on the same address.
import {spawn} from 'node:child_process';
import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {dirname, join} from 'node:path';
import {fileURLToPath} from 'node:url';

export const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..', '..');
const binary = process.env.DATAVAULT_BINARY || join(root, 'build', 'datavault');

export const email = 'super@demo.test';
export const password = 'correct horse battery staple';

/** Starts the binary and waits for what it is to say: `pattern`, of which the first group is told. */
function launch(args, pattern = /^ready (http:\S+?)\/?$/m) {
  return new Promise((resolve, reject) => {
    const process_ = spawn(binary, args, {stdio: ['ignore', 'pipe', 'pipe']});
    let output = '';
    const read = (data) => {
      output += data;
      const said = pattern.exec(output);
      if (said) resolve({process: process_, said: said[1]});
    };
    process_.stdout.on('data', read);
    process_.stderr.on('data', read);
    process_.on('error', reject);
    process_.on('exit', (code) => reject(new Error(`the server ended with ${code}:\n${output}`)));
  });
}

export class Server {
  /** `datavault demo` on a free port, with its data ready. */
  static async demo(...args) {
    const server = new Server();
    server.folder = mkdtempSync(join(tmpdir(), 'datavault-browser-'));
    server.database = join(server.folder, 'demo.db');
    const started = await launch(
      ['demo', '--port', '0', '--db', server.database, '--password', password, ...args]);
    server.process = started.process;
    server.address = started.said;
    return server;
  }

  /** `datavault serve` on an empty database: nobody can sign in before the printed link was opened. */
  static async empty() {
    const server = new Server();
    server.folder = mkdtempSync(join(tmpdir(), 'datavault-browser-'));
    server.database = join(server.folder, 'empty.db');
    const started = await launch(['serve', '--port', '0', '--db', server.database],
                                 /^(http:\S+#\/welcome\?token=\S+)$/m);
    server.process = started.process;
    server.firstLink = started.said;
    server.address = started.said.split('/#')[0];
    return server;
  }

  async stop() {
    if (!this.process) return;
    const ended = new Promise((resolve) => this.process.once('exit', resolve));
    this.process.kill('SIGTERM');
    await ended;
    this.process = null;
  }

  /** On the same port and database. */
  async start(...args) {
    const port = new URL(this.address).port;
    const started = await launch(['serve', '--port', port, '--db', this.database, ...args]);
    this.process = started.process;
  }

  async close() {
    await this.stop();
    rmSync(this.folder, {recursive: true, force: true});
  }
}
