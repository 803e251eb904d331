#pragma once
#include <chrono>
#include <cstdint>

#include "core/base/time.h"

namespace ringside {

/// How long clients and nodes wait. All in cluster time.
struct Timing {
  Duration operation_deadline = std::chrono::seconds{1};  ///< An operation has its outcome by then.
  Duration attempt_timeout = std::chrono::milliseconds{50};  ///< Then a client asks the next node.
  Duration reply_timeout =
      std::chrono::milliseconds{10};  ///< Then a node asks another one again, or the next.
  Duration suspicion = std::chrono::seconds{2};  ///< How long who did not answer is avoided.
  Duration clock_skew_max = std::chrono::milliseconds{500};  ///< A stamp further ahead is refused.

  /// How often a node compares what it keeps with another one; 0 for never.
  Duration repair_interval = std::chrono::seconds{1};
  /// How long a node that recovers waits before it asks members that did not answer again.
  Duration recovery_retry = std::chrono::milliseconds{100};
  /// How long a node keeps a hint, and waits before it tries again to hand hints over.
  Duration hint_age_max = std::chrono::hours{1};
  Duration handoff_retry = std::chrono::milliseconds{200};
  std::uint32_t hints_max = 100'000;  ///< Hints that one node keeps.

  friend bool operator==(const Timing&, const Timing&) = default;
};

}  // namespace ringside
