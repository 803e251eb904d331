#!/usr/bin/env bash
# run.sh PROGRAM...
#
# The same seed gives the same run in every program, whichever compiler made it: compares the whole answer of `ringside sim
# --json`, digest included and wall time left out, between the programs, and between two runs of the first. A PROGRAM is a path; one that ends in
# .js is run by node. Prints `ok …` or `not ok …` lines.
set -uo pipefail

runs=(
  "--nodes 8 --replicas 2 --failures 1 --ops 10000 --keys 500 --seed 7"
  "--nodes 3 --replicas 1 --failures 0 --ops 2000 --keys 50 --seed 1"
  "--nodes 16 --replicas 3 --failures 2 --vnodes 64 --ops 5000 --keys 1000 --seed 12345678901234567"
  "--seeds 1-60 --faults all"
)

answer() {
  local program=$1
  shift
  case $program in
  *.js) node "$program" "$@" ;;
  *) "$program" "$@" ;;
  esac | sed 's/"wall_ms":[^,]*,//'
}

failed=0
for options in "${runs[@]}"; do
  expected=$(answer "$1" sim $options --json)
  if ! grep -q '"digest": *"[0-9a-f]\{16,\}"' <<<"$expected"; then
    echo "not ok digests: sim $options --json names no digest in $1: ${expected:0:200}"
    failed=1
    continue
  fi
  for program in "$@"; do # The first once more: it has to repeat itself.
    found=$(answer "$program" sim $options --json)
    if [ "$found" = "$expected" ]; then
      echo "ok digests: sim $options is the same in $program"
    else
      echo "not ok digests: sim $options differs in $program:"
      diff <(tr ',' '\n' <<<"$expected") <(tr ',' '\n' <<<"$found") | sed 's/^/    /'
      failed=1
    fi
  done
done
exit $failed
