#pragma once
#include <chrono>

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

  friend bool operator==(const Timing&, const Timing&) = default;
};

}  // namespace ringside
