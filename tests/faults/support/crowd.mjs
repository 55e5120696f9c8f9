// Fifty pages on the event streams and eight callers' worth of requests at once, while a job runs.
import assert from 'node:assert/strict';

export const pages = 50;
export const callers = 8;
const leastCalls = 400;

/** A page that watches all jobs: `opened` once the server said so, `ended` once a job's last event came. */
function watch(api, job) {
  let isOpen;
  const opened = new Promise((resolve) => { isOpen = resolve; });
  const ended = (async () => {
    const reply = await fetch(`${api.address}/superadmin/api/sync/events`, {headers: {Cookie: api.cookie}});
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

/** Submits a job of the fleet among the crowd: {calls, slowest (milliseconds), problems of streams}. */
export async function submitAmongCrowd(fleet, api) {
  let job;
  const streams = Array.from({length: pages}, () => watch(api, () => job));
  await Promise.all(streams.map(({opened}) => opened));
  job = await fleet.submit(api);
  let over = false;
  let calls = 0;
  let slowest = 0;
  const paths = ['/superadmin/api/sync/jobs?limit=50', '/superadmin/api/companies?limit=100', '/readyz',
    `/superadmin/api/sync/jobs/${job}/status`, '/superadmin/api/frameworks'];
  const call = async (turn) => {
    while (!over || calls < leastCalls) {
      const began = performance.now();
      await api.get(paths[turn++ % paths.length]);
      slowest = Math.max(slowest, performance.now() - began);
      ++calls;
    }
  };
  const calling = Array.from({length: callers}, (_, n) => call(n));
  const results = await Promise.all(streams.map(({ended}) => ended.catch((problem) => problem)));
  over = true;
  await Promise.all(calling);
  return {calls, slowest, problems: results.filter((result) => result instanceof Error)};
}
