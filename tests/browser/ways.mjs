// The ways in which the page reaches a person: with threads, without, from a plain server, from disk. In each of them the
// essential works.
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { equal, expect, pause, serve, test, until } from './harness.mjs';
import { Person } from './page.mjs';

// Nothing happens by itself, so that what happens is what the test did.
const k_quiet = 'demo=off';

const killsAndRestarts = async (person) => {
  await person.statusSays(/^5 nodes, 5 up/);
  const alive = await person.look('node:2');
  await person.click('node:2');
  await person.statusSays(/4 up.*node 2 is down/);
  expect((await person.node(2).textContent()).includes('down'), 'the node’s button says that it is down');
  expect((await person.look('node:2')) !== alive, 'the node looks as if it were alive');
  await person.click('node:2');
  await person.statusSays(/^5 nodes, 5 up/);
};

const putsAKey = async (person) => {
  await person.statusSays(/0 keys; 0 operations/);
  await person.command('put colour deep-blue');
  await person.statusSays(/1 operation under way/);
  const early = await person.look('ring');
  await pause(400);
  expect((await person.look('ring')) !== early, 'nothing moved on the ring while a put was under way');
  await person.statusSays(/1 key; 0 operations/);
  await until(async () => {
    const counts = await Promise.all([0, 1, 2, 3, 4].map((id) => person.keysOf(id)));
    return counts.reduce((sum, count) => sum + count) === 3;
  }, 'the key has three copies');
  await person.command('get colour');
  await person.newsSays(/deep-blue/);
};

const essentials = async (name, open, threads) => {
  await test(`${name}: loads ${threads ? 'with' : 'without'} threads, and says so`, async () => {
    const person = await open('');
    equal(await person.page.evaluate(() => document.documentElement.dataset.threads), threads ? 'on' : 'off', 'threads');
    await person.leave();
  });
  await test(`${name}: a click on a node of the canvas kills it, another restarts it`, async () => {
    const person = await open(k_quiet);
    await killsAndRestarts(person);
    await person.leave();
  });
  await test(`${name}: a put typed into the canvas sends messages and stores the key`, async () => {
    const person = await open(k_quiet);
    await putsAKey(person);
    await person.leave();
  });
};

