#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "core/base/mutant.h"

namespace ringside {

/// A bug that can be planted, and the trials that are to find it. In builds with RINGSIDE_MUTANTS.
struct MutantCase {
  Mutant mutant{};
  std::string_view name;            ///< "ack_one_short", …
  std::string_view bug;             ///< What it does wrong.
  std::string_view found_by;        ///< The promise that a trial breaks first.
  std::uint64_t seeds = 0;          ///< It is found by one of the trials from 1 to this seed.
  std::uint64_t operations = 200;   ///< Of each trial.
  std::string_view faults = "all";  ///< That trials mix by seed.
  std::string_view level = "eventual";
  std::string_view policy = {};  ///< As trials draw it where this is empty.
};

/// Every bug but none, in the order of Mutant.
std::span<const MutantCase> mutant_cases();

/// What came of a hunt.
struct MutantHunt {
  std::uint64_t trials = 0;  ///< Run, the one that found it included.
  std::uint64_t seed = 0;    ///< The one that found it; 0 if none did.
  std::string broken;        ///< All promises that this trial broke.

  bool found() const { return seed != 0; }
};

/// Plants the bug, runs its trials from seed 1 on until one breaks a
/// promise, or all of `seeds` were run; and takes it out again.
MutantHunt hunt(const MutantCase& known, std::uint64_t seeds);

}  // namespace ringside
