#!/usr/bin/env bash
# setup.sh PART...     PART: native (desktop, command line), web (the page), tests (all that ./run test needs), bench (peers)
#
# Installs what the builds need: the distribution's packages, and below .deps/ the libraries that are built from pinned
# sources, the fonts cut to what is drawn, and Emscripten. Supported: Debian 12 and 13, Ubuntu 24.04; on any other system it
# only says which tools are missing. Details go to .deps/setup.log. A part whose stamp fits is done: that takes
# milliseconds.
set -euo pipefail
cd "$(dirname "$0")/../.."
here=cmake/setup
mkdir -p .deps/stamps
log=$PWD/.deps/setup.log
. /etc/os-release
release="$ID ${VERSION_ID:-}"

say() { echo "setup: $*" >&2; }
fail() {
  [ ! -s "$log" ] || tail -n 15 "$log" >&2
  say "$* (all of it: .deps/setup.log)"
  exit 1
}
key=$(cat $here/* package-lock.json /etc/os-release 2>/dev/null | sha256sum | cut -d' ' -f1)
stamped() { [ "$(cat ".deps/stamps/$1" 2>/dev/null)" = "$key" ]; }
todo=()
for part in "$@"; do stamped "$part" || todo+=("$part"); done
[ ${#todo[@]} -gt 0 ] || exit 0
wants() { [[ " ${todo[*]} " == *" $1 "* ]]; }
: >"$log"

# --- the distribution's packages -------------------------------------------------------------------------------------
packages() {
  echo g++ cmake ninja-build ccache python3 git ca-certificates xz-utils
  echo libexpected-dev libxxhash-dev nlohmann-json3-dev libcli11-dev
  echo fonts-inter fonts-jetbrains-mono fonttools
  if wants native || wants tests; then echo libglfw3-dev libgl-dev libgl1-mesa-dri zlib1g-dev; fi
  if wants bench; then
    # What the store is measured against.
    echo libtbb-dev libcuckoo-dev robin-map-dev
    [ "$release" = "debian 12" ] || echo libboost1.83-dev # 12 has no release with a concurrent map
  fi
  if wants web || wants tests; then
    command -v node >/dev/null || echo nodejs
    case $release in
    "debian 12" | "ubuntu 24.04") echo patchelf ;;
    "debian 13") echo emscripten ;;
    esac
  fi
  # Sources and Emscripten are Debian's there, too.
  [ "$ID" != ubuntu ] || echo debian-archive-keyring python-apt-common dpkg-dev
  if wants tests; then
    # The sanitizers' runtimes are of clang's own version.
    case $release in
    "debian 12") echo libclang-rt-14-dev ;;
    "debian 13") echo libclang-rt-19-dev ;;
    *) echo libclang-rt-18-dev ;;
    esac
    echo clang clang-tidy xvfb xdotool imagemagick fonts-dejavu-core
    command -v npm >/dev/null || echo npm
    case $release in
    "debian 12") echo clang-format-14 chromium ;;
    "debian 13") echo chromium ;;
    *) echo clang-format-14 ;;
    esac
  fi
}

install_packages() {
  local missing=() package as_root=() speed=()
  for package in $(packages); do
    [[ $(dpkg-query -W -f '${Status}' "$package" 2>/dev/null) == *" installed" ]] || missing+=("$package")
  done
  [ ${#missing[@]} -gt 0 ] || return 0
  if [ "$(id -u)" != 0 ]; then
    command -v sudo >/dev/null || fail "these packages are missing, and neither root nor sudo is here to install them: ${missing[*]}"
    as_root=(sudo)
  fi
  say "installing ${#missing[@]} packages: ${missing[*]}"
  # A machine that lives for one run need not wait for its disk after every file: minutes, on a bare system.
  [ -z "${CI:-}" ] || speed=(-o Dpkg::Options::=--force-unsafe-io)
  "${as_root[@]}" apt-get update -q >>"$log" 2>&1 || fail "apt-get update failed"
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
    apt-get install -y -q --no-install-recommends "${speed[@]}" "${missing[@]}" </dev/null >>"$log" 2>&1 || fail "apt-get install failed"
}

check_tools() {
  say "$PRETTY_NAME is none of the systems this installs on (Debian 12, 13, Ubuntu 24.04)."
  say "going on with what is there; needed, by their Debian names:"
  say "  $(packages | xargs)"
  local tool tools=(cmake ninja python3) missing=()
  command -v c++ >/dev/null || missing+=("c++ (a C++20 compiler)")
  if wants web || wants tests; then tools+=(node); fi
  if wants tests; then tools+=(npm clang++ clang-format-14 Xvfb xdotool import); fi
  for tool in "${tools[@]}"; do command -v "$tool" >/dev/null || missing+=("$tool"); done
  [ ${#missing[@]} -eq 0 ] || fail "not found: ${missing[*]}; install them and try again"
}

case $release in
"debian 12" | "debian 13" | "ubuntu 24.04") install_packages ;;
*) check_tools ;;
esac

# --- libraries from pinned sources ------------------------------------------------------------------------------------
# source_of NAME PACKAGE VERSION "SUITES" SHA256: Debian's source package; CMake brings the same version from upstream
# where that cannot be had.
source_of() {
  local name=$1 package=$2 version=$3 suites=$4 sha256=$5 suite
  [ "$(cat ".deps/$name/.sha256" 2>/dev/null)" != "$sha256" ] || return 0
  if [ "$ID" = debian ] || [ "$ID" = ubuntu ]; then
    say "fetching the source of $name"
    for suite in $suites; do
      if $here/fetch_debian_source.sh "$package" "$version" "$suite" "$sha256" "$PWD/.deps/$name" >>"$log" 2>&1; then
        echo "$sha256" >".deps/$name/.sha256"
        return 0
      fi
    done
  fi
  say "$name will come from its upstream repository when the build is configured"
}
source_of fmt fmtlib "" bookworm 84ce1c2d0be3a9863935137969dcec6970125caac032f82474640bfc81463583
source_of imgui imgui 1.92.2b+ds-1 "sid forky" e7bd201d56b5ee90d24d5dac85e5c12f98bdb95410252a62d27b7f89e4566d48
source_of catch2 catch2 "" "trixie bookworm-backports" c991b247a1a0d7bb9c39aa35faf0fe9e19764213f28ffba3109388e62ee0269c

# --- fonts and licences -------------------------------------------------------------------------------------------------
python=/usr/bin/python3 # Where the distribution's fonttools is, whichever python comes first on PATH.
$python -c 'import fontTools' 2>/dev/null || python=python3
say "cutting the fonts"
$python $here/make_fonts.py .deps/fonts /usr/share/fonts /usr/local/share/fonts ~/.local/share/fonts >>"$log" 2>&1 ||
  fail "the fonts could not be made"
mkdir -p .deps/licenses
for package in fonts-inter fonts-jetbrains-mono libexpected-dev libxxhash-dev nlohmann-json3-dev libcli11-dev; do
  cp "/usr/share/doc/$package/copyright" ".deps/licenses/$package.txt" 2>>"$log" || true
done
cp .deps/imgui/LICENSE.txt .deps/licenses/imgui.txt 2>>"$log" || true
cp .deps/fmt/LICENSE.rst .deps/licenses/fmt.txt 2>>"$log" || true

# --- Emscripten, the browser tests' driver, the formatter ---------------------------------------------------------------
if wants web || wants tests; then
  emcc=.deps/emsdk/upstream/emscripten/emcc
  if ! $emcc --version 2>/dev/null | grep -q '3\.1\.69'; then
    say "getting Emscripten 3.1.69 (half a minute and 700 MB)"
    $here/get_emscripten.sh "$PWD/.deps/emsdk" >>"$log" 2>&1 || fail "Emscripten could not be installed"
  fi
  $emcc --version 2>/dev/null | grep '^emcc' >>"$log" || fail "Emscripten does not run"
fi
if wants tests; then
  say "installing the browser tests' driver"
  npm ci --ignore-scripts --no-audit --no-fund --loglevel=error >>"$log" 2>&1 </dev/null || fail "npm ci failed"
  if ! command -v clang-format-14 >/dev/null && ! .deps/clang-format/clang-format-14 --version >/dev/null 2>&1 &&
    [ "$ID" = debian ]; then
    say "getting clang-format 14"
    $here/get_clang_format.sh .deps/clang-format >>"$log" 2>&1 || fail "clang-format 14 could not be installed"
  fi
  if [ "$ID" = ubuntu ] && ! command -v google-chrome >/dev/null && ! .deps/chromium/chromium --version >/dev/null 2>&1; then
    say "getting Chromium"
    $here/get_chromium.sh .deps/chromium >>"$log" 2>&1 || fail "Chromium could not be installed"
  fi
  if [ ! -e .deps/chromium ] && ! command -v chromium google-chrome chromium-browser >/dev/null; then
    say "no Chromium here: getting the one that fits the driver"
    npx playwright-core install --with-deps chromium >>"$log" 2>&1 </dev/null ||
      fail "Chromium could not be installed; install it or Chrome and try again"
  fi
fi

for part in "${todo[@]}"; do echo "$key" >".deps/stamps/$part"; done
say "done: ${todo[*]}"
