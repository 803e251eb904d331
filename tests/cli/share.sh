# What is exported of a run. Sourced by run.sh.
if runs 0 run lossy-network --export perfetto=trace.json --export csv=events.csv --export shiviz=run.log &&
  [ $ended_right -eq 1 ] && [ "$(head -n 1 out)" != "" ] && node -e '
    const fs = require("fs");
    const events = JSON.parse(fs.readFileSync("trace.json", "utf8")).traceEvents;
    const rows = fs.readFileSync("events.csv", "utf8").trimEnd().split("\n").length - 1;
    const lines = fs.readFileSync("run.log", "utf8").trimEnd().split("\n").slice(2);
    const shown = events.filter((e) => e.ph === "X").flatMap((e) => e.args.events).length;
    const pattern = /(?<host>\S+) (?<clock>\{[^}]*\}) (?<event>.*)/;
    const wrong = lines.filter((line) => !(JSON.parse(pattern.exec(line).groups.clock)[pattern.exec(line).groups.host] > 0));
    if (!(rows > 50 && rows === lines.length && rows === shown && wrong.length === 0)) throw new Error(`${rows} ${lines.length} ${shown} ${wrong}`);
  ' >err 2>&1; then
  ok "export: the same events come out as Perfetto's JSON, as ShiViz's log and as CSV, beside the report"
else
  not_ok "export: of a scenario" "$(cat out err)"
fi
runs 0 sim --ops 50 --crashes 1 --export csv=sim.csv --json
holds "export: of a simulated workload, with every event" \
  'require("fs").readFileSync("sim.csv", "utf8").trimEnd().split("\n").length === r.events + 1'

rm -f csv
refuses "export: an unknown format" "there is no format \"pdf\"; it is perfetto, shiviz, csv or trace" run first-put --export pdf=a.pdf
refuses "export: a format without a file" "write --export csv=PATH" run first-put --export csv
refuses "export: a file that cannot be written" "no/such/folder/a.csv cannot be written" run first-put --export csv=no/such/folder/a.csv
refuses "export: one file for two" "is given twice" run first-put --export csv=a.csv --export perfetto=a.csv
refuses "export: of a sweep" "--export is for a single run" sim --seeds 1-3 --export csv=a.csv
refuses "trace file: of a sweep" "--trace is for a single run" sim --seeds 1-3 --trace a.ringside

runs 0 sim --ops 300 --crashes 1 --trace run.ringside --export csv=run.csv --json && cp out run.json
runs 0 trace run.ringside --json --export csv=again.csv
holds "trace file: it is the run of sim, with the same digest and the same table" \
  'const s = JSON.parse(require("fs").readFileSync("run.json", "utf8")); const read = (name) => require("fs").readFileSync(name, "utf8");
   r.digest === s.digest && r.events === s.events && r.messages === s.messages && r.host === "simulator" && read("run.csv") === read("again.csv")'
runs 0 run lossy-network --export trace=two.ringside --trace && cp out printed && runs 0 trace two.ringside --events && cmp -s out printed &&
  ok "trace file: of a scenario, event by event" || not_ok "trace file: of a scenario" "$(diff out printed | head -5)"
runs 0 trace run.ringside && says "trace file: its report tells the digest" "$(node -p 'JSON.parse(require("fs").readFileSync("run.json", "utf8")).digest')"
runs 0 run first-put --host threads --export trace=threads.ringside && runs 0 trace threads.ringside --explain 1 && says "trace file: of threads, with the story of an operation" "put"
refuses "trace file: to be run again" "ringside trace run.ringside" run run.ringside
refuses "trace file: another file" "does not begin as a trace" trace run.csv
head -c 3000 run.ringside >cut.ringside
refuses "trace file: one that was cut off" "cut.ringside: the part that begins at byte" trace cut.ringside
refuses "trace file: two outputs" "give one of them" trace run.ringside --json --events

runs 0 run lossy-network --json && [ $ended_right -eq 1 ] && digest=$(node -p 'JSON.parse(require("fs").readFileSync("out", "utf8")).digest')
runs 0 run lossy-network --link && link=$(cat out) && runs 0 run "http://127.0.0.1:8080/?theme=dark$link" --json
DIGEST=$digest holds "link: the run of a script is lived again from its link, with the same digest" \
  'process.env.DIGEST.length === 16 && r.digest === process.env.DIGEST && r.commands.length > 2'
runs 0 run "$link" --trace && cp out relived && runs 0 run lossy-network --trace && cmp -s out relived &&
  ok "link: and it is the same, event by event" || not_ok "link: --trace" "$(diff out relived | head -5)"
runs 0 run first-put --host threads --link && link=$(cat out)
refuses "link: of threads, to be lived again" "only how threads were started" run "$link"
refuses "link: one that was cut off" "a part of it is missing" run "${link%????}"
refuses "link: of another version" "another version" run "#r2.abc"
refuses "link: with another cluster" "give it alone" run "$link" --nodes 9
