#!/usr/bin/env node
// serve.mjs --dir DIR [--port 8080] [--plain]
//
// Serves a folder on this machine only, with the headers that give a page threads (cross-origin isolation) and the
// page's own Content-Security-Policy. --plain sends none of them, as a simple static server does. A .br beside a file is
// sent where the browser takes it. Prints the address once it listens; ends with 1 if it cannot.
import { createReadStream, existsSync, readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, normalize, resolve, sep } from 'node:path';
import { parseArgs } from 'node:util';

const k_types = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.wasm': 'application/wasm',
  '.json': 'application/json',
  '.txt': 'text/plain; charset=utf-8',
};

const stop = (message) => {
  console.error(`serve: ${message}`);
  process.exit(1);
};
const { values: options } = (() => {
  try {
    return parseArgs({
      options: {
        dir: { type: 'string' },
        port: { type: 'string', default: '8080' },
        plain: { type: 'boolean', default: false },
      },
    });
  } catch (fault) {
    return stop(fault.message);
  }
})();
if (!options.dir) stop('--dir DIR is missing: the folder to serve');
const root = resolve(options.dir);
if (!existsSync(root) || !statSync(root).isDirectory()) stop(`${root} is no folder`);
const port = Number(options.port);
if (!Number.isInteger(port) || port < 0 || port > 65535) stop(`--port ${options.port}: it should be 0 to 65535`);

const statOf = (path) => {
  const found = statSync(path, { throwIfNoEntry: false });
  return found && found.isFile() ? found : null;
};
/// The file that an address means, or null. Never one outside the folder.
const fileOf = (url) => {
  let path;
  try {
    path = decodeURIComponent(new URL(url, 'http://localhost').pathname);
  } catch {
    return null;
  }
  if (path.includes('\0')) return null;
  const file = join(root, normalize(path), path.endsWith('/') ? 'index.html' : '');
  return file.startsWith(root + sep) && statOf(file) ? file : null;
};
// One policy, stated in index.html. The page in a single file has its own, of hashes.
const policyOf = (file) => {
  const index = join(root, 'index.html');
  if (file.endsWith(`${sep}ringside.html`) || !statOf(index)) return null;
  const found = readFileSync(index, 'utf8').match(/http-equiv="Content-Security-Policy" content="([^"]*)"/);
  return found && found[1];
};

const server = createServer((request, response) => {
  const answer = (status, headers, text = '') => {
    response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8', ...headers });
    response.end(text);
  };
  if (request.method !== 'GET' && request.method !== 'HEAD') return answer(405, { Allow: 'GET, HEAD' }, 'Only GET and HEAD.\n');
  const file = fileOf(request.url);
  if (!file) return answer(404, {}, 'There is no such file here.\n');
  const takesBrotli = /\bbr\b/.test(request.headers['accept-encoding'] || '');
  const sent = takesBrotli && statOf(`${file}.br`) ? `${file}.br` : file;
  const { size, mtimeMs } = statOf(sent);
  const headers = {
    'Content-Type': k_types[extname(file)] || 'application/octet-stream',
    'Cache-Control': 'no-cache',
    ETag: `"${size.toString(36)}-${Math.floor(mtimeMs).toString(36)}"`,
    Vary: 'Accept-Encoding',
    'X-Content-Type-Options': 'nosniff',
  };
  if (sent !== file) headers['Content-Encoding'] = 'br';
  if (!options.plain) {
    headers['Cross-Origin-Opener-Policy'] = 'same-origin';
    headers['Cross-Origin-Embedder-Policy'] = 'require-corp';
    headers['Cross-Origin-Resource-Policy'] = 'same-origin';
    const policy = policyOf(file);
    if (policy) headers['Content-Security-Policy'] = policy;
  }
  if (request.headers['if-none-match'] === headers.ETag) {
    response.writeHead(304, headers);
    return response.end();
  }
  response.writeHead(200, { ...headers, 'Content-Length': size });
  if (request.method === 'HEAD') return response.end();
  createReadStream(sent).on('error', () => response.destroy()).pipe(response);
});
server.on('error', (fault) =>
  stop(
    fault.code === 'EADDRINUSE'
      ? `port ${port} is in use by another program; choose another one with --port`
      : `cannot listen on port ${port}: ${fault.message}`,
  ),
);
server.listen(port, '127.0.0.1', () => console.log(`Ringside is served at http://127.0.0.1:${server.address().port}/`));
