#pragma once
#include <algorithm>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "core/base/ids.h"
#include "core/ring/ring.h"

namespace ringside {

/// One change of who is on the ring.
struct RingChange {
  enum class Kind : std::uint8_t {
    none,
    add,     ///< A node comes.
    drain,   ///< A node goes that still answers: it is asked for what it keeps like any other.
    remove,  ///< A node goes that is taken for dead: nobody waits for it.
  };
  Kind kind = Kind::none;
  NodeId node = k_no_node;

  friend bool operator==(const RingChange&, const RingChange&) = default;
};
/// "none", "add", "drain", "remove".
std::string_view to_string(RingChange::Kind kind);

class RingView;
using RingViewPtr = std::shared_ptr<const RingView>;

/// Who keeps what, as of one epoch. A change takes two epochs: in the first one ranges *move*, and
/// both the groups of before and those to come hold; in the second one it is *settled*. What a view
/// is follows from the view of the epoch before and the change, so everybody who knows both agrees.
/// Immutable, so any thread may read it.
///
/// Asks like a Ring. While ranges move its arcs are so fine that each has one group of before and
/// one to come, and its preference lists have all of both: those of before first.
class RingView {
 public:
  /// The first epoch of a cluster: all nodes but the spares are members.
  static RingViewPtr founding(const Shape& shape);
  /// The first epoch with this ring; only its own nodes can be added again.
  static RingViewPtr of(Ring ring);

  /// The epoch after this one, in which ranges move. Nothing where that is no change, would leave
  /// fewer nodes than a group has, or ranges move already.
  RingViewPtr moving(RingChange change) const;
  /// The epoch after this one, in which they have moved. Nothing if none move.
  RingViewPtr settled() const;

  RingEpoch epoch() const { return epoch_; }
  bool is_moving() const { return next_ != nullptr; }
  /// The change that led to it; none in the first epoch.
  RingChange change() const { return change_; }
  /// The ring that holds; while ranges move, the one of before.
  const Ring& ring() const { return *ring_; }
  /// The ring to come; where nothing moves, the one that holds.
  const Ring& target() const { return next_ ? *next_ : *ring_; }

  /// Who decides on the next epoch: the members, less who comes or goes. So the voters of two
  /// epochs after each other differ by one node at most.
  std::span<const NodeId> voters() const { return voters_; }
  /// Who gets ranges that it did not have. Empty where nothing moves.
  std::vector<NodeId> gainers() const;
  /// Whether a node is off the ring because it was taken for dead, and not because it was drained.
  bool is_evicted(NodeId node) const {
    return std::find(evicted_.begin(), evicted_.end(), node) != evicted_.end();
  }
  /// Every node that the cluster may ever have, in order.
  std::span<const NodeId> seats() const { return plan_->seats; }

  // As a Ring has it.
  std::uint32_t group_size() const { return ring_->group_size(); }
  std::span<const NodeId> nodes() const { return nodes_; }
  bool is_member(NodeId node) const {
    return std::binary_search(nodes_.begin(), nodes_.end(), node);
  }
  std::size_t token_index(KeyHash key) const;
  std::span<const NodeId> preference_list(KeyHash key) const { return group_of(token_index(key)); }
  std::span<const NodeId> group_of(std::size_t arc) const;
  HashRange arc(std::size_t index) const;
  std::size_t arcs() const { return next_ ? ends_.size() : ring_->tokens().size(); }
  std::span<const std::uint32_t> arcs_of(NodeId node) const;
  bool is_member(NodeId node, KeyHash key) const {
    const auto group = preference_list(key);
    return std::find(group.begin(), group.end(), node) != group.end();
  }
  /// All nodes in the order of the ring to come.
  template <typename Visit>
  void walk(KeyHash key, Visit&& visit) const {
    target().walk(key, std::forward<Visit>(visit));
  }

  /// The groups that a quorum has to be had in: one, or two while ranges move, the one of before
  /// first.
  std::uint32_t group_count() const { return next_ ? 2 : 1; }
  std::span<const NodeId> group(std::uint32_t which, KeyHash key) const {
    return (which == 0 ? *ring_ : *next_).preference_list(key);
  }
  /// How many members `matches(NodeId)` at least, in each of those groups.
  template <typename Matches>
  std::uint32_t least(KeyHash key, Matches&& matches) const {
    std::uint32_t least = ~std::uint32_t{0};
    for (std::uint32_t which = 0; which < group_count(); ++which) {
      const auto members = group(which, key);
      const auto count = std::count_if(members.begin(), members.end(), matches);
      least = std::min(least, static_cast<std::uint32_t>(count));
    }
    return least;
  }

 private:
  // What all epochs of a cluster share.
  struct Plan {
    std::vector<Token> tokens;  // of every seat
    std::vector<NodeId> seats;
    bool is_fixed = false;  // tokens depend on who else is there: nobody can come or go
  };

  RingView(std::shared_ptr<const Plan> plan, RingEpoch epoch, std::shared_ptr<const Ring> ring);
  void lay_out();

  std::shared_ptr<const Plan> plan_;
  RingEpoch epoch_;
  RingChange change_;
  std::shared_ptr<const Ring> ring_;
  std::shared_ptr<const Ring> next_;
  std::vector<NodeId> nodes_;
  std::vector<NodeId> voters_;
  std::vector<NodeId> evicted_;
  // While ranges move:
  std::vector<KeyHash> ends_;                        // of the arcs, ascending
  std::vector<NodeId> owners_;                       // of each arc, one after another
  std::vector<std::uint32_t> starts_;                // where each arc's begin, and an end
  std::vector<std::vector<std::uint32_t>> arcs_of_;  // by node
};

}  // namespace ringside
