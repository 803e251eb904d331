// Runs tests one after another and prints a line for each: for the programs that people look at.

const k_testMilliseconds = 240_000; // Many times what a test takes on an idle machine.
const results = { passed: 0, failed: 0 };
let chosen = /./;

/// Only tests whose name matches are run from now on.
export const only = (pattern) => {
  chosen = new RegExp(pattern);
};

/// Runs one test. `body` throws where something is not as it should be; a text that it returns is a measurement.
export const test = async (name, body) => {
  if (!chosen.test(name)) return;
  const number = results.passed + results.failed + 1;
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`not done after ${k_testMilliseconds / 1000} s`)), k_testMilliseconds);
  });
  try {
    const said = await Promise.race([body(), late]);
    results.passed++;
    console.log(`ok ${number} - ${name}${said ? ` (${said})` : ''}`);
  } catch (fault) {
    results.failed++;
    console.log(`not ok ${number} - ${name}`);
    for (const line of String(fault.stack || fault).split('\n').slice(0, 12)) console.log(`#   ${line}`);
  } finally {
    clearTimeout(timer);
  }
};

/// Prints the sum as the last line; gives the exit status.
export const summary = (name) => {
  console.log(`${name}: ${results.passed} passed, ${results.failed} failed`);
  return results.failed === 0 && results.passed > 0 ? 0 : 1;
};

export const expect = (condition, message) => {
  if (!condition) throw new Error(message);
};

export const equal = (actual, expected, what) =>
  expect(actual === expected, `${what}: ${JSON.stringify(actual)} instead of ${JSON.stringify(expected)}`);

/// Asks again until `ask` gives something true, and gives that.
export const until = async (ask, what, milliseconds = 60_000) => {
  const end = Date.now() + milliseconds;
  for (;;) {
    const answer = await ask();
    if (answer) return answer;
    if (Date.now() > end) throw new Error(`waited ${milliseconds / 1000} s in vain: ${typeof what === 'function' ? await what() : what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
};

export const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));
