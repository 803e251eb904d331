// When frames are drawn: while the program wants them, and a few after any input. Else nothing runs. Also the canvas's
// size, and the graphics context's loss and return.
'use strict';

(() => {
  const canvas = document.getElementById('canvas');
  const afterFrame = [];
  const k_framesAfterInput = 4; // ImGui takes a press and a release in separate frames, and lays out in two.
  let wanted = 0;
  let scheduled = false;
  let lost = false;
  let drawn = 0;

  const draw = (milliseconds) => {
    if (lost || !ringside.program.running()) return;
    try {
      if (ringside.program.call('frame', milliseconds / 1000)) wanted = Math.max(wanted, 1);
      drawn++;
      for (const hook of afterFrame) hook();
    } catch (fault) {
      ringside.notice.crashed(fault);
    }
  };
  const schedule = () => {
    if (scheduled || lost || wanted <= 0) return;
    scheduled = true;
    requestAnimationFrame(() => {
      scheduled = false;
      wanted--;
      draw(performance.now());
      schedule();
    });
  };

  ringside.frames = {
    request(frames = k_framesAfterInput) {
      wanted = Math.max(wanted, frames);
      schedule();
    },
    /// Draws at once: for what must happen inside the handler of a person's gesture.
    now(frames = 1) {
      for (let i = 0; i < frames; i++) draw(performance.now());
      this.request();
    },
    after: (hook) => afterFrame.push(hook),
    drawn: () => drawn,
    start,
  };

  // A canvas whose size was set is empty: draw in the same turn, so that no empty picture is ever shown.
  const fit = (width, height) => {
    const ratio = devicePixelRatio || 1;
    if (canvas.width !== width || canvas.height !== height) {
      canvas.width = width;
      canvas.height = height;
    }
    ringside.program.call('resize', width, height, ratio);
    ringside.frames.now();
  };
  const fitToStyle = () => {
    const box = canvas.getBoundingClientRect();
    const ratio = devicePixelRatio || 1;
    fit(Math.max(Math.round(box.width * ratio), 1), Math.max(Math.round(box.height * ratio), 1));
  };
  const observeSize = () => {
    const observer = new ResizeObserver(([entry]) => {
      // The exact box, where it agrees with the ratio: under an emulated ratio it does not.
      const exact = entry.devicePixelContentBoxSize && entry.devicePixelContentBoxSize[0];
      const expected = canvas.getBoundingClientRect().width * (devicePixelRatio || 1);
      if (exact && Math.abs(exact.inlineSize - expected) < 1.5 && exact.blockSize > 0) {
        fit(exact.inlineSize, exact.blockSize);
      } else {
        fitToStyle();
      }
    });
    try {
      observer.observe(canvas, { box: 'device-pixel-content-box' });
    } catch {
      observer.observe(canvas);
    }
    // A window that moves to another screen may change its ratio and nothing else.
    const watchRatio = () =>
      matchMedia(`(resolution: ${devicePixelRatio}dppx)`).addEventListener(
        'change',
        () => {
          fitToStyle();
          watchRatio();
        },
        { once: true },
      );
    watchRatio();
  };

  canvas.addEventListener('webglcontextlost', (event) => {
    event.preventDefault(); // Else it never comes back.
    if (!ringside.program.running()) return;
    lost = true;
    ringside.program.call('graphics_lost');
    ringside.notice.over('The picture is gone for a moment', 'The browser took the graphics back. It returns as soon as the browser allows.');
  });
  canvas.addEventListener('webglcontextrestored', () => {
    if (!ringside.program.running()) return;
    lost = false;
    ringside.program.call('graphics_restored');
    const problem = ringside.program.text('problem');
    if (problem) return ringside.notice.crashed(problem);
    ringside.notice.done();
    ringside.frames.now();
  });
  document.addEventListener('visibilitychange', () => document.hidden || ringside.frames.request());

  function start() {
    fitToStyle();
    observeSize();
  }
})();
