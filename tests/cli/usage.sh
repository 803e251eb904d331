# Help, versions, wrong arguments, and outputs that cannot be written. Sourced by run.sh.
for command in "" sim explore run trace ring check pbs detect; do
  if runs 0 $command --help && [ ! -s err ] && grep -q "Examples:" out; then
    ok "ringside $command --help shows examples"
  else
    not_ok "ringside $command --help" "$(cat out err)"
  fi
done
runs 0 --version && grep -qE '^ringside [0-9]+\.[0-9]+\.[0-9]+$' out && ok "--version" || not_ok "--version" "$(cat out err)"

refuses "no command" "subcommand is required"
refuses "an unknown command" "fly" fly
refuses "an unknown option" "--fly" sim --fly
refuses "a missing value" "--ops" sim --ops
refuses "an option given twice" "--seed" sim --seed 1 --seed 2
for bad in -1 1.5 18446744073709551616 "" nan 0x10 1e3; do
  refuses "--ops '$bad'" "--ops" sim --ops "$bad"
  refuses "--nodes '$bad'" "--nodes" sim --nodes "$bad"
done
refuses "--nodes 4294967296" "too large" sim --nodes 4294967296
refuses "--nodes 1" "between 2 and 4096" sim --nodes 1
refuses "--nodes 4097" "between 2 and 4096" ring --nodes 4097
refuses "R = N" "R < N" sim --nodes 3 --replicas 3
refuses "F = R" "F < R" sim --replicas 2 --failures 2
refuses "--vnodes 0" "between 1 and 1024" ring --vnodes 0
refuses "--keys 0" "at least 1" sim --keys 0
refuses "too many operations" "at most" sim --ops 18446744073709551615
refuses "--reads 101" "100" sim --reads 101
refuses "more than 100 % together" "100 %" sim --reads 90 --removes 20
refuses "as many crashes as nodes" "--restart-after" sim --nodes 5 --crashes 5
refuses "a latency without a unit" "0.5ms..1ms" sim --latency 5
refuses "a latency that goes backwards" "before it begins" sim --latency 5ms..1ms
refuses "--loss 101" "100%" sim --loss 101
refuses "--loss -1" "--loss" sim --loss -1
refuses "--clients 0" "client" sim --clients 0
refuses "--window 0" "window" sim --window 0

# Who reads only the start of the output ends the program neither early nor with noise.
ringside ring --nodes 4096 --vnodes 1 --all 2>err | head -n 1 >out
[ "${PIPESTATUS[0]}" -eq 0 ] && [ -s out ] && [ ! -s err ] && ok "a closed pipe does no harm" || not_ok "a closed pipe" "$(cat err)"
if [ -w /dev/full ]; then
  status=0
  ringside ring --nodes 3 >/dev/full 2>err || status=$?
  [ $status -eq 2 ] && grep -q "could not be written" err && ok "a full disk is reported" || not_ok "a full disk: status $status" "$(cat err)"
fi
runs 0 sim --ops 100 && ! grep -q $'\x1b' out err && [ ! -s err ] && ok "no colours and no bar where there is no terminal" ||
  not_ok "colours or a bar without a terminal" "$(cat out err)"
