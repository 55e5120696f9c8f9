// Whether the time that a refused sign-in takes tells that there is such an account. A report, not a target:
// on a busy machine any two samples differ.
import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';

import {run, Served} from '../faults/support/fleet.mjs';
import {median, ms} from './support/report.mjs';

export const title = 'Signing in: how long it takes to be refused';

const accounts = 10;
const attemptsEach = 4; // the next one would have to wait

const known = (n) => `user${n}@bench.example`;
const unknown = (n) => `nobody${n}@bench.example`;

/** Milliseconds until a wrong password is refused. Each attempt comes from an address of its own. */
async function attempt(address, email, number) {
  const began = performance.now();
  const reply = await fetch(`${address}/api/auth/login`, {
    method: 'POST',
    headers: {'Content-Type': 'application/json', 'X-Forwarded-For': `198.51.100.${number % 250}`},
    body: JSON.stringify({email, password: 'not the right one'}),
  });
  const {code} = await reply.json();
  if (code !== 'wrong_credentials') throw new Error(`${email}: ${code}`);
  return performance.now() - began;
}

/**
 * Mann and Whitney's U, as a z value: how far the ranks of one sample lie from where chance would put them.
 * Beyond 2 in size about one time in twenty by chance alone.
 */
function rankSum(some, others) {
  const all = [...some.map((time) => ({time, mine: true})), ...others.map((time) => ({time, mine: false}))]
    .sort((a, b) => a.time - b.time);
  const ranks = all.reduce((sum, {mine}, n) => sum + (mine ? n + 1 : 0), 0);
  const [n, m] = [some.length, others.length];
  const u = ranks - n * (n + 1) / 2;
  return (u - n * m / 2) / Math.sqrt(n * m * (n + m + 1) / 12);
}

const quartile = (times, share) => [...times].sort((a, b) => a - b)[Math.floor(times.length * share)];

export async function measure(report) {
  const folder = mkdtempSync(join(tmpdir(), 'datavault-login-'));
  const database = join(folder, 'login.db');
  for (let n = 0; n < accounts; ++n) {
    const added = run('user', 'add', '--db', database, '--email', known(n));
    if (added.status !== 0) throw new Error(added.output);
  }
  const served = await Served.start(database, {more: ['--trusted-proxy', '127.0.0.1']});
  try {
    const times = {known: [], unknown: []};
    for (let n = 0; n < accounts * attemptsEach; ++n) {
      // In turns, so that what the machine does besides falls on both.
      times.known.push(await attempt(served.address, known(n % accounts), 2 * n));
      times.unknown.push(await attempt(served.address, unknown(n % accounts), 2 * n + 1));
    }
    const row = (name, list) => [name, String(list.length), ms(quartile(list, 0.25)), ms(median(list)), ms(quartile(list, 0.75))];
    report.table(['refused', 'times', 'lower quartile', 'median', 'upper quartile'],
                 [row('a known account, wrong password', times.known), row('an unknown account', times.unknown)]);
    report.say(`  rank sum: z = ${rankSum(times.known, times.unknown).toFixed(2)}; within 2 of 0, the times do not tell them apart`);
  } finally {
    await served.stop();
    rmSync(folder, {recursive: true, force: true});
  }
}
