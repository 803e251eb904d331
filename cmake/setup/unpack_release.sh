#!/usr/bin/env bash
# unpack_release.sh SUITE PREFIX LEFT_OUT PACKAGE...
#
# Unpacks programs of another Debian release below PREFIX, with all that they depend on but the packages whose names fit
# the extended regular expression LEFT_OUT. Nothing outside PREFIX is touched and root is not needed. The programs still
# have to be told to use PREFIX's own dynamic loader and libraries; python and node stay this machine's. Needs apt-get,
# dpkg-deb and Debian's archive keyring.
set -euo pipefail
suite=$1 prefix=$2 left_out=$3
shift 3
. "$(dirname "$0")/apt_mirror.sh"

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
private_apt "$suite" deb "$work"
rm -rf "$prefix"
mkdir -p "$prefix" "$work/deb"
prefix=$(cd "$prefix" && pwd)

"${apt[@]}" -s install --no-install-recommends "$@" | awk '/^Inst/{print $2}' | grep -Ev "$left_out" >"$work/packages"
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
