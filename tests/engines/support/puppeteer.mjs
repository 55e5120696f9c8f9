// Chromium by its own protocol, Firefox by WebDriver BiDi; both through puppeteer.
//
// A driver, whatever the engine:
//   goto(address), reload()                  until the page has loaded
//   evaluate(function, ...values)            in the page, awaited; values and result are JSON
//   press(x, y), type(text), key(name)       as the user does; CSS pixels
//   picture(file), close()
//   problems                                 what the page said of itself, where the engine tells
import puppeteer from 'puppeteer-core';

const viewport = {width: 1280, height: 860};
// Software rendering, without a GPU or a screen.
const chromiumArguments = ['--no-sandbox', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync', '--use-angle=swiftshader', '--enable-unsafe-swiftshader'];

class Driver {
  problems = [];

  static async of(browser) {
    const driver = new Driver();
    driver.browser = browser;
    driver.page = await browser.newPage();
    await driver.page.setViewport(viewport);
    driver.page.setDefaultNavigationTimeout(120000); // a busy machine compiles slowly
    driver.page.on('pageerror', (error) => driver.problems.push(String(error)));
    driver.page.on('console', (message) => {
      if (message.type() === 'error') driver.problems.push(message.text());
    });
    return driver;
  }

  goto(address) {
    return this.page.goto(address);
  }

  reload() {
    return this.page.reload();
  }

  evaluate(what, ...values) {
    return this.page.evaluate(what, ...values);
  }

  press(x, y) {
    return this.page.mouse.click(x, y);
  }

  type(text) {
    return this.page.keyboard.type(text);
  }

  key(name) {
    return this.page.keyboard.press(name);
  }

  picture(file) {
    return this.page.screenshot({path: file});
  }

  close() {
    return this.browser.close();
  }
}

export async function launchChromium() {
  return Driver.of(await puppeteer.launch({
    executablePath: process.env.CHROMIUM || '/usr/bin/chromium',
    args: chromiumArguments,
  }));
}

/** Without a window Firefox has no WebGL 2 in software. */
export async function launchFirefox() {
  return Driver.of(await puppeteer.launch({
    browser: 'firefox',
    executablePath: process.env.FIREFOX || '/usr/bin/firefox-esr',
    headless: false,
    extraPrefsFirefox: {'webgl.force-enabled': true, 'ui.prefersReducedMotion': 1},
  }));
}
