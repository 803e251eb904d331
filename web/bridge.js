// Calls of the page's program, with strings turned both ways.
'use strict';

(() => {
  let module = null;
  let page = 0;

  const call = (name, ...values) => {
    const pointers = [];
    const plain = values.map((value) => {
      if (typeof value !== 'string') return value;
      pointers.push(module.stringToNewUTF8(value));
      return pointers[pointers.length - 1];
    });
    try {
      return module[`_ringside_${name}`](page, ...plain);
    } finally {
      for (const pointer of pointers) module._free(pointer);
    }
  };

  ringside.program = {
    /// Makes the program on the canvas. Gives the sentence why there is no picture, or ''.
    create(loaded, { address, whyNoThreads, dark, reducedMotion, mac }) {
      module = loaded;
      const words = [address, whyNoThreads].map((text) => module.stringToNewUTF8(text));
      page = module._ringside_create(...words, +dark, +reducedMotion, +mac);
      for (const pointer of words) module._free(pointer);
      return this.text('problem');
    },
    running: () => page !== 0 && !ringside.notice.ended(),
    /// program.call('press_node', 3) is ringside_press_node(page, 3) of web/main.cpp.
    call,
    text: (name, ...values) => module.UTF8ToString(call(name, ...values)),
    /// A copy of the bytes of the file that take_saved named.
    saved() {
      const bytes = new Uint8Array(module.wasmMemory.buffer, call('saved_bytes'), call('saved_size'));
      return bytes.slice();
    },
    /// Hands over a file's bytes, whatever they are.
    drop(name, bytes) {
      const pointer = module._malloc(Math.max(bytes.length, 1));
      new Uint8Array(module.wasmMemory.buffer).set(bytes, pointer);
      try {
        call('drop', name, pointer, bytes.length);
      } finally {
        module._free(pointer);
      }
    },
  };

  // For tests: where things lie, and what the program says of itself.
  ringside.uiMap = () => JSON.parse(ringside.program.text('ui_map'));
  ringside.status = () => ringside.program.text('status');
})();
