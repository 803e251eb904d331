#!/usr/bin/env bash
# run.sh PROGRAM
#
# Runs the headless command line as a person would and judges what comes out. PROGRAM is a path; one that ends in .js is
# run by node. Prints `ok …` or `not ok …` lines and ends with `cli: X passed, Y failed`.
set -uo pipefail
[ $# -eq 1 ] || { echo "usage: $0 PROGRAM" >&2; exit 2; }
program=$(readlink -f "$1")
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
. "$here/lib.sh"
for part in usage sim ring data script share check pbs detect; do . "$here/$part.sh"; done
echo "cli: $passed passed, $failed failed"
[ $failed -eq 0 ] && [ $passed -gt 0 ]
