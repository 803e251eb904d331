#include "core/trial/workload_run.h"

#include <fmt/format.h>

#include <algorithm>
#include <deque>
#include <utility>
#include <vector>

#include "core/base/check.h"
#include "core/base/rng.h"
#include "core/scenario/text.h"

namespace ringside {
namespace {

constexpr std::uint64_t k_crash_stream = 0x6372617368657300;  // apart from the cluster's own draws
constexpr std::uint32_t k_crashes_max = 100'000;
constexpr std::uint64_t k_events_between_looks = 4096;

// Decides which node dies when. Deaths are spread over the run by the number of operations that
// have ended, so that they hit it whatever the latency is.
class CrashPlan {
 public:
  explicit CrashPlan(const WorkloadPlan& plan)
      : rng_(plan.cluster.seed, k_crash_stream), restart_after_(plan.restart_after) {
    for (std::uint32_t i = 0; i < plan.crashes; ++i) {
      moments_.push_back(rng_.below(std::max<std::uint64_t>(plan.workload.operations, 1)));
    }
    std::sort(moments_.begin(), moments_.end());
    for (std::uint32_t node = 0; node < plan.cluster.shape.nodes; ++node)
      up_.push_back(NodeId{node});
  }

  void advance(Cluster& cluster, std::uint64_t operations_ended) {
    while (!restarts_.empty() && restarts_.front().first <= cluster.now()) {
      const NodeId node = restarts_.front().second;
      restarts_.pop_front();
      RINGSIDE_CHECK(cluster.submit(RestartCommand{node}).has_value());
      up_.push_back(node);
    }
    // One node always stays up: a cluster of none has nothing to show.
    while (next_ < moments_.size() && moments_[next_] <= operations_ended && up_.size() > 1) {
      ++next_;
      const auto victim = up_.begin() + static_cast<std::ptrdiff_t>(rng_.below(up_.size()));
      RINGSIDE_CHECK(cluster.submit(CrashCommand{*victim}).has_value());
      if (restart_after_) restarts_.emplace_back(cluster.now() + *restart_after_, *victim);
      up_.erase(victim);
    }
  }

  std::uint64_t crashes() const { return next_; }

 private:
  Rng rng_;
  std::optional<Duration> restart_after_;
  std::vector<std::uint64_t> moments_;  // in operations ended, ascending
  std::size_t next_ = 0;
  std::vector<NodeId> up_;
  std::deque<std::pair<Time, NodeId>> restarts_;
};

// A closed loop: as many operations are open as the clients' windows hold.
class ClosedLoop {
 public:
  ClosedLoop(const WorkloadSettings& settings, const ClusterConfig& cluster)
      : workload_(settings),
        open_max_(std::uint64_t{cluster.clients} * cluster.client_window),
        next_(workload_.next()) {}

  void advance(Cluster& cluster) {
    while (next_ && open_ < open_max_) {
      const auto id = cluster.submit(*next_);
      if (!id && id.error().code == ErrorCode::overloaded) return;
      RINGSIDE_CHECK(id.has_value());
      ++open_;
      next_ = workload_.next();
    }
  }
  void ended(std::uint64_t operations) {
    open_ -= operations;
    ended_ += operations;
  }
  bool done() const { return !next_ && open_ == 0; }
  std::uint64_t ended() const { return ended_; }

 private:
  Workload workload_;
  std::uint64_t open_max_;
  std::optional<Command> next_;
  std::uint64_t open_ = 0;
  std::uint64_t ended_ = 0;
};

}  // namespace

Result<void> validate(const WorkloadPlan& plan) {
  if (const auto good = validate(plan.cluster); !good) return error_of(good);
  if (const auto good = validate(plan.workload); !good) return error_of(good);
  if (!plan.restart_after && plan.crashes >= plan.cluster.shape.nodes) {
    return invalid(
        fmt::format("crashes {} must be fewer than the {} nodes, since none comes back; or give "
                    "--restart-after 100ms",
                    plan.crashes, plan.cluster.shape.nodes));
  }
  if (plan.crashes > k_crashes_max) {
    return invalid(fmt::format("crashes {} must be at most {}", plan.crashes, k_crashes_max));
  }
  return {};
}

WorkloadRun::WorkloadRun(const WorkloadPlan& plan)
    : plan_(plan), simulation_(plan.cluster), recorder_(simulation_) {
  RINGSIDE_CHECK(validate(plan).has_value());
}

void WorkloadRun::run(const std::function<void(std::uint64_t)>& progress,
                      const std::function<void(const TraceBatch&)>& watch) {
  ClosedLoop loop(plan_.workload, plan_.cluster);
  CrashPlan crash_plan(plan_);
  std::uint64_t events = 0;
  const auto look_sometimes = [&] {
    if (++events % k_events_between_looks != 0) return;
    look(watch);
    progress(loop.ended());
  };
  for (;;) {
    loop.advance(recorder_);
    if (loop.done()) break;
    crash_plan.advance(recorder_, loop.ended());
    if (!recorder_.step()) break;
    loop.ended(recorder_.take_results().size());
    look_sometimes();
  }
  while (!recorder_.idle() && recorder_.step()) look_sometimes();
  (void)recorder_.take_results();
  look(watch);
  crashes_ = crash_plan.crashes();
}

void WorkloadRun::look(const std::function<void(const TraceBatch&)>& watch) {
  recorder_.collect(batch_);
  if (watch) watch(batch_);
  batch_.events.clear();
  batch_.texts.clear();
}

}  // namespace ringside
