#include "core/trace/world.h"

#include <catch_amalgamated.hpp>
#include <cstdint>

namespace ringside::world_test {
namespace {

constexpr Shape k_shape{.nodes = 4, .replicas = 2, .failures = 1, .vnodes = 4};
constexpr KeyHash k_key{0xabc};

Time at(std::int64_t ns) { return time_at(ns); }
Actor life(std::uint32_t node, std::uint32_t incarnation) {
  return {NodeId{node}, Incarnation{incarnation}};
}

World started_world() {
  World world(k_shape);
  for (std::uint32_t node = 0; node < k_shape.nodes; ++node)
    world.apply(trace::node_started(at(0), life(node, 1)));
  return world;
}

trace::StoredRecord record(KeyHash key, std::int64_t stamp, std::uint32_t maker,
                           bool tombstone = false) {
  return {
      key, OpId{static_cast<std::uint64_t>(stamp)}, {{at(stamp), 0}, life(maker, 1)}, tombstone};
}

MessageFacts message(std::uint64_t id, Address from, Address to) {
  return {MessageId{id}, MessageKind::store_request, {}, from, to, OpId{5}};
}

TEST_CASE("world: begins with its ring and all nodes down", "[trace]") {
  const World world(k_shape);
  CHECK(world.nodes().size() == 4);
  for (const WorldNode& node : world.nodes()) CHECK_FALSE(node.up);
  CHECK(world.ring().tokens().size() == 16);
  CHECK(world.time() == k_start_of_time);
  CHECK(world.totals().events == 0);
}

TEST_CASE("world: a node that starts is up in that life, until it crashes", "[trace]") {
  World world = started_world();
  CHECK(world.node(NodeId{2}).up);
  CHECK(world.node(NodeId{2}).incarnation == Incarnation{1});
  world.apply(trace::node_crashed(at(70), life(2, 1)));
  CHECK_FALSE(world.node(NodeId{2}).up);
  CHECK(world.node(NodeId{2}).changed_at == at(70));
  CHECK(world.node(NodeId{1}).up);
  world.apply(trace::node_started(at(90), life(2, 2)));
  CHECK(world.node(NodeId{2}).up);
  CHECK(world.node(NodeId{2}).incarnation == Incarnation{2});
  CHECK(world.node(NodeId{2}).changed_at == at(90));
  CHECK(world.time() == at(90));
}

TEST_CASE("world: copies are listed by node, with their version", "[trace]") {
  World world = started_world();
  world.apply(trace::record_stored(at(10), NodeId{3}, record(k_key, 9, 1)));
  world.apply(trace::record_stored(at(11), NodeId{0}, record(k_key, 9, 1)));
  const WorldKey& key = world.keys().at(k_key);
  REQUIRE(key.copies.size() == 2);
  CHECK(key.copies[0].node == NodeId{0});
  CHECK(key.copies[1].node == NodeId{3});
  CHECK(key.copies[0].stamp == HlcStamp{at(9), 0});
  CHECK(key.copies[0].maker == NodeId{1});
  CHECK(key.copies[0].op == OpId{9});
  CHECK(key.changed_at == at(11));
  CHECK(key.fresh_copies() == 2);
  CHECK(world.node(NodeId{3}).live_keys == 1);
}

TEST_CASE("world: of copies that differ, the largest version is the newest", "[trace]") {
  World world = started_world();
  world.apply(trace::record_stored(at(10), NodeId{0}, record(k_key, 5, 2)));
  world.apply(trace::record_stored(at(11), NodeId{1}, record(k_key, 8, 1)));
  world.apply(trace::record_stored(at(12), NodeId{2}, record(k_key, 8, 2)));
  world.apply(trace::record_stored(at(13), NodeId{3}, record(k_key, 8, 2)));
  const WorldKey& key = world.keys().at(k_key);
  CHECK(key.newest().maker == NodeId{2});
  CHECK(key.newest().stamp.physical == at(8));
  CHECK(key.fresh_copies() == 2);
}

TEST_CASE("world: a node's copy is what it stored last, and counts once", "[trace]") {
  World world = started_world();
  world.apply(trace::record_stored(at(10), NodeId{0}, record(k_key, 5, 2)));
  world.apply(trace::record_stored(at(20), NodeId{0}, record(k_key, 7, 2, true)));
  const WorldKey& key = world.keys().at(k_key);
  REQUIRE(key.copies.size() == 1);
  CHECK(key.copies[0].tombstone);
  CHECK(world.node(NodeId{0}).live_keys == 0);
  CHECK(world.node(NodeId{0}).tombstones == 1);
  world.apply(trace::record_stored(at(30), NodeId{0}, record(k_key, 9, 2)));
  CHECK(world.node(NodeId{0}).live_keys == 1);
  CHECK(world.node(NodeId{0}).tombstones == 0);
}

TEST_CASE("world: a crash takes the node's copies, and keys that nobody else keeps", "[trace]") {
  World world = started_world();
  const KeyHash lonely{0xdef};
  world.apply(trace::record_stored(at(10), NodeId{0}, record(k_key, 5, 0)));
  world.apply(trace::record_stored(at(10), NodeId{1}, record(k_key, 5, 0)));
  world.apply(trace::record_stored(at(11), NodeId{0}, record(lonely, 6, 0, true)));
  world.apply(trace::node_crashed(at(20), life(0, 1)));
  REQUIRE(world.keys().size() == 1);
  REQUIRE(world.keys().at(k_key).copies.size() == 1);
  CHECK(world.keys().at(k_key).newest().node == NodeId{1});
  CHECK(world.node(NodeId{0}).live_keys == 0);
  CHECK(world.node(NodeId{0}).tombstones == 0);
  CHECK(world.node(NodeId{1}).live_keys == 1);
}

TEST_CASE("world: a node that starts is empty even where its crash is not in the trace",
          "[trace]") {
  World world = started_world();
  world.apply(trace::record_stored(at(10), NodeId{0}, record(k_key, 5, 0)));
  world.apply(trace::node_started(at(20), life(0, 4)));
  CHECK(world.keys().empty());
  CHECK(world.node(NodeId{0}).live_keys == 0);
}

TEST_CASE("world: a change of the ring that only crashed nodes knew is forgotten", "[trace]") {
  constexpr auto k_remove = static_cast<std::uint8_t>(RingChange::Kind::remove);
  const auto learns = [](World& world, std::uint32_t node) {
    world.apply(
        trace::view_changed(at(10), NodeId{node}, {RingEpoch{2}, k_remove, NodeId{3}, true}));
  };
  World world = started_world();
  learns(world, 0);
  learns(world, 1);
  CHECK(world.view().is_moving());
  world.apply(trace::node_crashed(at(20), life(0, 1)));
  CHECK(world.view().is_moving());
  world.apply(trace::node_crashed(at(30), life(1, 1)));
  CHECK_FALSE(world.view().is_moving());
  CHECK(world.ring().epoch() == RingEpoch{1});

  world.apply(trace::node_started(at(40), life(0, 2)));
  CHECK_FALSE(world.view().is_moving());
  learns(world, 2);
  CHECK(world.view().is_moving());
  CHECK(world.view_conflicts() == 0);
}

TEST_CASE("world: a ring is drawn as it was while no node runs", "[trace]") {
  World world = started_world();
  for (std::uint32_t node = 0; node < k_shape.nodes; ++node) {
    world.apply(trace::view_changed(
        at(10), NodeId{node},
        {RingEpoch{2}, static_cast<std::uint8_t>(RingChange::Kind::drain), NodeId{3}, true}));
  }
  for (std::uint32_t node = 0; node < k_shape.nodes; ++node)
    world.apply(trace::node_crashed(at(20), life(node, 1)));
  CHECK(world.view().epoch() == RingEpoch{2});
  world.apply(trace::node_started(at(30), life(0, 2)));
  CHECK(world.view().epoch() == RingEpoch{1});
}

TEST_CASE("world: a message moves from its sending to its arrival", "[trace]") {
  World world = started_world();
  world.apply(trace::message_sent(at(100), message(1, NodeId{0}, NodeId{1}), at(300)));
  const WorldMessage& moving = world.in_flight().at(MessageId{1});
  CHECK(moving.facts.from == Address{NodeId{0}});
  CHECK(moving.facts.to == Address{NodeId{1}});
  CHECK(moving.facts.kind == MessageKind::store_request);
  CHECK(moving.progress(at(50)) == 0);
  CHECK(moving.progress(at(100)) == 0);
  CHECK(moving.progress(at(150)) == 0.25);
  CHECK(moving.progress(at(300)) == 1);
  CHECK(moving.progress(at(900)) == 1);
  world.apply(trace::message_delivered(at(300), message(1, NodeId{0}, NodeId{1})));
  CHECK(world.in_flight().empty());
  CHECK(world.node(NodeId{1}).received == 1);
  CHECK(world.totals().sent == 1);
  CHECK(world.totals().delivered == 1);
}

TEST_CASE("world: a lost message stops where it was lost", "[trace]") {
  World world = started_world();
  world.apply(trace::message_sent(at(100), message(1, NodeId{0}, ClientId{1}), at(300)));
  world.apply(trace::message_lost(at(150), message(1, NodeId{0}, ClientId{1}), LossReason::link));
  CHECK(world.in_flight().empty());
  REQUIRE(world.lost().size() == 1);
  const WorldMessage& lost = world.lost().front();
  CHECK(lost.lost_at == at(150));
  CHECK(lost.reason == LossReason::link);
  CHECK(lost.progress(at(125)) == 0.125);
  CHECK(lost.progress(at(150)) == 0.25);
  CHECK(lost.progress(at(1000)) == 0.25);

  world.apply(trace::message_sent(at(200), message(2, ClientId{0}, NodeId{3}), at(240)));
  world.apply(
      trace::message_lost(at(240), message(2, ClientId{0}, NodeId{3}), LossReason::receiver_down));
  CHECK(world.lost().back().progress(at(1000)) == 1);
  CHECK(world.totals().lost == 2);
}

TEST_CASE("world: a held message stands still, and goes on from where it is", "[trace]") {
  World world = started_world();
  const MessageFacts facts = message(1, NodeId{0}, NodeId{1});
  world.apply(trace::message_sent(at(100), facts, at(300)));
  world.apply(trace::message_held(at(150), facts));
  const WorldMessage& held = world.in_flight().at(MessageId{1});
  CHECK(held.held_at == at(150));
  CHECK(held.progress(at(125)) == 0.125);
  CHECK(held.progress(at(900)) == 0.25);
  world.apply(trace::message_rescheduled(at(1000), facts, at(1150)));
  CHECK_FALSE(held.held_at);
  CHECK(held.arrives_at == at(1150));
  CHECK(held.progress(at(1000)) == 0.25);
  CHECK(held.progress(at(1100)) == 0.75);
  world.apply(trace::message_held(at(1100), facts));
  world.apply(trace::message_lost(at(1200), facts, LossReason::dropped));
  CHECK(world.lost().back().progress(at(2000)) == 0.75);
  world.apply(trace::message_held(at(1200), facts));  // not under way any more
  CHECK(world.in_flight().empty());
}

TEST_CASE("world: a message that takes no time, or any time a file can hold, has a progress",
          "[trace]") {
  WorldMessage instant;
  instant.sent_at = at(5);
  instant.arrives_at = at(5);
  CHECK(instant.progress(at(4)) == 0);
  CHECK(instant.progress(at(5)) == 1);
  CHECK(instant.progress(at(6)) == 1);
  WorldMessage endless;
  endless.sent_at = at(INT64_MIN);
  endless.arrives_at = at(INT64_MAX);
  CHECK(endless.progress(at(0)) == Catch::Approx(0.5));
  WorldMessage backwards;
  backwards.sent_at = at(10);
  backwards.arrives_at = at(0);
  CHECK(backwards.progress(at(5)) == 0);
  CHECK(backwards.progress(at(11)) == 1);
}

TEST_CASE("world: follows a write from its start to its receipt", "[trace]") {
  World world = started_world();
  world.apply(trace::operation_started(at(10), ClientId{2}, OpId{7}, OperationKind::put, k_key));
  const WorldOperation& op = world.operations().at(OpId{7});
  CHECK(op.client == ClientId{2});
  CHECK(op.kind == OperationKind::put);
  CHECK(op.key == k_key);
  CHECK(op.started == at(10));
  CHECK_FALSE(op.finished);
  CHECK(op.attempts == 1);
  CHECK(op.coordinator == k_no_node);

  world.apply(trace::write_coordinated(at(12), NodeId{0}, OpId{7}, k_key, 2));
  CHECK(op.coordinator == NodeId{0});
  CHECK(op.required == 2);
  CHECK(op.copies == 1);
  world.apply(trace::write_acknowledged(at(14), NodeId{0}, NodeId{1}, OpId{7}, k_key, 2));
  CHECK(op.copies == 2);

  world.apply(trace::operation_retried(at(60), ClientId{2}, OpId{7}, NodeId{1}, 2));
  CHECK(op.attempts == 2);
  world.apply(trace::write_coordinated(at(61), NodeId{1}, OpId{7}, k_key, 2));
  CHECK(op.coordinator == NodeId{1});
  CHECK(op.copies == 1);
  world.apply(trace::write_acknowledged(at(62), NodeId{0}, NodeId{2}, OpId{7}, k_key,
                                        3));  // of the first coordinator
  CHECK(op.copies == 1);

  world.apply(trace::operation_finished(at(70), ClientId{2},
                                        {OpId{7}, OperationKind::put, {}, k_key, at(10), 2}));
  CHECK(op.finished == at(70));
  CHECK(op.outcome.ok());
  CHECK(world.totals().operations == 1);
  CHECK(world.totals().succeeded == 1);
}

TEST_CASE("world: counts the forwards of a read", "[trace]") {
  World world = started_world();
  world.apply(trace::operation_started(at(10), ClientId{0}, OpId{3}, OperationKind::get, k_key));
  world.apply(trace::get_forwarded(at(11), NodeId{0}, NodeId{1}, OpId{3}, k_key));
  world.apply(trace::get_forwarded(at(12), NodeId{1}, NodeId{2}, OpId{3}, k_key));
  CHECK(world.operations().at(OpId{3}).forwards == 2);
}

TEST_CASE("world: not_found is an answer, other errors are failures", "[trace]") {
  World world = started_world();
  const auto finish = [&](std::uint64_t op, Outcome outcome) {
    world.apply(trace::operation_finished(
        at(20), ClientId{0}, {OpId{op}, OperationKind::get, outcome, k_key, at(10), 1}));
  };
  finish(1, {});
  finish(2, ErrorCode::not_found);
  finish(3, ErrorCode::timeout);
  finish(4, ErrorCode::unavailable);
  CHECK(world.totals().succeeded == 2);
  CHECK(world.totals().failed == 2);
}

TEST_CASE("world: a copy is a keyframe that later events do not touch", "[trace]") {
  World world = started_world();
  world.apply(trace::record_stored(at(10), NodeId{0}, record(k_key, 5, 0)));
  const World keyframe = world;
  world.apply(trace::node_crashed(at(20), life(0, 1)));
  CHECK(keyframe.keys().size() == 1);
  CHECK(keyframe.node(NodeId{0}).up);
  CHECK(keyframe.time() == at(10));
}

TEST_CASE("world: knows which links are cut or behave otherwise", "[trace]") {
  World world = started_world();
  CHECK_FALSE(world.links().common);
  const LinkFacts slow{0, Duration{5}, Duration{}, 0};
  const LinkFacts lossy{2, Duration{7}, Duration{9}, 10'000};
  world.apply(trace::network_changed(at(1), slow));
  world.apply(trace::link_changed(at(2), NodeId{1}, ClientId{2}, lossy));
  CHECK(world.links().common == slow);
  CHECK(world.links().own.at({NodeId{1}, ClientId{2}}) == lossy);
  world.apply(trace::link_reset(at(3), NodeId{1}, ClientId{2}));
  CHECK(world.links().own.empty());
  world.apply(trace::links_cut(at(4), {NodeId{1}, 0}, 0b1001));
  CHECK(world.links().cuts.contains(NodeId{1}, NodeId{0}));
  CHECK(world.links().cuts.contains(NodeId{1}, NodeId{3}));
  CHECK_FALSE(world.links().cuts.contains(NodeId{1}, NodeId{2}));
  CHECK_FALSE(world.links().cuts.contains(NodeId{0}, NodeId{1}));
  world.apply(trace::links_cut(at(5), {NodeId{1}, 0}, 0));
  CHECK(world.links().cuts.empty());
}

TEST_CASE("world: a duplicate is marked, and lost at a cut like any message", "[trace]") {
  World world = started_world();
  MessageFacts twice = message(9, NodeId{0}, NodeId{1});
  twice.duplicate = true;
  world.apply(trace::message_sent(at(10), twice, at(20)));
  CHECK(world.in_flight().at(MessageId{9}).facts.duplicate);
  world.apply(trace::message_lost(at(15), twice, LossReason::partition));
  REQUIRE(world.lost().size() == 1);
  CHECK(world.lost()[0].reason == LossReason::partition);
  CHECK(world.lost()[0].progress(at(30)) == 0.5);
}

TEST_CASE("world: knows which nodes are paused, slow, or have a wrong clock", "[trace]") {
  World world = started_world();
  world.apply(trace::node_paused(at(10), life(1, 1)));
  CHECK(world.node(NodeId{1}).paused);
  CHECK(world.node(NodeId{1}).up);
  CHECK(world.node(NodeId{1}).changed_at == at(10));
  world.apply(trace::node_resumed(at(20), life(1, 1)));
  CHECK_FALSE(world.node(NodeId{1}).paused);
  world.apply(trace::node_paused(at(30), life(1, 1)));
  world.apply(trace::node_slowed(at(31), NodeId{1}, Duration{5}));
  world.apply(trace::clock_skewed(at(32), NodeId{1}, Duration{-6}));
  world.apply(trace::node_crashed(at(33), life(1, 1)));
  CHECK_FALSE(world.node(NodeId{1}).paused);
  world.apply(trace::node_paused(at(34), life(1, 1)));
  CHECK_FALSE(world.node(NodeId{1}).paused);  // what is down cannot be paused
  world.apply(trace::node_started(at(40), life(1, 2)));
  CHECK(world.node(NodeId{1}).slowed_by == Duration{5});
  CHECK(world.node(NodeId{1}).clock_skew == Duration{-6});
  CHECK_FALSE(world.node(NodeId{2}).paused);
}

}  // namespace
}  // namespace ringside::world_test
