#include "core/trial/mutants.h"

#include <array>

#include "core/trial/trial.h"
#include "core/trial/trial_plan.h"

namespace ringside {
namespace {

using M = Mutant;
constexpr std::array k_cases{
    MutantCase{M::ack_one_short, "ack_one_short", "counts one copy more than are kept",
               "under_kept", 40},
    MutantCase{M::ack_without_own_copy, "ack_without_own_copy",
               "the coordinator counts its own copy and does not keep it", "under_kept", 40},
    MutantCase{M::ack_of_refusal, "ack_of_refusal", "counts a refusal as a copy", "under_kept",
               250},
    MutantCase{M::ack_before_keeping, "ack_before_keeping",
               "a replica acknowledges one write in eight and does not keep it", "under_kept", 40},
    MutantCase{M::skip_ack, "skip_ack", "a replica does not acknowledge one write in eight",
               "effort", 40, 200, "none"},
    MutantCase{M::skip_last_member, "skip_last_member",
               "does not send a write to the last member of the group", "unspread", 40, 200,
               "none"},
    MutantCase{M::reuse_stamp, "reuse_stamp", "stamps all versions alike", "invented", 40},
    MutantCase{M::ignore_stamps_heard, "ignore_stamps_heard",
               "the clock does not grow with stamps that come in", "unwritten", 40},
    MutantCase{M::retry_makes_version, "retry_makes_version",
               "a retry makes a second version where the first one is", "second_versions", 40},
    MutantCase{M::forget_to_look_again, "forget_to_look_again",
               "asks silent members once more and then waits for ever", "stuck", 40},
    MutantCase{M::remove_ignores_value, "remove_ignores_value",
               "a remove takes a member with a value for one without", "denied", 40},
    MutantCase{M::last_to_come_wins, "last_to_come_wins", "a replica keeps what comes last",
               "went_back", 40},
    MutantCase{M::ignore_actor_in_ties, "ignore_actor_in_ties",
               "of equal stamps a replica keeps the first to come", "digests_differ", 800},
    MutantCase{M::forget_tombstone, "forget_tombstone", "a replica does not keep tombstones",
               "denied", 40},
    MutantCase{M::sum_forgets_overwritten, "sum_forgets_overwritten",
               "the sums of a table keep what was overwritten", "digests_differ", 40},
    MutantCase{M::digest_ignores_version, "digest_ignores_version",
               "digests are of keys without their versions", "diverged", 100},
    MutantCase{M::absent_at_first, "absent_at_first",
               "says not_found as soon as one member knows nothing", "denied", 100},
    MutantCase{M::answer_while_recovering, "answer_while_recovering",
               "answers reads while it recovers", "denied", 40},
    MutantCase{M::forget_to_pass_on, "forget_to_pass_on",
               "takes over a read that is passed on, and drops it", "wrong_ends", 100},
    MutantCase{M::keep_no_hint, "keep_no_hint", "acknowledges hints and does not keep them",
               "under_kept", 40},
    MutantCase{M::full_is_kept, "full_is_kept", "acknowledges a hint that it has no room for",
               "under_kept", 250},
    MutantCase{M::forget_hint_when_sent, "forget_hint_when_sent",
               "drops hints once they are sent, before they are acknowledged", "hints_left", 40},
    MutantCase{M::hand_over_nothing, "hand_over_nothing", "never hands hints over", "hints_left",
               5},
    MutantCase{M::hand_over_one_batch, "hand_over_one_batch",
               "drops what is left after the first batch of hints", "hints_left", 60},
    MutantCase{M::same_incarnation, "same_incarnation", "a node comes back as the same life",
               "went_back", 40},
    MutantCase{M::restart_as_full, "restart_as_full",
               "a node that comes back empty thinks that it has all", "denied", 40},
    MutantCase{M::recover_from_one, "recover_from_one", "is recovered once one member has told",
               "recovered_short", 1500, 200, "crash,restart,loss,partition"},
    MutantCase{M::doubtful_is_full, "doubtful_is_full",
               "speaks for an arc of which too few had kept their memory", "denied", 40},
    MutantCase{M::vouch_while_recovering, "vouch_while_recovering",
               "tells others while it recovers as if it had all", "denied", 40},
    MutantCase{M::compare_never, "compare_never", "replicas never compare what they keep",
               "digests_differ", 100},
    MutantCase{M::compare_first_arc, "compare_first_arc",
               "compares digests of the first shared arc only", "digests_differ", 100},
    MutantCase{M::compare_skips_tombstones, "compare_skips_tombstones",
               "does not take tombstones from others", "digests_differ", 40},
    MutantCase{M::split_drops_last, "split_drops_last",
               "does not look into the last part of a range", "diverged", 100, 1000},
    MutantCase{M::suspect_for_good, "suspect_for_good", "a suspicion never ends", "diverged", 60},
    MutantCase{M::client_forgets_deadline, "client_forgets_deadline",
               "a client looks at its deadline only with the next timeout", "late_ends", 40},
    MutantCase{M::client_takes_refusal, "client_takes_refusal",
               "a client gives up where a member refuses to coordinate", "effort", 40, 200, "none"},
    MutantCase{M::client_ends_twice, "client_ends_twice",
               "a client ends a repeated operation twice", "wrong_ends", 40},
    MutantCase{M::write_ignores_context, "write_ignores_context",
               "a put leaves what it knows of beside it", "not_maximal", 40},
    MutantCase{M::write_overwrites_all, "write_overwrites_all",
               "a put takes the place of what it does not know of", "lost_siblings", 40},
    MutantCase{M::merge_drops_siblings, "merge_drops_siblings",
               "of siblings that meet only the newest is kept", "lost_siblings", 80},
    MutantCase{M::merge_forgets_seen, "merge_forgets_seen",
               "a merger forgets what only one side had overwritten", "digests_differ", 40},
    MutantCase{M::get_ignores_session, "get_ignores_session",
               "a member answers that lacks what the session has seen", "session_broken", 40},
    MutantCase{M::forget_epochs, "forget_epochs", "requests of an older view are not refused",
               "wrong_ends", 500, 200, "all", "strict"},
    MutantCase{M::write_merges_nothing, "write_merges_nothing",
               "a put takes the place of values that it was to be merged with", "lost_siblings",
               100},
    MutantCase{M::merge_drops_retried, "merge_drops_retried",
               "of two versions of one put the older goes, with what it was merged from",
               "lost_siblings", 2000, 200, "pause,delay,link,one-way,partition", "eventual",
               "merge_union"},
    MutantCase{M::read_merges_newest_only, "read_merges_newest_only",
               "a read tells the newest value and not the others", "lost_siblings", 200, 200, "all",
               "eventual", "merge_union"},
    MutantCase{M::collect_by_majority, "collect_by_majority",
               "tombstones are collected once most nodes agree", "tombstones_left", 80},
    MutantCase{M::collect_without_comparing, "collect_without_comparing",
               "tombstones are collected that not every member has", "diverged", 100},
    MutantCase{M::take_what_is_late, "take_what_is_late", "what comes late is taken for news",
               "came_back", 1200},
    MutantCase{M::scan_asks_nobody, "scan_asks_nobody",
               "a page of a scan is what its coordinator keeps", "scan_missed", 500},
    MutantCase{M::scan_goes_too_far, "scan_goes_too_far",
               "a page goes beyond what some of its members have told", "scan_missed", 40},
};

}  // namespace

std::span<const MutantCase> mutant_cases() { return k_cases; }

MutantHunt hunt(const MutantCase& known, std::uint64_t seeds) {
  TrialSettings settings;
  settings.operations = known.operations;
  settings.faults = *parse_faults(known.faults);
  settings.fixed = {{"level", std::string(known.level)}};
  if (!known.policy.empty()) settings.fixed.push_back({"policy", std::string(known.policy)});
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
