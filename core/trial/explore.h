#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "core/check/history.h"
#include "core/node/timing.h"
#include "core/ring/shape.h"

namespace ringside {

/// What an exhaustive search covers.
struct ExploreSettings {
  Shape shape{.nodes = 3, .replicas = 2, .failures = 1, .vnodes = 1, .token_seed = 1};
  Timing timing;  ///< Nobody probes: that would only multiply the orders.
  /// All of one key, "k", which has the value "old" everywhere at first. They begin together, each
  /// by a client of its own.
  std::vector<OperationKind> operations{OperationKind::put};
  std::uint32_t crashes = 1;   ///< At most so many, each at any step, of any node.
  std::uint32_t restarts = 1;  ///< At most so many, each at any step after a crash.
  std::uint32_t losses = 0;    ///< Messages that get lost, any ones.
  std::uint32_t timers = 0;    ///< Timers that run out before what is under way arrives …
  /// … of those that are due by then: waits for answers, not the regular comparisons.
  Duration early_within = std::chrono::milliseconds{100};
  std::uint64_t states_max = 10'000'000;
};
/// invalid_argument where the search would be too large to begin: N <= 4, at most three operations.
Result<void> validate(const ExploreSettings& settings);

/// What a search has found.
struct Exploration {
  std::uint64_t states = 0;       ///< Different ones.
  std::uint64_t transitions = 0;  ///< Steps tried, those included that led to a known state.
  std::uint64_t ends = 0;         ///< States where nothing is under way: each is run to its end.
  std::uint64_t ends_with_hints = 0;       ///< Where a node had kept a hint by then,
  std::uint64_t ends_with_handoffs = 0;    ///< had handed hints over,
  std::uint64_t ends_with_recoveries = 0;  ///< or had recovered what it lost.
  std::size_t deepest = 0;                 ///< Choices made on the longest way.
  bool complete = true;   ///< Whether all states were seen; else there were too many.
  Violations violations;  ///< Each with the way that leads to it.
};

/// Tries every order in which messages can arrive, with crashes, restarts, losses and early timers
/// at every step, as many as are allowed. A node dies between two steps, or in the middle of one,
/// having sent the first few of its messages. From every state where nothing is under way the rest
/// then happens fairly: dead nodes start again, and nothing else fails. There every operation has
/// to end, once; what was acknowledged has to be kept, while at most F nodes were without their
/// memory at one time; and after repair_time() all copies have to be equal, no removed value back,
/// and no hint left.
///
/// States are told apart by what each node and client has been given, in which order: they are
/// functions of that. So orders that differ only between nodes are one (Mazurkiewicz 1987), and
/// nothing of a node's inside has to be hashed. Not covered: other orders of what happens fairly,
/// failure detection, clocks that are off, and messages that come twice. REQUIRES:
/// validate(settings).
Exploration explore(const ExploreSettings& settings);

}  // namespace ringside
