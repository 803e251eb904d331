// run.mjs PROGRAM [REGEX]: the tests of the desktop window, or those whose name matches. Started by run.sh, which gives
// it a screen.
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { realData } from '../browser/data.mjs';
import { equal, expect, only, pause, summary, test, until } from '../browser/runner.mjs';
import { run as understanding } from './understanding.mjs';
import { Window } from './window.mjs';

const program = process.argv[2];
if (process.argv[3]) only(process.argv[3]);
const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const artifacts = join(root, 'build/artifacts/desktop');
const folder = mkdtempSync(join(tmpdir(), 'ringside-'));
mkdirSync(artifacts, { recursive: true });

const k_quiet = ['--no-demo', '--size', '1280x800'];
const k_fast = [...k_quiet, '--nodes', '8', '--replicas', '2', '--failures', '1', '--speed', '1'];
const k_idlePercentMax = 10; // The aim is 2.

const data = realData();
const described = `${data.keys} keys from ${data.source}`;
const file = join(folder, data.name);
writeFileSync(file, data.text);
const figure = String(data.keys).replace(/\B(?=(\d{3})+$)/g, ',?');
const stored = new RegExp(`; ${figure} keys; 0 operations`);

const visit = async (words, body, environment) => {
  const window = await Window.open(program, words, environment);
  try {
    await body(window);
  } catch (fault) {
    window.picture(join(artifacts, 'failed.png'));
    throw fault;
  } finally {
    await window.close();
  }
};
const run = (...words) => spawnSync(program, words, { encoding: 'utf8', timeout: 110_000 });

for (const host of ['sim', 'threads']) {
  await test(`${host}: a click on a node kills it, and it looks dead; another restarts it`, () =>
    visit([...k_quiet, '--host', host], async (window) => {
      await window.titleSays(/5 nodes, 5 up/);
      const alive = await window.look('node:2');
      await window.click('node:2');
      await window.titleSays(/4 up.*node 2 is down/);
      expect((await window.look('node:2')) !== alive, 'the node looks as if it were alive');
      await window.click('node:2');
      await window.titleSays(/5 up/);
    }));
  await test(`${host}: a put typed into the command line sends messages and stores the key`, () =>
    visit([...k_quiet, '--host', host], async (window) => {
      await window.titleSays(/0 keys; 0 operations/);
      await window.command('put colour blue');
      await window.titleSays(/1 operation under way/);
      const early = await window.look('ring');
      await pause(400);
      expect((await window.look('ring')) !== early, 'nothing moved on the ring while a put was under way');
      await window.titleSays(/1 key; 0 operations/);
    }));
  await test(`${host}: a file named at the start is stored whole: ${described}`, () =>
    visit([...k_fast, '--host', host, file], async (window) => {
      await window.titleSays(stored);
      await window.click('node:1');
      await window.titleSays(/node 1 is down/);
      await window.click('node:5');
      await window.titleSays(/nodes 1, 5 are down/);
      await window.titleSays(new RegExp(`; ${figure} keys`));
      window.moveAway();
      await pause(1000);
      window.picture(join(artifacts, `loaded-two-down-${host}.png`));
    }));
}

await test('file button: what the desktop’s dialog gives is loaded (a stand-in plays zenity)', () => {
  const programs = join(folder, 'programs');
  mkdirSync(programs);
  writeFileSync(join(programs, 'zenity'), `#!/bin/sh\necho '${file}'\n`);
  chmodSync(join(programs, 'zenity'), 0o755);
  return visit(
    k_fast,
    async (window) => {
      await window.click('Open file');
      await window.titleSays(stored);
    },
    { PATH: `${programs}:${process.env.PATH}` },
  );
});
await test('file button: without a dialog program the window goes on', () =>
  visit(
    k_quiet,
    async (window) => {
      const before = await window.look('notice');
      await window.click('Open file');
      window.moveAway();
      await until(async () => (await window.look('notice')) !== before, 'a message appears');
      window.picture(join(artifacts, 'no-dialog.png'));
      await window.click('node:0');
      await window.titleSays(/node 0 is down/);
    },
    { PATH: '/nowhere' },
  ));
