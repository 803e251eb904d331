# ringside sim. Sourced by run.sh.
options="--nodes 8 --replicas 2 --failures 1 --ops 10000 --keys 500 --seed 7"
runs 0 sim $options --json && cp out first || not_ok "sim $options" "$(cat out err)"
holds "sim: every operation has an outcome" \
  'r.ops === 10000 && Object.values(r.outcomes).flatMap(Object.values).reduce((a, b) => a + b) === 10000'
holds "sim: settings come back" \
  'r.settings.nodes === 8 && r.settings.replicas === 2 && r.settings.failures === 1 && r.settings.seed === 7 && r.settings.keys === 500'
holds "sim: nothing lost, nothing invented, nothing failed without faults" \
  'r.lost_acked === 0 && r.invented === 0 && r.wrong_ends === 0 && r.failed === 0 && r.acked > 4000 && r.promises.kept'
holds "sim: messages, events, times and a digest" \
  'r.messages > 20000 && r.events > r.messages && r.virtual_ms > 100 && r.wall_ms > 0 && /^[0-9a-f]{16}$/.test(r.digest)'
holds "sim: latencies lie between one and ten flights there and back" \
  'r.latency_ms.p50 >= 1 && r.latency_ms.p50 <= r.latency_ms.p99 && r.latency_ms.p99 <= r.latency_ms.max && r.latency_ms.max < 10'
runs 0 sim $options --json
same='(() => { const f = JSON.parse(require("fs").readFileSync("first")); f.wall_ms = r.wall_ms; return JSON.stringify(f) === JSON.stringify(r); })()'
holds "sim: the same seed gives the same answer" "$same"
holds "sim: no key is hot where all are alike" 'r.hot_keys.length === 0'
runs 0 sim --keys 1 --ops 8000 --clients 1 --window 4 --read-choice load --json
holds "sim: a key that all ask for is named, with who is asked for it and how often" \
  'r.hot_keys.length === 1 && r.hot_keys[0].requests_a_second >= 100 && r.hot_keys[0].requests_a_second <= r.hot_keys[0].of && r.settings.read_choice === "load"'
runs 0 sim ${options/seed 7/seed 8} --json
holds "sim: another seed gives another digest" 'r.digest !== JSON.parse(require("fs").readFileSync("first")).digest'

runs 0 sim --ops 0 --json
holds "sim: no operation at all is a run too" 'r.ops === 0 && r.acked === 0 && r.latency_ms.p50 === null && r.promises.kept'
runs 0 sim --ops 3000 --loss 10% --crashes 1 --seed 3 --json
holds "sim: losses and F crashes lose nothing" 'r.messages_lost > 0 && r.crashes === 1 && r.lost_acked === 0 && r.lost_beyond_promise === 0'
runs 0 sim --ops 3000 --nodes 5 --crashes 30 --restart-after 20ms --json
holds "sim: more crashes than promised are told apart from broken promises" \
  'r.crashes === 30 && r.lost_acked === 0 && r.lost_beyond_promise > 0 && r.promises.kept'
runs 0 sim --ops 1000 --reads 100 --removes 0 --json
holds "sim: only reads where only reads were asked for" 'r.outcomes.get.not_found === 1000 && Object.keys(r.outcomes).length === 1'
runs 0 sim --nodes 4096 --vnodes 4 --ops 200 --json
holds "sim: 4096 nodes" 'r.settings.nodes === 4096 && r.ops === 200 && r.promises.kept'
runs 0 sim --clients 1 --window 1 --ops 50 --latency 1ms --reads 0 --removes 0 --json
holds "sim: one operation at a time takes four flights each" 'r.latency_ms.p50 === 4 && r.latency_ms.max === 4 && r.virtual_ms >= 200'
runs 0 sim --ops 12345 --seed 2
says "sim: the summary has thousands separators" "12,345"
says "sim: the summary says that promises were kept" "promises kept"

runs 0 sim --seeds 1-40 --faults all --json && cp out trials || not_ok "sim --seeds 1-40" "$(cat out err)"
holds "sim: a sweep reports each trial and the sum of all" \
  'r.seeds === 40 && r.runs.length === 40 && r.runs[39].seed === 40 && r.broken === 0 && ["ops", "acked", "unknown", "lost_acked", "resurrected", "diverged", "invented", "stale_reads", "session_violations", "non_linearizable", "events"].every(k => r[k] === r.runs.reduce((a, b) => a + b[k], 0))'
