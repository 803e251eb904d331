#!/usr/bin/env bash
# fetch_debian_source.sh PACKAGE VERSION SUITE SHA256 OUTDIR
#
# Unpacks the upstream tarball of a Debian source package into OUTDIR, after checking it against SHA256.
# It reads the mirror that this machine's own apt configuration names, through private state folders, so
# that nothing in /etc or /var/lib/apt changes. VERSION may be empty: then the suite's own.
# Exit status: 2 no Debian mirror is configured, 3 the checksum differs.
set -euo pipefail
package=$1 version=$2 suite=$3 sha256=$4 out=$5

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mirror=$(apt-get indextargets --format '$(ORIGIN)|$(REPO_URI)|$(COMPONENT)|$(CREATED_BY)' 2>/dev/null |
  awk -F'|' '$1=="Debian" && $3=="main" && $4=="Packages" && $2 !~ /security/ {print $2; exit}')
[ -n "$mirror" ] || { echo "no Debian mirror in this machine's apt configuration" >&2; exit 2; }

mkdir -p "$work"/{lists/partial,cache/archives/partial,source}
keyring=/usr/share/keyrings/debian-archive-keyring.gpg
echo "deb-src [signed-by=$keyring] $mirror $suite main" >"$work/sources.list"
apt=(apt-get -q -o Dir::Etc::SourceList="$work/sources.list" -o Dir::Etc::SourceParts=/dev/null
  -o Dir::State::Lists="$work/lists" -o Dir::Cache="$work/cache" -o APT::Get::List-Cleanup=0
  -o APT::Sandbox::User="$(id -un)" -o Acquire::Languages=none)
"${apt[@]}" update >&2
(cd "$work/source" && "${apt[@]}" source --download-only "$package${version:+=$version}" >&2)

tarball=$(find "$work/source" -name '*.orig.tar.*' ! -name '*.asc' | head -n 1)
found=$(sha256sum "$tarball" | cut -d' ' -f1)
[ "$found" = "$sha256" ] || { echo "$(basename "$tarball"): sha256 is $found, expected $sha256" >&2; exit 3; }
rm -rf "$out.tmp"
mkdir -p "$out.tmp"
tar -xf "$tarball" --strip-components=1 -C "$out.tmp"
rm -rf "$out"
mv "$out.tmp" "$out"
