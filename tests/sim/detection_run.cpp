#include "tests/sim/detection_run.h"

#include <catch_amalgamated.hpp>

namespace ringside {

double DetectionRun::periods_since(Time start) const {
  return static_cast<double>((sim_.now() - start).count()) /
         static_cast<double>(sim_.config().timing.probe_interval.count());
}

void DetectionRun::periods(double count) {
  events_.clear();
  const auto interval = static_cast<double>(sim_.config().timing.probe_interval.count());
  sim_.run_until(sim_.now() + Duration{static_cast<std::int64_t>(count * interval)});
  fold();
}

void DetectionRun::fold() {
  TraceBatch batch;
  sim_.collect(batch);
  for (const TraceEvent& event : batch.events) {
    world_.apply(event);
    ++counts_[static_cast<std::size_t>(event.kind)];
  }
  events_.insert(events_.end(), batch.events.begin(), batch.events.end());
}

void DetectionRun::submit(const Command& command) {
  REQUIRE(sim_.submit(command).has_value());
  fold();
}
void DetectionRun::crash(std::uint32_t node) { submit(CrashCommand{NodeId{node}}); }
void DetectionRun::restart(std::uint32_t node) { submit(RestartCommand{NodeId{node}}); }

bool DetectionRun::all_believe(std::uint32_t about, MemberState state) const {
  for (std::uint32_t i = 0; i < world_.shape().nodes; ++i) {
    if (i == about || !world_.node(NodeId{i}).up) continue;
    if (world_.belief(NodeId{i}, NodeId{about}) != state) return false;
  }
  return true;
}

bool DetectionRun::all_believe_the_truth() const {
  for (std::uint32_t i = 0; i < world_.shape().nodes; ++i) {
    const bool up = world_.node(NodeId{i}).up;
    if (!all_believe(i, up ? MemberState::alive : MemberState::dead)) return false;
  }
  return true;
}

ClusterConfig detection_config(std::uint32_t nodes, std::uint64_t seed) {
  ClusterConfig config;
  config.shape = {.nodes = nodes,
                  .replicas = nodes > 2 ? 2u : 1u,
                  .failures = nodes > 2 ? 1u : 0u,
                  .vnodes = 2,
                  .token_seed = seed};
  config.seed = seed;
  config.timing.repair_interval = {};  // nothing else goes on
  return config;
}

}  // namespace ringside
