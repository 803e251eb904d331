// The picture in words: each node as a real button, the state of the cluster as a sentence, and news for screen readers.
'use strict';

(() => {
  const k_millisecondsBetween = 400;
  const k_newsMillisecondsBetween = 2500; // A screen reader needs time to finish a sentence.
  const status = document.getElementById('status');
  const narration = document.getElementById('narration');
  const list = document.getElementById('nodes');
  const buttons = new Map();
  let updated = -Infinity;
  let toldAt = -Infinity;
  let timer = 0;

  const setText = (element, text) => {
    if (element.textContent !== text) element.textContent = text;
  };
  const buttonOf = (id) => {
    if (buttons.has(id)) return buttons.get(id);
    const button = document.createElement('button');
    button.type = 'button';
    button.dataset.node = id;
    button.addEventListener('click', () => {
      ringside.program.call('press_node', Number(id));
      ringside.frames.request();
      update();
    });
    const item = document.createElement('li');
    item.append(button);
    list.append(item);
    buttons.set(id, button);
    return button;
  };

  const update = () => {
    if (!ringside.program.running()) return;
    updated = performance.now();
    setText(status, ringside.program.text('status'));
    const seen = new Set();
    for (const line of ringside.program.text('nodes').split('\n').filter(Boolean)) {
      const [id, state, label, words, action] = line.split('\t');
      const button = buttonOf(id);
      button.dataset.state = state;
      button.title = action;
      setText(button, `${label}, ${words}`);
      seen.add(id);
    }
    for (const [id, button] of buttons) {
      if (seen.has(id)) continue;
      button.parentElement.remove();
      buttons.delete(id);
    }
    if (updated - toldAt < k_newsMillisecondsBetween) return void later(toldAt + k_newsMillisecondsBetween - updated);
    const news = ringside.program.text('narration');
    if (news === narration.textContent) return;
    narration.textContent = news;
    toldAt = updated;
  };
  const later = (milliseconds) => {
    clearTimeout(timer);
    timer = setTimeout(update, milliseconds);
  };
  ringside.frames.after(() => {
    const wait = updated + k_millisecondsBetween - performance.now();
    if (wait <= 0) update();
    else later(wait);
  });
})();
