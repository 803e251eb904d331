// A person at the desktop window: reads its title, points, types, looks at the screen.
import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pause, until } from '../browser/runner.mjs';

const xdotool = (...words) => execFileSync('xdotool', words.map(String), { encoding: 'utf8' }).trim();

export class Window {
  /// Starts the program and waits until it shows its window.
  static async open(program, words = [], environment = {}) {
    const window = new Window();
    window.folder = mkdtempSync(join(tmpdir(), 'ringside-'));
    window.map = join(window.folder, 'map.json');
    window.said = '';
    window.child = spawn(program, ['--ui-map', window.map, ...words], {
      env: { ...process.env, ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [window.child.stdout, window.child.stderr]) stream.on('data', (text) => (window.said += text));
    await until(() => existsSync(window.map) || window.child.exitCode !== null, 'the first frame');
    if (window.child.exitCode !== null) throw new Error(`it ended with ${window.child.exitCode}: ${window.said}`);
    window.id = await until(() => {
      try {
        return xdotool('search', '--onlyvisible', '--pid', window.child.pid, '--name', '^Ringside').split('\n')[0];
      } catch {
        return ''; // Not there yet.
      }
    }, 'the window');
    xdotool('windowfocus', window.id);
    return window;
  }

  title() {
    return xdotool('getwindowname', this.id);
  }
  titleSays(pattern, milliseconds) {
    return until(() => pattern.test(this.title()), () => `title ${pattern}; it is "${this.title()}"`, milliseconds);
  }

  async boxOf(label) {
    const [left, top, right, bottom] = await until(
      () => JSON.parse(readFileSync(this.map, 'utf8'))[label],
      () => `"${label}" is among ${Object.keys(JSON.parse(readFileSync(this.map, 'utf8')))}`,
    );
    return { left, top, right, bottom };
  }
  /// In the middle of it, or `across` (0 … 1) its width.
  async click(label, scale = 1, across = 0.5, button = 1) {
    const { left, top, right, bottom } = await this.boxOf(label);
    const [x, y] = [(left + (right - left) * across) * scale, ((top + bottom) / 2) * scale];
    xdotool('mousemove', '--window', this.id, Math.round(x), Math.round(y));
    await pause(150);
    xdotool('mousedown', button);
    await pause(100);
    xdotool('mouseup', button);
  }
  rightClick(label) {
    return this.click(label, 1, 0.5, 3);
  }
  /// Draws a square line round it, with room on each side, beginning and ending at one corner.
  async drawRound(label, room = 16) {
    const { left, top, right, bottom } = await this.boxOf(label);
    const [west, north, east, south] = [left - room, top - room, right + room, bottom + room].map(Math.round);
    xdotool('mousemove', '--window', this.id, west, north);
    await pause(150);
    xdotool('mousedown', 1);
    for (const [x, y] of [[east, north], [east, south], [west, south], [west, north + 4]]) {
      await pause(100);
      xdotool('mousemove', '--window', this.id, x, y);
    }
    await pause(150);
  }
  async letGo() {
    xdotool('mouseup', 1);
    await pause(100);
  }
  /// Waits until nothing of that name can be pressed any more.
  gone(label) {
    return until(() => !(label in JSON.parse(readFileSync(this.map, 'utf8'))), `"${label}" is gone`);
  }
  async command(line) {
    await this.click('Command line');
    await pause(150);
    this.type(line);
    await pause(150);
    xdotool('key', 'Return');
  }
  type(text) {
    xdotool('type', '--delay', 60, text);
  }
  key(name) {
    xdotool('key', name);
  }
  /// Holds one key down, presses another, and lets go of both at once, the first one first.
  shortcut(held, key) {
    xdotool('keydown', held, 'sleep', 0.3, 'keydown', '--delay', 0, key, 'keyup', '--delay', 0, held, 'keyup', '--delay', 0, key);
  }
  moveAway() {
    xdotool('mousemove', '--window', this.id, 1, 1);
  }

  /// The pixels of part of the window, as they are on the screen.
  async look(label, scale = 1) {
    const box = await this.boxOf(label);
    const [left, top, right, bottom] = [box.left, box.top, box.right, box.bottom].map((side) => Math.round(side * scale));
    const crop = `${right - left}x${bottom - top}+${left}+${top}`;
    return execFileSync('import', ['-window', this.id, '-crop', crop, '-depth', '8', 'rgb:-'], { maxBuffer: 64 << 20 }).toString('base64');
  }
  picture(path) {
    execFileSync('import', ['-window', this.id, path]);
  }

  /// Processor seconds used so far.
  seconds() {
    const fields = readFileSync(`/proc/${this.child.pid}/stat`, 'utf8').replace(/^.*\) /s, '').split(' ');
    return (Number(fields[11]) + Number(fields[12])) / 100;
  }

  async close() {
    if (this.child.exitCode === null) {
      const ended = new Promise((resolve) => this.child.once('exit', resolve));
      this.child.kill();
      await ended;
    }
    rmSync(this.folder, { recursive: true });
    if (this.said) throw new Error(`it said: ${this.said}`);
  }
}
