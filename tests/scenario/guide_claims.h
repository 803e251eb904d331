#pragma once
#include <cstdint>
#include <string>
#include <string_view>

#include "core/trace/timeline.h"

namespace ringside {

/// Where in a run a guide's claim is about: after so many events, the step before being at `from`.
struct ClaimedPlace {
  const Timeline& run;
  std::uint64_t from = 0;
  std::uint64_t at = 0;
};

/// What is wrong with a claim of a guide; empty where it is true. docs/scenario-files.md lists
/// them.
std::string breach_of(std::string_view claim, const ClaimedPlace& place);

}  // namespace ringside
