#include <catch_amalgamated.hpp>

#include "tests/view/scene_fixture.h"

namespace ringside::scene_hit_test {
namespace {

TEST_CASE("hit: a node is hit anywhere on its disc and a little beside it", "[view]") {
  const SceneWorld made;
  const RingScene scene = scene_of(scene_input(made.world()));
  for (std::uint32_t i = 0; i < 5; ++i) {
    const Rect seat = scene.bounds_of(NodeId{i});
    CHECK(scene.hit(seat.centre()) == Hit{NodeId{i}});
    CHECK(scene.hit({seat.x + 1, seat.centre().y}) == Hit{NodeId{i}});
    CHECK(scene.hit({seat.x - 3, seat.centre().y}) == Hit{NodeId{i}});
  }
}

TEST_CASE("hit: small seats have an area of at least 44 points", "[view]") {
  const SceneWorld made(shape_of(70, 2));
  const RingScene scene = scene_of(scene_input(made.world()));
  const Rect seat = scene.bounds_of(NodeId{0});
  CHECK(seat.width < 30);
  CHECK(scene.hit({seat.centre().x, seat.centre().y - 21}) == Hit{NodeId{0}});
}

TEST_CASE("hit: every one of a thousand ticks is hit at its own seat", "[view]") {
  const SceneWorld made(shape_of(1000, 1));
  const RingScene scene = scene_of(scene_input(made.world()));
  for (std::uint32_t i = 0; i < 1000; ++i) {
    CHECK(scene.hit(scene.bounds_of(NodeId{i}).centre()) == Hit{NodeId{i}});
  }
}

TEST_CASE("hit: a message is hit within a large area round its small mark", "[view]") {
  SceneWorld made;
  const MessageId id = made.send(0, 1000, NodeId{0}, NodeId{2});
  const RingScene scene = scene_of(scene_input(made.world(), 500));
  const auto at = scene.position_of(id);
  REQUIRE(at);
  CHECK(scene.hit(*at) == Hit{id});
  CHECK(scene.hit({at->x + 13, at->y}) == Hit{id});
  CHECK_FALSE(scene.hit({at->x + 40, at->y}));
}

TEST_CASE("hit: of two messages the nearer one is hit", "[view]") {
  SceneWorld made;
  const MessageId first = made.send(0, 1000, NodeId{0}, NodeId{2});
  const MessageId second = made.send(0, 1050, NodeId{0}, NodeId{2});
  const RingScene scene = scene_of(scene_input(made.world(), 500));
  CHECK(scene.hit(*scene.position_of(first)) == Hit{first});
  CHECK(scene.hit(*scene.position_of(second)) == Hit{second});
}

TEST_CASE("hit: a message at a node's rim does not hide the node", "[view]") {
  SceneWorld made;
  made.send(0, 1000, NodeId{0}, NodeId{2});
  const RingScene scene = scene_of(scene_input(made.world(), 0));
  CHECK(scene.hit(scene.bounds_of(NodeId{0}).centre()) == Hit{NodeId{0}});
}

TEST_CASE("hit: a key is hit at its dot and nothing is hit in the open", "[view]") {
  SceneWorld made;
  const KeyHash key = hash_key("a");
  made.store_at_group(1, key);
  const RingScene scene = scene_of(scene_input(made.world(), 1));
  const auto at = scene.position_of(key);
  REQUIRE(at);
  CHECK(scene.hit(*at) == Hit{key});
  CHECK(scene.hit({at->x + 6, at->y}) == Hit{key});
  CHECK_FALSE(scene.hit({450, 330}));
}

TEST_CASE("hit: what is not there has no place", "[view]") {
  const SceneWorld made;
  const RingScene scene = scene_of(scene_input(made.world()));
  CHECK_FALSE(scene.position_of(MessageId{9}));
  CHECK_FALSE(scene.position_of(KeyHash{9}));
  CHECK(scene.position_of(NodeId{4}));
  CHECK_FALSE(scene.position_of(NodeId{5}));
}

TEST_CASE("hit: pointing at what is gone or never was draws the plain scene", "[view]") {
  const SceneWorld made;
  SceneInput input = scene_input(made.world());
  const std::size_t plain = scene_of(input).marks().quads();
  for (const Hit& hit : {Hit{NodeId{99}}, Hit{MessageId{7}}, Hit{KeyHash{1}}}) {
    input.hovered = hit;
    input.selected = hit;
    input.reduced_motion = true;
    CHECK(scene_of(input).marks().quads() >= plain - 5);
  }
}

}  // namespace
}  // namespace ringside::scene_hit_test
