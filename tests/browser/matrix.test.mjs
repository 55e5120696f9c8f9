// The conflicts of a plan as a matrix that a shader draws, held pixel by pixel against the same on the CPU.
import assert from 'node:assert/strict';
import {test} from 'node:test';

import {cellsOf, pixelOf} from './support/matrix_reference.mjs';
import {stage} from './support/stage.mjs';
import {chooseAllTenants, chooseFramework, chooseMerge, preview} from './support/wizard.mjs';

/** Of a hundred thousand pixels, how many may differ: antialiasing has no place here, so none should. */
const kMostDiffering = 50;

let expected;
const demo = stage({
  async prepare(api) {
    const {id} = await api.frameworkNamed('GHG Protocol');
    const companies = await api.companies();
    const {conflicts} = await api.preview(id, companies.map((company) => company.id), 'MERGE');
    const fields = [];
    for (const version of [2, 1]) {
      const {framework} = await api.get(`/superadmin/api/frameworks/${id}?version=${version}`);
      fields.push(...framework.fields.map((field) => field.uid));
    }
    expected = {conflicts, ...cellsOf(conflicts, companies, [...new Set(fields)])};
  },
});

const name = 'Conflicts of tenants by fields';
const picture = (client) => client.get('img', name);

async function clientAtMatrix(options) {
  const client = await demo.signedIn(options);
  await client.page.evaluate(() => { location.hash = '#/distribute'; });
  await chooseFramework(client, /GHG Protocol/);
  await chooseAllTenants(client);
  await chooseMerge(client);
  await preview(client);
  await client.click('tab', 'Matrix');
  await client.waitedFor(picture(client).waitFor());
  await client.show('img', name);
  return client;
}

/** What was asked of the shader. */
async function asked(client) {
  const [left, top, width, height, scrollX, scrollY, scale, columns, rows] =
    (await client.data('matrix')).split(' ').map(Number);
  return {left, top, width, height, scrollX, scrollY, scale, columns, rows};
}

/** The matrix's pixels, as 0xRRGGBB. */
async function pixelsOf(client, {left, top, width, height}) {
  const shot = (await client.page.screenshot()).toString('base64');
  return client.page.evaluate(async ([png, x, y, w, h]) => {
    const content = Uint8Array.from(atob(png), (character) => character.charCodeAt(0));
    const bitmap = await createImageBitmap(new Blob([content], {type: 'image/png'}));
    const context = new OffscreenCanvas(w, h).getContext('2d');
    context.drawImage(bitmap, -x, -y);
    const {data} = context.getImageData(0, 0, w, h);
    return Array.from({length: w * h}, (_, i) => data[4 * i] << 16 | data[4 * i + 1] << 8 | data[4 * i + 2]);
  }, [shot, left, top, width, height]);
}

/** Every mark has one colour, no two the same, and every pixel is the mark's that belongs there. */
async function assertDrawnAsComputed(client, what) {
  // Nothing selected, no pointer above it: nothing is drawn over it.
  await client.page.mouse.move(1, 1);
  await client.settled();
  const view = await asked(client);
  assert.deepEqual([view.rows, view.columns], [expected.rows.length, expected.columns.length], what);
  // The frame around it lies over the picture.
  const edge = 2 * await client.page.evaluate(() => devicePixelRatio);
  const pixels = await pixelsOf(client, view);
  const counts = new Map();
  for (let y = edge; y < view.height - edge; ++y) {
    for (let x = edge; x < view.width - edge; ++x) {
      const mark = pixelOf(expected, view, x, y);
      const color = pixels[y * view.width + x];
      if (!counts.has(mark)) counts.set(mark, new Map());
      counts.get(mark).set(color, (counts.get(mark).get(color) ?? 0) + 1);
    }
  }
  let differing = 0;
  let all = 0;
  const colors = new Map();
  for (const [mark, seen] of counts) {
    const [[color, most], ...others] = [...seen].sort((a, b) => b[1] - a[1]);
    colors.set(mark, color);
    const wrong = others.reduce((sum, [, count]) => sum + count, 0);
    differing += wrong;
    all += most + wrong;
  }
  assert.equal(new Set(colors.values()).size, colors.size, `${what}: each mark has a colour of its own`);
  assert.ok(counts.size > 2, `${what}: something is marked`);
  assert.ok(differing * 100000 <= kMostDiffering * all, `${what}: ${differing} of ${all} pixels differ`);
  return view;
}

