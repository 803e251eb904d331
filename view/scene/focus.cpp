#include "view/scene/focus.h"

#include <algorithm>

namespace ringside {
namespace {

template <typename T>
bool contains(const std::vector<T>& list, T what) {
  return std::find(list.begin(), list.end(), what) != list.end();
}

}  // namespace

const WorldMessage* find_message(const World& world, MessageId message) {
  const auto under_way = world.in_flight().find(message);
  if (under_way != world.in_flight().end()) return &under_way->second;
  for (const WorldMessage& lost : world.lost()) {
    if (lost.facts.id == message) return &lost;
  }
  return nullptr;
}

Focus::Focus(const World& world, const std::optional<Hit>& target, float strength) {
  if (!target || strength <= 0) return;
  strength_ = std::min(strength, 1.0f);
  if (const auto* node = std::get_if<NodeId>(&*target)) {
    if (raw(*node) >= world.nodes().size()) {
      strength_ = 0;
      return;
    }
    node_ = *node;
    nodes_ = {*node};
  } else if (const auto* message = std::get_if<MessageId>(&*target)) {
    look_at(world, *message);
  } else if (const auto* key = std::get_if<KeyHash>(&*target)) {
    look_at(world, *key);
  } else if (const auto* operation = std::get_if<OpId>(&*target)) {
    look_at(world, *operation);
  } else {
    look_at(world, std::get<LinkEnds>(*target));
  }
}

// Its key's nodes, and whoever its messages are between.
void Focus::look_at(const World& world, OpId operation) {
  operation_ = operation;
  const auto known = world.operations().find(operation);
  if (known != world.operations().end()) look_at(world, known->second.key);
  for (const auto& [id, message] : world.in_flight()) {
    if (message.facts.op != operation) continue;
    for (const Address end : {message.facts.from, message.facts.to}) {
      if (end.is_node() && !contains(nodes_, end.node())) nodes_.push_back(end.node());
    }
  }
}

void Focus::look_at(const World& world, MessageId message) {
  const WorldMessage* found = find_message(world, message);
  if (found == nullptr) {
    strength_ = 0;
    return;
  }
  message_ = message;
  const MessageFacts& facts = found->facts;
  operation_ = facts.op;
  const auto operation = world.operations().find(facts.op);
  if (operation != world.operations().end()) look_at(world, operation->second.key);
  for (const Address end : {facts.from, facts.to}) {
    if (end.is_node()) nodes_.push_back(end.node());
  }
}

void Focus::look_at(const World& world, const LinkEnds& link) {
  for (const Address end : {link.from, link.to}) {
    if (!end.is_node()) continue;
    if (raw(end.node()) >= world.nodes().size()) {
      strength_ = 0;
      return;
    }
    nodes_.push_back(end.node());
  }
  link_ = link;
}

void Focus::look_at(const World& world, KeyHash key) {
  key_ = key;
  const auto group = world.ring().preference_list(key);
  nodes_.assign(group.begin(), group.end());
  const auto found = world.keys().find(key);
  if (found != world.keys().end()) {
    for (const Holding& copy : found->second.copies) {
      if (!contains(nodes_, copy.node)) nodes_.push_back(copy.node);
    }
  }
  for (const auto& [id, operation] : world.operations()) {
    if (operation.key == key && !operation.finished) key_operations_.push_back(id);
  }
}

float Focus::of_node(NodeId node) const {
  constexpr float k_dim = 0.4f;
  return dimmed(strength_ <= 0 || contains(nodes_, node), k_dim);
}

float Focus::of_arc(NodeId owner, bool holds_key) const {
  constexpr float k_dim = 0.25f;
  if (strength_ <= 0) return 1;
  return dimmed(key_ ? holds_key : contains(nodes_, owner), k_dim);
}

float Focus::of_message(const MessageFacts& message) const {
  constexpr float k_dim = 0.15f;
  if (strength_ <= 0) return 1;
  if (link_) return dimmed(LinkEnds{message.from, message.to} == *link_, k_dim);
  if (node_) return dimmed(message.from == Address{*node_} || message.to == Address{*node_}, k_dim);
  if (operation_) return dimmed(message.op == *operation_, k_dim);
  return dimmed(contains(key_operations_, message.op), k_dim);
}

float Focus::of_key(KeyHash hash, const WorldKey& key) const {
  constexpr float k_dim = 0.2f;
  if (strength_ <= 0) return 1;
  if (key_) return dimmed(*key_ == hash, k_dim);
  if (!node_) return dimmed(false, k_dim);
  const bool held = std::any_of(key.copies.begin(), key.copies.end(),
                                [this](const Holding& copy) { return copy.node == *node_; });
  return dimmed(held, k_dim);
}

}  // namespace ringside
