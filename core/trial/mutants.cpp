#include "core/trial/mutants.h"

#include <array>

#include "core/trial/trial.h"
#include "core/trial/trial_plan.h"

namespace ringside {
namespace {

using M = Mutant;
constexpr std::array k_cases{
    MutantCase{M::ack_one_short, "ack_one_short", "counts one copy more than are kept", "", 400},
    MutantCase{M::ack_without_own_copy, "ack_without_own_copy",
               "the coordinator counts its own copy and does not keep it", "", 400},
    MutantCase{M::ack_of_refusal, "ack_of_refusal", "counts a refusal as a copy", "", 400},
    MutantCase{M::ack_of_any_version, "ack_of_any_version",
               "counts an acknowledgement of another version", "", 400},
    MutantCase{M::ack_of_dead_life, "ack_of_dead_life",
               "counts what was kept by a life that is over", "", 400},
    MutantCase{M::ack_before_keeping, "ack_before_keeping",
               "a replica acknowledges one write in eight and does not keep it", "", 400},
    MutantCase{M::skip_ack, "skip_ack", "a replica does not acknowledge one write in eight", "",
               400, 200, "none"},
    MutantCase{M::skip_last_member, "skip_last_member",
               "does not send a write to the last member of the group", "", 400, 200, "none"},
    MutantCase{M::reuse_stamp, "reuse_stamp", "stamps all versions alike", "", 400},
    MutantCase{M::ignore_stamps_heard, "ignore_stamps_heard",
               "the clock does not grow with stamps that come in", "", 400},
    MutantCase{M::retry_makes_version, "retry_makes_version",
               "a retry makes a second version where the first one is", "", 400},
    MutantCase{M::forget_to_look_again, "forget_to_look_again",
               "asks silent members once more and then waits for ever", "", 400},
    MutantCase{M::remove_ignores_value, "remove_ignores_value",
               "a remove takes a member with a value for one without", "", 400},
    MutantCase{M::last_to_come_wins, "last_to_come_wins", "a replica keeps what comes last", "",
               400},
    MutantCase{M::ignore_actor_in_ties, "ignore_actor_in_ties",
               "of equal stamps a replica keeps the first to come", "", 400},
    MutantCase{M::forget_tombstone, "forget_tombstone", "a replica does not keep tombstones", "",
               400},
    MutantCase{M::sum_forgets_overwritten, "sum_forgets_overwritten",
               "the sums of a table keep what was overwritten", "", 400},
    MutantCase{M::digest_ignores_version, "digest_ignores_version",
               "digests are of keys without their versions", "", 400},
    MutantCase{M::absent_at_first, "absent_at_first",
               "says not_found as soon as one member knows nothing", "", 400},
    MutantCase{M::answer_while_recovering, "answer_while_recovering",
               "answers reads while it recovers", "", 400},
    MutantCase{M::forget_to_pass_on, "forget_to_pass_on",
               "takes over a read that is passed on, and drops it", "", 400},
    MutantCase{M::keep_no_hint, "keep_no_hint", "acknowledges hints and does not keep them", "",
               400},
    MutantCase{M::full_is_kept, "full_is_kept", "acknowledges a hint that it has no room for", "",
               400},
    MutantCase{M::forget_hint_when_sent, "forget_hint_when_sent",
               "drops hints once they are sent, before they are acknowledged", "", 400},
    MutantCase{M::hand_over_nothing, "hand_over_nothing", "never hands hints over", "", 400},
    MutantCase{M::hand_over_one_batch, "hand_over_one_batch",
               "drops what is left after the first batch of hints", "", 400},
    MutantCase{M::hear_dead_lives, "hear_dead_lives", "takes messages of lives that are over", "",
               400},
    MutantCase{M::same_incarnation, "same_incarnation", "a node comes back as the same life", "",
               400},
    MutantCase{M::restart_as_full, "restart_as_full",
               "a node that comes back empty thinks that it has all", "", 400},
    MutantCase{M::recover_from_one, "recover_from_one", "is recovered once one member has told", "",
               400},
    MutantCase{M::doubtful_is_full, "doubtful_is_full",
               "speaks for an arc of which too few had kept their memory", "", 400},
    MutantCase{M::vouch_while_recovering, "vouch_while_recovering",
               "tells others while it recovers as if it had all", "", 400},
    MutantCase{M::trust_new_life, "trust_new_life", "ends a comparison with a new life of the peer",
               "", 400},
    MutantCase{M::compare_never, "compare_never", "replicas never compare what they keep", "", 400},
    MutantCase{M::compare_first_arc, "compare_first_arc",
               "compares digests of the first shared arc only", "", 400},
    MutantCase{M::compare_skips_tombstones, "compare_skips_tombstones",
               "does not take tombstones from others", "", 400},
    MutantCase{M::split_drops_last, "split_drops_last",
               "does not look into the last part of a range", "", 400, 1000},
    MutantCase{M::items_drop_rest, "items_drop_rest",
               "does not ask for the rest of a range whose answer was cut short", "", 400, 1000},
    MutantCase{M::suspect_for_good, "suspect_for_good", "a suspicion never ends", "", 400},
    MutantCase{M::client_forgets_deadline, "client_forgets_deadline",
               "a client looks at its deadline only with the next timeout", "", 400},
    MutantCase{M::client_takes_refusal, "client_takes_refusal",
               "a client gives up where a member refuses to coordinate", "", 400, 200, "none"},
    MutantCase{M::client_ends_twice, "client_ends_twice",
               "a client ends a repeated operation twice", "", 400},
};

}  // namespace

std::span<const MutantCase> mutant_cases() { return k_cases; }

MutantHunt hunt(const MutantCase& known, std::uint64_t seeds) {
  TrialSettings settings;
  settings.operations = known.operations;
  settings.faults = *parse_faults(known.faults);
  MutantHunt result;
  plant(known.mutant);
  for (std::uint64_t seed = 1; seed <= seeds && !result.found(); ++seed) {
    ++result.trials;
    result.broken = broken_promises(run_trial(draw_trial(settings, seed)).judgements);
    if (!result.broken.empty()) result.seed = seed;
  }
  plant(Mutant::none);
  return result;
}

}  // namespace ringside