await test('time: back to a mark, a step, along the axis, and live again: the window shows what was', () =>
  visit([...k_quiet, '--speed', '0.02'], async (window) => {
    await window.titleSays(/5 nodes, 5 up/);
    await pause(1500);
    await window.click('node:2');
    await window.titleSays(/node 2 is down/);
    await pause(1500);
    const dead = await window.look('node:2');
    await window.click('Previous mark');
    await window.titleSays(/node 2 is down.*paused; the past, at/);
    await window.click('Step back');
    await window.titleSays(/5 up.*the past, at/);
    expect((await window.look('node:2')) !== dead, 'the node looks as dead as it will be');
    window.picture(join(artifacts, 'past.png'));
    await window.click('Step');
    await window.titleSays(/node 2 is down.*the past, at/);
    await window.click('Timeline', 1, 0.05);
    await window.titleSays(/5 up.*the past, at/);
    await window.click('Live');
    await window.titleSays(/node 2 is down; 0 keys; 0 operations under way$/);
    window.key('comma');
    await window.titleSays(/the past, at/);
    window.key('l');
    await window.titleSays(/under way$/);
  }));
await test('branches: a click in the past begins one, the menu leads back, undo takes back', () =>
  visit([...k_quiet, '--speed', '0.02'], async (window) => {
    await window.titleSays(/5 nodes, 5 up/);
    await pause(1500);
    await window.click('node:2');
    await window.titleSays(/node 2 is down/);
    await pause(1000);
    await window.click('Timeline', 1, 0.2);
    await window.titleSays(/5 up.*the past, at/);
    await window.click('node:3');
    await window.titleSays(/node 3 is down; 0 keys; 0 operations under way; paused$/);
    await window.click('Branches');
    window.picture(join(artifacts, 'branches.png'));
    await window.click('Branch A');
    await window.titleSays(/node 2 is down/);
    window.key('Escape');
    await window.click('Undo');
    await window.titleSays(/5 up/);
  }));
await test('diagram: opens beside the ring, and a press on it leads to that time', () =>
  visit(['--no-demo', '--size', '1440x900'], async (window) => {
    await window.command('put colour blue');
    await window.titleSays(/1 key; 0 operations/);
    await window.click('Diagram panel');
    await window.boxOf('Diagram');
    window.moveAway();
    await pause(500);
    const before = await window.look('Diagram');
    await pause(400);
    expect((await window.look('Diagram')) !== before, 'the diagram goes on with time');
    await window.click('Diagram', 1, 0.1);
    await window.titleSays(/paused; the past, at/);
    const open = await window.look('Diagram');
    await window.click('lane:n1');
    window.moveAway();
    await pause(300);
    expect((await window.look('Diagram')) !== open, 'folding a lane changes the diagram');
    window.picture(join(artifacts, 'diagram.png'));
    window.key('d');
    await pause(300);
    window.key('l');
    await window.titleSays(/under way$/);
  }));
await test('operation: O tells its steps, and a press on a step leads to its time', () =>
  visit(['--no-demo', '--size', '1440x900'], async (window) => {
    await window.command('put colour blue');
    await window.titleSays(/1 key; 0 operations/);
    window.key('Escape');
    window.key('o');
    await window.boxOf('step:3');
    await window.click('step:1');
    await window.titleSays(/paused; the past, at/);
    window.picture(join(artifacts, 'operation.png'));
    await window.click('Close operation');
  }));
