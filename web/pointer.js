// Mouse, pen and finger on the canvas, the wheel, and the cursor's shape.
'use strict';

(() => {
  const canvas = document.getElementById('canvas');
  const [k_move, k_press, k_release, k_leave] = [0, 1, 2, 3];
  const k_buttons = [0, 2, 1]; // The browser counts left, middle, right; ImGui left, right, middle.
  let cursor = '';

  const send = (what) => (event) => {
    if (!ringside.program.running()) return;
    const touch = event.pointerType === 'touch';
    if (touch && !event.isPrimary) return;
    if (what === k_press) {
      ringside.keyboard.takeFocus();
      if (canvas.setPointerCapture) canvas.setPointerCapture(event.pointerId);
    }
    const box = canvas.getBoundingClientRect();
    const button = k_buttons[event.button] ?? 0;
    ringside.program.call('pointer', what, event.clientX - box.left, event.clientY - box.top, button, +touch);
    // A phone shows its keyboard, and any browser its file dialog, only if asked while the gesture is handled.
    if (what === k_release && touch) ringside.frames.now(3);
    else ringside.frames.request();
    event.preventDefault();
  };
  canvas.addEventListener('pointermove', send(k_move));
  canvas.addEventListener('pointerdown', send(k_press));
  canvas.addEventListener('pointerup', send(k_release));
  canvas.addEventListener('pointercancel', send(k_release));
  canvas.addEventListener('pointerleave', send(k_leave));
  canvas.addEventListener('contextmenu', (event) => event.preventDefault());
  // Keeps the browser from making mouse events of a touch, and from taking the focus away.
  canvas.addEventListener('touchend', (event) => event.cancelable && event.preventDefault(), { passive: false });
  canvas.addEventListener('mousedown', (event) => event.preventDefault());

  canvas.addEventListener(
    'wheel',
    (event) => {
      if (!document.getElementById('open').hidden) return; // The page around it scrolls.
      event.preventDefault();
      if (!ringside.program.running()) return;
      const steps = [1 / 100, 1 / 3, 10][event.deltaMode] ?? 1 / 100;
      ringside.program.call('wheel', -event.deltaX * steps, -event.deltaY * steps);
      ringside.frames.request();
    },
    { passive: false },
  );

  ringside.frames.after(() => {
    const now = ringside.program.text('cursor');
    if (now !== cursor) canvas.style.cursor = cursor = now;
  });
})();
