// What helps to understand: the inspector, belief and truth, plots, watched keys. `visit` opens a window and closes it.
import { join } from 'node:path';
import { expect, pause, test } from '../browser/runner.mjs';

export const run = async (visit, artifacts) => {
  await test('inspector: a step brings out what it changed, by mouse and by command', () =>
    visit(['--no-demo', '--size', '1440x900', '--paused'], async (window) => {
      await window.command('put colour blue');
      await window.click('Node 2', 1, 0.3);
      window.moveAway();
      for (let step = 0; step < 12; step++) {
        await window.click('Step');
        await pause(50);
      }
      await window.command('inspect colour');
      await window.boxOf('All keys');
      const before = await window.look('inspector');
      for (let step = 0; step < 2; step++) {
        await window.click('Step operation back');
        await pause(150);
      }
      window.moveAway();
      await window.titleSays(/0 keys.*the past/);
      expect((await window.look('inspector')) !== before, 'what the step changed is brought out');
      window.picture(join(artifacts, 'inspector.png'));
      await window.command('live');
      await window.command('inspect 2');
      await window.click('kept:colour');
      await window.gone('kept:colour');
    }));
  await test('belief and truth: a node that is looked at shows whom it wrongly takes for dead', () =>
    visit(['--no-demo', '--size', '1440x900', '--speed', '1'], async (window) => {
      await window.command('partition n4 | n0 n1 n2 n3');
      await window.command('inspect 1');
      await window.titleSays(/0 keys/);
      await pause(2500);
      await window.command('pause');
      window.moveAway();
      await pause(400);
      const wrong = await window.look('node:4');
      window.picture(join(artifacts, 'belief.png'));
      await window.command('inspect 4');
      window.moveAway();
      await pause(400);
      expect((await window.look('node:4')) !== wrong, 'nobody tells of itself what the others believe');
      await window.click('All keys');
    }));
  await test('plots: G opens them below the ring; a press on one leads to its time; they follow it', () =>
    visit(['--no-demo', '--size', '1440x900', '--speed', '1', '--failures', '0'], async (window) => {
      await window.command('workload rate=400 reads=70 deletes=5 keys=30 skew=0.9');
      await window.titleSays(/[1-9][0-9] keys/);
      window.key('Escape');
      await pause(200);
      window.key('g');
      await window.boxOf('plot:throughput');
      await pause(2500);
      await window.command('kill 2');
      await pause(2500);
      await window.click('Pause');
      await window.click('plot:latency', 1, 0.5);
      await window.titleSays(/paused; the past, at/);
      await pause(900); // Until the tooltip is there.
      window.picture(join(artifacts, 'plots.png'));
      window.moveAway();
      await pause(300);
      const past = await window.look('plot:load');
      await window.click('Live');
      await window.click('Pause');
      window.moveAway();
      await pause(300);
      expect((await window.look('plot:load')) !== past, 'what was still to come has come');
      await window.click('Plots panel');
      await window.gone('plot:load');
    }));
  await test('key star: a key is marked by mouse, by key and by command, and its history leads through time', () =>
    visit(['--no-demo', '--size', '1440x900', '--speed', '0.02'], async (window) => {
      await window.command('star plum');
      await window.boxOf('watched:plum');
      const empty = await window.look('history:plum');
      await window.command('put plum blue');
      await window.command('put apple red');
      await window.titleSays(/2 keys; 0 operations/);
      expect((await window.look('history:plum')) !== empty, 'the history of its copies grows');
      await window.click('star:apple');
      await window.boxOf('watched:apple');
      await window.command('kill 2');
      await window.titleSays(/node 2 is down/);
      await window.click('history:plum', 1, 0.2);
      await window.titleSays(/paused; the past, at/);
      await pause(900); // Until the tooltip is there.
      window.picture(join(artifacts, 'stars.png'));
      await window.click('unstar:plum');
      await window.gone('watched:plum');
      await window.click('watched:apple', 1, 0.2);
      window.key('s');
      await window.gone('watched:apple');
      await window.click('Star key');
      await window.boxOf('watched:apple');
    }));
  await test('keys and commands: ? lists them all; what is sought is found by part of its name, or run as a command', () =>
    visit(['--no-demo', '--size', '1440x900'], async (window) => {
      window.key('question');
      await window.boxOf('action:Play or pause');
      window.picture(join(artifacts, 'palette.png'));
      window.type('LOAD AND');
      await window.gone('action:Play or pause');
      window.key('Return');
      await window.boxOf('plot:throughput');
      await window.gone('action:Plots of load and latency');
      window.key('question');
      await window.boxOf('action:Play or pause');
      window.type('kill 2');
      await window.boxOf('action:Run: kill 2');
      window.key('Return');
      await window.titleSays(/node 2 is down/);
      await window.click('Keys and commands');
      window.key('Down');
      window.key('Down');
      window.key('Escape');
      await window.gone('action:Play or pause');
      await window.titleSays(/node 2 is down/);
      window.shortcut('ctrl', 'k');
      await window.click('action:Undo');
      await window.titleSays(/^(?!.*is down)/);
    }));
  await test('promises: C opens them; a press leads to the moment of a loss, another to the next one', () =>
    visit(['--no-demo', '--size', '1440x900', '--speed', '1', '--failures', '1'], async (window) => {
      await window.command('workload rate=300 reads=60 keys=40');
      await window.titleSays(/[1-9][0-9] keys/);
      window.key('Escape');
      await pause(200);
      window.key('c');
      await window.boxOf('promise:lost');
      await window.command('workload stop');
      await pause(500);
      const kept = await window.look('promise:lost');
      for (const node of [0, 1, 2]) await window.command(`kill ${node}`);
      await window.titleSays(/nodes 0, 1, 2 are down/);
      window.moveAway();
      await pause(400);
      expect((await window.look('promise:lost')) !== kept, 'what was lost is counted');
      window.picture(join(artifacts, 'promises.png'));
      await window.click('promise:lost');
      await window.titleSays(/paused; the past, at/);
      const first = window.title();
      window.moveAway();
      await pause(400);
      window.picture(join(artifacts, 'promises-cause.png'));
      await window.click('promise:apart');
      await window.titleSays(/paused/);
      await window.click('Live');
      await window.click('promise:lost');
      await window.titleSays(/paused; the past, at/);
      expect(window.title() === first, 'from the present it is the first cause again');
      window.key('c');
      await window.gone('promise:lost');
    }));
  await test('replicas: R draws who keeps what of each range, and a node that dies leaves lines', () =>
    visit(['--no-demo', '--size', '1440x900', '--speed', '0.2'], async (window) => {
      await window.command('workload rate=2000 reads=10 keys=200');
      await window.titleSays(/[1-9][0-9]{2} keys/);
      await window.command('workload stop');
      await window.titleSays(/0 operations under way/);
      await window.command('pause');
      await window.titleSays(/paused/);
      window.key('Escape');
      window.moveAway();
      await pause(6000); // Until nothing is told any more.
      const plain = await window.look('ring');
      window.key('r');
      await pause(400);
      const whole = await window.look('ring');
      expect(whole !== plain, 'tracks are drawn');
      window.picture(join(artifacts, 'replicas-whole.png'));
      window.key('r');
      await pause(400);
      expect((await window.look('ring')) === plain, 'and drawn no more');
      window.key('r');
      await window.click('node:2');
      await window.titleSays(/node 2 is down/);
      window.moveAway();
      await pause(2000);
      window.picture(join(artifacts, 'replicas-down.png'));
    }));
};
