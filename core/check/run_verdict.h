#pragma once
#include <cstdint>
#include <vector>

#include "core/check/atomicity.h"
#include "core/check/durability.h"
#include "core/check/history.h"
#include "core/check/siblings_check.h"
#include "core/check/staleness.h"
#include "core/trace/world.h"

namespace ringside {

/// Everything that the checkers say about one run. Which of it is a promise depends on the levels
/// that were asked for: docs/consistency.md.
struct RunVerdict {
  Violations wrong_ends;       ///< Operations.
  Violations invented;         ///< Gets, and versions with two values.
  Durability durability;       ///< Keys.
  Violations diverged;         ///< Keys.
  Violations resurrected;      ///< Keys.
  Violations stale_reads;      ///< Gets; eventual consistency allows them.
  Violations irregular_reads;  ///< Gets; strict quorums have none.
  SessionGuarantees sessions;  ///< Gets, by client; only named sessions are promised it.
  SessionGuarantees named;     ///< Gets of named sessions.
  SiblingsVerdict siblings;    ///< Writes; meaningful where siblings are kept.
  Atomicity atomicity;         ///< Keys; only linearizable operations are promised it.
};

/// Asks every checker, once nothing is under way any more. Where tombstones are collected, a write
/// that more than F failures took cannot be told from one that was removed since: sessions are
/// promised nothing then. O(n log n) in operations and events, but for the keys of
/// check_atomicity() that need a search.
RunVerdict judge_run(const History& history, const World& world, const CrashLedger& crashes);

/// What the strict levels promise about reads: only of keys of which at no time more than F members
/// were without their memory.
struct StrictVerdict {
  Violations irregular_reads;  ///< Gets.
  Atomicity atomicity;         ///< Keys.
};
/// As if every operation had asked for that.
StrictVerdict judge_strictly(const History& history, const World& world,
                             const CrashLedger& crashes);

}  // namespace ringside
