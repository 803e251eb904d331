#include "core/node/membership_view.h"

#include <algorithm>

#include "core/base/check.h"

namespace ringside {

bool MembershipView::is_member(NodeId node) const {
  return std::binary_search(members_.begin(), members_.end(), node);
}

Belief MembershipView::of(NodeId node) const {
  const auto found = known_.find(node);
  return found == known_.end() ? Belief{} : found->second;
}

bool MembershipView::merge(NodeId node, const Belief& belief) {
  RINGSIDE_CHECK(is_member(node));
  const Belief before = of(node);
  if (belief <= before) return false;
  known_[node] = belief;
  if (before.state == MemberState::dead) --dead_;
  if (belief.state == MemberState::dead) ++dead_;
  return true;
}

NodeId MembershipView::next_dead(NodeId after) const {
  if (dead_ == 0) return k_no_node;
  const auto is_dead = [](const auto& entry) { return entry.second.state == MemberState::dead; };
  const auto start = known_.upper_bound(after);
  auto found = std::find_if(start, known_.end(), is_dead);
  if (found == known_.end()) found = std::find_if(known_.begin(), start, is_dead);
  return found->first;
}

}  // namespace ringside
