#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/check/call.h"
#include "core/check/search.h"
#include "core/check/zones.h"

namespace ringside {

/// Calls that contradict each other, as few as a person needs to see that.
struct Contradiction {
  /// Calls that cannot all be placed, whatever the object held before them; by invocation.
  Calls window;
  /// Calls that overlap the window's ends, or never returned: they may or may not have taken effect
  /// in it, and it does not help.
  Calls open_meanwhile;
  /// The window begins with the first call, and it takes the first state of all to contradict it.
  bool needs_first_state = false;
  /// Where a search found it: the first call by return that fits nowhere, and all that the object
  /// could hold by then.
  std::optional<Call> misplaced;
  std::vector<ValueId> states;
  /// Where the zones of a register's values show it; its indices are those of `window`.
  std::optional<ZoneConflict> zones;
};

/// What is known about one object.
struct ObjectVerdict {
  Answer answer{};
  std::optional<Contradiction> contradiction;  ///< If it is not linearizable.
};

/// Whether the calls on one object are linearizable (Herlihy & Wing 1990). Registers whose written
/// values are unique are decided by their zones, in O(n log n), everything else by search_order(),
/// whose limits can make it undecided.
///
/// The window of a contradiction that was searched for is contiguous and short: it ends with the
/// first return before which not everything can be placed, and begins with the last invocation from
/// where on that is so even if the object may have held anything before. (The last one of the
/// nearest 64; farther away one of the last.) Where it takes the first state of all, it begins with
/// the first call.
ObjectVerdict judge_object(const Calls& calls, ValueId initial, ValueTable& values,
                           const SearchLimits& limits);

/// What is known about a history.
struct HistoryVerdict {
  Answer answer{};  ///< not_linearizable if one object is; else undecided if one is.
  std::vector<std::string> broken;             ///< Keys whose objects are not linearizable.
  std::vector<std::string> undecided;          ///< Keys whose objects could not be decided.
  std::optional<Contradiction> contradiction;  ///< Of the first of `broken`.
};

/// Judges every object of a history by itself: linearizability is compositional (Herlihy & Wing
/// 1990, theorem 1; Horn & Kroening 2015). Every object has the limits for itself.
HistoryVerdict judge_history(CallHistory& history, const SearchLimits& limits);

}  // namespace ringside
