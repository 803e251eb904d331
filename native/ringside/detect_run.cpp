#include "native/ringside/detect_run.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <ctime>
#include <numeric>
#include <optional>

#include "core/base/check.h"
#include "core/node/suspicion.h"
#include "core/sim/simulation.h"
#include "native/ringside/console.h"

namespace ringside {
namespace {

constexpr std::uint64_t k_stream = 0x646574656374;  // apart from the cluster's own draws
constexpr std::uint32_t k_counts_max = 1'000'000;
constexpr double k_warm_up = 5;        // periods until all have begun
constexpr double k_known_within = 20;  // how often a suspicion may last until a death is missed

// A cluster, and what its members believe of one another.
class Watched {
 public:
  explicit Watched(const ClusterConfig& config)
      : simulation_(config),
        nodes_(config.shape.nodes),
        period_(config.timing.probe_interval),
        up_(nodes_, true),
        beliefs_(std::size_t{nodes_} * nodes_, MemberState::alive),
        doubts_(nodes_, std::vector<std::uint32_t>(3)) {
    fold();
  }

  void submit(const Command& command) {
    RINGSIDE_CHECK(simulation_.submit(command).has_value());
    fold();
  }
  void run(double periods) {
    const Time end = simulation_.now() + in_time(periods);
    while (simulation_.now() < end) {
      simulation_.run_until(std::min(end, simulation_.now() + period_));
      fold();
    }
  }
  // How long until `holds()`, looked at after each event; nothing if it takes longer.
  template <typename Condition>
  std::optional<double> until(Condition holds, double periods_max) {
    const Time start = simulation_.now();
    for (;;) {
      const double passed = static_cast<double>((simulation_.now() - start).count()) /
                            static_cast<double>(period_.count());
      if (holds()) return passed;
      if (passed >= periods_max) return std::nullopt;
      simulation_.step();
      fold();
    }
  }

  // Members that believe this of a member; those that are down count for nothing.
  std::uint32_t believers(NodeId about, MemberState state) const {
    return doubts_[raw(about)][static_cast<std::size_t>(state)];
  }
  std::uint64_t sent() const { return sent_; }
  std::uint64_t false_suspicions() const { return false_suspicions_; }
  std::uint64_t false_deaths() const { return false_deaths_; }

 private:
  Duration in_time(double periods) const {
    return Duration{static_cast<std::int64_t>(periods * static_cast<double>(period_.count()))};
  }
  void fold() {
    batch_.events.clear();
    simulation_.collect(batch_);
    for (const TraceEvent& event : batch_.events) apply(event);
  }
  void apply(const TraceEvent& event) {
    switch (event.kind) {
      case EventKind::message_sent: ++sent_; return;
      case EventKind::node_started: return start(event.node.node());
      case EventKind::node_crashed:
        up_[raw(event.node.node())] = false;
        return forget(event.node.node());
      case EventKind::node_suspected: return believe(event, MemberState::suspected);
      case EventKind::node_confirmed_dead: return believe(event, MemberState::dead);
      case EventKind::node_alive_again: return believe(event, MemberState::alive);
      default: return;
    }
  }
  void start(NodeId node) { up_[raw(node)] = true; }
  // Who is down believes nothing; who starts, that all are alive.
  void forget(NodeId node) {
    for (std::uint32_t about = 0; about < nodes_; ++about)
      change(node, NodeId{about}, MemberState::alive);
  }
  void believe(const TraceEvent& event, MemberState state) {
    const NodeId who = event.node.node();
    const NodeId about = event.peer.node();
    if (who == about) return;
    change(who, about, state);
    if (!up_[raw(about)]) return;
    false_suspicions_ += state == MemberState::suspected ? 1 : 0;
    false_deaths_ += state == MemberState::dead ? 1 : 0;
  }
  void change(NodeId who, NodeId about, MemberState state) {
    MemberState& belief = beliefs_[std::size_t{raw(who)} * nodes_ + raw(about)];
    if (belief != MemberState::alive) --doubts_[raw(about)][static_cast<std::size_t>(belief)];
    if (state != MemberState::alive) ++doubts_[raw(about)][static_cast<std::size_t>(state)];
    belief = state;
  }

