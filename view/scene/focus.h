#pragma once
#include <optional>
#include <vector>

#include "core/trace/world.h"
#include "view/scene/hit.h"

namespace ringside {

/// A message under way, or one lost a short while ago; nullptr if it is neither.
const WorldMessage* find_message(const World& world, MessageId message);

/// What the scene brings out, and how far everything else steps back: from what is pointed at or
/// selected. Opacities are 1 for all where nothing is.
class Focus {
 public:
  Focus() = default;
  /// `strength` 0 … 1 fades the whole effect.
  Focus(const World& world, const std::optional<Hit>& target, float strength);

  float of_node(NodeId node) const;
  /// `holds_key`: the arc is the one that key() lies in.
  float of_arc(NodeId owner, bool holds_key) const;
  float of_message(const MessageFacts& message) const;
  float of_key(KeyHash hash, const WorldKey& key) const;

  /// The node pointed at or selected.
  const std::optional<NodeId>& node() const { return node_; }
  bool is_node(NodeId node) const { return node_ == node; }
  bool is_message(MessageId message) const { return message_ == message; }
  /// The key pointed at, or whose operation is.
  const std::optional<KeyHash>& key() const { return key_; }
  float strength() const { return strength_; }

 private:
  float dimmed(bool concerned, float dim) const {
    return concerned ? 1 : 1 - strength_ * (1 - dim);
  }
  void look_at(const World& world, MessageId message);
  void look_at(const World& world, KeyHash key);
  void look_at(const World& world, const LinkEnds& link);
  void look_at(const World& world, OpId operation);

  float strength_ = 0;
  std::optional<NodeId> node_;
  std::optional<MessageId> message_;
  std::optional<LinkEnds> link_;
  std::optional<KeyHash> key_;
  std::optional<OpId> operation_;
  std::vector<OpId> key_operations_;
  std::vector<NodeId> nodes_;
};

}  // namespace ringside
