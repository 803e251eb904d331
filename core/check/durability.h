#pragma once
#include <cstdint>
#include <vector>

#include "core/check/history.h"
#include "core/trace/world.h"

namespace ringside {

/// What became of acknowledged writes.
struct Durability {
  Violations lost;  ///< Keys whose acknowledged write is gone although the promise covers it.
  std::uint64_t lost_beyond =
      0;  ///< Keys that lost one because more than F nodes of their group died: not promised.
};

/// No acknowledged write is lost while at most F nodes of its key's group died over the whole run:
/// some live copy holds its version or a newer one. `crashes` counts them by node. To be asked once
/// nothing is under way any more.
Durability check_durability(const History& history, const World& world,
                            const std::vector<std::uint32_t>& crashes);

}  // namespace ringside
