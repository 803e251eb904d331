#!/usr/bin/env bash
# get_clang_format.sh PREFIX
#
# clang-format 14 as PREFIX/clang-format-14, for a Debian that no longer has it: Debian 12's, with its own libraries.
set -euo pipefail
prefix=$1
"$(dirname "$0")/unpack_release.sh" bookworm "$prefix" '^(python|libpython|perl|dpkg|tar$|debconf)' clang-format-14
prefix=$(cd "$prefix" && pwd)
loader=$(find "$prefix/lib" -type f -name 'ld-linux*.so.*')
libraries=$(dirname "$loader")
cat >"$prefix/clang-format-14" <<WRAPPER
#!/bin/sh
exec "$loader" --library-path "$libraries:$prefix/usr/lib/$(basename "$libraries")" "$prefix/usr/lib/llvm-14/bin/clang-format" "\$@"
WRAPPER
chmod +x "$prefix/clang-format-14"
"$prefix/clang-format-14" --version
