"""Rules about files as a whole: their size, their place in the build, their words."""
import os
import re
import statistics

from rule import Rule
from tree import is_code, lines, sources

LINES_MAX = 500
LINES_NOTICED = 400
LINES_MEDIAN_MAX = 200
UNFINISHED = re.compile(r"\b(TO" + r"DO|FIX" + r"ME|XX" + r"X|HA" + r"CK)\b")
LISTED = re.compile(r"[\w./${}-]+\.(?:cpp|cc|c)\b")
TEST_CASE = re.compile(r'\b(?:TEST_CASE|TEST_CASE_METHOD|SCENARIO|TEMPLATE_TEST_CASE)\s*\(\s*(?:\w+\s*,\s*)?'
                       r'"((?:[^"\\]|\\.)*)"(?:\s*"(?:[^"\\]|\\.)*")*\s*(?:,\s*"((?:[^"\\]|\\.)*)")?')


def line_counts(files):
    return {path: text.count("\n") for path, text in files.items() if is_code(path)}


def too_long(files):
    for path, count in line_counts(files).items():
        if count > LINES_MAX:
            yield f"{path}: {count} lines, {LINES_MAX} at most: there is more than one idea in it"


def median_length(files):
    counts = [text.count("\n") for _, text in sources(files)]
    if counts and statistics.median(counts) > LINES_MEDIAN_MAX:
        yield f"the median C++ file has {statistics.median(counts)} lines, {LINES_MEDIAN_MAX} at most"


def notices(files):
    """Not a rule: files that grow towards the limit."""
    return [f"{path}: {count} lines" for path, count in line_counts(files).items() if LINES_NOTICED < count <= LINES_MAX]


def listed_in_cmake(files):
    listed = set()
    for path, text in files.items():
        if os.path.basename(path) == "CMakeLists.txt":
            folder = os.path.dirname(path)
            for number, line in lines(text):
                line = line.split("#")[0]
                if re.search(r"file\s*\(\s*GLOB", line):
                    yield f"{path}:{number}: sources are listed, not globbed"
                for name in LISTED.findall(line):
                    listed.add(os.path.normpath(os.path.join(folder, name)))
    for path in files:
        if path.endswith(".cpp") and path not in listed:
            yield f"{path}: no CMakeLists.txt above it lists it, so it is never built"


def unfinished(files):
    for path, text in files.items():
        for number, line in lines(text):
            found = UNFINISHED.search(line)
            if found:
                yield f"{path}:{number}: {found.group(0)}: finish it, or say it in an issue"


def headers_guard(files):
    for path, text in files.items():
        if path.endswith(".h") and "#pragma once" not in text:
            yield f"{path}: a header starts with #pragma once"


def headers_speak(files):
    for path, text in files.items():
        if path.startswith("core/") and path.endswith(".h") and "///" not in text:
            yield f"{path}: no doc comment (///): a header says what it is for, its contract, units, errors and threads"


def test_names(files):
    for path, text in sources(files, "tests/"):
        for found in TEST_CASE.finditer(text):
            name, tags = found.group(1), found.group(2) or ""
            folder = path.split("/")[1]
            where = f"{path}:{text.count(chr(10), 0, found.start()) + 1}"
            if not re.match(r"[^:]+: \S", name):
                yield f'{where}: "{name}" does not say `unit: behaviour in plain words`'
            if f"[{folder}]" not in tags:
                yield f'{where}: "{name}" lacks the tag of its folder, [{folder}]'
            if re.search(r"\[(\.|!mayfail|!shouldfail)", tags):
                yield f'{where}: "{name}" is tagged {tags}: a test that may fail, or that is never run, is none'


def skipped_tests(files):
    for path, text in files.items():
        if path.startswith("tests/") and not path.startswith("tests/style/"):
            for number, line in lines(text):
                if re.search(r"^\s*SKIP\s*\(|\.(skip|only|fixme)\s*\(|\btest\.todo\b", line):
                    yield f"{path}:{number}: a skipped check: {line.strip()}"


