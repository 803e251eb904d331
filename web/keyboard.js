// Keys, typed text, the soft keyboard, copy and paste. Text comes through an unseen text area while a field of the canvas
// has the caret: that brings input methods and phones' keyboards. Tab leaves the canvas unless a field has the caret.
'use strict';

(() => {
  const canvas = document.getElementById('canvas');
  const field = document.getElementById('text-field');
  const mac = /Mac|iP(hone|ad|od)/.test(navigator.platform || '');
  const k_filler = '.'; // Deleting in an empty text area tells nobody: it always holds something.
  const held = new Set();
  let typing = false;

  const focused = () => document.activeElement === canvas || document.activeElement === field;
  const refill = () => {
    field.value = k_filler;
    field.setSelectionRange(1, 1);
  };
  const send = (code, down) => ringside.program.call('key', code, +down);
  const strike = (code) => {
    send(code, true);
    send(code, false);
    ringside.frames.request();
  };
  const modifiers = (event) =>
    ringside.program.call('modifiers', +event.ctrlKey, +event.shiftKey, +event.altKey, +event.metaKey);
  const command = (event) => (mac ? event.metaKey : event.ctrlKey);
  // Letters by what is written on the key, so that Control+A is where the layout has its A.
  const codeOf = (event) => (/^[a-zA-Z]$/.test(event.key) ? `Key${event.key.toUpperCase()}` : event.code);

  const letterOrDigit = (event) => event.key.length === 1;

  const onKeyDown = (event) => {
    if (!ringside.program.running() || event.isComposing || event.keyCode === 229) return;
    modifiers(event);
    const letter = event.key.length === 1 && !event.ctrlKey && !event.metaKey;
    if (event.key === 'Tab' && !typing) return; // On to the next element of the page.
    if (command(event) && /^[vV]$/.test(event.key)) return; // A paste event follows.
    const code = codeOf(event);
    send(code, true);
    // With Command down, a Mac never says that another key was let go.
    if (event.metaKey && letterOrDigit(event)) send(code, false);
    else held.add(code);
    if (letter && document.activeElement !== field) ringside.program.call('text', event.key);
    ringside.frames.request();
    const browsers = /^F\d+$/.test(event.key) || ((event.ctrlKey || event.metaKey) && !/^[ackxzyACKXZY]$/.test(event.key));
    // In the text area a letter goes on to become text, in any script.
    if (!browsers && !(letter && document.activeElement === field)) event.preventDefault();
  };
  const onKeyUp = (event) => {
    if (!ringside.program.running()) return;
    modifiers(event);
    const code = codeOf(event);
    held.delete(code);
    send(code, false);
    ringside.frames.request();
  };
  const releaseAll = () => {
    if (!ringside.program.running()) return;
    for (const code of held) send(code, false);
    held.clear();
    ringside.program.call('modifiers', 0, 0, 0, 0);
    ringside.frames.request();
  };
  // With the focus nowhere the keys are the canvas's too, so that they work before the first click.
  const ours = (handler) => (event) => {
    if (focused() || document.activeElement === document.body) handler(event);
  };
  addEventListener('keydown', ours(onKeyDown));
  addEventListener('keyup', ours(onKeyUp));
  addEventListener('blur', releaseAll);
  for (const element of [canvas, field]) element.addEventListener('blur', releaseAll);

  field.addEventListener('beforeinput', (event) => {
    if (event.isComposing || event.inputType.includes('omposition')) return;
    event.preventDefault();
    if (!ringside.program.running()) return;
    if (event.inputType.startsWith('insertText') && event.data) ringside.program.call('text', event.data);
    else if (event.inputType === 'insertReplacementText' && event.data) ringside.program.call('text', event.data);
    else if (event.inputType === 'insertLineBreak' || event.inputType === 'insertParagraph') strike('Enter');
    else if (event.inputType.startsWith('deleteContentBackward')) strike('Backspace');
    else if (event.inputType.startsWith('deleteContentForward')) strike('Delete');
    ringside.frames.request();
  });
  field.addEventListener('compositionend', (event) => {
    if (event.data && ringside.program.running()) ringside.program.call('text', event.data);
    refill();
    ringside.frames.request();
  });
  addEventListener('paste', (event) => {
    if (!focused() || !ringside.program.running()) return;
    event.preventDefault();
    const text = event.clipboardData ? event.clipboardData.getData('text/plain') : '';
    if (text) ringside.program.call('paste', text);
    ringside.frames.request();
  });

  ringside.frames.after(() => {
    const copied = ringside.program.text('take_copied');
    if (copied && navigator.clipboard) {
      navigator.clipboard
        .writeText(copied)
        .catch(() => ringside.program.call('show_error', 'The browser does not let this page copy to the clipboard.'));
    }
    const wants = ringside.program.call('wants_text') === 1;
    if (wants) {
      field.style.left = `${Math.max(ringside.program.call('caret_x'), 0)}px`;
      field.style.top = `${Math.max(ringside.program.call('caret_y'), 0)}px`;
    }
    if (wants === typing) return;
    typing = wants;
    if (wants && document.activeElement === canvas) {
      refill();
      field.focus({ preventScroll: true });
    } else if (!wants && document.activeElement === field) {
      canvas.focus({ preventScroll: true });
    }
  });

  ringside.keyboard = {
    mac,
    takeFocus() {
      if (!focused()) (typing ? field : canvas).focus({ preventScroll: true });
    },
  };
})();
