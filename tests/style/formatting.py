"""clang-format 14 decides the layout: another version would lay out some lines differently."""
import os
import re
import shutil
import subprocess
from concurrent.futures import ThreadPoolExecutor

from rule import Rule
from tree import sources

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))


def formatter():
    beside = os.path.join(ROOT, ".deps/clang-format/clang-format-14")
    for program in ("clang-format-14", beside, "clang-format"):
        found = shutil.which(program)
        if found and re.search(r"version 14\.", subprocess.run([found, "--version"], capture_output=True, text=True).stdout):
            return found
    return None


def formatted(files):
    program = formatter()
    if not program:
        yield "clang-format 14 is not here: ./run setup installs it"
        return

    def differs(source):
        path, text = source
        return text != subprocess.run([program, f"--assume-filename={os.path.join(ROOT, path)}"], input=text,
                                      capture_output=True, text=True, check=True).stdout

    checked = list(sources(files))
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        wrong = [path for (path, _), bad in zip(checked, pool.map(differs, checked)) if bad]
    if wrong:
        yield f"not laid out as .clang-format says: {os.path.basename(program)} -i {' '.join(wrong)}"


RULES = [
    Rule("clang-format 14 would change nothing", formatted, bad=[{"core/a/a.cpp": "int  f( ){return 1 ;}\n"}],
         good=[{"core/a/a.cpp": "int f() { return 1; }\n"}]),
]
