#pragma once
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "core/base/error.h"
#include "core/host/cluster.h"
#include "core/trace/timeline.h"

namespace ringside {

/// A command that a run was given, and exactly where.
struct GivenCommand {
  Command command;
  RunPosition position;      ///< Right before it.
  std::uint64_t moment = 0;  ///< Events before it.
  bool by_hand = false;      ///< A person gave it, not the demo and not a file.
};

/// What it takes to live a run again from any time on: checkpoints of the cluster, and every
/// command since the first of them. Memory is bounded: where there are too many, every second
/// checkpoint goes; where commands are too large, the oldest part goes, and reaches_back_to() says
/// so. A value; copies share what is large.
class RunHistory {
 public:
  /// Right after the cluster was made. Stays empty where it cannot be copied.
  void begin(const Cluster& cluster, const Timeline& timeline);
  /// Takes a checkpoint if it is time for one. Call when all that was traced is in the timeline.
  void follow(const Cluster& cluster, const Timeline& timeline);
  /// Right before an accepted command is carried out.
  void note(GivenCommand given);

  /// The cluster as it was before anything was given to it; nullptr where that was let go.
  const Cluster* start() const {
    return whole_ && can_rebuild() ? checkpoints_.front().cluster.get() : nullptr;
  }
  bool can_rebuild() const { return !checkpoints_.empty(); }
  /// The first moment that can be rebuilt. REQUIRES: can_rebuild().
  std::uint64_t reaches_back_to() const { return checkpoints_.front().moment; }
  const std::vector<std::shared_ptr<const GivenCommand>>& commands() const { return commands_; }

  /// The cluster as it was at a time of the run, ready to go on differently, and the moment it is
  /// at: the one asked for, or, where that lies within what happened in a single step, the end of
  /// the step.
  struct Rebuilt {
    std::unique_ptr<Cluster> cluster;
    std::uint64_t moment = 0;
    std::size_t commands = 0;  ///< So many of commands() had been given by then.
  };
  /// unavailable where the run does not reach back so far, or comes out differently the second
  /// time, which would be a fault of ours. `time` is at or after that of the moment.
  Result<Rebuilt> rebuild(const Timeline& timeline, std::uint64_t moment, Time time) const;

  /// Forgets what comes after a moment that was rebuilt.
  void cut(std::uint64_t moment, std::size_t commands);

  std::size_t checkpoints() const { return checkpoints_.size(); }

  static constexpr std::size_t k_checkpoints_max = 24;
  static constexpr std::size_t k_checkpoint_bytes_max = std::size_t{64} << 20;
  static constexpr std::size_t k_command_bytes_max = std::size_t{32} << 20;

 private:
  struct Checkpoint {
    std::shared_ptr<const Cluster> cluster;
    std::uint64_t moment = 0;
    std::size_t commands = 0;  // given before it
    std::size_t bytes = 0;     // by estimate
  };
  void take(const Cluster& cluster, const Timeline& timeline);
  void thin();
  void let_old_commands_go();

  std::vector<Checkpoint> checkpoints_;
  std::vector<std::shared_ptr<const GivenCommand>> commands_;
  std::uint64_t spacing_ = 32'768;  // events
  std::size_t checkpoint_bytes_ = 0;
  std::size_t command_bytes_ = 0;
  std::size_t fresh_command_bytes_ = 0;  // since the last checkpoint
  bool whole_ = true;                    // no command was let go
};

}  // namespace ringside