export const run = async ({ browser, site, isolated, plain }) => {
  const at = (url, options) => (parameters) => Person.at(browser, parameters ? `${url}?${parameters}` : url, options);

  await essentials('threads build', at(isolated), true);
  await test('threads build: web workers carry the cluster', async () => {
    const person = await at(isolated)(k_quiet);
    await person.click('Threads');
    await putsAKey(person);
    expect(person.page.workers().length > 0, 'no worker runs');
    await killsAndRestarts(person);
    await person.leave();
  });
  await essentials('no-threads build', (parameters) => at(isolated)(['threads=off', parameters].filter(Boolean).join('&')), false);
  await essentials('plain server', at(plain), true);
  await test('plain server: the service worker costs one reload, once', async () => {
    const person = await at(plain)('');
    equal(person.loads, 2, 'loads of the first visit');
    await person.page.reload();
    await person.running();
    equal(person.loads, 3, 'loads after the second visit');
    equal(await person.page.evaluate(() => crossOriginIsolated), true, 'isolated');
    await person.leave();
  });
  await test('plain server: what the server changes reaches the page past the service worker', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'ringside-'));
    cpSync(site, folder, { recursive: true });
    const server = await serve(folder, '--plain');
    try {
      const person = await at(server.url)('');
      const index = join(folder, 'index.html');
      rmSync(`${index}.br`, { force: true });
      writeFileSync(index, readFileSync(index, 'utf8').replace('<title>Ringside<', '<title>Newer<'));
      await person.page.reload();
      await person.running();
      equal(await person.page.title(), 'Newer', 'title');
      await person.leave();
    } finally {
      server.stop();
      rmSync(folder, { recursive: true });
    }
  });
  await test('plain server: without service workers the page runs without threads and says why', async () => {
    const person = await at(plain, { serviceWorkers: 'block', init: () => delete Navigator.prototype.serviceWorker })('');
    equal(await person.page.evaluate(() => document.documentElement.dataset.threads), 'off', 'threads');
    equal(person.loads, 1, 'loads');
    await person.leave();
  });
  await essentials('single file from disk', at(pathToFileURL(join(site, 'ringside.html')).href), false);
  await test('iframe: runs without threads and without a reload', async () => {
    const person = await Person.at(browser, 'about:blank', { wait: false });
    // The page around it comes from this machine too: Chromium lets no other one show a page from here.
    const outer = `${plain}outer.html`;
    const body = `<iframe src="${plain}" width="1200" height="800"></iframe>`;
    await person.page.route(outer, (route) => route.fulfill({ contentType: 'text/html', body }));
    await person.page.goto(outer);
    const frame = person.page.frameLocator('iframe');
    await until(async () => (await frame.locator('html').getAttribute('data-state')) === 'running', 'the page runs in the frame');
    equal(await frame.locator('html').getAttribute('data-threads'), 'off', 'threads');
    await frame.locator('#nodes button[data-node="1"]').dispatchEvent('click');
    await until(async () => /node 1 is down/.test(await frame.locator('#status').textContent()), 'node 1 is down');
    await person.leave();
  });
  await test('embed=1: in an iframe only ring and time, and a link that opens the same run whole', async () => {
    const person = await Person.at(browser, 'about:blank', { wait: false });
    const outer = `${plain}outer.html`;
    const body = `<iframe src="${plain}?embed=1&demo=off&nodes=7" width="640" height="420"></iframe><p style="height: 3000px">Below`;
    await person.page.route(outer, (route) => route.fulfill({ contentType: 'text/html', body }));
    await person.page.goto(outer);
    const inner = await until(() => person.page.frames().find((each) => each.url().includes('embed=1')), 'the frame');
    await until(async () => (await inner.evaluate(() => document.documentElement.dataset.state)) === 'running', 'the page runs in the frame');
    const map = await until(async () => {
      const shown = await inner.evaluate(() => globalThis.ringside.uiMap());
      return shown['node:2'] && shown;
    }, 'nodes are drawn');
    expect(map.Pause && map.Timeline && !map['Command line'] && !map['Kill node 2'], `there are ${Object.keys(map)}`);
    const frame = await person.page.locator('iframe').boundingBox();
    const [left, top, right, bottom] = map['node:2'];
    await person.page.mouse.click(frame.x + (left + right) / 2, frame.y + (top + bottom) / 2);
    await until(async () => /node 2 is down/.test(await inner.locator('#status').textContent()), 'node 2 is down');
    await person.picture('embedded');
    await person.page.mouse.wheel(0, 300);
    await until(() => person.page.evaluate(() => scrollY > 0), 'the page around it scrolls');
    await person.page.evaluate(() => scrollTo(0, 0));
    equal(await inner.evaluate(() => navigator.serviceWorker?.controller === null), true, 'no service worker');
    const [whole] = await Promise.all([person.context.waitForEvent('page'), inner.locator('#open').click()]);
    await until(async () => /7 nodes, 6 up; node 2 is down/.test((await whole.locator('#status').textContent().catch(() => '')) ?? ''), 'the same run, whole');
    expect(!whole.url().includes('embed'), whole.url());
    await person.leave();
  });
  await test('trace: saved and opened again in the page, and drawings are well-formed', async () => {
    const person = await at(isolated)(k_quiet);
    await person.command('put apple red');
    await person.statusSays(/1 key; 0 operations/);
    await person.click('Pause');
    const saved = async (label) => {
      await person.click('Export');
      const [download] = await Promise.all([person.page.waitForEvent('download'), person.click(label)]);
      return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) };
    };
    const trace = await saved('Export trace');
    equal(trace.name, 'run.ringside', 'name');
    for (const label of ['Export ring', 'Export diagram']) {
      const { bytes } = await saved(label);
      const wrong = await person.page.evaluate((text) => {
        const read = new DOMParser().parseFromString(text, 'image/svg+xml');
        return read.querySelector('parsererror')?.textContent ?? (read.querySelectorAll('text').length > 3 ? '' : 'no text');
      }, bytes.toString());
      equal(wrong, '', label);
    }
    expect((await saved('Export picture')).bytes.length > 5000, 'the picture is empty');
    const events = JSON.parse((await saved('Export perfetto')).bytes).traceEvents;
    expect(events.length > 20 && events.every((event) => event.ph && event.pid), 'Perfetto events');
    const other = await at(isolated)(k_quiet);
    await other.page.locator('#file').setInputFiles({ name: trace.name, mimeType: '', buffer: trace.bytes });
    await other.newsSays(/run\.ringside is a recorded run/);
    await other.statusSays(/1 key; 0 operations under way; paused/);
    await other.click('Play');
    await other.statusSays(/the past/);
    await other.picture('recorded');
    await other.page.locator('#file').setInputFiles({ name: 'cut.ringside', mimeType: '', buffer: trace.bytes.subarray(0, 200) });
    await other.newsSays(/is not shown: .*cut off/);
    await other.leave();
    await person.leave();
  });
};
