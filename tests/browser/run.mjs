#!/usr/bin/env node
// run.mjs [--site DIR] [--only REGEX] [PART...]     PART: ways input guides understanding trouble pictures
//
// Drives a real Chromium over the built site (./run site). Prints a line `ok …` or `not ok …` for each test, and last
// `browser: X passed, Y failed`.
import { existsSync, mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { artifacts, launch, only, root, serve, summary } from './harness.mjs';

const k_parts = ['ways', 'input', 'guides', 'understanding', 'trouble', 'pictures'];
const { values, positionals } = parseArgs({ options: { site: { type: 'string' }, only: { type: 'string' } }, allowPositionals: true });
const site = resolve(values.site || join(root, 'build/site'));
const unknown = positionals.find((part) => !k_parts.includes(part));
if (unknown || !existsSync(join(site, 'index.html'))) {
  console.error(unknown ? `there is no part '${unknown}': ${k_parts.join(' ')}` : `${site} has no page: ./run site builds it`);
  process.exit(2);
}

if (values.only) only(values.only);
mkdirSync(artifacts, { recursive: true });
const servers = [await serve(site), await serve(site, '--plain')];
const browser = await launch();
const world = { browser, site, isolated: servers[0].url, plain: servers[1].url };
for (const part of positionals.length ? positionals : k_parts) await (await import(`./${part}.mjs`)).run(world);
await browser.close();
for (const server of servers) server.stop();
process.exitCode = summary('browser');
