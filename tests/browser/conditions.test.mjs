// Under which conditions the client has to do: lost drawing surfaces, input methods, displays of all kinds, hidden tabs.
import assert from 'node:assert/strict';
import {test} from 'node:test';

import {stage} from './support/stage.mjs';

const demo = stage();

const picture = async (client) => {
  await client.settled();
  return client.page.screenshot();
};

async function atTenants(options) {
  const client = await demo.signedIn(options);
  await client.goto('/tenants');
  await client.get('table', 'Tenants').waitFor();
  await client.page.mouse.move(700, 10);
  await client.settled();
  return client;
}

test('a lost drawing surface comes back as it was, text of all scripts included', async () => {
  const client = await atTenants();
  await client.get('table', 'Tenants').getByRole('row').last().evaluate((row) => row.scrollIntoView());
  const before = await picture(client);
  await client.page.evaluate(() => new Promise((resolve) => {
    const canvas = document.getElementById('canvas');
    window.losing = canvas.getContext('webgl2').getExtension('WEBGL_lose_context');
    canvas.addEventListener('webglcontextlost', resolve, {once: true});
    window.losing.loseContext();
  }));
  // What happens meanwhile is not lost with it.
  await client.get('searchbox', 'Search tenants').fill('Nordhavn');
  await client.rowCount('Tenants', 1);
  await client.get('searchbox', 'Search tenants').fill('');
  await client.page.evaluate(() => new Promise((resolve) => {
    document.getElementById('canvas').addEventListener('webglcontextrestored', resolve, {once: true});
    window.losing.restoreContext();
  }));
  await client.get('searchbox', 'Search tenants').blur();
  await client.get('table', 'Tenants').getByRole('row').last().evaluate((row) => row.scrollIntoView());
  assert.ok(before.equals(await picture(client)));
});

test('an input method composes in a field, and its keys are its own', async () => {
  const client = await atTenants();
  const browser = await client.context.newCDPSession(client.page);
  const field = client.get('searchbox', 'Search tenants');
  const compose = (text) =>
    browser.send('Input.imeSetComposition', {text, selectionStart: text.length, selectionEnd: text.length});
  await field.focus();
  for (const text of ['す', 'すい', '翠峰']) {
    await compose(text);
    assert.equal(await field.inputValue(), text, 'the client leaves the composition alone');
  }
  // Enter and Escape choose and drop a candidate here.
  for (const key of ['Enter', 'Escape']) {
    await browser.send('Input.dispatchKeyEvent', {type: 'rawKeyDown', key, code: key, windowsVirtualKeyCode: 229});
  }
  await browser.send('Input.insertText', {text: '翠峰'});
  assert.equal(await field.inputValue(), '翠峰');
  await client.rowCount('Tenants', 1);
  await client.says(/翠峰精密工業/);

  // A dead key composes as well: first the accent, then the letter under it.
  await field.fill('');
  await client.page.keyboard.type('rable');
  await client.page.keyboard.press('Home');
  await compose('´');
  await browser.send('Input.insertText', {text: 'É'});
  assert.equal(await field.inputValue(), 'Érable');
  await client.rowCount('Tenants', 1);
});

test('names of all scripts are drawn, and none as boxes', async () => {
  const client = await atTenants({viewport: {width: 1200, height: 1600}});
  const names = (await demo.api.companies()).map((company) => company.name);
  const boxes = await client.page.evaluate((texts) => {
    const canvas = document.createElement('canvas');
    canvas.width = canvas.height = 40;
    const context = canvas.getContext('2d', {willReadFrequently: true});
    context.font = '20px "DataVault Text", system-ui, "Noto Sans", sans-serif';
    const drawn = (letter) => {
      context.clearRect(0, 0, 40, 40);
      context.fillText(letter, 5, 28);
      return context.getImageData(0, 0, 40, 40).data.join();
    };
    const box = drawn('\u{10FFFD}');
    return [...new Set(texts.join(''))].filter((letter) => /\p{L}/u.test(letter) && drawn(letter) === box);
  }, names);
  assert.deepEqual(boxes, []);
  const rows = client.get('table', 'Tenants').getByRole('row');
  await client.shoot('names');
  for (const script of [/\p{sc=Arabic}/u, /\p{sc=Hebrew}/u, /\p{sc=Han}/u, /\p{sc=Hangul}/u, /\p{sc=Thai}/u, /\p{sc=Deva}/u]) {
    const row = rows.filter({hasText: script});
    const {x, y} = await row.first().boundingBox();
    const drawn = (await client.page.screenshot({clip: {x: x + 14, y: y + 6, width: 120, height: 24}})).toString('base64');
    const ink = await client.page.evaluate(async (data) => {
      const bytes = Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0));
      const bitmap = await createImageBitmap(new Blob([bytes], {type: 'image/png'}));
      const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d');
      context.drawImage(bitmap, 0, 0);
      const {data: pixels} = context.getImageData(0, 0, bitmap.width, bitmap.height);
      return pixels.filter((value, at) => at % 4 === 0 && value < 128).length;
    }, drawn);
    assert.ok(ink > 60, `${script}: ${ink} dark pixels`);
  }
});

