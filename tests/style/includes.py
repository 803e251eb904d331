"""Includes point one way only (docs and headers call it the layering of the core)."""
import re

from rule import Rule
from tree import lines, sources, without_comments

LAYERS = {
    "base": "",
    "ring": "base",
    "version": "base",
    "trace": "base ring version",
    "store": "base ring version",
    "node": "base ring version store trace",
    "client": "base ring version store trace node",
    "host": "base ring version store trace node client",
    "sim": "base ring version store trace node client host",
    "runtime": "base ring version store trace node client host",
    "pbs": "base ring version store trace node client host sim",
    "scenario": "base ring version store trace node client host",
    "trial": "base ring version store trace node client host sim check scenario",
    "check": "base ring version store trace node client host scenario",  # for its readers of text
}
# The view reads the world and posts commands; the outcome of an operation is part of what it reads.
VIEW = "base ring trace host scenario"
VIEW_HEADERS = ("core/client/operation.h", "core/pbs/measure.h")  # what a read may see is foretold there
PORTABLE_ONLY = re.compile(r"#\s*include\s*[<\"](emscripten|GL/|GLES|GLFW|imgui|X11|unistd|pthread|sys/|windows)")
ASKS_THE_SYSTEM = "core/runtime/process_barrier.cpp"
GENERATED = "embedded.h"  # what embed_files writes
INCLUDE = re.compile(r'#\s*include\s*"([^"]+)"')


def included(text):
    for number, line in lines(without_comments(text, strings_too=False)):
        found = INCLUDE.match(line.strip())
        if found:
            yield number, found.group(1)


def core_layers(files):
    for path, text in sources(files, "core/"):
        layer = path.split("/")[1]
        if layer not in LAYERS:
            yield f"{path}: core/{layer} is no known layer; tests/style/includes.py lists them"
            continue
        allowed = set(LAYERS[layer].split()) | {layer}
        for number, header in included(text):
            parts = header.split("/")
            if header == GENERATED:
                continue
            if parts[0] != "core":
                yield f"{path}:{number}: the core includes {header}; it may include only core/…"
            elif parts[1] not in allowed:
                yield f"{path}:{number}: core/{layer} may not include core/{parts[1]} (only {' '.join(sorted(allowed))})"
        for number, line in lines(text):
            if PORTABLE_ONLY.match(line.strip()) and path != ASKS_THE_SYSTEM:
                yield f"{path}:{number}: the core knows no platform: {line.strip()}"


def view_layers(files):
    allowed = set(VIEW.split())
    for path, text in sources(files, "view/"):
        for number, header in included(text):
            parts = header.split("/")
            if parts[0] == "core" and parts[1] not in allowed and header not in VIEW_HEADERS:
                yield f"{path}:{number}: the view may not include {header} (only core/ {VIEW}, {' '.join(VIEW_HEADERS)})"
            elif parts[0] in ("native", "web", "tests", "bench"):
                yield f"{path}:{number}: the view may not include {header}: programs use the view, not the view them"


def from_the_root(files):
    for path, text in sources(files):
        for number, header in included(text):
            if "/" not in header and header != GENERATED and not header.startswith("imgui"):
                yield f'{path}:{number}: write the path from the root: #include "{path.rsplit("/", 1)[0]}/{header}"'
            elif header.startswith("."):
                yield f"{path}:{number}: {header} climbs; write the path from the root of the tree"


RULES = [
    Rule("includes between the folders of the core point one way", core_layers,
         bad=[{"core/base/a.h": '#include "core/ring/ring.h"\n'},
              {"core/trace/a.h": '#include "core/node/node.h"\n'},
              {"core/node/a.cpp": '#include "core/host/host.h"\n'},
              {"core/sim/a.cpp": '#include "core/runtime/worker.h"\n'},
              {"core/store/a.h": '#include "view/app/app.h"\n'},
              {"core/store/a.h": "#include <GLFW/glfw3.h>\n"},
              {"core/unheard_of/a.h": ""}],
         good=[{"core/node/a.h": '#include "core/node/b.h"\n#include "core/base/ids.h"\n// #include "view/a.h"\n'}]),
    Rule("the view includes only what tells it of the world, and no program", view_layers,
         bad=[{"view/app/a.h": '#include "core/node/node.h"\n'},
              {"view/app/a.h": '#include "core/client/session.h"\n'},
              {"view/app/a.h": '#include "native/window.h"\n'}],
         good=[{"view/app/a.h": '#include "core/trace/world.h"\n#include "core/client/operation.h"\n'}]),
    Rule("our headers are included by their path from the root", from_the_root,
         bad=[{"view/app/a.cpp": '#include "a.h"\n'}, {"core/ring/a.cpp": '#include "../base/ids.h"\n'}],
         good=[{"view/app/a.cpp": '#include "view/app/a.h"\n#include "embedded.h"\n#include <vector>\n'}]),
]
