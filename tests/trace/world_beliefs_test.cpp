#include <catch_amalgamated.hpp>
#include <cstdint>

#include "core/trace/log.h"
#include "core/trace/world.h"

namespace ringside::world_beliefs_test {
namespace {

constexpr Shape k_shape{.nodes = 4, .replicas = 2, .failures = 1, .vnodes = 2};
constexpr NodeId k_a{0};
constexpr NodeId k_b{1};
constexpr NodeId k_c{2};

World started_world() {
  World world(k_shape);
  for (std::uint32_t node = 0; node < k_shape.nodes; ++node)
    world.apply(trace::node_started(time_at(0), {NodeId{node}, Incarnation{1}}));
  return world;
}

TraceEvent believes(NodeId who, NodeId about, MemberState state) {
  return trace::belief_changed(time_at(5), who, {about, state, Incarnation{1}, 0});
}

TEST_CASE("beliefs: everybody is believed alive until somebody says otherwise", "[trace]") {
  World world = started_world();
  CHECK(world.belief(k_a, k_b) == MemberState::alive);
  world.apply(believes(k_a, k_b, MemberState::suspected));
  world.apply(believes(k_c, k_b, MemberState::dead));
  CHECK(world.belief(k_a, k_b) == MemberState::suspected);
  CHECK(world.belief(k_c, k_b) == MemberState::dead);
  CHECK(world.belief(k_b, k_a) == MemberState::alive);
  CHECK(world.node(k_b).suspected_by == 1);
  CHECK(world.node(k_b).dead_to == 1);
  world.apply(believes(k_a, k_b, MemberState::dead));
  CHECK(world.node(k_b).suspected_by == 0);
  CHECK(world.node(k_b).dead_to == 2);
  world.apply(believes(k_a, k_b, MemberState::alive));
  CHECK(world.belief(k_a, k_b) == MemberState::alive);
  CHECK(world.node(k_a).doubts.empty());
  CHECK(world.node(k_b).dead_to == 1);
}

TEST_CASE("beliefs: a node that crashes believes nothing any more, and begins anew", "[trace]") {
  for (const bool crash_is_traced : {true, false}) {
    World world = started_world();
    world.apply(believes(k_a, k_b, MemberState::suspected));
    world.apply(believes(k_a, k_c, MemberState::dead));
    if (crash_is_traced) {
      world.apply(trace::node_crashed(time_at(7), {k_a, Incarnation{1}}));
      CHECK(world.node(k_b).suspected_by == 0);
    }
    world.apply(trace::node_started(time_at(8), {k_a, Incarnation{2}}));
    CHECK(world.belief(k_a, k_b) == MemberState::alive);
    CHECK(world.node(k_b).suspected_by == 0);
    CHECK(world.node(k_c).dead_to == 0);
  }
}

TEST_CASE("beliefs: what others believe of a node outlives its crash", "[trace]") {
  World world = started_world();
  world.apply(believes(k_a, k_b, MemberState::dead));
  world.apply(trace::node_crashed(time_at(7), {k_b, Incarnation{1}}));
  world.apply(trace::node_started(time_at(8), {k_b, Incarnation{2}}));
  CHECK(world.belief(k_a, k_b) == MemberState::dead);
}

TEST_CASE("beliefs: a node that contradicts believes nothing new, and strangers are left out",
          "[trace]") {
  World world = started_world();
  world.apply(believes(k_a, k_a, MemberState::alive));
  world.apply(believes(k_a, k_a, MemberState::dead));
  world.apply(believes(k_a, NodeId{9}, MemberState::dead));
  world.apply(believes(NodeId{9}, k_a, MemberState::dead));
  CHECK(world.node(k_a).doubts.empty());
  CHECK(world.node(k_a).dead_to == 0);
}

TEST_CASE("beliefs: a line says who believes what of whom, in which life", "[trace]") {
  const TraceLog log;
  const auto line = [&](NodeId about, MemberState state, std::uint32_t refutations) {
    return describe(
        trace::belief_changed(time_at(5), k_a, {about, state, Incarnation{3}, refutations}), log);
  };
  CHECK(line(k_b, MemberState::suspected, 0) == "node_suspected n1 by n0 incarnation 3");
  CHECK(line(k_b, MemberState::dead, 0) == "node_confirmed_dead n1 by n0 incarnation 3");
  CHECK(line(k_a, MemberState::alive, 2) == "node_alive_again n0 by n0 incarnation 3 refutation 2");
}

}  // namespace
}  // namespace ringside::world_beliefs_test