test('the shader draws what the CPU computes, at every scale', async () => {
  const client = await clientAtMatrix();
  const all = await assertDrawnAsComputed(client, 'all of it');
  assert.ok(all.scale >= 6, 'a small matrix is shown large');
  await client.shoot('matrix-wide');
  for (let scale = all.scale; scale > -3; scale = (await asked(client)).scale) await client.click('button', 'Smaller');
  const small = await assertDrawnAsComputed(client, 'many cells for a pixel');
  assert.equal(small.scale, -3);
  await client.click('button', 'Show all');
  for (let scale = 0; scale < 40; scale = (await asked(client)).scale) await client.click('button', 'Larger');
  await client.show('img', name);
  const box = await picture(client).boundingBox();
  await client.page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await client.page.mouse.down();
  await client.page.mouse.move(box.x + box.width / 2 - 83, box.y + box.height / 2 - 41, {steps: 5});
  await client.page.mouse.up();
  const moved = await assertDrawnAsComputed(client, 'enlarged and moved');
  assert.ok(moved.scrollY > 0 && moved.scale === 40);
});

test('at two pixels for one it is as exact', async () => {
  const client = await clientAtMatrix({viewport: {width: 800, height: 900}, deviceScaleFactor: 2});
  await assertDrawnAsComputed(client, 'all of it');
});

test('a mark is found, opened and answered by the keyboard alone', async () => {
  const client = await clientAtMatrix();
  await client.tabTo(picture(client));
  await client.press('ArrowRight');
  const first = await picture(client).getAttribute('aria-description');
  assert.match(first, /: .+\. .+\./);
  await client.press('End');
  await client.press('Home');
  await client.press('ArrowDown');
  await client.press('ArrowUp');
  assert.equal(await picture(client).getAttribute('aria-description'), first);
  await client.press('Enter');
  await client.get('dialog').first().waitFor();
  await client.press('Escape');
  await client.click('button', 'Show as a table');
  await client.rowCount(name, expected.conflicts.length);
  await client.click('columnheader', 'Tenant');
  const tenants = (await client.table(name)).map((cells) => cells[0]);
  assert.deepEqual(tenants, [...tenants].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b))));
  await client.shoot('matrix-table');
});

test('wheel with Ctrl, clicks and fingers', async () => {
  const client = await clientAtMatrix();
  const before = await asked(client);
  const box = await picture(client).boundingBox();
  await client.page.mouse.move(box.x + 40, box.y + 40);
  await client.page.keyboard.down('Control');
  await client.page.mouse.wheel(0, -100);
  await client.page.keyboard.up('Control');
  await client.page.waitForFunction((scale) => Number(document.documentElement.dataset.matrix.split(' ')[6]) > scale,
                                    before.scale);
  await client.click('button', 'Show all');
  await client.show('img', name);
  const {left, top, scale} = await asked(client);
  const row = expected.marks.findIndex((marks) => marks.some((mark) => mark > 0));
  const column = expected.marks[row].findIndex((mark) => mark > 0);
  const at = [left + (column + 0.5) * scale, top + (row + 0.5) * scale];
  await client.page.mouse.click(...at);
  await client.get('button', 'Open the question').waitFor();
  await client.page.mouse.click(...at);
  await client.get('dialog').first().waitFor();
});

test('on a phone it is dragged by a finger and a tap selects', async () => {
  const client = await clientAtMatrix({viewport: {width: 390, height: 844}, hasTouch: true, isMobile: true});
  const {left, top, scale} = await asked(client);
  const ratio = await client.page.evaluate(() => devicePixelRatio);
  const column = expected.marks[0].findIndex((mark) => mark > 0);
  await client.page.touchscreen.tap((left + (column + 0.5) * scale) / ratio, (top + 0.5 * scale) / ratio);
  await client.get('button', 'Open the question').waitFor();
  await client.shoot('matrix-phone');
});
