#pragma once
#include <functional>
#include <string_view>

#include "core/check/accesses.h"

namespace ringside {

/// Stale reads: a get that began after an acknowledged write of its key had ended, and was answered
/// with an older version. Eventual consistency allows them; strict quorums do not. O(n log n).
Violations check_stale_reads(const Accesses& accesses);

/// What sessions promise where it is asked for (Terry et al. 1994). Operations of a client that
/// overlap promise each other nothing. O(n log n).
struct SessionGuarantees {
  Violations read_your_writes;  ///< A get that saw less than a write that its client had ended.
  Violations monotonic_reads;   ///< A get that saw less than an earlier get of its client.

  std::uint64_t count() const { return read_your_writes.count + monotonic_reads.count; }
};
SessionGuarantees check_session_guarantees(const Accesses& accesses);
/// The same for named sessions, which ask for it: one operation after another in each. Keys of
/// which `may_be_lost` says so are not looked at.
SessionGuarantees check_named_sessions(const Accesses& accesses,
                                       const std::function<bool(std::string_view)>& may_be_lost);

}  // namespace ringside
