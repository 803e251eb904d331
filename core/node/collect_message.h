#pragma once
#include <cstdint>
#include <vector>

#include "core/trace/event.h"
#include "core/version/version.h"

namespace ringside {

/// The steps of collecting tombstones.
enum class CollectPhase : std::uint8_t {
  close,    ///< Make no version up to there any more, and keep no hint of one.
  compare,  ///< Compare with all other members what you keep; all nodes have closed.
  collect,  ///< Forget your tombstones up to there; all members have all that there is.
};

/// Asks every node of the cluster for the next step.
struct CollectRequest {
  std::uint64_t round = 0;  ///< Never used twice by one node.
  CollectPhase phase{};
  HlcStamp until;              ///< Which versions it is about: up to this stamp.
  std::vector<Actor> lives{};  ///< To compare: the life in which each node has closed.
};

/// It has been done (ok), or cannot be (unavailable).
struct CollectReply {
  std::uint64_t round = 0;
  CollectPhase phase{};
  Outcome outcome{};
  bool wants = false;  ///< To close: there is something to collect.
};

}  // namespace ringside
