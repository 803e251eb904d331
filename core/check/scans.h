#pragma once
#include "core/check/crash_ledger.h"
#include "core/check/history.h"
#include "core/trace/world.h"

namespace ringside {

/// What pages of scans promise, each for the hashes from where it began to where it ends.
struct ScansVerdict {
  /// Keys that are missing in a page though a put of them was acknowledged before it began, and no
  /// remove had begun by its end; but for keys of which more than F keepers were without their
  /// memory at one time, or of which hints were kept.
  Violations missed;
  /// Keys that come twice, out of order, or beyond what the page says that it has.
  Violations disordered;
  /// Values that nobody had put.
  Violations invented;
  /// Scans that ended never, twice, or after their deadline.
  Violations wrong_ends;
};
ScansVerdict check_scans(const History& history, const World& world, const CrashLedger& crashes,
                         Duration deadline);

}  // namespace ringside
