#pragma once
#include <chrono>
#include <cstdint>

#include <string_view>

#include "core/base/time.h"

namespace ringside {

/// How members of a cluster find out that one of them is gone.
enum class FailureDetection : std::uint8_t {
  swim,  ///< Each asks one other a period, and others for help where it does not answer.
  phi,   ///< Each listens to a few neighbours, and learns how regular their answers are.
};

/// "swim", "phi".
constexpr std::string_view to_string(FailureDetection kind) {
  return kind == FailureDetection::swim ? "swim" : "phi";
}

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
  /// Hints that one node hands over in a second, and that one takes; 0: as many as there are.
  std::uint32_t handoff_rate = 20'000;

  /// A member that a node has taken for dead for so long is to be evicted from the ring, and comes
  /// back by itself once it lives; 0: only when somebody asks for that.
  Duration evict_dead_after{};

  /// A tombstone so old is forgotten once every member has it and nothing older is left anywhere;
  /// 0: never.
  Duration tombstones_after{};

  // Failure detection. The period is a fifth and the timeout a tenth of memberlist's for local
  // networks: a link takes about 1 ms here, the longest way of a probe (through a helper and back)
  // four of them, and 50 ms is also what a client waits.
  FailureDetection failure_detection = FailureDetection::swim;
  Duration probe_interval = std::chrono::milliseconds{200};  ///< The period; 0: nobody probes.
  Duration probe_timeout = std::chrono::milliseconds{50};  ///< Then others are asked to probe too.
  std::uint32_t probe_helpers = 3;                         ///< So many others.
  std::uint32_t suspicion_multiplier = 4;  ///< A confirmed suspicion lasts so many periods, times
                                           ///< log10 of the members.
  std::uint32_t suspicion_slack = 6;       ///< One that nobody confirms, so many times as long.
  std::uint32_t local_health_max = 8;  ///< A member that mistrusts itself is at most so many times
                                       ///< slower; 0: it never does.
  std::uint32_t phi_threshold = 8000;  ///< Suspicion level φ that counts, in thousandths.

  friend bool operator==(const Timing&, const Timing&) = default;
};

}  // namespace ringside
