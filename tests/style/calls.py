"""What code may not say, and where.

The same seed has to give the same run in g++, clang and WebAssembly, so the core outside core/runtime draws no number, reads
no clock and starts no thread of its own, and uses nothing whose result is the library's choice. An unordered container
is let through where a comment on its line, or on the line above, says why its order cannot be seen: `// order: …`.
"""
import re

from rule import Rule
from tree import lines, sources, without_comments

NOT_IN_CORE = {
    r"std::(mt19937|minstd_rand|ranlux|knuth_b|default_random_engine|random_device|seed_seq)": "core/base/rng.h draws",
    r"std::\w+_distribution\b": "its numbers are the library's choice; core/base/rng.h has our own",
    r"std::hash\b": "its value is the library's choice; core/base/hash.h has our own",
    r"std::(shuffle|sample|random_shuffle)\b": "its order is the library's choice; core/base/rng.h has our own",
    r"(?<![\w.:>])(std::)?s?rand(48)?\s*\(": "core/base/rng.h draws",
    r"(system|steady|high_resolution|utc|file)_clock\b": "time is an argument (core/base/time.h)",
    r"(?<![\w.:>])(std::)?(time\s*\(\s*(nullptr|NULL|0)\s*\)|(gettimeofday|clock_gettime|localtime|gmtime)\s*\()|std::clock\s*\(":
        "time is an argument (core/base/time.h)",
    r"(?<![\w.:>])(std::)?(getenv|getpid|gethostname)\s*\(": "a run depends on its arguments only",
    r"std::(jthread|thread|mutex|shared_mutex|recursive_mutex|timed_mutex|condition_variable|async|future|promise|"
    r"atomic|call_once|counting_semaphore|binary_semaphore|latch|barrier)\b": "threads live in core/runtime",
    r"\bstd::this_thread\b": "threads live in core/runtime",
    r"(?<!\w)(std::)?(log|log2|log10|log1p|exp|exp2|expm1|pow|sin|cos|tan|cbrt|hypot|tgamma|lgamma)f?\s*\(":
        "its last bit is the library's choice; core/base has what is pinned",
    r"std::(locale|cin|cout|cerr)\b|(?<!\w)printf\s*\(": "the core returns what it has to say",
}
ONLY_IN_RUNTIME = re.compile(
    r"#\s*include\s*<(thread|mutex|shared_mutex|condition_variable|future|semaphore|latch|barrier|stop_token|pthread\.h)>")
UNORDERED = re.compile(r"std::unordered_(multi)?(map|set)\b")
SLEEPS = re.compile(r"\b(sleep_for|sleep_until|usleep|nanosleep)\b|(?<![\w.:])sleep\s*\(")
SWITCH = re.compile(r"\b__EMSCRIPTEN" + r"__\b")
SWITCHED_FILES_MAX = 2


# What threads share of a message: how many of them own what it carries.
SHARED_COUNT = "core/base/shared_count.h"


def portable(path):
    return not path.startswith("core/runtime/") and path != SHARED_COUNT


def banned(files):
    for path, text in sources(files, "core/"):
        if not portable(path):
            continue
        for number, line in lines(without_comments(text)):
            for pattern, instead in NOT_IN_CORE.items():
                found = re.search(pattern, line)
                if found:
                    yield f"{path}:{number}: {found.group(0).strip()} in the core: {instead}"


def unordered(files):
    for path, text in sources(files, "core/"):
        whole = text.split("\n")
        for number, line in lines(without_comments(text)):
            reason = "// order:" in whole[number - 1] or (number > 1 and "// order:" in whole[number - 2])
            if portable(path) and UNORDERED.search(line) and not reason:
                yield (f"{path}:{number}: an unordered container's order is the library's choice: use a sorted one, or "
                       "say in a comment `// order: …` why it cannot be seen")


def threads(files):
    for path, text in sources(files, "core/", "view/", "web/"):
        for number, line in lines(text):
            if not path.startswith("core/runtime/") and ONLY_IN_RUNTIME.match(line.strip()):
                yield f"{path}:{number}: {line.strip()}: of core, view and page, only core/runtime has threads"