await understanding(visit, artifacts);
await test('node menu: opens by a right click or a key, does what it says, and says why it does not', () =>
  visit([...k_quiet, '--speed', '0.02'], async (window) => {
    await window.titleSays(/5 nodes, 5 up; 0 keys/);
    await window.rightClick('node:2');
    await window.boxOf('Menu Kill');
    window.picture(join(artifacts, 'node-menu.png'));
    const before = await window.look('notice');
    await window.click('Menu Resume');
    await until(async () => (await window.look('notice')) !== before, 'it is said why that would change nothing');
    await window.click('Menu Pause');
    await window.titleSays(/node 2 is paused; 0 keys/);
    await window.gone('Menu Kill');
    await window.click('Node 2', 1, 0.3);
    window.key('m');
    await window.click('Menu Resume');
    await window.titleSays(/5 up; 0 keys/);
    await window.click('Menu of node 4');
    await window.click('Menu Isolate');
    await window.titleSays(/8 links are cut/);
    window.shortcut('ctrl', 'z');
    await window.titleSays(/5 up; 0 keys/);
  }));
await test('lasso: a line round a node cuts it off, and Heal makes all links whole', () =>
  visit([...k_quiet, '--speed', '0.02'], async (window) => {
    await window.titleSays(/5 nodes, 5 up; 0 keys/);
    await window.drawRound('node:3');
    window.picture(join(artifacts, 'lasso.png'));
    await window.letGo();
    await window.titleSays(/5 up; 8 links are cut/);
    window.moveAway();
    await pause(300);
    window.picture(join(artifacts, 'partitioned.png'));
    await window.click('Heal');
    await window.titleSays(/5 up; 0 keys/);
    await window.click('node:3');
    await window.titleSays(/node 3 is down/);
  }));
await test('message menu: a message under way is held, let go and dropped', () =>
  visit([...k_quiet, '--paused'], async (window) => {
    await window.command('put colour blue');
    await window.titleSays(/1 operation under way/);
    await window.click('message:1');
    window.picture(join(artifacts, 'message-menu.png'));
    await window.click('Menu Hold');
    await window.gone('Menu Hold');
    await window.click('message:1');
    await window.click('Menu Drop');
    await window.gone('message:1');
  }));
await test('workload: runs at the rate of the form, and stops', () =>
  visit(['--no-demo', '--size', '1440x900', '--speed', '0.5'], async (window) => {
    await window.click('Workload');
    await window.click('Start workload');
    await window.titleSays(/[1-9]\d* keys;/);
    window.picture(join(artifacts, 'workload.png'));
    await window.click('Stop workload');
    await window.titleSays(/; 0 operations under way$/);
  }));
await test('guide: from the list, a prediction, the way to what happens, back, away and to the same step', () =>
  visit(['--no-demo', '--size', '1440x900'], async (window) => {
    await window.click('Guided scenarios');
    window.moveAway();
    await window.boxOf('Guide doomstone');
    await pause(300);
    window.picture(join(artifacts, 'guides.png'));
    await window.click('Guide lost-update-in-a-partition');
    await window.titleSays(/5 up; 1 key; 0 operations under way; paused; the past, at 2.868 ms/);
    await window.click('Guide next');
    await window.titleSays(/links are cut.*the past, at 2.868 ms/);
    await window.click('Choice 2');
    window.moveAway();
    await window.titleSays(/1 key; 0 operations under way; paused; the past, at 15.871 ms/);
    await pause(300);
    window.picture(join(artifacts, 'guide.png'));
    window.key('p');
    await window.titleSays(/the past, at 2.868 ms/);
    await window.boxOf('Choice 2');
    await window.click('node:3');
    await window.titleSays(/node 3 is down/);
    await window.click('Back to step');
    await window.titleSays(/5 up; 22 links are cut.*the past, at 2.868 ms/);
    await window.click('Leave guide');
    await window.gone('Leave guide'); // Only then the button to return lies where it stays.
    await window.click('Return to guide');
    await window.boxOf('Choice 2');
  }));
