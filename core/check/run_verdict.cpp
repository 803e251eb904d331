#include "core/check/run_verdict.h"

#include "core/base/hash.h"
#include "core/check/convergence.h"
#include "core/check/invention.h"
#include "core/check/outcomes.h"
#include "core/check/regularity.h"

namespace ringside {
namespace {

// A run has many keys, and a sweep many runs: one key may not take long.
constexpr SearchLimits k_limits{std::uint64_t{64} << 20, 2'000'000};

}  // namespace

RunVerdict judge_run(const History& history, const World& world, const CrashLedger& crashes) {
  const auto is_taken_for_removed = [&](std::string_view name) {
    const KeyHash key = hash_key(name);
    return history.collects_tombstones &&
           crashes.worst(key, world.keepers(key)) > world.shape().failures;
  };
  const Accesses accesses = accesses_of(history);
  return {check_outcomes(history),
          check_invention(history),
          check_durability(history, world, crashes),
          check_convergence(history, world),
          check_resurrection(accesses, world, crashes),
          check_stale_reads(accesses),
          check_regularity(accesses),
          check_session_guarantees(accesses),
          check_named_sessions(accesses, is_taken_for_removed),
          check_siblings(history, world, crashes),
          check_atomicity(accesses, k_limits)};
}

StrictVerdict judge_strictly(const History& history, const World& world,
                             const CrashLedger& crashes) {
  Accesses accesses = accesses_of(history);
  std::erase_if(accesses.keys, [&](const auto& entry) {
    const auto group = world.keepers(hash_key(entry.first));
    return crashes.worst_of_members(group) > world.shape().failures;
  });
  return {check_regularity(accesses), check_atomicity(accesses, k_limits)};
}

}  // namespace ringside
