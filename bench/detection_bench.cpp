#include <string>

#include "bench/harness.h"
#include "core/sim/simulation.h"

namespace ringside::bench {
namespace {

// A cluster in which nothing goes on but failure detection, and which one node leaves every virtual
// second if `they_die`. A tenth of a second is traced at a time and let go.
double virtual_seconds_a_second(std::uint32_t nodes, FailureDetection detection, bool they_die) {
  ClusterConfig config;
  config.shape = {nodes, 2, 1, 4, 1};
  config.timing.repair_interval = {};
  config.timing.failure_detection = detection;
  Simulation simulation(config);
  TraceBatch batch;
  const std::uint32_t k_seconds = nodes <= 100 ? 200 : 20;
  const double took = seconds([&] {
    for (std::uint32_t second = 0; second < k_seconds; ++second) {
      if (they_die && second + 2 < nodes) (void)simulation.submit(CrashCommand{NodeId{second}});
      for (int tenth = 0; tenth < 10; ++tenth) {
        simulation.run_until(simulation.now() + std::chrono::milliseconds{100});
        batch.events.clear();
        simulation.collect(batch);
      }
    }
  });
  use(simulation.digest().value());
  return k_seconds / took;
}

}  // namespace

std::vector<Contest> detection_contests() {
  std::vector<Contest> contests;
  const auto add = [&](std::uint32_t nodes, FailureDetection detection, bool they_die) {
    contests.push_back({"detection",
                        "failure detection (" + std::string(to_string(detection)) +
                            ") alone, N = " + std::to_string(nodes) +
                            (they_die ? ", one node dying a second" : ""),
                        "virtual seconds",
                        [=] { return virtual_seconds_a_second(nodes, detection, they_die); },
                        "",
                        {}});
  };
  for (const std::uint32_t nodes : {8u, 100u, 1000u}) add(nodes, FailureDetection::swim, false);
  add(1000, FailureDetection::swim, true);
  add(1000, FailureDetection::phi, false);
  return contests;
}

}  // namespace ringside::bench