await test('tour: asked for or the first time, five places, skipped for good', async () => {
  const state = { XDG_STATE_HOME: join(folder, 'state') };
  // The window is driven, so it is asked for.
  await visit([...k_quiet, '--tour'], async (window) => {
    for (let step = 1; step <= 4; step++) {
      window.picture(join(artifacts, `tour-${step}.png`));
      const card = await window.look('ring');
      await window.click('Tour next');
      await until(async () => (await window.look('ring')) !== card || step > 1, 'the card moves on');
      await pause(200);
    }
    window.picture(join(artifacts, 'tour-5.png'));
    await window.click('Tour next');
    await window.gone('Tour next');
    await until(() => existsSync(join(folder, 'state/ringside/tour-seen')), 'it is remembered');
  }, state);
  await visit(k_quiet, async (window) => {
    await window.boxOf('Guided scenarios');
    await window.gone('Tour skip');
    await window.click('Show the tour');
    await window.boxOf('Tour skip');
    await pause(300); // The card is laid out in two frames.
    await window.click('Tour skip');
    await window.gone('Tour skip');
    await window.click('node:2');
    await window.titleSays(/node 2 is down/);
  }, state);
});
await test('scale 2: a click lands', () =>
  visit(['--no-demo', '--size', '900x600', '--scale', '2'], async (window) => {
    await window.click('node:3', 2);
    await window.titleSays(/node 3 is down/);
    window.picture(join(artifacts, 'scale-2.png'));
  }));
await test('idle: paused, the program rests', () => {
  let percent = 0;
  return visit([...k_quiet, '--paused'], async (window) => {
    await window.titleSays(/paused/);
    window.moveAway();
    await pause(3000);
    const [used, began] = [window.seconds(), performance.now()];
    await pause(4000);
    percent = ((window.seconds() - used) / (performance.now() - began)) * 1e5;
    expect(percent < k_idlePercentMax, `${percent.toFixed(1)} % of a core`);
  }).then(() => `${percent.toFixed(1)} % of a core`);
});

/// Width and height of a PNG, from its header.
const sizeOf = (path) => {
  const bytes = readFileSync(path);
  equal(bytes.subarray(1, 4).toString(), 'PNG', 'file type');
  return `${bytes.readUInt32BE(16)}x${bytes.readUInt32BE(20)}`;
};
for (const [size, scale, pixels] of [['1440x900', 1, '1440x900'], ['390x844', 1, '390x844'], ['1200x750', 2, '2400x1500']]) {
  for (const theme of ['dark', 'light']) {
    await test(`--screenshot: ${size} at scale ${scale}, ${theme}`, () => {
      const path = join(artifacts, `${size}@${scale}-${theme}.png`);
      const { status, stderr } = run('--screenshot', path, '--at', '8ms', '--size', size, '--scale', scale, '--theme', theme, '--speed', '0.005', '--commands', 'kill 2');
      equal(status, 0, `exit status (${stderr})`);
      equal(sizeOf(path), pixels, 'size');
    });
  }
}
await test('--screenshot: the same seed gives the same picture, another seed another', () => {
  const take = (name, seed) => {
    const path = join(folder, name);
    equal(run('--screenshot', path, '--at', '6ms', '--size', '640x480', '--speed', '0.005', '--seed', seed).status, 0, 'exit status');
    return readFileSync(path).toString('base64');
  };
  const first = take('a.png', '7');
  expect(take('b.png', '7') === first, 'two pictures of seed 7 differ');
  expect(take('c.png', '8') !== first, 'seeds 7 and 8 give the same picture');
});
await test('--commands: a script of waits ends where it should', () => {
  const path = join(artifacts, 'commands.png');
  const { status, stderr } = run('--screenshot', path, '--at', '0', '--nodes', '8', '--no-demo', '--speed', '0.5', '--commands', 'wait loaded; kill 1; kill 5; wait 4ms', file);
  equal(status, 0, `exit status (${stderr})`);
  equal(sizeOf(path), '1440x900', 'size');
});

