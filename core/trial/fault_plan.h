#pragma once
#include <vector>

#include "core/base/rng.h"
#include "core/host/command.h"
#include "core/host/config.h"
#include "core/trial/fault_kinds.h"

namespace ringside {

/// A command and when it is given.
struct TimedCommand {
  Time at{};
  Command command;
};

/// When an operation begins, and the nodes that keep its key, the primary first.
struct Moment {
  Time at{};
  std::vector<NodeId> group;
};

/// What a plan of faults is drawn for.
struct FaultPlanSettings {
  FaultSet kinds;   ///< All of them get used.
  Duration span{};  ///< Faults happen in [0, span); at span everything is made whole.
  /// Most faults come about when one of these operations is under way, and meet who keeps its key.
  std::vector<Moment> moments;
};

/// Draws faults of a cluster that is configured so and whole: each kind a few times, at random
/// moments and for random times, together as they fall. What fails is in the order of time, and
/// every command fits the state that those before it have left. The last ones, at `span`, end
/// everything: links heal and behave as configured, nodes go on, dead ones start again, clocks are
/// right.
///
/// Two plans of four crash at most F times in all, so that the promise of durability covers every
/// key. One lets F nodes be dead or coming back at one time, as far as a few hundred milliseconds
/// are enough to recover; one crashes as it likes.
std::vector<TimedCommand> draw_faults(const ClusterConfig& cluster,
                                      const FaultPlanSettings& settings, Rng& rng);

}  // namespace ringside
