#pragma once
#include <cstdint>
#include <optional>
#include <vector>

#include "core/check/call.h"

namespace ringside {

/// Why the calls on a register cannot be put in an order.
struct ZoneConflict {
  enum class Kind : std::uint8_t {
    never_written,    ///< `first` read a value that nobody wrote.
    read_too_early,   ///< `first` read what `second` wrote, and had returned before it was invoked.
    zones_overlap,    ///< One value was there from `first` to `second`, another one from `third` to
                      ///< `fourth`, and these times overlap.
    zone_within_zone  ///< `third` and `fourth`, of one value, lie within the time from `first` to
                      ///< `second`, in which another one was there.
  };
  Kind kind{};
  /// Indices of calls; `first` and `second` alike, or `third` and `fourth`, may be one.
  std::size_t first = 0, second = 0, third = 0, fourth = 0;
};

/// Whether find_zone_conflict() can decide this history: reads and writes only, and no value is
/// written twice or there at first.
bool has_unique_writes(const Calls& calls, ValueId initial);

/// A read of what nobody had written by then, nor was there at first: never_written or
/// read_too_early. Nothing where there is none, or where values are appended to. O(n log n).
std::optional<ZoneConflict> find_unwritten_read(const Calls& calls, ValueId initial);

/// Decides linearizability of a register in O(n log n) by the zones of its values (Gibbons &
/// Korach, "Testing shared memories", SIAM J. Computing 1997, section 4.2): a value's calls have a
/// *zone* between the first return and the last invocation of any of them. If the return comes
/// first, the value was there for all of that time; the zones of two such values may not overlap,
/// and none of the others may lie within one. Nothing if the history is linearizable. REQUIRES:
/// has_unique_writes.
std::optional<ZoneConflict> find_zone_conflict(const Calls& calls, ValueId initial);

}  // namespace ringside
