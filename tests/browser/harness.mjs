// What the browser tests share: the runner, the servers, the browser.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

export * from './runner.mjs';

export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
export const artifacts = join(root, 'build/artifacts/browser');

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
