#!/usr/bin/env bash
# get_emscripten.sh PREFIX
#
# Emscripten 3.1.69 in PREFIX, laid out as emsdk does (PREFIX/upstream/emscripten): Debian 13's own where the system is
# Debian 13, unpacked from there beside an older Debian, emsdk's elsewhere. An EMSDK in the environment wins.
set -euo pipefail
prefix=$1 here=$(cd "$(dirname "$0")" && pwd) version=3.1.69
. /etc/os-release

if [ -n "${EMSDK:-}" ]; then
  rm -rf "$prefix"
  ln -s "$EMSDK" "$prefix"
elif [ "$ID" = debian ] && [ "$VERSION_ID" = 13 ]; then
  rm -rf "$prefix"
  mkdir -p "$prefix/upstream"
  ln -s /usr/share/emscripten "$prefix/upstream/emscripten"
elif [ "$ID" = debian ]; then
  "$here/unpack_release.sh" trixie "$prefix" emscripten
  # Emscripten's ES modules find their packages only in a node_modules folder: NODE_PATH does not reach import.
  ln -sfn nodejs "$prefix/usr/share/node_modules"
  # The Debian package's configuration, for where it lies now. Debian's LLVM tools carry a version suffix, and the package
  # ships every library built.
  root=$(cd "$prefix/usr" && pwd)
  llvm=$(basename "$root"/lib/llvm-*)
  cat >"$root/share/emscripten/.emscripten" <<CONFIG
EMSCRIPTEN_ROOT = '$root/share/emscripten'
LLVM_ROOT = '$root/bin'
BINARYEN_ROOT = '$root'
NODE_JS = '$(command -v node)'
LLVM_ADD_VERSION = '${llvm#llvm-}'
CLANG_ADD_VERSION = '${llvm#llvm-}'
FROZEN_CACHE = True
CONFIG
  mkdir -p "$prefix/upstream"
  ln -sfn ../usr/share/emscripten "$prefix/upstream/emscripten"
else
  rm -rf "$prefix"
  git clone -q --depth 1 --branch $version https://github.com/emscripten-core/emsdk "$prefix"
  "$prefix/emsdk" install $version
  "$prefix/emsdk" activate $version
fi

"$prefix/upstream/emscripten/emcc" --version 2>&1 | grep '^emcc'
