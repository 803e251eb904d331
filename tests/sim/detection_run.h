#pragma once
#include <cstdint>
#include <optional>
#include <vector>

#include "core/sim/simulation.h"
#include "core/trace/world.h"

namespace ringside {

/// A cluster without clients' work, run by periods of its failure detector, and what its members
/// believe.
class DetectionRun {
 public:
  explicit DetectionRun(const ClusterConfig& config) : sim_(config), world_(config.shape) {}

  /// Runs for so many probe intervals.
  void periods(double count);
  /// Runs until `condition(world)` holds after some event, at most so many periods. How many it
  /// took, or nothing.
  template <typename Condition>
  std::optional<double> until(Condition condition, double periods_max) {
    const Time start = sim_.now();
    while (periods_since(start) < periods_max) {
      if (condition(world_)) return periods_since(start);
      sim_.step();
      fold();
    }
    return std::nullopt;
  }

  void crash(std::uint32_t node);
  void restart(std::uint32_t node);
  void submit(const Command& command);

  /// Whether all who are up, `about` left out, believe this of it.
  bool all_believe(std::uint32_t about, MemberState state) const;
  /// Whether all who are up believe all who are up alive and all others dead.
  bool all_believe_the_truth() const;

  const World& world() const { return world_; }
  Simulation& sim() { return sim_; }
  /// Everything traced in the latest call of periods() or until().
  const std::vector<TraceEvent>& events() const { return events_; }
  /// How many of a kind there were so far.
  std::uint64_t count(EventKind kind) const { return counts_[static_cast<std::size_t>(kind)]; }
  double periods_since(Time start) const;

 private:
  void fold();

  Simulation sim_;
  World world_;
  std::vector<TraceEvent> events_;
  std::vector<std::uint64_t> counts_ = std::vector<std::uint64_t>(k_event_kinds);
};

/// A cluster of so many nodes with few tokens.
ClusterConfig detection_config(std::uint32_t nodes, std::uint64_t seed);

}  // namespace ringside
