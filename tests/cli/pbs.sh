# ringside pbs. Sourced by run.sh. The figures are those of Bailis et al., VLDB 2012: p within 0.2 points, the slowest of a
# thousand within 3 %.
near='const near = (x, y, part) => Math.abs(x - y) <= part * y, point = (x, p) => Math.abs(x - p) <= 0.002;'
# preset r w p read write
while read -r preset r w p read write; do
  runs 0 pbs --preset "$preset" --n 3 --r "$r" --w "$w" --json
  holds "pbs: $preset with R = $r, W = $w: fresh, read and write times of the paper" \
    "$near r.trials === 1000000 && point(r.p_fresh, $p) && near(r.read_ms['p99.9'], $read, .03) && near(r.write_ms['p99.9'], $write, .03)"
done <<'FIGURES'
lnkd-ssd 1 1 .9736 .66 .66
lnkd-disk 1 1 .4369 .66 10.99
FIGURES
runs 0 pbs --preset lnkd-disk --r 2 --trials 200000 --t 0,10ms --json
holds "pbs: the settings come back, and what is fresh at the times asked for" \
  'r.preset === "lnkd-disk" && r.r === 2 && r.w === 1 && r.n === 3 && r.coordinator === "apart" && r.t_visibility.length === 2 &&
   r.t_visibility[1].t_ms === 10 && Math.abs(r.t_visibility[0].p - .7628) < .005 && r.t_visibility[1].p > .99'
holds "pbs: staleness in versions" 'r.fresh_within_versions.length === 5 && Math.abs(r.fresh_within_versions[0].p - 2/3) < 1e-9'
cp out first
runs 0 pbs --preset lnkd-disk --r 2 --trials 200000 --t 0,10ms --json
[ "$(sed 's/"wall_ms.*//' out)" = "$(sed 's/"wall_ms.*//' first)" ] && ok "pbs: the same seed gives the same answer" ||
  not_ok "pbs: another answer" "$(cat first out)"
runs 0 pbs --latency '0.1ms+exp(1ms)' --w 2 --trials 100000 --measure 1000 --t 0,20ms --json
holds "pbs: the store itself is measured beside its model" \
  'r.coordinator === "primary" && r.latency === "0.1ms+exp(1ms)" && r.t_visibility.every(t => Math.abs(t.p - t.measured) < .05)'
runs 0 pbs --preset ymmr --trials 1000
says "pbs: the table" "99.9 % of reads are fresh"
refuses "pbs: no latencies" "give either --preset" pbs
refuses "pbs: a preset and a latency" "give either --preset" pbs --preset wan --latency 1ms
refuses "pbs: an unknown preset" "there are lnkd-ssd, lnkd-disk, ymmr, wan" pbs --preset lnkd
refuses "pbs: more responses than replicas" "r 4 must be 1 to n, which is 3" pbs --preset wan --r 4
refuses "pbs: no replica" "n 0 must be" pbs --preset wan --n 0
refuses "pbs: no trials" "trials 0 must be" pbs --preset wan --trials 0
refuses "pbs: a number that is too large" "n 4294967295 must be" pbs --preset wan --n 99999999999
refuses "pbs: too many trials" "must be 1 to 10000000" pbs --preset wan --trials 18446744073709551615
refuses "pbs: a time that is none" "unit" pbs --preset wan --t 5
refuses "pbs: measuring a preset" "--measure needs --latency" pbs --preset wan --measure 10
refuses "pbs: measuring a cluster that cannot be" "F < R" pbs --latency 1ms --w 3 --measure 10
