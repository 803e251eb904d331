// What the nodes of a world believe of one another.
#include "core/trace/world.h"

namespace ringside {

MemberState World::belief(NodeId of, NodeId about) const {
  const auto& doubts = nodes_[raw(of)].doubts;
  const auto found = doubts.find(about);
  return found == doubts.end() ? MemberState::alive : found->second;
}

// REQUIRES: state is not alive.
std::uint32_t& World::doubters(NodeId about, MemberState state) {
  WorldNode& node = nodes_[raw(about)];
  return state == MemberState::suspected ? node.suspected_by : node.dead_to;
}

void World::on_belief_changed(const TraceEvent& event, MemberState state) {
  const NodeId who = event.node.node();
  const NodeId about = event.peer.node();
  if (who == about) return;  // it contradicts what others believe
  auto& doubts = nodes_[raw(who)].doubts;
  if (const auto before = doubts.find(about); before != doubts.end()) {
    --doubters(about, before->second);
    doubts.erase(before);
  }
  if (state == MemberState::alive) return;
  doubts.emplace(about, state);
  ++doubters(about, state);
}

// A node that starts anew believes everybody alive; one that is down believes nothing.
void World::forget_doubts(NodeId of) {
  auto& doubts = nodes_[raw(of)].doubts;
  for (const auto& [about, state] : doubts) --doubters(about, state);
  doubts.clear();
}

}  // namespace ringside
