#!/usr/bin/env bash
# run_all.sh [--fast | PART...]
#
# Runs the parts of the test one after another, each with its own result, and ends with the sum of all on a line:
# `N passed, N failed`. A part that crashes, that cannot be built, or that reports no test at all counts as a failure. Exit
# status 1 when anything failed. What a part printed is in build/test-logs/PART.log.
set -uo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$root"
. cmake/build.sh

all_parts=(style native sweep wasm digests asan tsan browser desktop)
describe() {
  case $1 in
  style) echo "rules of the tree" ;;
  native) echo "core, view and command line, g++" ;;
  sweep) echo "5,000 trials with all faults" ;;
  wasm) echo "the core in WebAssembly, under node" ;;
  digests) echo "the command line says the same in g++ and in WebAssembly" ;;
  asan) echo "address and undefined-behaviour sanitizers" ;;
  tsan) echo "thread sanitizer" ;;
  browser) echo "the page in Chromium" ;;
  desktop) echo "the window under Xvfb" ;;
  tidy) echo "clang-tidy over the core (minutes; only when asked for)" ;;
  *) return 1 ;;
  esac
}

parts=()
for argument in "$@"; do
  if [ "$argument" = --fast ]; then
    parts+=(style native)
  elif describe "$argument" >/dev/null; then
    parts+=("$argument")
  else
    say "test does not know '$argument': it knows --fast and the parts ${all_parts[*]} tidy"
    exit 2
  fi
done
[ ${#parts[@]} -gt 0 ] || parts=("${all_parts[@]}")

lock
set_up native web tests
exec 8>&2 # What is being built is said here even while a part's own output goes to its log.
say_to=8
logs=build/test-logs
mkdir -p $logs
browser=$(command -v "$root/.deps/chromium/chromium" chromium google-chrome chromium-browser | head -n 1) # else the driver's
export RINGSIDE_CHROMIUM=${RINGSIDE_CHROMIUM:-$browser}
export ASAN_OPTIONS=detect_leaks=1 UBSAN_OPTIONS=print_stacktrace=1 TSAN_OPTIONS=halt_on_error=1

# Each part_… function sets `passed` and `failed` for its part and writes to its log.
passed=0 failed=0
count_failure() {
  echo "$*"
  failed=$((failed + 1))
}

# A program that prints a line `ok …` or `not ok …` for each test.
run_lines() {
  local output=$1 status=0 good bad
  shift
  timeout 900 "$@" 2>&1 9>&- | tee "$output" || status=$?
  good=$(grep -c '^ok ' "$output")
  bad=$(grep -c '^not ok ' "$output")
  passed=$((passed + good))
  failed=$((failed + bad))
  if [ $((good + bad)) -eq 0 ]; then
    count_failure "not ok: $* reported no test (exit status $status)"
  elif [ $status -ne 0 ] && [ "$bad" -eq 0 ]; then
    count_failure "not ok: $* ended with exit status $status though no test failed"
  fi
}

# The Catch2 programs of a preset. The totals come from the reporter's last line, which a crash leaves out.
run_catch() {
  local preset=$1 launcher=() program report status totals good bad
  shift
  launcher=("$@")
  if ! build "$preset" test_programs; then
    count_failure "not ok: $preset could not be built"
    return
  fi
  if [ ! -s "build/$preset/test_programs.txt" ]; then
    count_failure "not ok: $preset has no test programs"
    return
  fi
  while read -r program <&3; do
    report=$logs/$preset-$(basename "$program").xml
    rm -f "$report"
    status=0
    timeout 900 "${launcher[@]}" "$program" --reporter "xml::out=$report" --reporter console::out=%stdout::colour-mode=none \
      </dev/null 9>&- || status=$?
    totals=$(grep -o '<OverallResultsCases [^>]*>' "$report" 2>/dev/null | tail -n 1)
    good=$(sed -n 's/.* successes="\([0-9]*\)".*/\1/p' <<<"$totals")
    bad=$(sed -n 's/.* failures="\([0-9]*\)".*/\1/p' <<<"$totals")
    passed=$((passed + ${good:-0}))
    failed=$((failed + ${bad:-0}))
    if [ -z "$good" ]; then
      count_failure "not ok: $program ended with exit status $status before it reported its totals"
    elif [ "$good" = 0 ] && [ "$bad" = 0 ]; then
      count_failure "not ok: $program ran no test"
    elif [ $status -ne 0 ] && [ "$bad" = 0 ]; then
      count_failure "not ok: $program ended with exit status $status though no test failed"
    fi
  done 3<"build/$preset/test_programs.txt"
}

# What each part needs built: lines of PRESET TARGET...
needs() {
  case $1 in
  native) echo "native test_programs ringside" ;;
  sweep) echo "native ringside" ;;
  wasm) echo "web test_programs ringside" ;;
  digests) printf '%s\n' "native ringside" "web ringside" ;;
  asan) echo "asan test_programs" ;;
  tsan) echo "tsan test_programs" ;;
  browser) echo "web ringside_pages" ;;
  desktop) echo "native ringside_desktop ringside" ;;
  esac
}

