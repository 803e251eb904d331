#pragma once
#include <cstdint>
#include <vector>

#include "core/check/crash_ledger.h"
#include "core/check/history.h"
#include "core/trace/world.h"

namespace ringside {

/// What became of acknowledged writes.
struct Durability {
  Violations lost;  ///< Keys whose acknowledged write is gone although the promise covers it.
  std::uint64_t lost_beyond =
      0;  ///< Keys that lost one after more than F of its keepers had died: not promised.
};

/// No acknowledged write is lost while at no time more than F of those that may have kept it, or
/// as many as it needed copies, were without their memory: some live copy holds its version or a
/// newer one. To be asked once nothing is under way any more.
Durability check_durability(const History& history, const World& world, const CrashLedger& crashes);

}  // namespace ringside
