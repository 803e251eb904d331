// What a node believes of the others, beside what is so.
#include <catch_amalgamated.hpp>

#include "tests/view/scene_fixture.h"
#include "view/scene/beliefs.h"

namespace ringside::scene_beliefs_test {
namespace {

World doubting_world() {
  World world(Shape{.nodes = 5, .replicas = 2, .failures = 1, .vnodes = 8});
  for (std::uint32_t i = 0; i < 5; ++i)
    world.apply(trace::node_started(Time{}, {NodeId{i}, Incarnation{1}}));
  const auto believe = [&](std::uint32_t about, MemberState state) {
    world.apply(trace::belief_changed(Time{}, NodeId{0}, {NodeId{about}, state, Incarnation{1}}));
  };
  believe(1, MemberState::suspected);
  believe(2, MemberState::dead);
  world.apply(trace::node_crashed(Time{}, {NodeId{2}, Incarnation{1}}));
  world.apply(trace::node_crashed(Time{}, {NodeId{3}, Incarnation{1}}));
  return world;
}

bool says(const RingScene& scene, const std::string& words) {
  for (const Label& label : scene.labels())
    if (label.text == words) return true;
  return false;
}

bool explains(const RingScene& scene, const std::string& words) {
  for (const LegendEntry& entry : scene.legend())
    if (entry.text.find(words) != std::string::npos) return true;
  return false;
}

TEST_CASE("beliefs: wrong is who takes one that is up for dead, or one that is down for alive",
          "[view]") {
  const World world = doubting_world();
  const std::vector<HeldBelief> beliefs = beliefs_of(world, NodeId{0});
  REQUIRE(beliefs.size() == 4);
  CHECK(beliefs[0].state == MemberState::suspected);
  CHECK(beliefs[0].is_wrong());
  CHECK(beliefs[1].state == MemberState::dead);
  CHECK_FALSE(beliefs[1].is_wrong());
  CHECK(beliefs[1].is_news());
  CHECK(beliefs[2].is_wrong());
  CHECK_FALSE(beliefs[3].is_news());
  CHECK(beliefs_of(world, NodeId{2}).empty());
}

TEST_CASE("beliefs: another epoch of the ring is told", "[view]") {
  World world = doubting_world();
  world.apply(trace::view_changed(Time{}, NodeId{4}, {RingEpoch{2}, 1, NodeId{3}, true}));
  CHECK(beliefs_of(world, NodeId{0})[3].behind);
  CHECK_FALSE(beliefs_of(world, NodeId{0})[0].behind);
}

TEST_CASE("beliefs: a node that is selected shows what it believes at the others' seats",
          "[view]") {
  const World world = doubting_world();
  SceneInput input = scene_input(world);
  const RingScene aside = scene_of(input);
  CHECK(explains(aside, "suspected"));
  CHECK_FALSE(explains(aside, "not so"));
  CHECK(says(aside, "0 keys"));
  input.selected = NodeId{0};
  input.reduced_motion = true;
  const RingScene scene = scene_of(input);
  CHECK(explains(scene, "not so"));
  CHECK(explains(scene, "dead"));
  CHECK(says(scene, "suspect to n0"));
  CHECK(says(scene, "dead to n0"));
  CHECK(says(scene, "alive to n0"));
}

}  // namespace
}  // namespace ringside::scene_beliefs_test
