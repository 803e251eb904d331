# ringside detect. Sourced by run.sh.
runs 0 detect --nodes 8 --periods 200 --trials 10 --json
holds "detect: a probe and an answer a period, and no false alarm in a quiet network" \
  'Math.abs(r.messages_per_member_period - 2) < .05 && r.false_suspicions === 0 && r.false_deaths === 0 && r.not_found === 0'
holds "detect: every death is found, suspected first" \
  'r.first_suspected_periods.mean > 1 && r.dead_to_all_periods.mean > r.first_suspected_periods.mean && r.back_to_all_periods.max < 20'
runs 0 detect --nodes 1000 --vnodes 2 --periods 20 --trials 0 --json
holds "detect: a thousand members cost each of them no more, and are simulated ten times as fast as they live" \
  'Math.abs(r.messages_per_member_period - 2) < .05 && r.times_real_time >= 10 && r.dead_to_all_periods === null'
runs 0 detect --nodes 12 --loss 20% --periods 100 --trials 5 --json
holds "detect: with losses there are suspicions, but no false death" 'r.false_suspicions > 0 && r.false_deaths === 0'
cp out first
runs 0 detect --nodes 12 --loss 20% --periods 100 --trials 5 --json
[ "$(sed 's/"times_real_time.*//' out)" = "$(sed 's/"times_real_time.*//' first)" ] && ok "detect: the same seed gives the same answer" ||
  not_ok "detect: another answer" "$(cat first out)"
runs 0 detect --nodes 5 --failure-detection phi --slow-nodes 1 --slow-by 5ms --trials 2
says "detect: the table" "live members suspected"
refuses "detect: nobody probes" "nothing to measure" detect --probe-interval 0ms
refuses "detect: no period" "periods 0 must be" detect --periods 0
refuses "detect: all are slow" "slow nodes 5 must be fewer" detect --slow-nodes 5
