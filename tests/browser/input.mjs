// Hands on the page: files, fingers, keys, the clipboard, other sizes and pixel ratios.
import { equal, expect, test, until } from './harness.mjs';
import { realData } from './data.mjs';
import { Person } from './page.mjs';

const k_quiet = '?demo=off';
// Fast enough that a thousand puts take seconds.
const k_fast = '?demo=off&nodes=8&replicas=2&failures=1&speed=1';

const copies = async (person, nodes) => {
  const counts = await Promise.all([...Array(nodes).keys()].map((id) => person.keysOf(id)));
  return counts.reduce((sum, count) => sum + count);
};
const allStored = async (person, data) => {
  const figure = String(data.keys).replace(/\B(?=(\d{3})+$)/g, ',?');
  await person.statusSays(new RegExp(`; ${figure} keys; 0 operations`));
  await until(async () => (await copies(person, 8)) === 3 * data.keys, `three copies of each of ${data.keys} keys`);
};
const readsBack = async (person, data) => {
  for (const line of data.text.split('\n').filter((_, i) => i % 450 === 7 && i < data.keys)) {
    const [key, value] = line.split('\t');
    await person.command(`get ${key}`);
    await person.newsSays(new RegExp(value.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')));
  }
};

export const run = async ({ browser, isolated }) => {
  const at = (parameters, options) => Person.at(browser, isolated + parameters, options);
  const data = realData();
  const described = `${data.keys} keys from ${data.source}`;

  await test(`file: dropped on the page, every key is stored and reads back after two nodes died: ${described}`, async () => {
    const person = await at(k_fast);
    const drop = await person.page.evaluateHandle(({ name, text }) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([text], name, { type: 'text/tab-separated-values' }));
      return transfer;
    }, data);
    for (const type of ['dragover', 'drop']) await person.page.dispatchEvent('body', type, { dataTransfer: drop });
    await allStored(person, data);
    await readsBack(person, data);
    await person.click('node:1');
    await person.statusSays(/node 1 is down/);
    await person.click('node:5');
    await person.statusSays(/nodes 1, 5 are down/);
    await person.picture('loaded-two-down-dark');
    await readsBack(person, data);
    await person.leave();
  });
  await test(`file: chosen through the file button, every key is stored: ${described}`, async () => {
    const person = await at(k_fast);
    const chooser = person.page.waitForEvent('filechooser');
    await person.click('Open file');
    await (await chooser).setFiles({ name: data.name, mimeType: 'text/tab-separated-values', buffer: Buffer.from(data.text) });
    await allStored(person, data);
    await person.leave();
  });
  await test('file: one that is no list of keys is refused in words and changes nothing', async () => {
    const person = await at(k_fast);
    const chooser = person.page.waitForEvent('filechooser');
    await person.click('Open file');
    await (await chooser).setFiles({ name: 'noise.tsv', mimeType: 'text/plain', buffer: Buffer.from([0, 255, 254, 10, 65]) });
    await person.newsSays(/noise\.tsv/);
    await person.statusSays(/; 0 keys; 0 operations/);
    await person.leave();
  });

  const phone = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 3, hasTouch: true, isMobile: true };
  await test('touch: one tap on a node kills it, exactly once', async () => {
    const person = await at(k_quiet, phone);
    await person.tap('node:3');
    await person.statusSays(/node 3 is down/);
    await person.tap('node:3');
    await person.statusSays(/5 up/);
    await person.leave();
  });
  await test('touch: a tap on the command line brings the soft keyboard’s field, and typing arrives', async () => {
    const person = await at(k_quiet, phone);
    await person.tap('Command line');
    await until(() => person.page.evaluate(() => document.activeElement.id === 'text-field'), 'the text field has the focus');
    await person.page.keyboard.type('put tapped yes', { delay: 15 });
    await person.page.keyboard.press('Enter');
    await person.statusSays(/1 key; 0 operations/);
    await person.leave();
  });
  await test('text: what an input method commits arrives as typed', async () => {
    const person = await at(k_quiet);
    await person.click('Command line');
    await until(() => person.page.evaluate(() => document.activeElement.id === 'text-field'), 'the text field has the focus');
    await person.page.keyboard.insertText('put naïve café');
    await person.page.keyboard.press('Enter');
    await person.newsSays(/naïve.*café/);
    await person.leave();
  });
  await test('pixel ratio 2: the canvas has twice the pixels, and a click lands', async () => {
    const person = await at(k_quiet, { viewport: { width: 1000, height: 700 }, deviceScaleFactor: 2 });
    equal(await person.page.evaluate(() => `${canvas.width}x${canvas.height}`), '2000x1400', 'canvas');
    await person.click('node:1');
    await person.statusSays(/node 1 is down/);
    await person.picture('ratio-2-1000x700-dark');
    await person.leave();
  });
  await test('resize: to 390x844 the layout follows and a click lands', async () => {
    const person = await at(k_quiet);
    await person.page.setViewportSize({ width: 390, height: 844 });
    await until(() => person.page.evaluate(() => canvas.width === 390 && canvas.height === 844), 'the canvas has the new size');
    await until(async () => (await person.boxOf('node:4')).right <= 390, 'the ring lies inside the window');
    await person.click('node:4');
    await person.statusSays(/node 4 is down/);
    await person.leave();
  });

  await test('keyboard: Tab passes over the canvas to the nodes’ buttons, Enter kills', async () => {
    const person = await at(k_quiet);
    const focus = () => person.page.evaluate(() => document.activeElement.id || document.activeElement.dataset.node);
    await person.page.keyboard.press('Tab');
    equal(await focus(), 'canvas', 'first stop');
    await person.page.keyboard.press('Tab');
    equal(await focus(), '0', 'second stop');
    await person.page.keyboard.press('Tab');
    await person.page.keyboard.press('Enter');
    await person.statusSays(/node 1 is down/);
    await person.picture('keyboard-focus-dark');
    await person.leave();
  });
  await test('screen reader: nodes are named buttons, the status has words, news is announced', async () => {
    const person = await at(k_quiet);
    const button = person.page.getByRole('button', { name: /^Node 3, up/ });
    equal(await button.count(), 1, 'buttons of node 3');
    await button.dispatchEvent('click');
    await person.page.getByRole('button', { name: /^Node 3, down/ }).waitFor({ state: 'attached' });
    const live = person.page.locator('[aria-live="polite"]#narration');
    await until(async () => /[Nn]ode 3/.test(await live.textContent()), 'the death of node 3 is announced');
    await person.leave();
  });
  await test('link: copied, it is the address; who opens it has the same run, with the same digest', async () => {
    const person = await at(k_quiet, { permissions: ['clipboard-read', 'clipboard-write'] });
    await person.command('put colour blue');
    await person.statusSays(/1 key; 0 operations/); // Its line has pushed the ring up by then.
    await person.click('node:2');
    await person.statusSays(/node 2 is down/);
    await person.command('pause');
    await person.command('share');
    await person.newsSays(/link to this run is copied.*digest [0-9a-f]{16}/);
    const digest = /digest ([0-9a-f]{16})/.exec(await person.page.locator('#narration').textContent())[1];
    const link = () => person.page.evaluate(() => navigator.clipboard.readText());
    await until(async () => /#r1\.[\w-]+$/.test(await link()), 'the link is on the clipboard');
    const copied = await link();
    equal(await person.page.evaluate(() => location.href), copied, 'the address');
    await person.command('restart 2');
    await person.statusSays(/5 up/);
    // The same page, told another address and then the link's.
    await person.page.evaluate(() => { location.hash = '#r1.nothing'; });
    await person.newsSays(/This link is no run/);
    await person.statusSays(/5 up/);
    await person.page.evaluate((url) => { location.href = url; }, copied);
    await person.statusSays(/node 2 is down.*paused/);
    await person.newsSays(new RegExp(`run of the link.*digest ${digest}`));
    // And a page that begins with it.
    await person.page.reload();
    await person.running();
    await person.newsSays(new RegExp(`run of the link.*digest ${digest}`));
    await person.statusSays(/node 2 is down.*paused/);
    await person.leave();
  });
  await test('clipboard: paste into the command line, and copy out of it', async () => {
    const person = await at(k_quiet, { permissions: ['clipboard-read', 'clipboard-write'] });
    const clipboard = (text) => person.page.evaluate((words) => (words ? navigator.clipboard.writeText(words) : navigator.clipboard.readText()), text);
    await clipboard('put pasted words');
    await person.click('Command line');
    await person.page.keyboard.press('Control+v');
    await person.page.keyboard.press('Control+a');
    await clipboard('something else');
    await person.page.keyboard.press('Control+c');
    await until(async () => (await clipboard()) === 'put pasted words', async () => `the line is on the clipboard; it has "${await clipboard()}"`);
    await person.page.keyboard.press('Enter');
    await person.statusSays(/1 key; 0 operations/);
    await person.leave();
  });
  await test('shortcuts: Space outside the command line pauses', async () => {
    const person = await at(k_quiet);
    await person.page.keyboard.press('Space');
    await person.statusSays(/paused/);
    await person.leave();
  });
  await test('shortcuts: ? lists all keys and commands, and runs what is chosen', async () => {
    const person = await at(k_quiet);
    await person.page.keyboard.press('?');
    await person.boxOf('action:Play or pause');
    await person.page.keyboard.type('kill 2', { delay: 30 });
    await person.page.keyboard.press('Enter');
    await person.statusSays(/node 2 is down/);
    await person.page.keyboard.press('Control+k');
    await person.click('action:Undo');
    await person.statusSays(/^(?!.*is down)/);
    await person.leave();
  });
  await test('address: a cluster that cannot be is refused in words, and the page still runs', async () => {
    const person = await at('?nodes=3&replicas=7');
    await person.statusSays(/^5 nodes/);
    await person.newsSays(/address/);
    await person.leave();
  });
};
