#pragma once
#include <cstdint>
#include <string>

#include "core/base/error.h"
#include "core/host/config.h"
#include "core/scenario/workload.h"
#include "native/ringside/numbers.h"
#include "native/ringside/report.h"

namespace ringside {

/// What `ringside sim` is to do.
struct SimPlan {
  ClusterConfig cluster;
  WorkloadSettings workload;
  std::uint32_t crashes = 0;              ///< Random nodes die at random moments, and stay down …
  std::optional<Duration> restart_after;  ///< … or come back, empty, after this long.
};

/// What came of it. Everything but wall_time is the same on every machine.
struct SimReport {
  OutcomeCounts outcomes;
  std::uint64_t operations = 0;
  std::uint64_t acked = 0;   ///< Writes that were acknowledged.
  std::uint64_t failed = 0;  ///< Operations without an answer; not_found is one.
  std::uint64_t crashes = 0;
  WorldTotals totals;
  Duration virtual_time{};
  Duration wall_time{};
  Percentiles latency;  ///< Of operations that had an answer, in virtual time.
  std::string digest;
  Promises promises;
};

/// Says what is wrong with a plan; invalid_argument, or nothing.
Result<void> validate(const SimPlan& plan);

/// Carries a random workload out in the simulator, as a closed loop: every client has its window of
/// operations under way until all were asked; then waits until nothing moves, and checks the
/// promises. REQUIRES: validate(plan).
SimReport run_sim(const SimPlan& plan);

}  // namespace ringside
