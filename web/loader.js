// Chooses the program that fits this browser (with threads, or without), loads it with visible progress and starts it.
// Runs last of the page's scripts; in the single file the program follows it, and starts if Module is there.
'use strict';

(() => {
  const single = document.documentElement.dataset.build === 'single';
  const programs = JSON.parse(document.querySelector('meta[name="ringside-programs"]').content);
  const address = new URLSearchParams(location.search);
  const k_guard = 'ringside-reloaded';

  const media = (query) => matchMedia(`(${query})`);
  const darkWanted = media('prefers-color-scheme: dark');
  const calmWanted = media('prefers-reduced-motion: reduce');
  const theme = ['dark', 'light'].includes(address.get('theme')) ? address.get('theme') : null;
  const showTheme = (dark) => {
    document.documentElement.dataset.theme = dark ? 'dark' : 'light';
  };
  if (theme) showTheme(theme === 'dark');

  // The tour, once for each visitor; not inside another page, nor for who comes for a run. Storage may be forbidden: then
  // nobody is shown it again and again.
  const k_tour = 'ringside-tour';
  const tourWanted = () => {
    try {
      return window === top && !/^#[rg]/.test(location.hash) && !localStorage.getItem(k_tour);
    } catch {
      return false;
    }
  };
  const rememberTour = () => {
    try {
      localStorage.setItem(k_tour, 'seen');
    } catch {
      // Then it is not wanted either.
    }
  };

  // The smallest module with a try and a catch: what the program is compiled to needs them.
  const k_tryCatch = [0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 10, 8, 1, 6, 0, 6, 64, 25, 11, 11];
  const whatIsMissing = () => {
    if (typeof WebAssembly !== 'object') {
      return ['This browser has no WebAssembly', 'Ringside runs as WebAssembly inside the page. It may be switched off in the settings, or the browser is too old.'];
    }
    if (!WebAssembly.validate(new Uint8Array(k_tryCatch))) {
      return ['This browser is too old', 'Ringside needs WebAssembly exceptions: Chrome or Edge 95, Firefox 100, Safari 15.2, or newer.'];
    }
    const trial = document.createElement('canvas').getContext('webgl2');
    if (!trial) {
      return ['This browser gives no WebGL2', 'Ringside draws with WebGL2. Switch on hardware acceleration in the browser’s settings, or try another browser.'];
    }
    const loss = trial.getExtension('WEBGL_lose_context');
    if (loss) loss.loseContext(); // A browser keeps only a few contexts.
    return null;
  };

  const guard = {
    // Storage may be forbidden, as in a sandboxed frame.
    raised() {
      try {
        return sessionStorage.getItem(k_guard) !== null;
      } catch {
        return true;
      }
    },
    raise() {
      try {
        sessionStorage.setItem(k_guard, '1');
        return true;
      } catch {
        return false;
      }
    },
    lower() {
      try {
        sessionStorage.removeItem(k_guard);
      } catch {
        // Nothing was stored either.
      }
    },
  };

  /// Resolves to the sentence why there are no threads here, or to '' where there are. Reloads the page, at most once,
  /// where a service worker can make them possible.
  const whyNoThreads = async () => {
    if (address.get('threads') === 'off') return 'Threads are switched off in this page’s address.';
    if (!programs.threads) return 'This site was built without threads.';
    if (crossOriginIsolated && typeof SharedArrayBuffer === 'function') {
      guard.lower();
      return '';
    }
    if (!isSecureContext) return 'Threads need https, or a page from this machine itself.';
    // Nothing is set up for a part of another page, and nothing reloaded.
    if (window !== top || address.get('embed') === '1') return 'Threads need a page of its own: the page around this one does not allow them.';
    if (!('serviceWorker' in navigator)) return 'Threads need headers that this server does not send, and this window allows no service worker, as private windows do.';
    const refused = 'Threads need headers that this server does not send, and this browser does not let a service worker add them.';
    if (navigator.serviceWorker.controller || guard.raised()) return refused;
    ringside.notice.loading('Preparing threads', -1);
    try {
      await navigator.serviceWorker.register('coi-sw.js');
      const patience = new Promise((_, reject) => setTimeout(() => reject(new Error('it did not start')), 5000));
      await Promise.race([navigator.serviceWorker.ready, patience]);
    } catch {
      return refused;
    }
    if (!guard.raise()) return refused;
    location.reload();
    return new Promise(() => {});
  };

  const megabytes = (bytes) => (bytes / 1e6).toFixed(1);

  /// The program's file as it arrives; the bytes are counted as they pass.
  const receive = async (url, bytesExpected) => {
    const response = await fetch(url);
    if (!response.ok) throw new Error(`${url}: the server answers ${response.status}`);
    let received = 0;
    const count = new TransformStream({
      transform(chunk, out) {
        received += chunk.length;
        ringside.notice.loading(`Loading ${megabytes(received)} of ${megabytes(bytesExpected)} MB`, received / bytesExpected);
        out.enqueue(chunk);
      },
      flush: () => ringside.notice.loading('Starting', -1),
    });
    return new Response(response.body.pipeThrough(count), { headers: { 'Content-Type': 'application/wasm' } });
  };

  const start = (reason) => {
    if (!address.has('tour') && tourWanted()) address.set('tour', 'on');
    const problem = ringside.program.create(Module, {
      address: [...address].map(([name, value]) => `${name}=${value}`).join('\n'),
      whyNoThreads: reason,
      dark: theme ? theme === 'dark' : darkWanted.matches,
      reducedMotion: calmWanted.matches,
      mac: ringside.keyboard.mac,
    });
    if (problem) return ringside.notice.missing('There is no picture', problem);
    darkWanted.addEventListener('change', () => {
      ringside.program.call('set_dark', +darkWanted.matches);
      ringside.frames.request();
    });
    calmWanted.addEventListener('change', () => {
      ringside.program.call('set_reduced_motion', +calmWanted.matches);
      ringside.frames.request();
    });
    ringside.frames.after(() => ringside.program.call('take_tour_ended') && rememberTour());
    ringside.frames.after(() => showTheme(ringside.program.call('dark') === 1));
    ringside.frames.start();
    ringside.link.open();
    document.getElementById('mirror').hidden = false;
    document.documentElement.dataset.state = 'running';
    ringside.notice.done();
    requestAnimationFrame(() => performance.mark('ringside-first-frame'));
  };

  const load = (name, reason) => {
    // Workers that are ready when the program starts; more are made when it asks for them.
    globalThis.poolSize = Math.min(navigator.hardwareConcurrency || 2, 4);
    globalThis.Module = {
      print: (line) => ringside.notice.heard(line),
      printErr(line) {
        ringside.notice.heard(line);
        console.warn(line);
      },
      onAbort: (what) => ringside.notice.crashed(what),
      onRuntimeInitialized: () => start(reason),
    };
    document.documentElement.dataset.threads = name === 'threads' ? 'on' : 'off';
    if (single) return;
    const version = `?v=${programs.version}`;
    const wasm = receive(`ringside-${name}.wasm${version}`, programs[name]);
    Module.instantiateWasm = (imports, done) => {
      wasm
        .then((response) => WebAssembly.instantiateStreaming(response, imports))
        .then(({ instance, module }) => done(instance, module))
        .catch((fault) => ringside.notice.crashed(fault));
      return {};
    };
    const script = document.createElement('script');
    script.src = `ringside-${name}.js${version}`;
    script.addEventListener('error', () => ringside.notice.crashed(`${script.src} could not be loaded`));
    document.head.append(script);
  };

  const missing = whatIsMissing();
  if (missing) {
    ringside.notice.missing(...missing);
  } else if (single) {
    load('single', 'Threads need a page from a server; this is the single file.');
  } else {
    ringside.notice.loading('Loading', -1);
    whyNoThreads().then((reason) => load(reason ? 'nothreads' : 'threads', reason));
  }
})();