def exceptions(files):
    for path, text in sources(files, "core/"):
        for number, line in lines(without_comments(text)):
            found = re.search(r"\b(throw|try|catch)\b\s*[\w({;:]", line)
            if found:
                yield f"{path}:{number}: {found.group(1)} in the core: an expected failure is a Result (core/base/error.h)"


def virtual_functions(files):
    for path, text in sources(files, "core/node/"):
        for number, line in lines(without_comments(text)):
            if re.search(r"\bvirtual\b", line):
                yield f"{path}:{number}: no virtual functions in core/node: a node is a function of what it is given"


def sleeps(files):
    for path, text in sources(files, "core/", "tests/"):
        for number, line in lines(without_comments(text)):
            if SLEEPS.search(line):
                yield f"{path}:{number}: a sleep: wait for what is expected instead, or step the time"


def platform_switches(files):
    found = [path for path, text in sources(files) if SWITCH.search(without_comments(text))]
    if len(found) > SWITCHED_FILES_MAX:
        yield f"{' '.join(found)}: a platform switch in {len(found)} files, {SWITCHED_FILES_MAX} at most"


SWITCHED = "#ifdef __EMSCRIPTEN" + "__\n#endif\n"

RULES = [
    Rule("the core outside core/runtime uses nothing that differs from run to run or from library to library", banned,
         bad=[{"core/sim/a.cpp": call + "\n"} for call in (
             "std::mt19937 engine;", "std::random_device device;", "std::uniform_int_distribution<int> die;",
             "auto h = std::hash<int>{}(1);", "std::shuffle(a, b, c);", "int x = rand();", "int x = std::rand();",
             "auto t = std::chrono::system_clock::now();", "auto t = std::chrono::steady_clock::now();",
             "auto t = time(nullptr);", "std::thread worker;", "std::mutex lock;", "auto f = std::async(g);",
             "std::atomic<int> n;", 'auto e = std::getenv("X");', "double y = std::log(x);", "double y = pow(x, 2);")],
         good=[{"core/runtime/a.cpp": "std::thread worker; std::mutex lock;\n"}, {SHARED_COUNT: "std::atomic<int> n;\n"},
               {"core/sim/a.cpp": '// std::rand() is banned\nauto text = "std::thread";\nlog_.append(1); t.time(0);\nTime time() const;\n'},
               {"tests/sim/a.cpp": "std::thread worker;\n"}]),
    Rule("an unordered container in the core says why its order cannot be seen", unordered,
         bad=[{"core/store/a.h": "std::unordered_map<int, int> m;\n"}],
         good=[{"core/store/a.h": "// order: looked up by key only.\nstd::unordered_map<int, int> m;\n"}]),
    Rule("of core, view and page, only core/runtime has threads", threads,
         bad=[{"core/host/a.h": "#include <thread>\n"}, {"view/app/a.h": "#include <mutex>\n"},
              {"web/a.cpp": "#include <thread>\n"}],
         good=[{"core/runtime/a.h": "#include <thread>\n"}, {"native/a.cpp": "#include <thread>\n"}]),
    Rule("the core throws nothing", exceptions,
         bad=[{"core/ring/a.cpp": "if (x) throw Error();\n"}, {"core/ring/a.cpp": "try { f(); } catch (...) {}\n"}],
         good=[{"core/ring/a.cpp": "// may throw it away\nint retry_count = try_again;\n"}]),
    Rule("core/node has no virtual functions", virtual_functions,
         bad=[{"core/node/a.h": "virtual void on() = 0;\n"}],
         good=[{"core/host/a.h": "virtual void on() = 0;\n"}]),
    Rule("neither the core nor a test sleeps", sleeps,
         bad=[{"tests/runtime/a_test.cpp": "std::this_thread::sleep_for(1ms);\n"},
              {"tests/runtime/a_test.cpp": "usleep(10);\n"}],
         good=[{"tests/runtime/a_test.cpp": "wait_until(done); // never sleep_for\n"}]),
    Rule("at most two files know which platform they are built for", platform_switches,
         bad=[{f"view/a{i}.h": SWITCHED for i in range(SWITCHED_FILES_MAX + 1)}],
         good=[{f"view/a{i}.h": SWITCHED for i in range(SWITCHED_FILES_MAX)}]),
]
