#!/usr/bin/env bash
# unpack_release.sh SUITE PREFIX PACKAGE...
#
# Unpacks programs of another Debian release below PREFIX, with all that they depend on. Nothing outside PREFIX is touched
# and neither root nor a chroot is needed: the ELF programs get PREFIX's own dynamic loader and libraries, while python
# and node stay this machine's. Needs apt-get, dpkg-deb and patchelf. Exit status 2: no Debian mirror is configured.
set -euo pipefail
suite=$1 prefix=$2
shift 2
. "$(dirname "$0")/apt_mirror.sh"

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
private_apt "$suite" deb "$work"
rm -rf "$prefix"
mkdir -p "$prefix" "$work/deb"
prefix=$(cd "$prefix" && pwd)

# What the programs depend on but never run or link here.
skip='^(python|libpython|dpkg|tar|debconf|nodejs$|libnode|ccache|binutils|tzdata|media-types|netbase|readline'
skip+='|node-(undici|minimatch|corepack|cjs|balanced|brace|llhttp|semver|lru|debug|ms)|libc6-dev|libc-dev|linux-libc-dev'
skip+='|libstdc\+\+-.*-dev|libgcc-.*-dev|libobjc|libgc1|lib(asan|lsan|tsan|ubsan|hwasan|itm|quadmath|gomp|atomic)[0-9]'
skip+='|libbinutils|libctf|libgprofng|libsframe|libreadline|libsqlite|libdb|openssl|libssl|libcrypt-dev|rpcsvc|libicu'
skip+='|libclang1-|llvm-.*-runtime)'
"${apt[@]}" -s install --no-install-recommends "$@" | awk '/^Inst/{print $2}' | grep -Ev "$skip" >"$work/packages"
(cd "$work/deb" && xargs "${apt[@]}" download <"$work/packages" >&2)

for deb in "$work"/deb/*.deb; do
  unwanted=(--exclude=./usr/share/doc --exclude=./usr/share/man --exclude=./usr/share/locale)
  case $(basename "$deb") in
  emscripten_*) # The parts of its prebuilt library cache that nothing here links: 1.5 GB.
    unwanted+=('--exclude=*/lib/wasm32-emscripten/lto*' '--exclude=*/lib/wasm32-emscripten/pic*'
      '--exclude=*/lib/wasm32-emscripten/thinlto*' '--exclude=*asan*' --exclude=./usr/share/emscripten/test
      '--exclude=*/cache/build') ;;
  esac
  dpkg-deb --fsys-tarfile "$deb" | tar -x -C "$prefix" "${unwanted[@]}"
done

[ -e "$prefix/lib64" ] || ln -s usr/lib64 "$prefix/lib64"
loader=$(find "$prefix" -name 'ld-linux*.so.*' | head -n 1)
llvm=$(find "$prefix/usr/lib" -maxdepth 1 -name 'llvm-*' | head -n 1)
triple=$(basename "$(find "$prefix/usr/lib" -maxdepth 1 -name '*-linux-gnu' | head -n 1)")
rpath="$prefix/usr/lib/$triple:$prefix/lib/$triple:$llvm/lib"
find "$prefix/usr/bin" "$llvm/bin" -type f | while read -r program; do
  head -c4 "$program" | grep -q ELF || continue
  patchelf --set-interpreter "$loader" --force-rpath --set-rpath "$rpath" "$program" 2>/dev/null ||
    echo "not patched: $program" >&2
done
# A library's own RUNPATH would hide the programs' RPATH from what it depends on.
find "$llvm/lib" "$prefix/usr/lib/$triple" -type f \( -name 'libLLVM*.so*' -o -name 'libclang*.so*' \) \
  -exec patchelf --remove-rpath {} \;
