#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "core/trial/workload_run.h"
#include "native/ringside/numbers.h"
#include "native/ringside/report.h"

namespace ringside {

/// What came of a workload. Everything but wall_time is the same on every machine.
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
  struct HotKey {
    std::string key;
    WorldHotKey seen;
  };
  std::vector<HotKey> hot_keys;  ///< The hottest first.
  std::string digest;
  Promises promises;
};

/// Runs the workload and checks the promises. REQUIRES: validate(plan).
/// `events` gets all that happened, if it is given.
SimReport run_sim(const WorkloadPlan& plan, TraceLog* events = nullptr);

}  // namespace ringside
