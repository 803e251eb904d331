// Files of keys and values, and traces: dropped on the page, or chosen through the file button. And what is saved.
'use strict';

(() => {
  const chooser = document.getElementById('file');
  const target = document.getElementById('drop');
  const k_bytesMax = 64 * 1024 * 1024;

  const load = async (files) => {
    for (const file of files) {
      try {
        if (file.size > k_bytesMax) throw new Error(`it has ${(file.size / 1048576).toFixed(0)} MiB, and at most 64 are read`);
        ringside.program.drop(file.name, new Uint8Array(await file.arrayBuffer()));
      } catch (fault) {
        if (ringside.notice.ended()) return;
        ringside.program.call('show_error', `${file.name} was not read: ${fault.message}.`);
      }
    }
    ringside.frames.request();
  };

  chooser.addEventListener('change', async () => {
    const files = [...chooser.files];
    chooser.value = ''; // So that the same file can be chosen again.
    await load(files);
  });
  ringside.frames.after(() => {
    const endings = ringside.program.text('take_file_request');
    if (!endings) return;
    chooser.accept = endings;
    chooser.click();
  });

  const save = (name, blob) => {
    const link = document.createElement('a');
    link.href = URL.createObjectURL(blob);
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
    ringside.program.call('tell_saved', name);
    ringside.frames.request();
  };
  ringside.frames.after(() => {
    const name = ringside.program.text('take_saved');
    if (name) save(name, new Blob([ringside.program.saved()]));
    // Now, since the canvas is empty after this turn.
    if (ringside.program.call('take_picture_request')) document.getElementById('canvas').toBlob((blob) => save('ringside.png', blob));
  });

  const carriesFiles = (event) => event.dataTransfer && [...event.dataTransfer.types].includes('Files');
  addEventListener('dragover', (event) => {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = 'copy';
    target.hidden = !ringside.program.running();
  });
  addEventListener('dragleave', (event) => {
    if (!event.relatedTarget) target.hidden = true;
  });
  addEventListener('drop', (event) => {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    target.hidden = true;
    if (ringside.program.running()) load([...event.dataTransfer.files]);
  });
})();
