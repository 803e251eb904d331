// The address is the run, or a step of a guide: its fragment is opened at the start and whenever it changes, and "Copy link" writes it.
'use strict';

(() => {
  const open = () => {
    // Other fragments are none of ours.
    if (!/^#[rg]/.test(location.hash) || !ringside.program.running()) return;
    ringside.program.call('open_link', location.href);
    ringside.frames.request();
  };
  addEventListener('hashchange', open);

  ringside.frames.after(() => {
    const fragment = ringside.program.text('take_link');
    if (!fragment) return;
    try {
      history.replaceState(null, '', fragment); // Which tells nobody that it has changed.
    } catch {
      // A page inside another one may not be allowed to; the clipboard has the link.
    }
    const link = location.href.split('#')[0] + fragment;
    const refused = () => ringside.program.call('show_error', 'The browser does not let this page copy to the clipboard; the address above is the link.');
    if (navigator.clipboard) navigator.clipboard.writeText(link).catch(refused);
    else refused();
  });

  // Part of another page: the whole program is a link away, with the run as it is then.
  const whole = new URL(location.href);
  if (whole.searchParams.get('embed') === '1') {
    const link = document.getElementById('open');
    whole.searchParams.delete('embed');
    const aim = () => {
      whole.hash = ringside.program.running() ? ringside.program.text('link') : '';
      link.href = whole.href;
    };
    for (const type of ['pointerenter', 'pointerdown', 'focus', 'click']) link.addEventListener(type, aim);
    link.href = whole.href;
    link.hidden = false;
    document.documentElement.classList.add('part');
  }

  ringside.link = { open };
})();
