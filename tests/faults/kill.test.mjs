// SIGKILL at any instant of a distribution to 300 tenants: after a restart every tenant is as the plan
// said, once. DATAVAULT_SEED=n repeats a run.
import assert from 'node:assert/strict';
import {after, before, test} from 'node:test';

import {Fleet, Served} from './support/fleet.mjs';
import {randomFrom} from './support/random.mjs';

const tenants = 300;
const rounds = Number(process.env.DATAVAULT_KILLS || (process.env.DATAVAULT_LONG ? 200 : 10));
const seed = Number(process.env.DATAVAULT_SEED || Date.now() % 1000000);

let fleet;
let request;
before(async () => {
  fleet = await Fleet.make(tenants);
  // In many small steps, so that there is something to kill everywhere.
  const percentages = Array.from({length: 20}, (_, n) => 5 * (n + 1));
  request = {...fleet.request, sync_options: {waves: {percentages, max_failure_rate: 0}}};
});
after(() => fleet?.close());

/** Asks until so many tenants are done, then a few times more: a part of a batch's time. */
async function reach(api, done, more) {
  let job;
  do job = await fleet.newest(api); while (job.done_count < done);
  for (let asked = 0; asked < more; ++asked) await fleet.newest(api);
}

/** What was done when it was killed, as the log tells; 1 if it had ended before. */
function killedAt(status) {
  const line = status.log_entries.find(({message}) => message.startsWith('Goes on after an interruption'));
  const numbers = line && /: (\d+) of (\d+)/.exec(line.message);
  return numbers ? Number(numbers[1]) / Number(numbers[2]) : 1;
}

test(`${rounds} kills, seed ${seed}`, async () => {
  const random = randomFrom(seed);
  const reached = [];
  for (let round = 0; round < rounds; ++round) {
    // Spread evenly over 1% to 99%, at random within each part.
    const aim = 0.01 + 0.98 * (round + random()) / rounds;
    const database = fleet.copy(`round${round}`);
    const first = await Served.start(database);
    const key = `round ${round}`;
    const job = await fleet.submit(fleet.at(first), request, key);
    await reach(fleet.at(first), Math.floor(Math.max(0, aim - 0.1) * tenants), Math.floor(5 * random()));
    await first.kill();
    const second = await Served.start(database);
    const api = fleet.at(second);
    assert.equal(await fleet.submit(api, request, key), job, 'a repeated submit is the same job');
    const status = await fleet.finish(api, job);
    const differences = await fleet.differences(api, status, database);
    assert.equal(await second.stop(), 0);
    reached.push(killedAt(status));
    const at = (100 * reached.at(-1)).toFixed(0);
    console.log(`round ${round}: aimed at ${(100 * aim).toFixed(0)}%, killed at ${at}%, ${differences.length} differences`);
    assert.deepEqual(differences.slice(0, 10), [], `seed ${seed}, round ${round}, database ${database}`);
    fleet.remove(database);
  }
  const parts = new Set(reached.filter((part) => part < 1).map((part) => Math.floor(part * 5)));
  console.log(`killed within ${reached.filter((part) => part < 1).length} of ${rounds} jobs, in ${parts.size} of 5 parts of their progress`);
  assert.ok(parts.size >= 3, 'the kills are spread over the progress');
});
