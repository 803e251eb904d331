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
refuses "export: an unknown format" "there is no format \"pdf\"; it is perfetto, shiviz or csv" run first-put --export pdf=a.pdf
refuses "export: a format without a file" "write --export csv=PATH" run first-put --export csv
refuses "export: a file that cannot be written" "no/such/folder/a.csv cannot be written" run first-put --export csv=no/such/folder/a.csv
refuses "export: one file for two" "is given twice" run first-put --export csv=a.csv --export perfetto=a.csv
refuses "export: of a sweep" "--export is for a single run" sim --seeds 1-3 --export csv=a.csv

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
