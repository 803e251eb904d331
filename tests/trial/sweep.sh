#!/usr/bin/env bash
# sweep.sh PROGRAM [A-B]
#
# Runs a trial of each of these seeds, with all faults: no promise may break. Prints a line `ok …` with how fast that was,
# or `not ok …` with what broke. Scripts of what breaks a promise are left in build/artifacts/sweep.
set -uo pipefail
program=$(readlink -f "$1")
seeds=${2:-1-5000}
scripts=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)/build/artifacts/sweep
said=$(mktemp)
trap 'rm -f "$said"' EXIT
status=0
"$program" sim --seeds "$seeds" --faults all --json --save-to "$scripts" >"$said" </dev/null || status=$?
python3 - "$said" "$status" "$seeds" <<'PYTHON'
import json, sys
path, status, seeds = sys.argv[1:]
try:
    sweep = json.load(open(path))
except ValueError:
    sys.exit(print(f"not ok sweep: ended with status {status} and no report"))
first, last = map(int, seeds.split("-"))
in_an_hour = round(sweep["seeds"] * 3.6e6 / sweep["wall_ms"], -3)
told = (f'{sweep["seeds"]:,} trials, {sweep["ops"]:,} operations, {sweep["messages"]:,} messages; '
        f'{in_an_hour:,.0f} trials an hour')
if status == "0" and sweep["seeds"] == last - first + 1 and sweep["broken"] == 0 and sweep["acked"] > 0:
    print(f"ok sweep: no trial breaks a promise ({told})")
else:
    print(f'not ok sweep: status {status}, {sweep["broken"]} trials broke a promise ({told})')
    for violation in sweep["violations"]:
        print("#", json.dumps(violation)[:300])
PYTHON
