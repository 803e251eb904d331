# ringside run with scripts. Sourced by run.sh.
runs 0 run --list
for name in $(cut -d' ' -f1 out); do
  for host in sim threads; do
    runs 0 run "$name" --host $host --json
    holds "script: $name meets its expectations ($host)" 'r.failed === 0 && r.refused === 0 && r.steps.length > 1 && r.promises.kept'
  done
done
runs 0 run first-put --trace && [ "$(head -n 1 out)" = "    0.000000 ms  node_started n0 incarnation 1" ] && cp out trace &&
  runs 0 run first-put --trace && cmp -s out trace && ok "script: --trace prints every event, the same ones each time" ||
  not_ok "script: --trace" "$(head out err)"
runs 0 run primary-dies-mid-put --explain 1
says "script: --explain tells an operation step by step" "No answer, so client 0 turns to node 3"
says "script: --explain tells why it ended so" "2 copies were sure"
runs 0 run first-put --explain last
says "script: --explain last" "Node 4 answered from its own copy alone"
runs 0 run first-put
says "script: the report shows what steps came to" "ok = hello"

printf 'put a 1\nexpect a 2\n' >fails.scenario
runs 1 run fails.scenario --json
holds "script: an expectation that is not met ends with status 1" 'r.failed === 1 && r.steps[1].problem === "expected 2, got 1"'
printf 'kill 1\nkill 1\nput a 1\n' >refused.scenario
runs 2 run refused.scenario --json
holds "script: a command that the cluster refuses ends with status 2, and the rest is played" 'r.refused === 1 && r.steps.length === 3'
printf 'nodes 3\nreplicas 1\nfailures 0\nput a 1\nget a\n' >small.scenario
runs 0 run small.scenario --nodes 9 --json
holds "script: an option on the command line wins over the script" 'r.settings.nodes === 9 && r.settings.replicas === 1'
ended_right=0
printf 'put a 1\nexpect a 1\n' | ringside run - --json >out 2>err && ended_right=1
holds "script: standard input is seen to be a script" 'r.steps.length === 2'

printf 'put a 1\nfly\n' >wrong.scenario
: >empty.scenario
refuses "script: a wrong line" "wrong.scenario: line 2: \"fly\" starts no step" run wrong.scenario
refuses "script: an empty script" "there is no step in it" run empty.scenario
refuses "script: --kill" "a script has kill as a step" run first-put --kill 1
refuses "script: --json with --explain" "give one of them" run first-put --json --explain last
refuses "script: --explain of what there is not" "they are 1 to 2" run first-put --explain 3
refuses "script: --json with --trace" "give one of them" run first-put --json --trace
refuses "script: settings of the command line that do not fit" "R < N" run small.scenario --nodes 2 --replicas 2
