#include <algorithm>
#include <catch_amalgamated.hpp>
#include <cstdint>
#include <cstring>
#include <vector>

#include "core/base/rng.h"
#include "core/trace/log.h"
#include "core/trace/world.h"

namespace ringside::world_robustness_test {
namespace {

constexpr Shape k_shape{.nodes = 3, .replicas = 1, .failures = 0, .vnodes = 2};
constexpr KeyHash k_key{0xabc};

Time at(std::int64_t ns) { return time_at(ns); }

// What whoever draws a world takes for granted.
void check_invariants(const World& world) {
  REQUIRE(world.nodes().size() == world.shape().nodes);
  std::vector<std::uint32_t> live(world.shape().nodes);
  std::vector<std::uint32_t> tombstones(world.shape().nodes);
  for (const auto& [hash, key] : world.keys()) {
    REQUIRE_FALSE(key.copies.empty());
    REQUIRE(key.fresh_copies() >= 1);
    for (std::size_t i = 0; i < key.copies.size(); ++i) {
      if (i > 0) REQUIRE(key.copies[i - 1].node < key.copies[i].node);
      REQUIRE(raw(key.copies[i].node) < world.shape().nodes);
      REQUIRE(raw(key.copies[i].maker) < world.shape().nodes);
      ++(key.copies[i].tombstone ? tombstones : live)[raw(key.copies[i].node)];
    }
  }
  for (std::uint32_t node = 0; node < world.shape().nodes; ++node) {
    REQUIRE(world.node(NodeId{node}).live_keys == live[node]);
    REQUIRE(world.node(NodeId{node}).tombstones == tombstones[node]);
  }
  const auto check_end = [&](Address end) {
    if (end.is_node()) REQUIRE(raw(end.node()) < world.shape().nodes);
    REQUIRE((end.is_node() || end.is_client()));
  };
  const auto check_message = [&](const WorldMessage& message) {
    check_end(message.facts.from);
    check_end(message.facts.to);
    REQUIRE(static_cast<std::uint8_t>(message.facts.kind) < k_message_kinds);
    const double progress = message.progress(world.time());
    REQUIRE((progress >= 0 && progress <= 1));
  };
  for (const auto& [id, message] : world.in_flight()) check_message(message);
  for (const WorldMessage& message : world.lost()) check_message(message);
  for (const auto& [id, operation] : world.operations()) {
    REQUIRE(operation.id == id);
    REQUIRE(operation.kind <= OperationKind::scan);
    REQUIRE(
        (operation.coordinator == k_no_node || raw(operation.coordinator) < world.shape().nodes));
  }
  REQUIRE(world.lost().size() <= World::k_lost_kept);
  REQUIRE(world.hot_keys().size() <= World::k_hot_keys_kept);
  for (const auto& [ends, facts] : world.links().own) {
    check_end(ends.first);
    check_end(ends.second);
  }
  for (const auto& [block, bits] : world.links().cuts.blocks()) {
    check_end(block.from);
    for (std::uint32_t bit = 0; bit < 64; ++bit) {
      if ((bits >> bit & 1) != 0) check_end(receiver(block, bit));
    }
  }
}

TEST_CASE("world: a trace may begin in the middle", "[trace]") {
  World world(k_shape);
  const MessageFacts message{MessageId{9}, MessageKind::put_reply, {}, NodeId{0}, ClientId{0},
                             OpId{4}};
  world.apply(trace::message_delivered(at(10), message));
  world.apply(trace::message_lost(at(10), message, LossReason::link));
  world.apply(trace::write_acknowledged(at(11), NodeId{0}, NodeId{1}, OpId{4}, k_key, 2));
  world.apply(trace::get_forwarded(at(11), NodeId{0}, NodeId{1}, OpId{4}, k_key));
  world.apply(trace::operation_retried(at(12), ClientId{0}, OpId{4}, NodeId{1}, 2));
  CHECK(world.operations().empty());
  CHECK(world.lost().empty());
  CHECK(world.totals().delivered == 1);
  CHECK(world.totals().lost == 1);
  // The end of an operation says all about it.
  world.apply(trace::operation_finished(
      at(20), ClientId{3},
      {OpId{4}, OperationKind::remove, ErrorCode::not_found, k_key, at(5), 2}));
  const WorldOperation& op = world.operations().at(OpId{4});
  CHECK(op.kind == OperationKind::remove);
  CHECK(op.client == ClientId{3});
  CHECK(op.started == at(5));
  CHECK(op.finished == at(20));
  CHECK(op.attempts == 2);
  check_invariants(world);
}

TEST_CASE("world: an event of a node outside the shape is counted and changes nothing else",
          "[trace]") {
  World world(k_shape);
  const NodeId beyond{3};
  const Actor nobody{};
  world.apply(trace::node_started(at(1), {beyond, Incarnation{1}}));
  world.apply(trace::node_started(at(1), nobody));
  world.apply(trace::node_crashed(at(1), {beyond, Incarnation{1}}));
  world.apply(trace::record_stored(at(2), beyond, {k_key, OpId{1}, {}, false}));
  world.apply(trace::record_stored(at(2), NodeId{0},
                                   {k_key, OpId{1}, {{}, {beyond, Incarnation{1}}}, false}));
  const MessageFacts to_beyond{MessageId{1}, MessageKind::put_request, {}, ClientId{0}, beyond,
                               OpId{1}};
  world.apply(trace::message_sent(at(3), to_beyond, at(5)));
  world.apply(trace::message_delivered(at(5), to_beyond));
  world.apply(trace::link_changed(at(5), beyond, NodeId{0}, {}));
  world.apply(trace::link_changed(at(5), NodeId{0}, ClientId{1024}, {}));
  world.apply(trace::links_cut(at(5), {NodeId{0}, 0}, 0b1000));
  world.apply(trace::links_cut(at(5), {NodeId{0}, 1}, 1));
  world.apply(trace::links_cut(at(5), {NodeId{0}, ~0u}, 1));
  world.apply(trace::links_cut(at(5), {nobody.node, 0}, 1));
  CHECK(world.links().own.empty());
  CHECK(world.links().cuts.empty());
  CHECK(world.totals().events == 13);
  CHECK(world.totals().sent == 0);
  CHECK(world.time() == at(5));
  CHECK(world.keys().empty());
  CHECK(world.in_flight().empty());
  check_invariants(world);
}

TEST_CASE("world: remembers a bounded number of lost messages, the newest", "[trace]") {
  World world(k_shape);
  for (std::uint64_t id = 1; id <= World::k_lost_kept + 100; ++id) {
    const MessageFacts message{MessageId{id}, MessageKind::put_request, {}, ClientId{0}, NodeId{0},
                               OpId{id}};
    world.apply(trace::message_sent(at(1), message, at(5)));
    world.apply(trace::message_lost(at(2), message, LossReason::link));
  }
  REQUIRE(world.lost().size() == World::k_lost_kept);
  CHECK(world.lost().front().facts.id == MessageId{101});
  CHECK(world.in_flight().empty());
  CHECK(world.totals().lost == World::k_lost_kept + 100);
}

TEST_CASE("world: remembers a bounded number of finished operations, and every open one",
          "[trace]") {
  World world(k_shape);
  const auto start = [&](std::uint64_t id) {
    world.apply(trace::operation_started(at(1), ClientId{0}, OpId{id}, OperationKind::put, k_key));
  };
  const auto finish = [&](std::uint64_t id) {
    world.apply(trace::operation_finished(at(2), ClientId{0},
                                          {OpId{id}, OperationKind::put, {}, k_key, at(1), 1}));
  };
  constexpr std::uint64_t k_many = World::k_operations_kept + 500;
  start(1);  // stays open
  for (std::uint64_t id = 2; id <= k_many; ++id) {
    start(id);
    finish(id);
  }
  CHECK(world.operations().size() == World::k_operations_kept);
  CHECK(world.operations().contains(OpId{1}));
  CHECK_FALSE(world.operations().contains(OpId{2}));
  CHECK(world.operations().contains(OpId{k_many}));
  for (std::uint64_t id = k_many + 1; id <= 3 * k_many; ++id) start(id);
  CHECK(world.operations().size() == 2 * k_many + 1);  // all open
  for (std::uint64_t id = k_many + 1; id <= 3 * k_many; ++id) finish(id);
  CHECK(world.operations().size() == World::k_operations_kept);
  check_invariants(world);
}

// Events as a damaged file could hold them: any bytes, but with kinds and nodes near the valid
// ones, so that they meet.
TraceEvent random_event(Rng& rng) {
  TraceEvent event;
  const auto random_end = [&]() -> Address {
    switch (rng.below(6)) {
      case 0: return ClientId{static_cast<std::uint32_t>(rng.below(3))};
      case 1:
        return rng.below(8) == 0 ? Address{}
                                 : Address{NodeId{static_cast<std::uint32_t>(rng.below(5))}};
      default: return NodeId{static_cast<std::uint32_t>(rng.below(3))};
    }
  };
  event.kind = static_cast<EventKind>(rng.below(k_event_kinds + 2));
  event.detail = static_cast<std::uint8_t>(rng.below(k_message_kinds + 3));
  const auto outcome = static_cast<std::uint8_t>(rng.below(9));
  std::memcpy(static_cast<void*>(&event.outcome), &outcome, 1);
  event.reason = static_cast<LossReason>(rng.below(6));
  event.node = random_end();
  event.peer = random_end();
  event.count = static_cast<std::uint32_t>(rng.below(4));
  event.op = OpId{rng.below(50)};
  event.subject = rng.below(40);
  event.at = time_at(static_cast<std::int64_t>(rng.below(20) == 0 ? rng.next() : rng.below(1000)));
  event.stamp = static_cast<std::int64_t>(rng.below(20) == 0 ? rng.next() : rng.below(1000));
  return event;
}

TEST_CASE("world: no events at all can break it, and each can be described", "[trace]") {
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    CAPTURE(seed);
    Rng rng(seed);
    World world(k_shape);
    const TraceLog log;
    std::size_t most_keys = 0;
    for (int i = 0; i < 9000; ++i) {
      const TraceEvent event = random_event(rng);
      world.apply(event);
      REQUIRE_FALSE(describe(event, log).empty());
      most_keys = std::max(most_keys, world.keys().size());
      if (i % 100 == 0) check_invariants(world);
    }
    check_invariants(world);
    REQUIRE(most_keys > 3);
  }
}

}  // namespace
}  // namespace ringside::world_robustness_test
