#include "tests/runtime/thread_run.h"

#include <algorithm>

#include "core/trace/world.h"
#include "tests/trace/trace_rules.h"

namespace ringside {

OpId ThreadRun::submit(Command command) {
  const auto id = cluster_->submit(std::move(command));
  REQUIRE(id.has_value());
  ++submitted_;
  return *id;
}

void ThreadRun::collect() {
  cluster_->collect(batch_);
  for (OperationResult& result : cluster_->take_results()) {
    const OpId id = result.id;
    REQUIRE(results_.emplace(id, std::move(result)).second);
  }
}

void ThreadRun::judge() {
  REQUIRE(cluster_->idle());
  collect();
  REQUIRE(results_.size() == submitted_);
  TraceRules rules{shape_};
  rules.virtual_time = false;
  const std::vector<std::string> broken = rules.broken_by(batch_.events);
  CAPTURE(broken);
  REQUIRE(broken.empty());
  World world(shape_);
  for (const TraceEvent& event : batch_.events) world.apply(event);
  for (const auto& [id, message] : world.in_flight()) REQUIRE(is_background(message.facts.kind));
  REQUIRE(world.totals().operations == submitted_);
  REQUIRE(world.totals().sent ==
          world.totals().delivered + world.totals().lost + world.in_flight().size());
}

std::size_t ThreadRun::count(EventKind kind) const {
  return static_cast<std::size_t>(
      std::count_if(batch_.events.begin(), batch_.events.end(),
                    [kind](const TraceEvent& event) { return event.kind == kind; }));
}

ClusterConfig patient_cluster() {
  ClusterConfig config;
  config.shape = {.nodes = 5, .replicas = 2, .failures = 1, .vnodes = 8};
  config.timing.operation_deadline = std::chrono::hours{20};
  config.timing.attempt_timeout = std::chrono::hours{10};
  config.timing.reply_timeout = std::chrono::hours{5};
  config.timing.clock_skew_max = std::chrono::hours{1};
  config.timing.probe_interval = Duration{0};  // a busy machine looks like failures
  return config;
}

Timing timing_on_request() {
  Timing timing;
  timing.repair_interval = Duration{0};
  timing.probe_interval = Duration{0};
  return timing;
}

}  // namespace ringside
