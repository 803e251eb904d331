#pragma once
#include <cstdint>

#include "core/check/crash_ledger.h"
#include "core/check/history.h"
#include "core/trace/world.h"

namespace ringside {

/// What is promised where siblings are kept. Of keys that were read once more after the history was
/// drained; O(reads · writes) of a key.
struct SiblingsVerdict {
  /// Acknowledged writes that are neither kept nor were overwritten by a write that knew of them,
  /// though at most F of those that may have kept the key were without their memory at one time.
  Violations lost;
  /// Writes that are kept beside an acknowledged one that took their place.
  Violations not_maximal;
};
SiblingsVerdict check_siblings(const History& history, const World& world,
                               const CrashLedger& crashes);

/// What strict levels promise where siblings are kept: a read has seen every write that was
/// acknowledged before it began, be it among its values or overwritten. Only of keys of which at no
/// time more than F members were without their memory. Counts gets; O(reads · writes) of a key.
Violations check_seen(const History& history, const World& world, const CrashLedger& crashes);

}  // namespace ringside
