# ringside check. Sourced by run.sh. The histories and their verdicts are those of the porcupine project; see LICENSE.md there.
histories=$here/../check/histories
verdicts() { awk -F'\t' -v model="$1" '$2 == model { print $1 "\t" $3 }' "$histories/VERDICTS.tsv"; }
started=$(date +%s%N)
for model in cas-register kv-append; do
  status=0
  (cd "$histories" && ringside check --model $model $(verdicts $model | cut -f1)) >out 2>err </dev/null || status=$?
  sed -n 's/^\([^ ].*\): \([a-z-]*\)$/\1\t\2/p' out >found
  if [ $status -eq 1 ] && [ -s found ] && diff <(verdicts $model) found >differences; then
    ok "check: all $(wc -l <found) known verdicts of a $model agree"
  else
    not_ok "check: verdicts of a $model" "status $status" "$(cat differences err)"
  fi
done
took=$((($(date +%s%N) - started) / 1000000))
[ $took -le 5000 ] && ok "check: in at most 5 s together ($took ms)" || not_ok "check: took $took ms"

runs 1 check --model cas-register --json "$histories/jepsen-etcd/etcd_000.log" "$histories/jepsen-etcd/etcd_002.log"
holds "check: --json counts, and shows what contradicts what" \
  'r.linearizable === 1 && r.not_linearizable === 1 && r.files[0].verdict === "not-linearizable" &&
   r.files[1].verdict === "linearizable" && r.files[0].window.at(-1).value === "2" && r.files[0].window.length === 5'
runs 1 check --model kv-append "$histories/kv/c01-bad.txt"
says "check: the operations that contradict each other are shown" 'lines 59–60   process 0   get found "x 0 0 y"'
runs 0 check --model kv-append "$histories/kv/c10-ok.txt"
says "check: a history that is linearizable ends with status 0" "c10-ok.txt: linearizable"

# JSON lines: each is an event; a register that is read with what nobody wrote, and with what an open write may have left.
event() { printf '{"i":%s,"p":%s,"t":"%s","f":"%s","v":%s}\n' "$@"; }
{ event 0 0 invoke write 1; event 1 0 info write null; event 2 1 invoke read null; event 3 1 ok read 1; } >open.jsonl
runs 0 check --model register open.jsonl
says "check: an open write may have taken effect" "open.jsonl: linearizable"
{ cat open.jsonl; event 4 1 invoke read null; event 5 1 ok read null; } >back.jsonl
runs 1 check --model register back.jsonl
says "check: what was read once cannot be unread" "nil was there all the time in which 1 must have been"
status=0
ringside check --model register - <back.jsonl >out 2>err || status=$?
[ $status -eq 1 ] && grep -q "not-linearizable" out && ok "check: - is standard input" || not_ok "check: -" "$(cat out err)"

: >empty.log
head -c 3000 "$histories/jepsen-etcd/etcd_000.log" >truncated.log
head -c 4000 /dev/urandom >random.log
printf 'a\0b' >binary.log
refuses "check: an empty file" "empty.log: there is no operation" check --model register empty.log
refuses "check: a truncated file" "truncated.log:79: this is no line of a log" check --model cas-register truncated.log
refuses "check: random bytes" "random.log: line " check --model register random.log
refuses "check: a binary file" "NUL byte" check --model register binary.log
refuses "check: a file that is not there" "No such file" check --model register nowhere.log
refuses "check: a folder" "it is a folder" check --model register "$histories"
refuses "check: a log for another model" "c01-ok.txt:1: cas-register has read, write and cas, and no append" \
  check --model cas-register "$histories/kv/c01-ok.txt"
refuses "check: an unknown model" "there are register, cas-register and kv-append" check --model set open.jsonl
refuses "check: no model" "--model is required" check open.jsonl
refuses "check: no file" "files is required" check --model register
refuses "check: --memory 0" "1 to 8192" check --model register --memory 0 open.jsonl
for process in 1e300 -1 1.5 99999999999999999999999 '"a"' null '[1,2]' '{}'; do
  event 0 "$process" invoke read null >absurd.jsonl
  refuses "check: process $process" "absurd.jsonl:1: " check --model register absurd.jsonl
done
printf '{"v":%s' "$(head -c 100000 /dev/zero | tr '\0' '[')" >deep.jsonl
refuses "check: deep nesting" 'deep.jsonl:1: only "v" can be an array' check --model register deep.jsonl
# A file of 100 MB is read like any other; whoever sends lines without an end is told.
head -c 100000000 /dev/zero | tr '\0' 'x' >large.log
refuses "check: a line of 100 MB" "large.log:1: " check --model register large.log
rm large.log
# A bad file among good ones: the others are judged, and the end says that not all is known.
runs 2 check --model register open.jsonl empty.log back.jsonl
grep -q "^open.jsonl: linearizable" out && grep -q "^back.jsonl: not-linearizable" out && grep -q "empty.log" err &&
  ok "check: a bad file does not keep the others from being judged" || not_ok "check: a bad file among others" "$(cat out err)"
# More calls at once than can be tried: said, not tried for ever.
for process in $(seq 0 39); do
  event "$process" "$process" invoke write $((process % 5))
done >wide.jsonl
for process in $(seq 0 39); do
  event $((40 + process)) "$process" ok write $((process % 5))
done >>wide.jsonl
{ event 80 0 invoke read null; event 81 0 ok read 0; event 82 0 invoke read null; event 83 0 ok read 1; } >>wide.jsonl
runs 2 check --model cas-register --memory 1 wide.jsonl
says "check: what takes too much is undecided" "wide.jsonl: undecided"
{ event 84 0 invoke read null; event 85 0 ok read 9; } >>wide.jsonl
runs 1 check --model cas-register --memory 1 wide.jsonl
says "check: what nobody wrote is found however much overlaps" "9 was never written"