test('every pixel of the display is used, also while its ratio changes', async () => {
  const client = await atTenants();
  const browser = await client.context.newCDPSession(client.page);
  const before = await picture(client);
  // 1.5 as zooming a page of 1440 by 900 leaves it. (Emulated, a change of the ratio alone is announced to nobody.)
  for (const [ratio, width, height] of [[2, 1200, 700], [1.5, 960, 600], [3, 480, 800], [1, 1440, 900]]) {
    await browser.send('Emulation.setDeviceMetricsOverride', {width, height, deviceScaleFactor: ratio, mobile: false});
    await client.page.waitForFunction(([present, w, h]) => {
      const canvas = document.getElementById('canvas');
      return devicePixelRatio === present && canvas.width === w && canvas.height === h;
    }, [ratio, width * ratio, height * ratio]);
    await client.shoot(`ratio-${ratio}`);
  }
  assert.ok(before.equals(await picture(client)), 'back at the first ratio it looks as before');
});

test('a hidden tab draws nothing and keeps up all the same', async () => {
  const client = await atTenants();
  const show = (isShown) => client.page.evaluate((shown) => {
    Object.defineProperty(document, 'hidden', {configurable: true, get: () => !shown});
    document.dispatchEvent(new Event('visibilitychange'));
  }, isShown);
  await show(false);
  const drawn = await client.page.evaluate(() => window.__ui.frames);
  await client.page.evaluate(() => { location.hash = '#/frameworks'; });
  await client.get('heading', 'Frameworks').waitFor();
  await client.says(/GHG Protocol/);
  assert.equal(await client.page.evaluate(() => window.__ui.frames), drawn);
  await show(true);
  await client.page.waitForFunction((frames) => window.__ui.frames > frames, drawn);
});

test('who wants less motion gets none', async () => {
  // The gallery has something that turns.
  const atGallery = async (options) => {
    const client = await demo.signedIn(options);
    await client.goto('/gallery');
    await client.get('heading', 'Widget gallery').waitFor();
    return client;
  };
  await (await atGallery()).settled();
  const moving = await atGallery({reducedMotion: 'no-preference'});
  const drawn = await moving.page.evaluate(() => window.__ui.frames);
  await moving.page.waitForFunction((frames) => window.__ui.frames > frames + 10, drawn);
});

/** What sticks out: of the page, or of a part that scrolls up and down only. */
const sticksOut = () => {
  const found = [];
  if (document.documentElement.scrollWidth > innerWidth) found.push('the page');
  for (const element of document.querySelectorAll('#mirror [data-id]')) {
    const {left, right, width} = element.getBoundingClientRect();
    if (width > 1 && (left < -1 || right > innerWidth + 1)) {
      found.push(`${element.dataset.role} "${element.ariaLabel || element.textContent.slice(0, 40)}": ${left} to ${right}`);
    }
  }
  return found;
};

for (const [name, paths, options] of [
  ['a narrow phone', ['/overview', '/tenants', '/frameworks/1', '/distribute'],
    {viewport: {width: 320, height: 568}, hasTouch: true, isMobile: true}],
  // Painting that much in software takes its time.
  ['a 4K display', ['/overview', '/tenants'], {viewport: {width: 3840, height: 2160}}],
]) {
  test(`nothing sticks out on ${name}`, async () => {
    const client = await demo.signedIn(options);
    for (const path of paths) {
      await client.goto(path);
      await client.get('heading', /./).first().waitFor();
      await client.settled();
      assert.deepEqual(await client.page.evaluate(sticksOut), [], path);
      await client.shoot(`${name.split(' ')[1]}-${path.split('/')[1]}`);
    }
  });
}
