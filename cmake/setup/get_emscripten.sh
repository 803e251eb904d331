#!/usr/bin/env bash
# get_emscripten.sh SUITE PREFIX
#
# Unpacks a newer Debian release's Emscripten and its LLVM below PREFIX on an older Debian, through the
# mirror that this machine's own apt configuration names. Nothing outside PREFIX is touched and neither root
# nor a chroot is needed: the ELF programs get PREFIX's own dynamic loader and libraries. SUITE trixie gives
# Emscripten 3.1.69, about 675 MB. Needs apt-get, dpkg-deb, patchelf, python3 and node.
set -euo pipefail
suite=$1
prefix=$(mkdir -p "$2" && cd "$2" && pwd)

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mirror=$(apt-get indextargets --format '$(ORIGIN)|$(REPO_URI)|$(COMPONENT)|$(CREATED_BY)' |
  awk -F'|' '$1=="Debian" && $3=="main" && $4=="Packages" && $2 !~ /security/ {print $2; exit}')
[ -n "$mirror" ] || { echo "no Debian mirror in this machine's apt configuration" >&2; exit 2; }
mkdir -p "$work"/{lists/partial,cache/archives/partial,deb}
: >"$work/status"
echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $mirror $suite main" >"$work/sources.list"
apt=(apt-get -q -o Dir::Etc::SourceList="$work/sources.list" -o Dir::Etc::SourceParts=/dev/null
  -o Dir::State="$work" -o Dir::State::status="$work/status" -o Dir::Cache="$work/cache"
  -o APT::Sandbox::User="$(id -un)" -o Acquire::Languages=none)
"${apt[@]}" update >/dev/null

# The programs' whole dependency closure, less what never runs here (this machine has its own python and node).
skip='^(python|libpython|dpkg|tar|debconf|nodejs$|libnode|ccache|binutils|tzdata|media-types|netbase|readline'
skip+='|node-(undici|minimatch|corepack|cjs|balanced|brace|llhttp|semver|lru|debug|ms)|libc6-dev|libc-dev|linux-libc-dev'
skip+='|libstdc\+\+-.*-dev|libgcc-.*-dev|libobjc|libgc1|lib(asan|lsan|tsan|ubsan|hwasan|itm|quadmath|gomp|atomic)[0-9]'
skip+='|libbinutils|libctf|libgprofng|libsframe|libreadline|libsqlite|libdb|openssl|libssl|libcrypt-dev|rpcsvc|libicu'
skip+='|libclang1-|llvm-.*-runtime)'
"${apt[@]}" -s install --no-install-recommends emscripten | awk '/^Inst/{print $2}' | grep -Ev "$skip" >"$work/packages"
(cd "$work/deb" && xargs "${apt[@]}" download <"$work/packages" >/dev/null)

for deb in "$work"/deb/*.deb; do
  unwanted=(--exclude=./usr/share/doc --exclude=./usr/share/man --exclude=./usr/share/locale)
  case $(basename "$deb") in
  emscripten_*) # The parts of the prebuilt library cache that nothing here links.
    unwanted+=('--exclude=*/lib/wasm32-emscripten/lto*' '--exclude=*/lib/wasm32-emscripten/pic*'
      '--exclude=*/lib/wasm32-emscripten/thinlto*' '--exclude=*asan*' --exclude=./usr/share/emscripten/test
      '--exclude=*/cache/build') ;;
  esac
  dpkg-deb --fsys-tarfile "$deb" | tar -x -C "$prefix" "${unwanted[@]}"
done

[ -e "$prefix/lib64" ] || ln -s usr/lib64 "$prefix/lib64"
loader=$(find "$prefix" -name 'ld-linux-*.so.*' | head -n 1)
llvm=$(find "$prefix/usr/lib" -maxdepth 1 -name 'llvm-*' | head -n 1)
triple=$(basename "$(find "$prefix/usr/lib" -maxdepth 1 -name '*-linux-gnu' | head -n 1)")
rpath="$prefix/usr/lib/$triple:$prefix/lib/$triple:$llvm/lib"
find "$prefix/usr/bin" "$llvm/bin" -type f | while read -r program; do
  head -c4 "$program" | grep -q ELF || continue
  patchelf --set-interpreter "$loader" --force-rpath --set-rpath "$rpath" "$program" 2>/dev/null || echo "not patched: $program"
done
# A library's own RUNPATH would hide the programs' RPATH from what it depends on.
find "$llvm/lib" "$prefix/usr/lib/$triple" -type f \( -name 'libLLVM*.so*' -o -name 'libclang*.so*' \) \
  -exec patchelf --remove-rpath {} \;
# Emscripten's ES modules find their packages only in a node_modules folder: NODE_PATH does not reach import.
ln -sfn nodejs "$prefix/usr/share/node_modules"

# The Debian package's configuration, for where it lies now. Debian's LLVM tools carry a version suffix.
em=$prefix/usr/share/emscripten
version=${llvm##*-}
cat >"$em/.emscripten" <<CONFIG
EMSCRIPTEN_ROOT = '$em'
LLVM_ROOT = '$prefix/usr/bin'
BINARYEN_ROOT = '$prefix/usr'
NODE_JS = '$(command -v node)'
LLVM_ADD_VERSION = '$version'
CLANG_ADD_VERSION = '$version'
CONFIG
if [ -d "$em/cache" ]; then
  echo "FROZEN_CACHE = True" >>"$em/.emscripten" # The package ships every library built.
else
  echo "CACHE = '$prefix/cache'" >>"$em/.emscripten"
fi
mkdir -p "$prefix/upstream"
ln -sfn ../usr/share/emscripten "$prefix/upstream/emscripten"
"$em/emcc" --version 2>&1 | grep '^emcc'
