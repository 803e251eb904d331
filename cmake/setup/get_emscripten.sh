#!/usr/bin/env bash
# get_emscripten.sh PREFIX
#
# Emscripten 3.1.69 in PREFIX, laid out as emsdk does (PREFIX/upstream/emscripten): Debian 13's own where the system is
# Debian 13, unpacked from there on Debian 12 and Ubuntu, emsdk's elsewhere. An EMSDK in the environment wins.
set -euo pipefail
prefix=$1 here=$(cd "$(dirname "$0")" && pwd) version=3.1.69
. /etc/os-release

. "$here/own_libraries.sh"

if [ -n "${EMSDK:-}" ]; then
  rm -rf "$prefix"
  ln -s "$EMSDK" "$prefix"
elif [ "$ID" = debian ] && [ "$VERSION_ID" = 13 ]; then
  rm -rf "$prefix"
  mkdir -p "$prefix/upstream"
  ln -s /usr/share/emscripten "$prefix/upstream/emscripten"
elif [ "$ID" = debian ] || [ "$ID" = ubuntu ]; then
  # What the programs depend on but never run or link here.
  left_out='^(python|libpython|dpkg|tar|debconf|nodejs$|libnode|ccache|binutils|tzdata|media-types|netbase|readline'
  left_out+='|node-(undici|minimatch|corepack|cjs|balanced|brace|llhttp|semver|lru|debug|ms)|libc6-dev|libc-dev|linux-libc-dev'
  left_out+='|libstdc\+\+-.*-dev|libgcc-.*-dev|libobjc|libgc1|lib(asan|lsan|tsan|ubsan|hwasan|itm|quadmath|gomp|atomic)[0-9]'
  left_out+='|libbinutils|libctf|libgprofng|libsframe|libreadline|libsqlite|libdb|openssl|libssl|libcrypt-dev|rpcsvc|libicu'
  left_out+='|libclang1-|llvm-.*-runtime)'
  "$here/unpack_release.sh" trixie "$prefix" "$left_out" emscripten
  llvm=$(basename "$prefix"/usr/lib/llvm-*)
  use_own_libraries "$prefix" usr/bin "usr/lib/$llvm/bin"
  # Emscripten's ES modules find their packages only in a node_modules folder: NODE_PATH does not reach import.
  ln -sfn nodejs "$prefix/usr/share/node_modules"
  # The Debian package's configuration, for where it lies now. Debian's LLVM tools carry a version suffix, and the package
  # ships every library built.
  root=$(cd "$prefix/usr" && pwd)
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