holds "sim: no trial breaks a promise" \
  'r.lost_acked === 0 && r.invented === 0 && r.wrong_ends === 0 && r.late_ends === 0 && r.stuck === 0 && r.violations.length === 0 && r.acked > 1000 && r.unknown > 10 && r.virtual_ms > 40000'
runs 0 sim --seeds 1-40 --faults all --jobs 1 --json
holds "sim: a sweep is the same however many run at once" \
  '(() => { const f = JSON.parse(require("fs").readFileSync("trials")); f.wall_ms = r.wall_ms; return JSON.stringify(f) === JSON.stringify(r); })()'
runs 0 sim --seeds 17 --json
holds "sim: one seed of a sweep is the same trial alone" 'r.seeds === 1 && r.runs[0].digest === JSON.parse(require("fs").readFileSync("trials")).runs[16].digest'
runs 0 sim --seeds 5-9 --faults none --nodes 4 --ops 50 --reads 100 --removes 0 --latency 1ms --json
holds "sim: what is given holds for every trial" 'r.faults === "none" && r.acked === 0 && r.unknown === 0 && r.runs.every(run => run.ops >= 51)'
runs 0 sim --seeds 1-5
says "sim: a sweep says what it did" "promises kept in every trial"
# Run where it does not inherit that SIGINT is ignored, as a background job would. In the foreground: else timeout
# signals it twice, alone and with its group, and the second one ends it at once.
ended_right=0 status=0
timeout --foreground --preserve-status --signal=INT 6 "$program" sim --seeds 1-100000 --ops 20 --save-to made/here --json >out 2>err </dev/null || status=$?
[ $status -eq 130 ] && ended_right=1
holds "sim: a sweep that is ended says what the trials so far came to" \
  'r.seeds > 0 && r.seeds < 100000 && r.runs.length === r.seeds && r.last_seed === r.seeds && r.broken === 0'
refuses "seeds that go backwards" "before they begin" sim --seeds 5-1
refuses "too many seeds" "more than 1000000" sim --seeds 1-9999999
refuses "an unknown fault" "one-way" sim --faults crash,fire
refuses "--crashes in a sweep" "crash and restart are faults" sim --seeds 1-5 --crashes 1
refuses "--seed in a sweep" "--seeds in place" sim --seeds 1-5 --seed 3
refuses "a cluster that cannot be in a sweep" "F < R" sim --seeds 1-5 --failures 2 --replicas 2

runs 0 explore --op put --crashes 1 --restarts 0 --timers 1 --json
holds "explore: every order of one put with a crash is seen, and breaks nothing" \
  'r.complete && r.violations === 0 && r.states > 100 && r.transitions > r.states && r.ends > 10'
runs 1 explore --op put,del --states 100 --json
holds "explore: too many states are no success" '!r.complete && r.states === 100'
runs 0 explore --op get --crashes 0 --timers 0
says "explore: the summary says that promises were kept" "in every order"
refuses "an unknown operation to explore" "put, get or del" explore --op fly
refuses "too many nodes to explore" "at most 4" explore --nodes 5

refuses "sim: --mutants with options of trials" "does not go with --mutants" sim --mutants --nodes 5
case $program in
*.js) ;;
*) # Beside it lies, in turn, nothing and what tells how it was called.
  cp "$program" alone
  program_before=$program program=$PWD/alone
  refuses "sim: --mutants without the program that has them" "./run ringside sim --mutants" sim --mutants
  program=$program_before
  printf '#!/bin/sh\necho "called with $*"\nexit 1\n' >ringside-mutants
  chmod +x ringside-mutants
  status=0
  ./alone sim --mutants --json >out 2>err || status=$?
  if [ $status = 1 ] && [ "$(cat out)" = "called with --json" ]; then
    ok "sim: --mutants is what ringside-mutants says, exit status included"
  else
    not_ok "sim: --mutants ended with $status" "$(cat out err)"
  fi
  rm -f alone ringside-mutants
  ;;
esac
