// Guided scenarios and the tour, as a visitor meets them.
import { equal, expect, test, until } from './harness.mjs';
import { Person } from './page.mjs';

const k_quiet = '?demo=off';
const k_phone = { viewport: { width: 390, height: 844 }, hasTouch: true };

export const run = async ({ browser, isolated }) => {
  const at = (parameters, options) => Person.at(browser, isolated + parameters, options);
  const shows = async (person, label) => label in (await person.page.evaluate(() => ringside.uiMap()));
  const gone = (person, label) => until(async () => !(await shows(person, label)), `"${label}" is gone`);

  await test('guide: a prediction, what happens, back to the same picture, away and back again', async () => {
    const person = await at(k_quiet, { viewport: { width: 1440, height: 900 } });
    await person.click('Guided scenarios');
    await person.click('Guide lost-update-in-a-partition');
    await person.newsSays(/Five nodes share all keys/);
    await person.click('Guide next');
    await person.statusSays(/22 links are cut.*the past, at 2\.868 ms/);
    await person.click('Choice 3');
    await person.statusSays(/paused; the past, at 15\.871 ms/);
    await person.newsSays(/the write is acknowledged/);
    await person.picture('guide-1440x900-dark');
    await person.page.keyboard.press('p');
    await person.statusSays(/the past, at 2\.868 ms/);
    await person.page.keyboard.press('1');
    await person.statusSays(/paused; the past, at 15\.871 ms/);
    await person.click('Leave guide');
    await person.click('node:3');
    await person.statusSays(/node 3 is down/);
    await person.click('Return to guide');
    await person.statusSays(/5 up.*paused; the past, at 15\.871 ms/);
    await person.leave();
  });
  await test('guide: the address of a step leads there, a wrong one is explained', async () => {
    const person = await at(`${k_quiet}#g1.lost-update-in-a-partition.4`);
    await person.statusSays(/the past, at 69\.090 ms/);
    await person.page.evaluate(() => (location.hash = '#g1.no-such-guide.1'));
    await person.newsSays(/There is no guided scenario "no-such-guide"/);
    await person.statusSays(/the past, at 69\.090 ms/);
    await person.command('share');
    await until(() => person.page.url().endsWith('#g1.lost-update-in-a-partition.4'), 'the address has the step');
    await person.context.close(); // The clipboard was refused.
  });
  await test('guide: with a finger on a phone', async () => {
    const person = await at(k_quiet, k_phone);
    await person.tap('Guided scenarios');
    await person.tap('Guide primary-dies-mid-put');
    await person.newsSays(/A client stores/);
    await person.tap('Guide next');
    await person.statusSays(/node 2 is down.*paused; the past, at 1\.500 ms/);
    await person.picture('guide-390x844-dark');
    await person.tap('Choice 2');
    await person.statusSays(/paused; the past, at 3\.000 ms/);
    await person.leave();
  });
  await test('tour: shown to who is new, five steps, and not again', async () => {
    const person = await at(k_quiet, { tour: true });
    for (let step = 0; step < 5; step++) {
      await person.boxOf('Tour skip');
      await person.click('Tour next');
      await person.page.waitForTimeout(300);
    }
    await gone(person, 'Tour skip');
    equal(await person.page.evaluate(() => localStorage.getItem('ringside-tour')), 'seen', 'what is remembered');
    await person.page.reload();
    await person.running();
    await person.boxOf('Guided scenarios');
    expect(!(await shows(person, 'Tour skip')), 'the tour is shown again');
    await person.leave();
  });
  await test('tour: not for who comes for a run, nor where it is switched off', async () => {
    for (const parameters of [`${k_quiet}#g1.doomstone.1`, `${k_quiet}&tour=off`]) {
      const person = await at(parameters, { tour: true });
      await person.boxOf(parameters.includes('#') ? 'Guide next' : 'Guided scenarios');
      expect(!(await shows(person, 'Tour skip')), `the tour is shown at ${parameters}`);
      await person.leave();
    }
  });
};
