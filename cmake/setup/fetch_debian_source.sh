#!/usr/bin/env bash
# fetch_debian_source.sh PACKAGE VERSION SUITE SHA256 OUTDIR
#
# Unpacks the upstream tarball of a Debian source package into OUTDIR, after checking it against SHA256. VERSION may be
# empty: then the suite's own. Exit status: 3 the checksum differs.
set -euo pipefail
package=$1 version=$2 suite=$3 sha256=$4 out=$5
. "$(dirname "$0")/apt_mirror.sh"

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
private_apt "$suite" deb-src "$work"
mkdir "$work/source"
(cd "$work/source" && "${apt[@]}" source --download-only "$package${version:+=$version}" >&2)

tarball=$(find "$work/source" -name '*.orig.tar.*' ! -name '*.asc' | head -n 1)
found=$(sha256sum "$tarball" | cut -d' ' -f1)
[ "$found" = "$sha256" ] || { echo "$(basename "$tarball"): sha256 is $found, expected $sha256" >&2; exit 3; }
rm -rf "$out.tmp"
mkdir -p "$out.tmp"
tar -xf "$tarball" --strip-components=1 -C "$out.tmp"
rm -rf "$out"
mv "$out.tmp" "$out"
