#pragma once
#include "core/check/accesses.h"
#include "core/check/crash_ledger.h"
#include "core/check/history.h"
#include "core/trace/world.h"

namespace ringside {

/// Convergence: every live member of a key's group holds the newest version that anybody holds.
/// Where that is a tombstone a member may also hold nothing: tombstones are collected. While ranges
/// move, what only nodes off the ring hold does not count. Counts keys; the history only names
/// them. To be asked once nothing is under way any more. O(n log n).
Violations check_convergence(const History& history, const World& world);

/// No resurrection: where the newest acknowledged write of a key is a remove, no node is left with
/// an older value as the newest copy that there is, and no get that began after the history was
/// `drained` saw an older value. (A member that alone missed the remove has diverged: see above.)
/// Where more than F of those that may have kept the key were without their memory at one time, the
/// remove may be lost, and keys are not looked at. Counts keys. To be asked once nothing is under
/// way any more. O(n log n).
Violations check_resurrection(const Accesses& accesses, const World& world,
                              const CrashLedger& crashes = {});

}  // namespace ringside
