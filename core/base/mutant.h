#pragma once
#include <cstdint>

namespace ringside {

/// Bugs that can be planted into the protocol, to see which checker finds each: core/trial/mutants
/// describes them. In an ordinary build none can: mutant() is false when it is compiled, and costs
/// nothing. A build of the core with RINGSIDE_MUTANTS can plant one at a time.
enum class Mutant : std::uint8_t {
  none,
  // Writes
  ack_one_short,
  ack_without_own_copy,
  ack_of_refusal,
  ack_before_keeping,
  skip_ack,
  skip_last_member,
  reuse_stamp,
  ignore_stamps_heard,
  retry_makes_version,
  forget_to_look_again,
  remove_ignores_value,
  // Replicas
  last_to_come_wins,
  ignore_actor_in_ties,
  forget_tombstone,
  sum_forgets_overwritten,
  digest_ignores_version,
  // Reads
  absent_at_first,
  answer_while_recovering,
  forget_to_pass_on,
  // Hints
  keep_no_hint,
  full_is_kept,
  forget_hint_when_sent,
  hand_over_nothing,
  hand_over_one_batch,
  // Lives and recovery
  same_incarnation,
  restart_as_full,
  recover_from_one,
  doubtful_is_full,
  vouch_while_recovering,
  // Comparison
  compare_never,
  compare_first_arc,
  compare_skips_tombstones,
  split_drops_last,
  suspect_for_good,
  // Clients
  client_forgets_deadline,
  client_takes_refusal,
  client_ends_twice,
  write_ignores_context,
  write_overwrites_all,
  merge_drops_siblings,
  merge_forgets_seen,
  get_ignores_session,
  // Changing the ring
  forget_epochs,
  // Merging siblings
  write_merges_nothing,
  merge_drops_retried,
  read_merges_newest_only,
  // Collecting tombstones
  collect_by_majority,
  collect_without_comparing,
  take_what_is_late,
  // Rates
  // Scans
  scan_asks_nobody,
  scan_goes_too_far,
};

#ifdef RINGSIDE_MUTANTS
/// Plants a bug in the whole program. To be called while nothing runs.
void plant(Mutant mutant);
Mutant planted();
inline bool mutant(Mutant which) { return planted() == which; }
#else
constexpr bool mutant(Mutant) { return false; }
#endif

}  // namespace ringside