def clean_text(files):
    for path, text in files.items():
        if not is_code(path) and not path.endswith((".md", ".json", ".txt")):
            continue
        if text and not text.endswith("\n"):
            yield f"{path}: the last line has no end"
        for number, line in lines(text):
            if line.endswith((" ", "\t", "\r")):
                yield f"{path}:{number}: blanks at the end of the line"


def lockfile(files):
    text = files.get("package-lock.json", "")
    if '"resolved"' in text:
        yield "package-lock.json: it names hosts: npm install --package-lock-only --omit-lockfile-registry-resolved"


RULES = [
    Rule(f"no file has more than {LINES_MAX} lines", too_long,
         bad=[{"core/a/a.cpp": "x\n" * (LINES_MAX + 1)}, {"web/a.js": "x\n" * (LINES_MAX + 1)}],
         good=[{"core/a/a.cpp": "x\n" * LINES_MAX, "docs/a.md": "x\n" * 900}]),
    Rule(f"half of the C++ files have at most {LINES_MEDIAN_MAX} lines", median_length,
         bad=[{"core/a/a.cpp": "x\n" * 201, "core/a/b.cpp": "x\n" * 300, "core/a/c.h": "x\n"}],
         good=[{"core/a/a.cpp": "x\n" * 201, "core/a/b.cpp": "x\n" * 20, "core/a/c.h": "x\n"}]),
    Rule("every source is listed in a CMakeLists.txt", listed_in_cmake,
         bad=[{"core/CMakeLists.txt": "add_library(a base/a.cpp)", "core/base/a.cpp": "", "core/base/b.cpp": ""},
              {"core/CMakeLists.txt": "add_library(a)  # base/a.cpp", "core/base/a.cpp": ""},
              {"core/CMakeLists.txt": "file(GLOB all base/*.cpp)"}],
         good=[{"core/CMakeLists.txt": "add_library(a\n  base/a.cpp\n)", "core/base/a.cpp": ""}]),
    Rule("no word marks unfinished work", unfinished,
         bad=[{"core/a/a.cpp": "// TO" + "DO later\n"}, {"web/a.js": "// FIX" + "ME\n"}],
         good=[{"core/a/a.cpp": "// a hackney carriage\n"}]),
    Rule("every header can be included twice", headers_guard, bad=[{"core/a/a.h": "int f();\n"}],
         good=[{"core/a/a.h": "#pragma once\n"}]),
    Rule("every header of the core has a doc comment", headers_speak, bad=[{"core/a/a.h": "int f();\n"}],
         good=[{"core/a/a.h": "/// Gives seven.\nint f();\n"}]),
    Rule("a test says `unit: behaviour`, has its folder's tag, and cannot be left out", test_names,
         bad=[{"tests/ring/a_test.cpp": 'TEST_CASE("works", "[ring]") {}\n'},
              {"tests/ring/a_test.cpp": 'TEST_CASE("ring: walks", "[node]") {}\n'},
              {"tests/ring/a_test.cpp": 'TEST_CASE("ring: walks") {}\n'},
              {"tests/ring/a_test.cpp": 'TEST_CASE("ring: walks", "[ring][!mayfail]") {}\n'}],
         good=[{"tests/ring/a_test.cpp": 'TEST_CASE("ring: walks clockwise", "[ring]") {}\n'}]),
    Rule("no test is skipped", skipped_tests,
         bad=[{"tests/ring/a_test.cpp": '  SKIP("slow");\n'}, {"tests/browser/a.mjs": "test.skip(() => {});\n"}],
         good=[{"tests/ring/a_test.cpp": "iterator.skips(2);\n"}]),
    Rule("lines end cleanly", clean_text, bad=[{"core/a/a.h": "int a; \n"}, {"web/a.js": "x"}],
         good=[{"core/a/a.h": "int a;\n"}]),
    Rule("the lock file names no host", lockfile, bad=[{"package-lock.json": '{"resolved": "x"}'}],
         good=[{"package-lock.json": '{"integrity": "x"}'}]),
]
