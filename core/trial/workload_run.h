#pragma once
#include <cstdint>
#include <functional>
#include <optional>

#include "core/base/error.h"
#include "core/check/recorder.h"
#include "core/host/config.h"
#include "core/scenario/workload.h"
#include "core/sim/simulation.h"

namespace ringside {

/// A random workload on one cluster, as fast as its clients go.
struct WorkloadPlan {
  ClusterConfig cluster;
  WorkloadSettings workload;
  std::uint32_t crashes = 0;              ///< Random nodes die at random moments, and stay down …
  std::optional<Duration> restart_after;  ///< … or come back, empty, after this long.
};

/// Says what is wrong with a plan; invalid_argument, or nothing.
Result<void> validate(const WorkloadPlan& plan);

/// Carries a random workload out in the simulator, as a closed loop: every client has its window of
/// operations under way until all were asked; then waits until nothing moves.
class WorkloadRun {
 public:
  /// REQUIRES: validate(plan).
  explicit WorkloadRun(const WorkloadPlan& plan);
  WorkloadRun(const WorkloadRun&) = delete;
  WorkloadRun& operator=(const WorkloadRun&) = delete;

  /// To the end. `progress` is called now and then with how many operations have ended, `watch`
  /// with all that happened.
  void run(const std::function<void(std::uint64_t)>& progress,
           const std::function<void(const TraceBatch&)>& watch = {});

  const Recorder& recorder() const { return recorder_; }
  const Simulation& simulation() const { return simulation_; }
  std::uint64_t crashes() const { return crashes_; }

 private:
  void look(const std::function<void(const TraceBatch&)>& watch);

  WorkloadPlan plan_;
  Simulation simulation_;
  Recorder recorder_;
  std::uint64_t crashes_ = 0;
  TraceBatch batch_;
};

}  // namespace ringside
