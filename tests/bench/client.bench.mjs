// What the client costs whoever opens it: bytes, the time until it is there, frames, memory.
import {launchBrowser, Client} from '../browser/support/page.mjs';
import {Fleet} from './support/fleet.mjs';
import {clicksSeen, framesWithin, heapSize, scroll, walk, watchClicks} from './support/page_probe.mjs';
import {count, median, ms} from './support/report.mjs';
import {standardImports} from './support/standard.mjs';
import {Trace} from './support/trace.mjs';

export const title = 'The client: download, first frame, frames, memory';

const fields = 1150;
const most = {
  bytes: 450000, firstFrame: 1000, firstFrameSlow: 1500, idleFrames: 0, caretFrames: 2.5, frame: 4, click: 50,
  heap: 64e6, growth: 0,
};
const mostObjects = 1.1; // the browser's own bookkeeping varies
const slowLine = {offline: false, latency: 40, downloadThroughput: 10e6 / 8, uploadThroughput: 10e6 / 8};
const visits = 5;
const scrolling = {frames: 120, pixels: 100};  // a notch of the wheel for every frame
const pageChanges = 3000;

const mb = (bytes) => `${(bytes / 1e6).toFixed(1)} MB`;
const kb = (bytes) => `${(bytes / 1000).toFixed(1)} kB`;
const p95 = (figures) => [...figures].sort((a, b) => a - b)[Math.ceil(figures.length * 0.95) - 1];

// ---- coming ----

