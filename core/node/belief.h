#pragma once
#include <compare>
#include <cstdint>
#include <vector>

#include "core/base/ids.h"
#include "core/trace/event.h"

namespace ringside {

/// What is believed of a member. Ordered by what overrides what (SWIM, section 4.2, with the lives
/// of a node before its own count): of two beliefs the larger one holds, so that whoever has heard
/// the same ones believes the same, in whatever order and however often they came. A younger life
/// overrides the death of an older one; within a life, only the member itself can contradict
/// a suspicion or a death, by counting up.
struct Belief {
  Incarnation life{1};            ///< Of the member; everyone starts with the first.
  std::uint32_t refutations = 0;  ///< How often the member has contradicted within this life.
  MemberState state = MemberState::alive;

  friend auto operator<=>(const Belief&, const Belief&) = default;
};

/// A belief on its way from member to member.
struct MembershipUpdate {
  NodeId about{};
  Belief belief;
  NodeId accuser = k_no_node;  ///< Of a suspicion: who found it out by itself.

  friend bool operator==(const MembershipUpdate&, const MembershipUpdate&) = default;
};

/// What rides on one message: at most k_updates_max, each about another member.
using MembershipUpdates = std::vector<MembershipUpdate>;

/// So many fit into one Ethernet frame: 32 updates of at most 21 bytes.
inline constexpr std::size_t k_updates_max = 32;

}  // namespace ringside
