// What helps to understand, in the page: the inspector's differences, plots, watched keys; and all of it on a phone.
import { expect, pause, test, until } from './harness.mjs';
import { Person } from './page.mjs';

const k_quiet = '?demo=off';

export const run = async ({ browser, isolated }) => {
  const at = (parameters, options) => Person.at(browser, isolated + parameters, options);

  await test('inspector: what a step changed of a node is brought out', async () => {
    const person = await at(k_quiet);
    await person.command('put colour blue');
    await person.statusSays(/1 key; 0 operations/);
    await person.command('pause');
    await person.command('inspect colour');
    await person.boxOf('All keys');
    const before = await person.look('inspector');
    await person.command('at 0s');
    await person.statusSays(/0 keys.*the past/);
    expect((await person.look('inspector')) !== before, 'the key’s copies are told to be gone');
    await person.picture('inspector-dark');
    await person.leave();
  });
  await test('plots: G shows them, a press leads to a time, and they follow it', async () => {
    const person = await at(`${k_quiet}&speed=1`, { viewport: { width: 1280, height: 800 } });
    await person.command('workload rate=200 reads=70 keys=20');
    await person.statusSays(/[1-9][0-9] keys/);
    await person.page.keyboard.press('Escape');
    await pause(300);
    await person.page.keyboard.press('g');
    await person.boxOf('plot:stale');
    await pause(2000);
    const { left, right, y } = await person.boxOf('plot:throughput');
    await person.page.mouse.click(left + (right - left) * 0.4, y);
    await person.statusSays(/paused; the past, at/);
    await person.picture('plots-dark');
    await person.leave();
  });
  await test('phone: plots and a watched key fit, and answer a finger', async () => {
    const person = await at(`${k_quiet}&speed=0.05`, { viewport: { width: 390, height: 844 }, hasTouch: true });
    for (const line of ['put plum blue', 'star plum']) {
      await person.tap('Command line');
      await person.page.keyboard.type(line, { delay: 15 });
      await person.page.keyboard.press('Enter');
    }
    await person.statusSays(/1 key; 0 operations/);
    await person.boxOf('watched:plum');
    for (const page of ['Plots page', 'Legend page']) {
      const box = await person.boxOf(page);
      expect(box.left >= 0 && box.right <= 390, `${page} is inside the window`);
    }
    await person.tap('Plots page');
    const box = await person.boxOf('plot:load');
    expect(box.bottom <= 844 && box.right <= 390 && box.bottom - box.top > 40, 'the plots are whole');
    await person.picture('phone-plots-dark');
    await person.tap('Keys page');
    await until(async () => (await person.boxOf('star:plum')).bottom < 844, 'the star of the list is there');
    await person.tap('star:plum');
    await until(() => person.page.evaluate(() => !('watched:plum' in globalThis.ringside.uiMap())), 'it is watched no more');
    await person.leave();
  });
  await test('promises: on a phone a tap on a row leads to its cause, and the replicas come onto the ring', async () => {
    const person = await at(`${k_quiet}&speed=1`, { viewport: { width: 390, height: 844 }, hasTouch: true });
    const command = async (line) => {
      await person.tap('Command line');
      await person.page.keyboard.type(line, { delay: 15 });
      await person.page.keyboard.press('Enter');
    };
    await command('workload rate=200 reads=50 keys=20');
    await person.statusSays(/[1-9][0-9] keys/);
    await command('workload stop');
    for (const node of [0, 1, 2]) await command(`kill ${node}`);
    await person.statusSays(/nodes 0, 1, 2 are down/);
    await person.tap('Promises page');
    await pause(500);
    await person.picture('phone-promises-dark');
    for (const row of ['promise:lost', 'promise:returned']) {
      const box = await person.boxOf(row);
      expect(box.left >= 0 && box.right <= 390 && box.bottom - box.top >= 40, `${row} is whole, and as large as a finger`);
    }
    const { x, y } = await person.boxOf('promise:stale');
    await person.page.mouse.move(x, y);
    await person.page.mouse.wheel(0, 600);
    await pause(500);
    const plain = await person.look('ring');
    await person.tap('Replicas on the ring');
    await pause(300);
    expect((await person.look('ring')) !== plain, 'tracks are on the ring');
    await person.picture('phone-replicas-dark');
    await person.page.mouse.move(x, y);
    await person.page.mouse.wheel(0, -600);
    await pause(500);
    await person.tap('promise:lost');
    await person.statusSays(/paused; the past, at/);
    await person.boxOf('promise:lost');
    await person.leave();
  });
};