# Builds for all parts, in their order and beside the tests: those mostly keep one core busy. What fails here fails
# again, and is told, in its part.
build_ahead() {
  local part preset targets
  renice -n 5 $BASHPID >/dev/null
  for part in "${parts[@]}"; do
    while read -r preset targets; do
      # shellcheck disable=SC2086 # several targets
      build "$preset" $targets
    done < <(needs "$part")
  done
}

part_style() { run_lines $logs/style.lines python3 tests/style/run.py; }
part_native() {
  run_catch native
  if build native ringside; then
    run_lines $logs/cli.lines tests/cli/run.sh build/native/ringside
  else
    count_failure "not ok: the command line could not be built"
  fi
}
part_sweep() {
  if build native ringside; then
    run_lines $logs/sweep.lines tests/trial/sweep.sh build/native/ringside
  else
    count_failure "not ok: the command line could not be built"
  fi
}
part_wasm() { run_catch web node; }
part_digests() {
  # clang's digests are seen by the tests of the part asan, which know what they have to be.
  if build native ringside && build web ringside; then
    run_lines $logs/digests.lines tests/digests/run.sh build/native/ringside build/web/ringside.js
  else
    count_failure "not ok: the command line could not be built"
  fi
}
part_asan() { run_catch asan; }
part_tsan() {
  # Newer kernels place mappings where older runtimes of the sanitizer do not expect them.
  if setarch -R true 2>/dev/null; then run_catch tsan setarch -R; else run_catch tsan; fi
}
part_browser() {
  if ./run site; then run_lines $logs/browser.lines node tests/browser/run.mjs; else count_failure "not ok: no site to test"; fi
}
part_desktop() {
  if build native ringside_desktop ringside; then
    run_lines $logs/desktop.lines bash tests/desktop/run.sh
  else
    count_failure "not ok: no window to test"
  fi
}

part_tidy() {
  if ! build clang ringside_core; then
    count_failure "not ok: the core could not be built"
    return
  fi
  git ls-files 'core/*.cpp' | xargs -P "$(nproc)" -I {} sh -c \
    'if clang-tidy --quiet -p build/clang {} 2>/dev/null; then echo "ok tidy: {}"; else echo "not ok tidy: {}"; fi' >$logs/tidy.lines
  run_lines $logs/tidy.seen cat $logs/tidy.lines
}

set -m # With a process group of its own, so that whoever ends this run ends what it still builds.
build_ahead >/dev/null 2>&1 </dev/null &
ahead=$!
set +m
trap 'kill -- -"$ahead" 2>/dev/null' EXIT

total_passed=0 total_failed=0
summary=()
for part in "${parts[@]}"; do
  echo "== $part: $(describe "$part")"
  passed=0 failed=0 began=$SECONDS
  "part_$part" >$logs/$part.log 2>&1
  if [ $failed -gt 0 ]; then cat $logs/$part.log; fi
  line="$part: $passed passed, $failed failed ($((SECONDS - began)) s)"
  echo "$line"
  summary+=("$line")
  total_passed=$((total_passed + passed))
  total_failed=$((total_failed + failed))
done

if [ ${#parts[@]} -gt 1 ]; then
  echo
  printf '  %s\n' "${summary[@]}"
fi
echo "$total_passed passed, $total_failed failed"
[ $total_failed -eq 0 ] && [ $total_passed -gt 0 ]
