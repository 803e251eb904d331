#!/usr/bin/env bash
# get_chromium.sh PREFIX
#
# Debian 12's Chromium as PREFIX/chromium, with its own libraries: for Ubuntu, whose packages hold only a way to its store.
set -euo pipefail
prefix=$1 here=$(cd "$(dirname "$0")" && pwd)
. "$here/own_libraries.sh"
"$here/unpack_release.sh" bookworm "$prefix" \
  '^(python|libpython|perl|libperl|dpkg|tar$|debconf|systemd|libsystemd-shared|dbus|adduser|tzdata|passwd|libpam|init)' chromium
prefix=$(cd "$prefix" && pwd)
use_own_libraries "$prefix" usr/lib/chromium
ln -sfn "$prefix/usr/lib/chromium/chromium" "$prefix/chromium"
"$prefix/chromium" --version
