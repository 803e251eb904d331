#pragma once
#include "core/check/crash_ledger.h"
#include "core/check/history.h"

namespace ringside {

/// What was acknowledged is never called not_found, but from a tombstone: gets that were told that
/// nobody knows the key, and removes that were told that there was none, though a write of the key
/// had been acknowledged before they began, however many nodes died since. Keys that hints were
/// kept of do not count, since their keepers are then not all members. O(n log n).
Violations check_denial(const History& history, const CrashLedger& crashes);

/// Every acknowledged write is a version that some node has stored. O(n log n).
Violations check_written(const History& history);

}  // namespace ringside
