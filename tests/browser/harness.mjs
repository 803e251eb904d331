// What the browser tests share: a test runner that prints one line a test, the servers, the browser.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
export const artifacts = join(root, 'build/artifacts/browser');

const k_testMilliseconds = 120_000;
const results = { passed: 0, failed: 0 };

/// Runs one test. `body` throws where something is not as it should be; a text that it returns is a measurement.
export const test = async (name, body) => {
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

export const summary = () => {
  console.log(`browser: ${results.passed} passed, ${results.failed} failed`);
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

/// Starts web/serve.mjs on a free port: { url, stop }.
export const serve = (folder, ...flags) =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(root, 'web/serve.mjs'), '--dir', folder, '--port', '0', ...flags], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    child.stdout.on('data', (text) => {
      const found = String(text).match(/http:\S+/);
      if (found) resolve({ url: found[0], stop: () => child.kill() });
    });
    child.on('exit', (code) => reject(new Error(`the server ended with ${code}`)));
  });

const browserPath = () => {
  const candidates = [process.env.RINGSIDE_CHROMIUM, '/usr/bin/chromium', '/usr/bin/google-chrome', '/usr/bin/chromium-browser'];
  return candidates.find((path) => path && existsSync(path)); // None: the one that the driver brought.
};

/// A Chromium that draws WebGL2 on the processor, so that it works on any machine.
export const launch = (...flags) =>
  chromium.launch({
    executablePath: browserPath(),
    args: [
      '--no-sandbox',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      ...(flags.length ? flags : ['--use-angle=swiftshader', '--enable-unsafe-swiftshader', '--ignore-gpu-blocklist']),
    ],
  });
