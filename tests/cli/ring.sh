# ringside ring. Sourced by run.sh.
runs 0 ring --nodes 8 --replicas 2 --vnodes 64 --locate greeting "two words" --json
holds "ring: shares add up to the whole ring" \
  'r.ownership.length === 8 && Math.abs(r.ownership.reduce((a, n) => a + n.primary_share, 0) - 1) < 1e-9 &&
   Math.abs(r.ownership.reduce((a, n) => a + n.copies_share, 0) - 1) < 1e-9'
holds "ring: the expectation is the formula's" 'Math.abs(r.sd_over_mean_expected - Math.sqrt(7 / 513)) < 1e-12'
holds "ring: a key's group is R + 1 different nodes, its primary first" \
  'r.keys.length === 2 && r.keys[1].key === "two words" && r.keys.every(k => k.preference_list.length === 3 &&
   new Set(k.preference_list).size === 3 && k.preference_list[0] === k.primary && k.token >= k.hash)'
runs 0 ring --locate abc --json
# XXH3-64 of "abc" with seed 0.
holds "ring: the hash is XXH3-64" 'r.keys[0].hash === "78af5f94892f3950"'
runs 0 ring --nodes 10 --tokens even --weights 1,1,2 --json
holds "ring: even tokens and weights" \
  'r.tokens === "even" && r.max_over_mean < 1.15 && r.copies_max_over_mean < 1.15 && r.ownership[2].tokens === 32 && r.ownership[2].weight === 2'
runs 0 ring --nodes 10 --tokens bounded --load-bound 110% --json
holds "ring: bounded load" 'r.ownership.every(n => n.tokens <= Math.ceil(1.1 * 256 / 10) && n.tokens > 0)'
refuses "ring: a bound below the mean" "between 100 %" ring --tokens bounded --load-bound 90%
runs 0 ring --nodes 8
says "ring: the table shows the expectation" "is to be expected of random tokens"
runs 0 ring --nodes 200
[ "$(wc -l <out)" -lt 60 ] && grep -q "168 more" out && ok "ring: a large ring is shortened" || not_ok "ring: a large ring" "$(cat out)"
runs 0 ring --nodes 200 --all
[ "$(wc -l <out)" -gt 200 ] && ok "ring: --all shows every node" || not_ok "ring: --all" "$(cat out)"
refuses "ring: an empty key" "1 to 4096" ring --locate ""
refuses "ring: a key that is too long" "1 to 4096" ring --locate "$(head -c 5000 /dev/zero | tr '\0' k)"
