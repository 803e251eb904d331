# Sourced by run and tests/run_all.sh. Needs `root`, the root of the tree.

say() { echo "ringside: $*" >&"${say_to:-2}"; }
fail() {
  say "$*"
  exit 1
}

# Two builds never work in the same folder: who comes second waits. Held until the process ends or calls unlock.
lock() {
  [ -z "${RINGSIDE_LOCKED:-}" ] || return 0
  mkdir -p "$root/build"
  exec 9>"$root/build/.lock"
  if ! flock -n 9; then
    say "another ./run is building here; waiting for it"
    flock 9
  fi
  export RINGSIDE_LOCKED=1
}
unlock() {
  unset RINGSIDE_LOCKED
  exec 9>&-
}

set_up() { "$root/cmake/setup/setup.sh" "$@" || exit 1; }

# build PRESET TARGET...: configures where that is needed and builds; waits while somebody else builds the same preset.
# Says nothing where there is nothing to do; shows ninja's progress on a terminal, else only what it is at; the whole
# output is in build/PRESET.log. False when it fails.
build() {
  mkdir -p "$root/build"
  (
    flock 7
    build_locked "$@" 7>&-
  ) 7>"$root/build/$1.lock"
}

build_locked() {
  local preset=$1 dir=$root/build/$1 log=$root/build/$1.log started=$SECONDS
  shift
  if [ ! -e "$dir/build.ninja" ] || [ "$root/CMakePresets.json" -nt "$dir/build.ninja" ] ||
    [ -n "$(find "$root/.deps/stamps" -newer "$dir/build.ninja" 2>/dev/null)" ]; then
    say "configuring $preset"
    if ! (cd "$root" && cmake --preset "$preset") >"$log" 2>&1; then
      tail -n 30 "$log" >&2
      say "configuring $preset failed (build/$preset.log)"
      return 1
    fi
    touch "$dir/build.ninja"
  fi
  if ninja -C "$dir" -n "$@" 2>/dev/null | grep -q 'no work to do'; then return 0; fi
  say "building $preset: $*"
  if [ -t 2 ] && [ -z "${RINGSIDE_QUIET:-}" ]; then
    ninja -C "$dir" -j "$(nproc)" "$@" 2>&1 | tee "$log" >&2
  else
    ninja -C "$dir" -j "$(nproc)" "$@" >"$log" 2>&1
  fi || {
    grep -A 40 -m 1 -E '^FAILED|error:' "$log" >&2 || tail -n 40 "$log" >&2
    say "building $preset failed (build/$preset.log)"
    return 1
  }
  say "built $preset in $((SECONDS - started)) s"
}
