// Pictures of the page at two sizes in both themes, to be looked at: build/artifacts/browser.
import { expect, test, until } from './harness.mjs';
import { Person } from './page.mjs';

const k_sizes = [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
];

export const run = async ({ browser, isolated }) => {
  for (const viewport of k_sizes) {
    for (const colorScheme of ['dark', 'light']) {
      const name = `${viewport.width}x${viewport.height}-${colorScheme}`;
      await test(`picture: ${name}, the demonstration under way, one node down`, async () => {
        const person = await Person.at(browser, `${isolated}?nodes=7&speed=0.002`, { viewport, colorScheme });
        await until(async () => (await person.keysOf(0)) > 0, 'the demonstration has stored something');
        await person.click('node:2');
        await person.statusSays(/node 2 is down/);
        await person.page.mouse.move(1, 1);
        await until(async () => /[1-9]\d* operations? under way/.test(await person.status()), 'operations are under way');
        await person.picture(name);
        const theme = await person.page.evaluate(() => document.documentElement.dataset.theme);
        expect(theme === colorScheme, `the page is ${theme}`);
        await person.leave();
      });
    }
  }
};
