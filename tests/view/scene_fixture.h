#pragma once
#include <cstdint>
#include <optional>
#include <string>

#include "core/base/hash.h"
#include "core/trace/world.h"
#include "view/scene/ring_scene.h"

namespace ringside {

/// A world whose nodes have all started, and short ways to let things happen in it.
class SceneWorld {
 public:
  explicit SceneWorld(const Shape& shape = {.nodes = 5, .replicas = 2, .failures = 1, .vnodes = 8})
      : world_(shape) {
    for (std::uint32_t i = 0; i < shape.nodes; ++i) {
      world_.apply(trace::node_started(Time{}, {NodeId{i}, Incarnation{1}}));
    }
  }

  const World& world() const { return world_; }

  MessageId send(std::int64_t at_ns, std::int64_t arrival_ns, Address from, Address to,
                 MessageKind kind = MessageKind::store_request) {
    const MessageFacts facts = facts_of(from, to, kind);
    world_.apply(trace::message_sent(time_at(at_ns), facts, time_at(arrival_ns)));
    return facts.id;
  }

  MessageId send_and_lose(std::int64_t at_ns, std::int64_t lost_ns, std::int64_t arrival_ns,
                          Address from, Address to) {
    const MessageFacts facts = facts_of(from, to, MessageKind::store_request);
    world_.apply(trace::message_sent(time_at(at_ns), facts, time_at(arrival_ns)));
    world_.apply(trace::message_lost(time_at(lost_ns), facts, LossReason::link));
    return facts.id;
  }

  void crash(std::int64_t at_ns, std::uint32_t node) {
    world_.apply(trace::node_crashed(time_at(at_ns), {NodeId{node}, Incarnation{1}}));
  }

  void restart(std::int64_t at_ns, std::uint32_t node) {
    world_.apply(trace::node_started(time_at(at_ns), {NodeId{node}, Incarnation{2}}));
  }

  /// One copy of a key, of the version made at `at_ns`.
  void store(std::int64_t at_ns, NodeId node, KeyHash key, bool tombstone = false) {
    const Version version{{time_at(at_ns), 0}, {NodeId{0}, Incarnation{1}}};
    world_.apply(trace::record_stored(time_at(at_ns), node, {key, OpId{}, version, tombstone}));
  }

  /// A key with the first `copies` members of its group, all of them if not given.
  void store_at_group(std::int64_t at_ns, KeyHash key, std::optional<std::uint32_t> copies = {}) {
    const auto group = world_.ring().preference_list(key);
    for (const NodeId node : group.first(copies.value_or(world_.shape().group_size()))) {
      store(at_ns, node, key);
    }
  }

  /// Real keys, whole.
  void store_keys(std::int64_t at_ns, std::uint32_t count) {
    for (std::uint32_t i = 0; i < count; ++i) {
      store_at_group(at_ns, hash_key("key-" + std::to_string(i)));
    }
  }

 private:
  MessageFacts facts_of(Address from, Address to, MessageKind kind) {
    return {MessageId{++messages_}, kind, {}, from, to, OpId{}};
  }

  World world_;
  std::uint64_t messages_ = 0;
};

inline SceneInput scene_input(const World& world, std::int64_t now_ns = 0,
                              Rect area = {0, 0, 900, 800}) {
  return {.world = world,
          .now = time_at(now_ns),
          .area = area,
          .palette = Palette::dark(),
          .clients = 4,
          .hovered = {},
          .selected = {},
          .wall_seconds = 1,
          .rate = 1,
          .reduced_motion = false};
}

/// A scene built once, with nothing remembered.
inline RingScene scene_of(const SceneInput& input) {
  SceneMotion motion;
  RingScene scene;
  scene.build(input, motion);
  return scene;
}

/// A ring of so many nodes that is valid for any number from two.
inline Shape shape_of(std::uint32_t nodes, std::uint32_t vnodes) {
  const std::uint32_t replicas = nodes > 3 ? 2 : 1;
  return {.nodes = nodes, .replicas = replicas, .failures = replicas - 1, .vnodes = vnodes};
}

}  // namespace ringside
