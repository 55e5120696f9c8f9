// Fifty pages on the event streams and eight callers' worth of requests at once, while a job runs.
import assert from 'node:assert/strict';
import {after, before, test} from 'node:test';

import {Fleet, Served} from './support/fleet.mjs';

const pages = 50;
const callers = 8;
const slowest = 1000;

let fleet;
let served;
let api;
before(async () => {
  fleet = await Fleet.make(300);
  served = await Served.start(fleet.copy('streams'));
  api = fleet.at(served);
});
after(async () => {
  await served?.stop();
  fleet?.close();
});

/** A page that watches all jobs: `opened` once the server said so, `ended` once a job's last event came. */
function watch(job) {
  let isOpen;
  const opened = new Promise((resolve) => { isOpen = resolve; });
  const ended = (async () => {
    const reply = await fetch(`${served.address}/superadmin/api/sync/events`, {headers: {Cookie: api.cookie}});
    assert.equal(reply.status, 200);
    const decoder = new TextDecoder();
    let text = '';
    for await (const part of reply.body) {
      text += decoder.decode(part, {stream: true});
      if (text.includes('event: open')) isOpen();
      for (const event of text.split('\n\n').slice(0, -1)) {
        const data = /^event: end$[^]*^data: (.*)$/m.exec(event);
        if (data && JSON.parse(data[1]).job.id === job()) return;
      }
    }
    throw new Error('the stream ended before the job did');
  })();
  return {opened: Promise.race([opened, ended]), ended};
}

test(`${pages} streams and ${callers} callers: no request above ${slowest} ms, no last event missed`, async () => {
  let job;
  const streams = Array.from({length: pages}, () => watch(() => job));
  await Promise.all(streams.map(({opened}) => opened));
  job = await fleet.submit(api);
  let over = false;
  let calls = 0;
  let worst = 0;
  const paths = ['/superadmin/api/sync/jobs?limit=50', '/superadmin/api/companies?limit=100', '/readyz',
    `/superadmin/api/sync/jobs/${job}/status`, '/superadmin/api/frameworks'];
  const call = async (turn) => {
    while (!over || calls < 400) {
      const began = performance.now();
      await api.get(paths[turn++ % paths.length]);
      worst = Math.max(worst, performance.now() - began);
      ++calls;
    }
  };
  const calling = Array.from({length: callers}, (_, n) => call(n));
  const results = await Promise.all(streams.map(({ended}) => ended.catch((problem) => problem)));
  over = true;
  await Promise.all(calling);
  console.log(`${calls} requests, the slowest took ${worst.toFixed(0)} ms`);
  assert.deepEqual(results.filter((result) => result instanceof Error), []);
  assert.ok(worst < slowest, `the slowest request took ${worst.toFixed(0)} ms`);
});