  Simulation simulation_;
  std::uint32_t nodes_;
  Duration period_;
  TraceBatch batch_;
  std::vector<bool> up_;
  std::vector<MemberState> beliefs_;                // of each by each
  std::vector<std::vector<std::uint32_t>> doubts_;  // of each: members that believe so, by state
  std::uint64_t sent_ = 0;
  std::uint64_t false_suspicions_ = 0;
  std::uint64_t false_deaths_ = 0;
};

// One node dies, all find out, it comes back, and all find out.
void one_death(Watched& watched, NodeId node, std::uint32_t nodes, double patience,
               DetectReport& report) {
  watched.submit(CrashCommand{node});
  const auto suspected = watched.until(
      [&] {
        return watched.believers(node, MemberState::suspected) +
                   watched.believers(node, MemberState::dead) >
               0;
      },
      patience);
  const auto known = watched.until(
      [&] { return watched.believers(node, MemberState::dead) == nodes - 1; }, patience);
  watched.submit(RestartCommand{node});
  const auto back = watched.until(
      [&] {
        return watched.believers(node, MemberState::suspected) +
                   watched.believers(node, MemberState::dead) ==
               0;
      },
      patience);
  if (!suspected || !known || !back) {
    ++report.not_found;
    return;
  }
  report.first_suspected.add(*suspected);
  report.dead_to_all.add(*suspected + *known);
  report.back_to_all.add(*back);
}

}  // namespace

double PeriodStats::mean() const {
  return std::accumulate(values_.begin(), values_.end(), 0.0) / static_cast<double>(values_.size());
}
double PeriodStats::max() const { return *std::max_element(values_.begin(), values_.end()); }

Result<void> validate(const DetectPlan& plan) {
  const auto invalid = [](std::string message) {
    return fail(ErrorCode::invalid_argument, std::move(message));
  };
  if (const auto good = validate(plan.cluster); !good) return good;
  if (plan.cluster.timing.probe_interval == Duration::zero())
    return invalid("probe interval 0 means that nobody probes: there is nothing to measure");
  if (plan.periods < 1 || plan.periods > k_counts_max)
    return invalid(fmt::format("periods {} must be 1 to {}", plan.periods, k_counts_max));
  if (plan.trials > k_counts_max)
    return invalid(fmt::format("trials {} must be at most {}", plan.trials, k_counts_max));
  if (plan.slow_nodes >= plan.cluster.shape.nodes)
    return invalid(fmt::format("slow nodes {} must be fewer than the {} nodes", plan.slow_nodes,
                               plan.cluster.shape.nodes));
  return {};
}

DetectReport run_detect(const DetectPlan& plan) {
  RINGSIDE_CHECK(validate(plan).has_value());
  ClusterConfig config = plan.cluster;
  config.timing.repair_interval = {};  // nothing else goes on
  const std::uint32_t nodes = config.shape.nodes;
  Watched watched(config);
  for (std::uint32_t node = 0; node < plan.slow_nodes; ++node)
    watched.submit(SlowCommand{NodeId{node}, plan.slow_by});
  watched.run(k_warm_up);

  DetectReport report;
  const std::uint64_t sent_before = watched.sent();
  const std::clock_t began = std::clock();
  watched.run(plan.periods);
  const double worked = static_cast<double>(std::clock() - began) / CLOCKS_PER_SEC;
  const std::chrono::duration<double> passed = config.timing.probe_interval * plan.periods;
  report.speed = passed.count() / std::max(worked, 1e-9);
  report.member_periods = static_cast<double>(nodes) * plan.periods;
  report.messages = static_cast<double>(watched.sent() - sent_before) / report.member_periods;
  report.false_suspicions = watched.false_suspicions();
  report.false_deaths = watched.false_deaths();

  const SuspicionTimeout timeout(config.timing, nodes);
  const double patience =
      k_known_within *
      (2.0 * nodes + static_cast<double>(timeout.max.count()) /
                         static_cast<double>(config.timing.probe_interval.count()));
  Rng rng(config.seed, k_stream);
  Progress progress("nodes that died", plan.trials);
  for (std::uint32_t trial = 0; trial < plan.trials; ++trial) {
    const std::uint32_t well = nodes - plan.slow_nodes;
    const NodeId node{plan.slow_nodes + static_cast<std::uint32_t>(rng.below(well))};
    watched.run(static_cast<double>(rng.below(1000)) / 1000);
    one_death(watched, node, nodes, patience, report);
    progress.update(trial + 1);
  }
  return report;
}

}  // namespace ringside
