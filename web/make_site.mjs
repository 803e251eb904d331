#!/usr/bin/env node
// make_site.mjs --out DIR [--threads DIR] [--nothreads DIR] [--single] [--no-compress]
//
// Puts the page together: a folder that any static server can serve. The DIRs hold the programs as the web presets leave
// them (build/web/page). Writes index.html and what it loads, each address with a version that changes with the content;
// with --single ringside.html, the page without threads in one file with its own Content-Security-Policy of hashes; the
// licences; and beside each text and program a .br for servers that send compressed files as they lie. Files that are already right are left.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { brotliCompressSync, constants } from 'node:zlib';

const web = dirname(fileURLToPath(import.meta.url));
const root = dirname(web);
const k_program = { threads: 'ringside-threads', nothreads: 'ringside-nothreads' };
const k_compressed = ['.html', '.css', '.js', '.svg', '.wasm', '.txt'];

const { values: options } = parseArgs({
  options: {
    out: { type: 'string' },
    threads: { type: 'string' },
    nothreads: { type: 'string' },
    single: { type: 'boolean', default: false },
    'no-compress': { type: 'boolean', default: false },
  },
});
const stop = (message) => {
  console.error(`make_site: ${message}`);
  process.exit(2);
};
if (!options.out) stop('--out DIR is missing: the folder to write');
if (!options.threads && !options.nothreads) stop('name at least one of --threads, --nothreads');
if (options.single && !options.nothreads) stop('--single needs --nothreads: that program is the one in the file');

const written = new Set();
const write = (name, content, { compress = true } = {}) => {
  const bytes = Buffer.from(content);
  const path = join(options.out, name);
  mkdirSync(dirname(path), { recursive: true });
  const same = existsSync(path) && readFileSync(path).equals(bytes);
  if (!same) writeFileSync(path, bytes);
  written.add(name);
  if (options['no-compress'] || !compress || !k_compressed.includes(extname(name)) || bytes.length < 512) return;
  written.add(`${name}.br`);
  if (same && existsSync(`${path}.br`)) return;
  const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
  writeFileSync(`${path}.br`, brotliCompressSync(bytes, { params }));
};
const program = (kind, ending) => {
  const path = join(options[kind], k_program[kind] + ending);
  if (!existsSync(path)) stop(`${path} is missing: build it first`);
  return readFileSync(path);
};
const hash = (content, form = 'base64') => createHash('sha256').update(content).digest(form);

const index = readFileSync(join(root, 'index.html'), 'utf8');
const sources = Object.fromEntries(
  ['icon.svg', 'ringside.css', 'coi-sw.js', ...[...index.matchAll(/<script src="([^"]+)"/g)].map((match) => match[1])].map(
    (name) => [name, readFileSync(join(web, name), 'utf8')],
  ),
);
const withPrograms = (html, programs) =>
  html.replace('name="ringside-programs" content="{}"', () => `name="ringside-programs" content='${JSON.stringify(programs)}'`);

const writeSite = () => {
  const programs = {};
  const digest = createHash('sha256').update(Object.values(sources).join('\0'));
  for (const kind of ['threads', 'nothreads'].filter((name) => options[name])) {
    const script = program(kind, '.js');
    const wasm = program(kind, '.wasm');
    digest.update(script).update(wasm);
    programs[kind] = wasm.length;
    write(`${k_program[kind]}.js`, script);
    write(`${k_program[kind]}.wasm`, wasm);
  }
  programs.version = digest.digest('hex').slice(0, 12);
  for (const [name, text] of Object.entries(sources)) write(name, text);
  const versioned = index.replace(/(src|href)="([\w.-]+\.(?:js|css|svg))"/g, `$1="$2?v=${programs.version}"`);
  write('index.html', withPrograms(versioned, programs));
};

const writeSingleFile = () => {
  // The program runs only if the loader found what it needs. A closing tag inside it would end the element.
  const inline = (text) => text.replaceAll('</script', '<\\/script').replaceAll('<!--', '<\\!--');
  const wasm = program('nothreads', '.wasm').toString('base64');
  const decode = `Uint8Array.from(atob('${wasm}'), (letter) => letter.charCodeAt(0))`;
  const script = `Module.wasmBinary = ${decode};\n${program('nothreads', '.js')}`;
  const glue = `if (globalThis.Module) ((Module) => {\n${script}\n})(globalThis.Module);\n`;
  const names = [...index.matchAll(/<script src="([^"]+)" defer><\/script>\n/g)].map((match) => match[1]);
  const scripts = [...names.map((name) => sources[name]), glue].map(inline);
  const style = sources['ringside.css'];
  const quoted = (texts) => texts.map((text) => `'sha256-${hash(text)}'`).join(' ');
  const policy =
    `default-src 'none'; script-src ${quoted(scripts)} 'wasm-unsafe-eval'; style-src ${quoted([style])}; ` +
    `img-src data:; base-uri 'none'; form-action 'none'`;
  const html = withPrograms(index, {})
    .replace(/(http-equiv="Content-Security-Policy" content=")[^"]*/, (_, start) => start + policy)
    .replace('data-build="site"', 'data-build="single"')
    .replace(/<script src="[^"]+" defer><\/script>\n/g, '')
    .replace('<link rel="stylesheet" href="ringside.css">', () => `<style>${style}</style>`)
    .replace('href="icon.svg"', () => `href="data:image/svg+xml;base64,${Buffer.from(sources['icon.svg']).toString('base64')}"`)
    .replace('</body>', () => scripts.map((text) => `<script>${text}</script>\n`).join('') + '</body>');
  write('ringside.html', html, { compress: false }); // Made to be copied, not served.
};

const writeLicences = () => {
  write('licenses/ringside.txt', readFileSync(join(root, 'LICENSE')));
  const folder = join(root, '.deps/licenses');
  if (!existsSync(folder)) return console.error('make_site: .deps/licenses is missing, so the libraries’ licences are not in the site');
  for (const name of readdirSync(folder)) write(`licenses/${name}`, readFileSync(join(folder, name)));
};

writeSite();
if (options.single) writeSingleFile();
writeLicences();
for (const name of readdirSync(options.out, { recursive: true })) {
  const path = join(options.out, name);
  if (statSync(path).isFile() && !written.has(name)) rmSync(path);
}
const sizes = ['index.html', 'ringside-threads.wasm', 'ringside-nothreads.wasm', 'ringside.html']
  .map((name) => join(options.out, name))
  .filter(existsSync)
  .map((path) => `${basename(path)} ${(statSync(path).size / 1e6).toFixed(2)} MB`);
console.log(`make_site: ${options.out}: ${sizes.join(', ')}`);
