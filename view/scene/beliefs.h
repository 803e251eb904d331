#pragma once
#include <optional>
#include <vector>

#include "core/trace/world.h"

namespace ringside {

/// What one node takes another one for, beside what is so.
struct HeldBelief {
  NodeId about{};
  MemberState state{};  ///< As it is believed to be.
  bool up = false;      ///< As it is.
  bool behind = false;  ///< The other one goes by another epoch of the ring.

  bool is_wrong() const { return up != (state == MemberState::alive); }
  /// Not alive and up by the same ring.
  bool is_news() const { return state != MemberState::alive || !up || behind; }
};

/// Of all others, in order, what a node believes; nothing where it is down.
std::vector<HeldBelief> beliefs_of(const World& world, NodeId of);

}  // namespace ringside
