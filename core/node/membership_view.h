#pragma once
#include <cstdint>
#include <map>
#include <span>

#include "core/node/belief.h"

namespace ringside {

/// What one member believes of the others. Keeps only beliefs that differ from the first one, which
/// is that everybody is alive in its first life: memory grows with what has happened, not with the
/// size of the cluster. Pure: knows nothing of time or messages.
class MembershipView {
 public:
  /// `members` are all of the cluster, in order; what they lie in outlives the view.
  explicit MembershipView(std::span<const NodeId> members) : members_(members) {}

  bool is_member(NodeId node) const;
  std::uint32_t size() const { return static_cast<std::uint32_t>(members_.size()); }
  std::span<const NodeId> members() const { return members_; }

  Belief of(NodeId node) const;
  MemberState state_of(NodeId node) const { return of(node).state; }

  /// Takes the belief over if it is larger than the present one; says whether it was.
  /// REQUIRES: is_member(node).
  bool merge(NodeId node, const Belief& belief);

  /// Calls `visit(NodeId, const Belief&)` for all beliefs that differ from the first, in order.
  template <typename Visit>
  void for_each_known(Visit visit) const {
    for (const auto& [node, belief] : known_) visit(node, belief);
  }

  /// Members that are not believed dead, oneself included.
  std::uint32_t live_count() const { return size() - dead_; }

  /// The next member behind `after`, in a circle, that is believed dead; k_no_node if there is
  /// none.
  NodeId next_dead(NodeId after) const;

 private:
  std::span<const NodeId> members_;
  std::map<NodeId, Belief> known_;  // beliefs other than the first
  std::uint32_t dead_ = 0;
};

}  // namespace ringside
