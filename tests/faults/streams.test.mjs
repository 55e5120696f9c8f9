// Many pages on the event streams and many requests at once. How long these take is script/bench's to say.
import assert from 'node:assert/strict';
import {after, before, test} from 'node:test';

import {callers, pages, submitAmongCrowd} from './support/crowd.mjs';
import {Fleet, Served} from './support/fleet.mjs';

let fleet;
let served;
before(async () => {
  fleet = await Fleet.make(300);
  served = await Served.start(fleet.copy('streams'));
});
after(async () => {
  await served?.stop();
  await fleet?.close();
});

test(`${pages} streams and ${callers} callers: every request is answered, no last event missed`, async () => {
  const {calls, slowest, problems} = await submitAmongCrowd(fleet, fleet.at(served));
  console.log(`${calls} requests, the slowest took ${slowest.toFixed(0)} ms`);
  assert.deepEqual(problems, []);
});
