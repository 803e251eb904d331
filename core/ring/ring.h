#pragma once
#include <cstdint>
#include <set>
#include <span>
#include <vector>

#include "core/base/ids.h"
#include "core/ring/hash_range.h"
#include "core/ring/shape.h"

namespace ringside {

/// A place on the ring that a node owns: every hash after the previous token, up to and including
/// `at`.
struct Token {
  KeyHash at{};
  NodeId node{};

  friend bool operator==(const Token&, const Token&) = default;
};

/// The consistent hash ring (Karger et al. 1997; Dynamo, section 4.2) of one epoch: which nodes
/// keep a key. Immutable once built, so any thread may read it. Lookups allocate nothing.
class Ring {
 public:
  /// Tokens of all nodes but the spares, placed as the shape says. Those of a node do not depend on
  /// how many nodes come after it, unless their load is bounded. REQUIRES: validate(shape).
  explicit Ring(const Shape& shape, RingEpoch epoch = RingEpoch{1});

  /// A ring of given tokens. REQUIRES: no two at one place, and at least `group_size` different
  /// nodes.
  Ring(std::vector<Token> tokens, std::uint32_t group_size, RingEpoch epoch = RingEpoch{1});

  /// The group of a key: its primary first, then the next distinct nodes clockwise. group_size()
  /// entries.
  std::span<const NodeId> preference_list(KeyHash key) const { return group_of(token_index(key)); }
  NodeId primary(KeyHash key) const { return tokens_[token_index(key)].node; }
  bool is_member(NodeId node, KeyHash key) const;

  /// Calls `visit(NodeId)` for each node once, in the order in which they follow the key clockwise:
  /// its group first. Ends early where it says false. Allocates.
  template <typename Visit>
  void walk(KeyHash key, Visit&& visit) const {
    std::set<NodeId> met;
    for (std::size_t i = 0, at = token_index(key); i < tokens_.size(); ++i) {
      const NodeId node = tokens_[(at + i) % tokens_.size()].node;
      if (met.insert(node).second && !visit(node)) return;
    }
  }

  /// The group of all keys that lie in the arc of `tokens()[index]`.
  std::span<const NodeId> group_of(std::size_t index) const {
    return {groups_.data() + index * group_size_, group_size_};
  }

  /// The hashes of that arc: after the token before it, up to and including its own.
  HashRange arc(std::size_t index) const;

  /// The arcs whose group a node is in, ascending. Empty for a node that is not on the ring.
  std::span<const std::uint32_t> arcs_of(NodeId node) const;

  /// Index of the first token clockwise at or after the hash, in tokens().
  std::size_t token_index(KeyHash key) const;

  /// Every node that owns a token, in order.
  std::span<const NodeId> nodes() const { return nodes_; }
  /// All tokens, clockwise from hash 0.
  std::span<const Token> tokens() const { return tokens_; }
  std::uint32_t group_size() const { return group_size_; }
  RingEpoch epoch() const { return epoch_; }

 private:
  void build_nodes();
  void build_groups();
  void build_buckets();
  void build_memberships();

  std::vector<Token> tokens_;
  std::vector<NodeId> nodes_;
  std::vector<NodeId> groups_;  // group_size_ entries a token
  std::vector<std::uint32_t>
      buckets_;  // first token at or after the start of each equal slice of the ring
  std::vector<std::uint32_t> memberships_;        // arcs by node
  std::vector<std::uint32_t> membership_starts_;  // where each node's begin, and an end
  std::uint32_t group_size_;
  int bucket_shift_ = 0;
  RingEpoch epoch_;
};

}  // namespace ringside
