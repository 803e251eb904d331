#!/usr/bin/env bash
# make.sh [NAME…]
#
# Draws the pictures of docs/tour.md anew with the desktop program (./run desktop builds it), on a screen of its own.
# Needs Xvfb, xdotool and ImageMagick, which ./run setup installs.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
program=../../build/native/ringside-desktop
[ -x "$program" ] || { echo "$program is missing: ./run desktop builds it" >&2; exit 2; }
export LIBGL_ALWAYS_SOFTWARE=1
unset WAYLAND_DISPLAY

exec 3< <(exec Xvfb -displayfd 1 -screen 0 1440x900x24 +extension GLX -nolisten tcp 2>/dev/null)
screen=$!
trap 'kill "$screen" 2>/dev/null || true' EXIT
read -r number <&3
export DISPLAY=:$number
read -ra wanted <<<"${*:-tour-operation tour-down tour-guide tour-inspect tour-diagram tour-plots tour-promises}"
is_wanted() { [[ " ${wanted[*]} " == *" $1 "* ]]; }
# Flat colours: a palette halves the file and changes nothing that can be seen.
pack() { convert "$1.png" -strip +dither -colors 255 "PNG8:$1.png"; }

# shot NAME TIME COMMANDS [ARGS…]: as it is at that cluster time.
shot() {
  is_wanted "$1" || return 0
  "$program" --no-tour --size 1440x900 --screenshot "$1.png" --at "$2" --commands "$3" "${@:4}"
  pack "$1"
}
# pressed NAME KEYS COMMANDS [ARGS…]: some seconds after the keys were pressed.
pressed() {
  is_wanted "$1" || return 0
  "$program" --no-tour --size 1440x900 --commands "$3" "${@:4}" &
  local child=$!
  sleep 6
  xdotool search --sync --onlyvisible --name '^Ringside' windowfocus
  local key
  for key in $2; do xdotool key "$key" sleep 3; done
  import -window root "$1.png"
  kill "$child"
  wait "$child" || true
  pack "$1"
}

shot tour-operation 8ms "put apple red; wait 6ms; explain 1"
shot tour-down 30ms "kill 2; wait 12ms; put melon ripe; wait 4ms; get melon"
shot tour-guide 20ms "guide lost-update-in-a-partition" --theme light
shot tour-inspect 60ms "workload rate=4000 reads=70 keys=50 skew=0.9; wait 30ms; star key-0; pause 3; wait 20ms; inspect 3"
pressed tour-diagram d "put apple red; wait 3ms; kill 1; wait 3ms; get apple" --theme light --speed 0.001
pressed tour-plots g "workload rate=3000 reads=80 keys=40 skew=0.9; wait 40ms; kill 2; wait 40ms; restart 2" --speed 0.02
pressed tour-promises "c r" "workload rate=3000 reads=60 keys=60; wait 60ms; workload stop; wait 20ms; kill 0; kill 1; kill 2; wait 20ms" --speed 0.02
