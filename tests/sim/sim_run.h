#pragma once
#include <catch_amalgamated.hpp>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "core/base/check.h"
#include "core/sim/simulation.h"

namespace ringside {

/// While one lives, whatever fails also says the seed of the run and the command that replays it.
class Replay {
 public:
  explicit Replay(std::uint64_t seed);

 private:
  std::string text_;
  ReplayHint hint_;
  Catch::ScopedMessage message_;
};

/// A simulation whose trace and results are kept for judging. A value: a copy goes on by itself.
class SimRun {
 public:
  explicit SimRun(const ClusterConfig& config) : sim_(config) {}

  /// Submits an operation; REQUIREs that it is accepted.
  OpId put(const std::string& key, const std::string& value);
  OpId get(const std::string& key);
  OpId remove(const std::string& key);
  /// The id of the first key; the others follow.
  OpId multi_get(const std::vector<std::string>& keys);
  /// False if the node was down (up) already.
  bool crash(NodeId node);
  bool restart(NodeId node);

  Simulation& sim() { return sim_; }

  /// Runs until nothing is left to happen; REQUIREs that it comes to that.
  void finish();

  /// REQUIREs that every operation submitted has ended exactly once, in order with the trace, and
  /// the trace obeys the rules. Call after finish().
  void judge();

  /// All that was traced so far, and the results so far.
  const std::vector<TraceEvent>& events();
  const std::map<OpId, OperationResult>& results();
  /// REQUIREs that the operation has ended.
  const OperationResult& result(OpId id);

  OpId submit(Command command);

 private:
  void collect();

  Simulation sim_;
  TraceBatch batch_;
  std::uint64_t submitted_ = 0;
  std::map<OpId, OperationResult> results_;
};

/// N = 5, R = 2, F = 1, four clients, the default network.
ClusterConfig small_cluster(std::uint64_t seed);

}  // namespace ringside
