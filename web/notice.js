// The card over the canvas: loading, what is missing here, what went wrong. And the one global of the page's scripts.
'use strict';
globalThis.ringside = {};

(() => {
  const part = (name) => document.getElementById(name);
  const words = []; // The program's last lines: they say why, when it ends.
  let ended = false;

  const show = ({ kind, title, text, detail = '', progress = null, button = false }) => {
    part('notice').hidden = false;
    part('notice').dataset.kind = kind;
    part('notice-title').textContent = title;
    part('notice-text').textContent = text;
    part('notice-detail').textContent = detail;
    part('notice-detail').hidden = !detail;
    part('notice-button').hidden = !button;
    const bar = part('notice-progress');
    bar.hidden = progress === null;
    if (progress >= 0 && progress !== null) bar.value = progress;
    else bar.removeAttribute('value');
  };
  part('notice-button').addEventListener('click', () => location.reload());

  ringside.notice = {
    /// part: 0 … 1, or -1 where it is not known how much is to come.
    loading(text, part) {
      if (!ended) show({ kind: 'loading', title: 'Ringside', text, progress: part });
    },
    /// Something that this browser lacks: nothing is broken, and reloading does not help.
    missing(title, text) {
      if (ended) return;
      ended = true;
      document.documentElement.dataset.state = 'failed';
      show({ kind: 'problem', title, text });
    },
    /// Over the picture, until done() takes it away.
    over(title, text) {
      if (!ended) show({ kind: 'over', title, text });
    },
    /// The program ended. The first cause counts: what follows comes of it.
    crashed(cause) {
      if (ended) return;
      ended = true;
      document.documentElement.dataset.state = 'failed';
      console.error(cause);
      show({
        kind: 'problem',
        title: 'Ringside stopped',
        text: 'A fault in the program ended it. Reloading starts it anew; what was stored in this run is gone.',
        detail: [...words, String((cause && cause.message) || cause)].join('\n'),
        button: true,
      });
    },
    done() {
      if (!ended) part('notice').hidden = true;
    },
    heard(line) {
      words.push(line);
      if (words.length > 12) words.shift();
    },
    ended: () => ended,
  };

  addEventListener('error', (event) => {
    // Neither a browser's remark about its own layout nor an extension's fault is ours.
    if (!event.error && /ResizeObserver/.test(event.message)) return;
    if (/^[a-z-]+-extension:/.test(event.filename)) return;
    ringside.notice.crashed(event.error || event.message);
  });
  addEventListener('unhandledrejection', (event) => ringside.notice.crashed(event.reason));
})();
