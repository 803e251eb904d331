#pragma once
#include <cstdint>
#include <optional>
#include <vector>

#include "core/base/error.h"
#include "core/scenario/script.h"
#include "core/trial/fault_kinds.h"

namespace ringside {

/// What all trials of a sweep have in common; everything else is drawn from a trial's seed.
struct TrialSettings {
  FaultSet faults = FaultSet::all();  ///< Each trial enables some of these.
  std::uint64_t operations = 200;     ///< At most k_operations_max.
  std::optional<std::uint64_t> keys;
  std::optional<std::uint32_t> reads_percent;
  std::optional<std::uint32_t> removes_percent;
  std::vector<Script::Setting> fixed;  ///< Settings of the cluster, as in a script.

  static constexpr std::uint64_t k_operations_max = 100'000;
};

/// invalid_argument where no trial could be drawn, with what would be right.
Result<void> validate(const TrialSettings& settings);

/// Draws a trial: a cluster, operations at random moments, and faults between them. It is a script
/// of steps with a time, which plays alike wherever scripts are played.
///
/// Faults are mixed by seed: each of those allowed is in a trial or not, as a coin falls (swarm
/// testing, Groce et al. 2012), since one that is always there can hide what another would show.
/// When faults are over, every key is read once more.
///
/// REQUIRES: validate(settings). The same settings and seed give the same script everywhere.
Script draw_trial(const TrialSettings& settings, std::uint64_t seed);

}  // namespace ringside
