// What machines do to a running distribution: a full disk, a file that cannot be written, another
// program that holds the write lock.
import assert from 'node:assert/strict';
import {spawn, spawnSync} from 'node:child_process';
import {chmodSync, closeSync, mkdirSync, openSync, readFileSync, rmSync, statSync, writeSync} from 'node:fs';
import {join} from 'node:path';
import {after, before, test} from 'node:test';

import {binary, documentOf, Fleet, run, Served} from './support/fleet.mjs';

let fleet;
before(async () => { fleet = await Fleet.make(120); });
after(() => fleet?.close());

/** A name space of its own, so that no mount outlives the server. */
const canMount = spawnSync('unshare', ['--mount', 'mount', '-t', 'tmpfs', 'none', '/mnt']).status === 0;

/** Fills a disk; gives back a function that makes room again. */
function fill(folder, leave) {
  const path = join(folder, 'filler');
  const file = openSync(path, 'w');
  const block = Buffer.alloc(4096, 1);
  let size = 0;
  try {
    for (;;) size += writeSync(file, block);
  } catch (problem) {
    assert.equal(problem.code, 'ENOSPC');
  }
  closeSync(file);
  spawnSync('truncate', ['-s', String(Math.max(0, size - leave)), path]);
  return () => rmSync(path);
}

test('full disk: the job waits, reading goes on, and it ends as planned when there is room', async (t) => {
  if (!canMount) {
    console.log('SKIPPED: full disk: mounting is not permitted here');
    t.skip();
    return;
  }
  const megabytes = Math.ceil(statSync(fleet.template).size / 1048576) + 8;
  const mounted = join(fleet.folder, 'small');
  mkdirSync(mounted);
  const script = `mount -t tmpfs -o size=${megabytes}m none ${mounted} && cp ${fleet.template} ${mounted}/full.db && exec "$@"`;
  const served = await Served.start(join(mounted, 'full.db'), {around: ['unshare', '--mount', 'sh', '-c', script, 'sh']});
  const api = fleet.at(served);
  // Through the server's own eyes: the mount is only there.
  const inside = `/proc/${served.pid}/root${mounted}`;
  // Due when there is only room for its beginning.
  const soon = new Date(Date.now() + 1500).toISOString();
  const job = await fleet.submit(api, {...fleet.request, sync_options: {not_before: soon}});
  const makeRoom = fill(inside, 256 * 1024);
  let waits = true;
  const ended = fleet.finish(api, job).then((status) => { waits = false; return status; });
  await Promise.race([served.said(/The disk is full/), ended]);
  const wasFull = waits;
  if (wasFull) {
    const status = (await api.get(`/superadmin/api/sync/jobs/${job}/status`)).status;
    assert.equal(status.status, 'RUNNING');
    assert.ok(status.targets.every(({status: state}) => state === 'PENDING' || state === 'APPLIED'));
    // A small change may still fit in what the job's own attempt left of the log; this one cannot.
    const large = {name: 'Large', format: 'document', content: documentOf(Array.from({length: 20000}, (_, n) => `L${n}`), 'Large')};
    await assert.rejects(api.call('POST', '/superadmin/api/frameworks/import', large), /503.*disk is full/s);
    assert.equal((await api.get('/superadmin/api/frameworks')).frameworks.length, 1);
  }
  makeRoom();
  const status = await ended;
  assert.ok(wasFull, 'the disk was full while the job ran');
  // The doctor must look inside as well.
  spawnSync('cp', [join(inside, 'full.db'), join(inside, 'full.db-wal'), fleet.folder]);
  assert.deepEqual(await fleet.differences(api, status, join(fleet.folder, 'full.db')), []);
  assert.equal(await served.stop(), 0);
});

test('read-only file: the server says so and ends, nothing is changed', async (t) => {
  if (process.getuid() !== 0 || spawnSync('setpriv', ['--version']).status !== 0) {
    console.log('SKIPPED: read-only file: needs root and setpriv, to be somebody who may not write');
    t.skip();
    return;
  }
  const database = fleet.copy('readonly');
  chmodSync(database, 0o444);
  chmodSync(fleet.folder, 0o755);
  const earlier = readFileSync(database);
  const done = spawnSync('setpriv', ['--reuid=65534', '--regid=65534', '--clear-groups', '--', binary, 'serve', '--db', database, '--port', '0'],
                         {encoding: 'utf8', timeout: 20000});
  assert.equal(done.status, 1, done.stderr);
  assert.match(done.stderr, /cannot be written/);
  assert.ok(earlier.equals(readFileSync(database)));
});

test('another program holds the write lock: the job waits for it, reading goes on', async (t) => {
  if (spawnSync('python3', ['-c', 'import sqlite3']).status !== 0) {
    console.log('SKIPPED: write lock: there is no python3 to hold it');
    t.skip();
    return;
  }
  const database = fleet.copy('busy');
  const served = await Served.start(database);
  const api = fleet.at(served);
  // Due when the lock is held.
  const soon = new Date(Date.now() + 1500).toISOString();
  const job = await fleet.submit(api, {...fleet.request, sync_options: {not_before: soon}});
  const holder = spawn('python3', ['-c', [
    'import sqlite3, sys',
    `c = sqlite3.connect(${JSON.stringify(database)}, timeout=30, isolation_level=None)`,
    'c.execute("BEGIN IMMEDIATE")',
    'print("held", flush=True)',
    'sys.stdin.readline()',
    'c.execute("ROLLBACK")'].join('\n')], {stdio: ['pipe', 'pipe', 'inherit']});
  await new Promise((resolve) => holder.stdout.once('data', resolve));
  await served.said(/Another program is writing/);
  const began = performance.now();
  const waiting = await fleet.newest(api);
  assert.ok(performance.now() - began < 1000, 'reading does not wait for the lock');
  assert.equal(waiting.done_count, 0);
  holder.stdin.write('\n');
  const status = await fleet.finish(api, job);
  assert.deepEqual(await fleet.differences(api, status, database), []);
  assert.equal(await served.stop(), 0);
});

test('SIGTERM: the batch in hand is finished, the lease is given back, the next start goes on', async () => {
  const database = fleet.copy('graceful');
  const first = await Served.start(database);
  const job = await fleet.submit(fleet.at(first));
  assert.equal(await first.stop(), 0);
  const second = await Served.start(database);
  const api = fleet.at(second);
  const status = await fleet.finish(api, job);
  assert.deepEqual(await fleet.differences(api, status, database), []);
  assert.equal(await second.stop(), 0);
});

test('backup while jobs run, restore: what was backed up is whole and goes on to its end', async () => {
  const database = fleet.copy('source');
  const served = await Served.start(database);
  const job = await fleet.submit(fleet.at(served));
  const file = join(fleet.folder, 'backup.db');
  const made = run('backup', file, '--db', database);
  assert.equal(made.status, 0, made.output);
  assert.equal(run('backup', file, '--db', database).status, 1, 'a file that is there is not overwritten');
  assert.match(run('restore', file, '--db', database, '--replace').output, /A server works on this database/);
  await fleet.finish(fleet.at(served), job);
  await served.stop();
  assert.match(run('restore', file, '--db', database).output, /--replace/);
  const restored = run('restore', file, '--db', database, '--replace');
  assert.equal(restored.status, 0, restored.output);
  const again = await Served.start(database);
  const api = fleet.at(again);
  const status = await fleet.finish(api, job);
  assert.deepEqual(await fleet.differences(api, status, database), []);
  assert.equal(await again.stop(), 0);
});