/** A first visit: nothing is cached, and no worker answers. */
async function visit(browser, address, line) {
  const client = await Client.open(browser, address, {serviceWorkers: 'block'});
  if (line) {
    const network = await client.context.newCDPSession(client.page);
    await network.send('Network.enable');
    await network.send('Network.emulateNetworkConditions', line);
  }
  await client.goto('/');
  await client.get('textbox', 'Email').waitFor();
  await client.settled();
  const seen = await client.page.evaluate(() => ({
    firstFrame: window.__ui.firstFrameMs,
    files: [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')]
      .filter(({name}) => !name.includes('/api/'))
      .map(({name, encodedBodySize}) => ({name: new URL(name).pathname, bytes: encodedBodySize})),
  }));
  await client.context.close();
  return seen;
}

async function manyVisits(browser, address, line) {
  const seen = [];
  for (let i = 0; i < visits; ++i) seen.push(await visit(browser, address, line));
  return {files: seen[0].files, firstFrame: median(seen.map(({firstFrame}) => firstFrame)),
    worst: Math.max(...seen.map(({firstFrame}) => firstFrame))};
}

async function measureComing(report, browser, address) {
  const near = await manyVisits(browser, address);
  const far = await manyVisits(browser, address, slowLine);
  const plain = (name) => name.replace(/\.[0-9a-f]{12}\./, '.');
  const files = near.files.sort((a, b) => b.bytes - a.bytes);
  // The program's second part comes behind the first, while somebody signs in (cmake/split.py).
  const isLater = ({name}) => name.startsWith('/later.');
  const total = files.reduce((sum, file) => sum + (isLater(file) ? 0 : file.bytes), 0);
  report.table(['file', 'bytes as sent'], [
    ...files.map((file) => [plain(file.name) + (isLater(file) ? ', not waited for' : ''), count(file.bytes)]),
    ['what the first page needs', count(total)],
  ]);
  report.target(`All that the first page needs takes at most ${kb(most.bytes)}`, total <= most.bytes, kb(total));
  report.target(`First frame on loopback within ${ms(most.firstFrame)}`, near.firstFrame <= most.firstFrame,
                `${ms(near.firstFrame)}, ${ms(near.worst)} at worst`);
  report.target(`First frame at 10 Mbit/s and 40 ms within ${ms(most.firstFrameSlow)}`,
                far.firstFrame <= most.firstFrameSlow, `${ms(far.firstFrame)}, ${ms(far.worst)} at worst`);
}

// ---- staying ----

async function measureIdle(report, client) {
  await client.goto('/');
  await client.get('heading', 'Overview').waitFor();
  await client.page.mouse.move(700, 850);
  await client.settled();
  const idle = await client.page.evaluate(framesWithin, 5000);
  report.target('An idle page draws nothing for 5 s', idle <= most.idleFrames, `${idle} frames`);
  await client.goto('/tenants');
  await client.get('searchbox', 'Search tenants').fill('a');
  await client.settled();
  const perSecond = await client.page.evaluate(framesWithin, 4000) / 4;
  report.target(`With a caret at most ${most.caretFrames} frames a second`, perSecond <= most.caretFrames, String(perSecond));
}

// ---- a thousand tenants ----

async function atTenants(client, tenants) {
  await client.goto('/distribute');
  await client.get('searchbox', 'Search frameworks').fill('Standard');
  await client.click('radio', /Standard/);
  await client.says(/\(latest\)/);
  await client.click('button', 'Choose tenants');
  await client.click('button', 'Select all');
  await client.says(`${count(tenants)} of ${count(tenants)} tenants selected`);
}

async function atPreview(client) {
  await client.goto('/distribute/preview');
  await client.page.waitForFunction(() => document.documentElement.dataset.planDigest);
  await client.get('table', 'Plan by tenant').waitFor();
}

/** Where there is much to draw: how one gets there, and what is pressed there in turn. */
const places = ({framework, tenants}) => [
  ['tenants to choose', (client) => atTenants(client, tenants), [['button', 'Select none'], ['button', 'Select all']]],
  ['preview, tenants', atPreview, [['button', 'Merged'], ['button', 'Merged']]],
  ['preview, conflicts', (client) => client.click('tab', /Conflicts/), [['tab', 'Tenants'], ['tab', /Conflicts/]]],
  ['fields', (client) => client.goto(`/frameworks/${framework}`), [['button', 'Close all topics'], ['button', 'Open all topics']]],
  ['tenants', (client) => client.goto('/tenants'), [['button', 'Active'], ['button', 'Active']]],
];

/** Milliseconds of the processor for each frame while one scrolls from top to bottom, and for each click. */
async function usePlace(browser, client, presses) {
  await client.settled();
  const scrollTrace = await Trace.start(browser);
  await client.page.evaluate(scroll, scrolling);
  await client.settled();
  await scrollTrace.stop();
  await client.page.evaluate(scroll, {frames: 0});
  await client.settled();
  await client.page.evaluate(watchClicks);
  const pressTrace = await Trace.start(browser);
  for (let i = 0; i < 10; ++i) for (const [role, label] of presses) await client.click(role, label);
  await pressTrace.stop();
  return {frames: scrollTrace.callsOf('draw'), clicks: pressTrace.handlersOf('pointerup'), waits: await client.page.evaluate(clicksSeen)};
}

async function measureUse(report, browser, client, fleet, framework) {
  const rows = [];
  const all = {frames: [], clicks: [], waits: []};
  for (const [name, go, presses] of places({framework, tenants: fleet.companies.length})) {
    await go(client);
    const place = await usePlace(browser, client, presses);
    for (const kind of Object.keys(all)) all[kind].push(...place[kind]);
    const {frames, clicks} = place;
    rows.push([name, frames.length, ms(median(frames)), ms(p95(frames)), clicks.length, ms(median(clicks)), ms(p95(clicks))]);
  }
  report.say(`\n${count(fleet.companies.length)} tenants x ${count(fields)} fields; the processor's time, drawing and mirror together:`);
  report.table(['page', 'frames', 'median', 'p95', 'clicks', 'median', 'p95'], rows);
  report.target(`A frame takes the processor at most ${ms(most.frame)} (p95)`, p95(all.frames) <= most.frame, ms(p95(all.frames)));
  report.target(`From a click to its result at most ${ms(most.click)} (p95)`, p95(all.waits) <= most.click,
                `${ms(p95(all.waits))}, of which the processor ${ms(p95(all.clicks))}`);
  const heap = await client.page.evaluate(heapSize);
  report.target(`The program's heap stays within ${mb(most.heap)}`, heap <= most.heap, mb(heap));
}

/** What is held after so many page changes: the program's heap, the browser's objects and elements. */
async function held(client, browser) {
  await client.settled();
  await browser.send('HeapProfiler.collectGarbage');
  const {usedSize} = await browser.send('Runtime.getHeapUsage');
  const {nodes, jsEventListeners} = await browser.send('Memory.getDOMCounters');
  return {heap: await client.page.evaluate(heapSize), objects: usedSize, nodes, listeners: jsEventListeners};
}

async function measureGrowth(report, client, framework) {
  const addresses = ['/overview', '/frameworks', `/frameworks/${framework}`, '/tenants', '/jobs', '/settings', '/distribute', '/gallery']
    .map((path) => `#${path}`);
  const browser = await client.context.newCDPSession(client.page);
  // Painting in software is what would take the time.
  await client.page.setViewportSize({width: 640, height: 400});
  // What is made once is made by then.
  await client.page.evaluate(walk, {addresses, changes: 10 * addresses.length});
  const before = await held(client, browser);
  const began = performance.now();
  await client.page.evaluate(walk, {addresses, changes: pageChanges});
  const each = (performance.now() - began) / pageChanges;
  const after = await held(client, browser);
  report.say(`\n${count(pageChanges)} page changes, ${ms(each)} each:`);
  report.table(['', 'before', 'after'], [
    ["the program's heap", mb(before.heap), mb(after.heap)],
    ["the page's objects", mb(before.objects), mb(after.objects)],
    ['elements', count(before.nodes), count(after.nodes)],
    ['listeners', count(before.listeners), count(after.listeners)],
  ]);
  report.target(`${count(pageChanges)} page changes let the program's heap not grow`, after.heap - before.heap <= most.growth,
                `${mb(before.heap)}, then ${mb(after.heap)}`);
  report.target('... nor what the page holds', after.objects <= before.objects * mostObjects && after.nodes <= before.nodes * mostObjects,
                `${mb(before.objects)}, then ${mb(after.objects)}`);
}

export async function measure(report) {
  const fleet = await Fleet.start();
  const browser = await launchBrowser();
  try {
    await measureComing(report, browser, fleet.server.address);
    const [first, next] = standardImports(fields);
    const {framework_id: framework} = await fleet.import(first);
    await fleet.distribute(framework);
    await fleet.customise(framework);
    await fleet.import(next);
    const client = await Client.open(browser, fleet.server.address);
    await client.goto('/');
    await client.signedIn();
    await measureIdle(report, client);
    await measureUse(report, browser, client, fleet, framework);
    await measureGrowth(report, client, framework);
  } finally {
    await browser.close();
    await fleet.close();
  }
}
