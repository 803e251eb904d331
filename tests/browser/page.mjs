// A person at the page: looks at what it says of itself, points at what the canvas shows, types.
import { join } from 'node:path';
import { artifacts, expect, until } from './harness.mjs';

export class Person {
  /// Opens the address in a window of its own: as small as shows all panels, since the machine draws every pixel without
  /// a graphics card. `options` are Playwright's: viewport, colorScheme, hasTouch, …
  /// Who has seen the tour is not shown it: `tour` is for who has not.
  static async at(browser, url, { init = null, wait = true, tour = false, ...options } = {}) {
    const context = await browser.newContext({ viewport: { width: 1120, height: 640 }, colorScheme: 'dark', ...options });
    const person = new Person(context, await context.newPage());
    await person.page.addInitScript(() => {
      globalThis.violations = [];
      document.addEventListener('securitypolicyviolation', (event) =>
        globalThis.violations.push(`${event.violatedDirective} ${event.blockedURI}`),
      );
    });
    if (!tour) {
      await person.page.addInitScript(() => {
        try {
          localStorage.setItem('ringside-tour', 'seen');
        } catch {
          // A frame without storage.
        }
      });
    }
    if (init) await person.page.addInitScript(init);
    await person.page.goto(url);
    if (wait) await person.running();
    return person;
  }

  constructor(context, page) {
    this.context = context;
    this.page = page;
    this.complaints = [];
    this.loads = 0;
    page.on('pageerror', (fault) => this.complaints.push(`page error: ${fault.message}`));
    page.on('console', (line) => {
      if (['error', 'warning'].includes(line.type())) this.complaints.push(`console ${line.type()}: ${line.text()}`);
    });
    page.on('load', () => this.loads++);
  }

  running() {
    const state = () => this.page.evaluate(() => document.documentElement.dataset.state).catch(() => null);
    return until(async () => (await state()) === 'running', async () => `the page runs; it says: ${await this.notice()}`);
  }
  notice() {
    return this.page.locator('#notice').innerText().catch(() => 'nothing');
  }

  /// The sentence that a screen reader reads: "5 nodes, 4 up; node 2 is down; 12 keys; …".
  status() {
    return this.page.locator('#status').textContent();
  }
  statusSays(pattern, milliseconds) {
    return until(async () => pattern.test(await this.status()), async () => `status ${pattern}; it is "${await this.status()}"`, milliseconds);
  }
  newsSays(pattern, milliseconds) {
    const news = () => this.page.locator('#narration').textContent();
    return until(async () => pattern.test(await news()), async () => `narration ${pattern}; it is "${await news()}"`, milliseconds);
  }
  node(id) {
    return this.page.locator(`#nodes button[data-node="${id}"]`);
  }
  async keysOf(id) {
    const words = await this.node(id).textContent();
    return Number((words.match(/([\d,]+) keys?/) || [0, '0'])[1].replaceAll(',', ''));
  }

  /// Where the canvas shows something that can be pressed, in CSS pixels.
  async boxOf(label) {
    const box = await until(
      () => this.page.evaluate((name) => globalThis.ringside.uiMap()[name], label),
      async () => `"${label}" is among ${Object.keys(await this.page.evaluate(() => globalThis.ringside.uiMap()))}`,
    );
    const [left, top, right, bottom] = box;
    return { left, top, right, bottom, x: (left + right) / 2, y: (top + bottom) / 2 };
  }
  async click(label) {
    const { x, y } = await this.boxOf(label);
    await this.page.mouse.click(x, y);
  }
  async tap(label) {
    const { x, y } = await this.boxOf(label);
    await this.page.touchscreen.tap(x, y);
  }
  /// Types a line into the canvas's command line, key by key.
  async command(line) {
    await this.click('Command line');
    await this.page.keyboard.type(line, { delay: 15 });
    await this.page.keyboard.press('Enter');
  }

  async picture(name) {
    await this.page.screenshot({ path: join(artifacts, `${name}.png`) });
  }
  /// The bytes of a picture of part of the window.
  async look(label) {
    const { left, top, right, bottom } = await this.boxOf(label);
    const clip = { x: Math.floor(left), y: Math.floor(top), width: Math.ceil(right - left), height: Math.ceil(bottom - top) };
    return (await this.page.screenshot({ clip })).toString('base64');
  }

  /// Ends the visit; throws if the browser had anything to complain about.
  async leave() {
    const violations = await this.page.evaluate(() => globalThis.violations).catch(() => []);
    await this.context.close();
    expect(violations.length === 0, `Content-Security-Policy violations: ${violations}`);
    expect(this.complaints.length === 0, this.complaints.join('\n'));
  }
}
