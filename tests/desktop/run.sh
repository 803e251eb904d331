#!/usr/bin/env bash
# run.sh [PROGRAM [REGEX]]
#
# Clicks and types at the real desktop window on a screen of its own (Xvfb), and looks at what it says and shows. Prints
# a line `ok …` or `not ok …` for each test, and last `desktop: X passed, Y failed`. Needs Xvfb, xdotool, ImageMagick's
# import, node, and a driver that draws OpenGL 3.3 on the processor.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
program=${1:-$here/../../build/native/ringside-desktop}
for tool in Xvfb xdotool import node; do
  command -v "$tool" >/dev/null || { echo "$tool is missing: ./run setup installs it" >&2; exit 2; }
done
[ -x "$program" ] || { echo "$program is missing: ./run desktop builds it" >&2; exit 2; }

exec 3< <(exec Xvfb -displayfd 1 -screen 0 1920x1200x24 +extension GLX -nolisten tcp 2>/dev/null)
screen=$!
trap 'kill "$screen" 2>/dev/null || true' EXIT
read -r number <&3
unset WAYLAND_DISPLAY
DISPLAY=:$number LIBGL_ALWAYS_SOFTWARE=1 node "$here/run.mjs" "$(realpath "$program")" "${@:2}"
