# ringside run with data files. Sourced by run.sh.

# Real input: what this machine has installed, or its files in /usr where there is no dpkg.
if command -v dpkg-query >/dev/null; then
  dpkg-query -W -f '${Package}\t${Version}\n' >packages.tsv
else
  find /usr/bin /usr/lib -maxdepth 1 -printf '%f\t%s\n' >packages.tsv
fi
keys=$(cut -f1 packages.tsv | sort -u | wc -l)
entries=$(wc -l <packages.tsv)
everything="r.stored === $entries && r.entries === $entries && r.keys === $keys && r.read.right === $keys &&
  r.read_after_kill.right === $keys && r.killed.join() === '2,5' && r.kept === true"
where="r.nodes.length === 8 && r.nodes.every(n => n.copies > 0) && r.nodes.reduce((a, n) => a + n.primary_keys, 0) === $keys &&
  r.nodes.reduce((a, n) => a + n.copies, 0) === 3 * $keys"
for host in sim threads; do
  runs 0 run packages.tsv --nodes 8 --replicas 2 --host $host --kill 2,5 --json
  holds "run: $keys real keys stored, read back, two nodes killed, all read back ($host)" "$everything"
  holds "run: it says where they are: R + 1 copies of each ($host)" "$where"
done
ended_right=0
ringside run - --nodes 8 --json <packages.tsv >out 2>err && ended_right=1
holds "run: standard input" "r.file === 'standard input' && r.read.right === $keys"
runs 0 run packages.tsv --nodes 8 --kill 2 --kill 5
says "run: the report counts what came back" "$(printf '%s' "$keys" | sed ':a;s/\B[0-9]\{3\}\>/,&/;ta') of"
says "run: the report names who was killed" "nodes 2 and 5"

printf 'a\t1\nb\t2\na\t3\na\t4\n' >twice.tsv
runs 0 run twice.tsv --latency 'exp(10ms)' --seed 5 --json
holds "run: the last value of a key that comes again is the one that stays" 'r.entries === 4 && r.keys === 2 && r.read.right === 2'
printf 'key,value\r\n"a,b","say ""hi"""\r\n' >quoted.csv
runs 0 run quoted.csv --json
holds "run: CSV" 'r.format === "CSV" && r.entries === 1 && r.read.right === 1'
printf '{"key":"a","value":1}\n{"key":"\\u00e9","value":"x"}\n' >lines.jsonl
runs 0 run lines.jsonl --json
holds "run: JSON lines" 'r.format === "JSON lines" && r.read.right === 2'
runs 0 run packages.tsv --nodes 3 --replicas 2 --kill 0,1,2 --deadline 100ms --json
holds "run: with every node dead nothing is read, and no promise was broken" 'r.read_after_kill.right === 0 && r.read_after_kill.no_answer === r.keys && r.kept'
runs 1 run packages.tsv --loss 100% --deadline 20ms --json
holds "run: with every message lost nothing is stored, and it says so" 'r.stored === 0 && r.read.unsure === r.keys && !r.complete && r.kept'
seq 200000 | sed 's/.*/key&\tvalue &/' >large.tsv
runs 0 run large.tsv --json
holds "run: 200,000 keys" 'r.stored === 200000 && r.read.right === 200000 && r.kept'
{ printf 'a\t'; head -c 1048576 /dev/zero | tr '\0' v; echo; } >long.tsv
runs 0 run long.tsv --json
holds "run: a value of 1 MiB" 'r.read.right === 1'
{ printf 'a\t'; head -c 1048577 /dev/zero | tr '\0' v; echo; } >longer.tsv
refuses "run: a value of a byte more" "1048577 bytes" run longer.tsv

: >empty.tsv
printf 'a\t1\nb 2\n' >no-tab.tsv
printf 'a\t\xff\n' >latin.tsv
printf 'hello\nworld\n' >prose.txt
head -c 100000 /dev/urandom >noise.bin
mkdir -p folder.tsv
refuses "run: no file named" "needs a FILE" run
refuses "run: a file that is not there" "cannot be read: No such file" run missing.tsv
refuses "run: a folder" "is a folder" run folder.tsv
refuses "run: an empty file" "there is nothing in it" run empty.tsv
refuses "run: empty standard input" "there is nothing in it" run -
refuses "run: a line without a value" "no-tab.tsv: line 2" run no-tab.tsv
refuses "run: bytes that are not UTF-8" "line 1: byte 0xff" run latin.tsv
refuses "run: prose" "its first line is no entry" run prose.txt
refuses "run: noise" "noise.bin: line" run noise.bin
refuses "run: a node to kill that is not there" "nodes are 0 to 4" run packages.tsv --kill 5
refuses "run: a node to kill twice" "name it once" run packages.tsv --kill 1,1
refuses "run: a node to kill that is no number" "not a whole number" run packages.tsv --kill x
refuses "run: an unknown host" "it is sim or threads" run packages.tsv --host cloud
refuses "run: a rate of 0" "--rate" run packages.tsv --host threads --rate 0
if [ "$(id -u)" -ne 0 ]; then
  cp packages.tsv secret.tsv && chmod 0 secret.tsv
  refuses "run: a file that may not be read" "Permission denied" run secret.tsv
fi