await test('--open: a linked run is lived again and stands still; the present is where it was made', () => {
  const made = spawnSync(join(dirname(program), 'ringside'), ['run', 'two-kills', '--link'], { encoding: 'utf8' });
  equal(made.status, 0, `exit status of ringside run --link (${made.stderr})`);
  return visit(['--open', `http://127.0.0.1:8080/${made.stdout.trim()}`, '--size', '1280x800'], async (window) => {
    await window.titleSays(/8 nodes, 6 up/);
    await window.titleSays(/1 key; 0 operations under way; paused/);
    await window.click('Step back');
    await window.titleSays(/the past/);
  });
});
await test('trace file: saved by the menu into a folder, and shown by another window; other formats beside it', async () => {
  const saved = join(folder, 'saved');
  const path = join(saved, 'run.ringside');
  await visit([...k_quiet, '--exports', saved, '--commands', 'put apple red; wait 20ms; kill 2; wait 1ms; pause'], async (window) => {
    await window.titleSays(/4 up.*1 key.*paused/);
    await window.click('Export');
    await window.click('Export trace');
    await until(() => existsSync(path), 'the file is there');
    const told = spawnSync(join(dirname(program), 'ringside'), ['trace', path, '--json'], { encoding: 'utf8' });
    equal(told.status, 0, `exit status of ringside trace (${told.stderr})`);
    equal(JSON.parse(told.stdout).ops, 1, 'operations in the file');
    for (const [label, name, sign] of [
      ['Export csv', 'ringside-events.csv', 'number,time_ns'],
      ['Export perfetto', 'ringside-perfetto.json', '{'],
      ['Export shiviz', 'ringside-shiviz.log', '(?<host>'],
      ['Export ring', 'ringside-ring.svg', '<svg'],
      ['Export diagram', 'ringside-diagram.svg', '<svg'],
      ['Export picture', 'ringside.png', '\x89PNG'],
      ['Export picture', 'ringside-2.png', '\x89PNG'],
    ]) {
      await window.click('Export');
      await window.click(label);
      const file = join(saved, name);
      await until(() => existsSync(file) && statSync(file).size > 0, `${name} is there`);
      await until(() => readFileSync(file, 'latin1').startsWith(sign), `${name} begins with ${sign}`);
    }
  });
  await visit(['--size', '1280x800', path], async (other) => {
    await other.titleSays(/5 nodes, 4 up; node 2 is down; 1 key; 0 operations under way; paused/);
    await other.click('node:1'); // Watched, not changed.
    await other.click('Step back');
    await other.titleSays(/the past/);
    other.picture(join(artifacts, 'recorded.png'));
    await other.click('Simulator');
    await other.click('node:1');
    await other.titleSays(/4 up; node 1 is down; 0 keys/);
  });
});
await test('--open: a link that is none is explained, and the window goes on', () =>
  visit([...k_quiet, '--open', '#r1.nothing'], async (window) => {
    await window.titleSays(/5 nodes, 5 up/);
    await window.click('node:2');
    await window.titleSays(/node 2 is down/);
  }));

await test('usage: what is wrong is told, with status 2', () => {
  const cases = [
    [['--size', 'big'], /--size big.*WIDTHxHEIGHT/],
    [['--replicas', '9'], /replicas/],
    [['--host', 'cloud'], /--host/],
    [['--at', 'noon', '--screenshot', 'x.png'], /--at/],
    [['--nonsense'], /nonsense/],
    [['--script', join(folder, 'missing.txt')], /cannot be read/],
  ];
  for (const [words, pattern] of cases) {
    const { status, stderr } = run(...words);
    equal(status, 2, `exit status of ${words.join(' ')}`);
    expect(pattern.test(stderr), `${words.join(' ')} says: ${stderr}`);
  }
  const help = run('--help');
  equal(help.status, 0, 'exit status of --help');
  expect(/--screenshot/.test(help.stdout), 'the help names --screenshot');
});
await test('no screen: told in words, with status 1', () => {
  const { status, stderr } = spawnSync(program, [], { encoding: 'utf8', env: { ...process.env, DISPLAY: ':98765' } });
  equal(status, 1, 'exit status');
  expect(/graphical session/.test(stderr), stderr);
});

rmSync(folder, { recursive: true });
process.exitCode = summary('desktop');
