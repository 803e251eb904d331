// What is told of a node and a key that are looked at, and how it differs from before.
#include <catch_amalgamated.hpp>

#include "core/base/hash.h"
#include "tests/view/app_fixture.h"
#include "tests/view/scene_fixture.h"
#include "view/app/inspection.h"
#include "view/app/text_inspect.h"

namespace ringside::app_inspection_test {
namespace {

const InspectedFact* fact(const std::vector<InspectedFact>& facts, const char* name) {
  for (const InspectedFact& fact : facts)
    if (std::string(fact.name) == name) return &fact;
  return nullptr;
}

TEST_CASE("inspection: a step brings out what it changed of a node, and what that was before",
          "[view]") {
  Model model(simulated_hosts(), quiet_options());
  model.set_playing(false);
  CHECK(model.world_before() == nullptr);
  model.run_command_line("put apple red");
  const NodeId primary = model.world().ring().primary(hash_key("apple"));
  for (int i = 0; i < 200 && model.world().node(primary).received == 0; ++i) model.step();
  REQUIRE(model.world().node(primary).received == 1);
  const auto facts = node_facts(model.world(), model.world_before(), primary, model.time());
  const InspectedFact* received = fact(facts, text::k_fact_received);
  REQUIRE(received != nullptr);
  CHECK(received->value == "1 message");
  CHECK(received->was == "0 messages");
  CHECK(fact(facts, text::k_fact_mailbox)->was == "0 waiting, 1 coming");
  CHECK_FALSE(fact(facts, text::k_fact_incarnation)->changed());
  const auto keys = kept_keys(model.world(), model.world_before(), primary);
  CHECK(keys == std::vector{KeptKey{hash_key("apple"), Change::added}});
  CHECK(key_changed(model.world(), model.world_before(), hash_key("apple")));

  const std::uint64_t from = model.departed()->moment;
  model.step();
  CHECK(model.departed()->moment > from);
  CHECK(kept_keys(model.world(), model.world_before(), primary) ==
        std::vector{KeptKey{hash_key("apple"), Change::none}});
}

TEST_CASE("inspection: back in time, what has not happened yet is gone", "[view]") {
  Model model(simulated_hosts(), quiet_options());
  model.run_command_line("put apple red");
  pass(model, 1);
  model.set_playing(false);
  const NodeId primary = model.world().ring().primary(hash_key("apple"));
  model.go_to_moment(0);
  CHECK(kept_keys(model.world(), model.world_before(), primary) ==
        std::vector{KeptKey{hash_key("apple"), Change::gone}});
  const auto facts = key_facts(model.world(), model.world_before(), hash_key("apple"));
  CHECK(fact(facts, text::k_fact_copies)->value == text::k_nothing);
  CHECK(fact(facts, text::k_fact_copies)->was == "3 of 3");
}

TEST_CASE("inspection: dragging the cursor is one way, and another run is not compared with",
          "[view]") {
  Model model(simulated_hosts(), quiet_options());
  model.run_command_line("put apple red");
  pass(model, 1);
  model.set_playing(false);
  const Time present = model.time();
  for (int i = 9; i > 0; --i) {
    model.go_to(time_at(nanoseconds(present) / 10 * i));
    model.advance(model.wall_seconds() + 0.1);
  }
  REQUIRE(model.departed().has_value());
  CHECK(model.departed()->time == present);
  model.use_host(HostKind::threads);
  CHECK(model.world_before() == nullptr);
}

TEST_CASE("inspection: hints are told by whom they are for, and doubts by whose they are",
          "[view]") {
  World world(Shape{.nodes = 5, .replicas = 2, .failures = 1, .vnodes = 8});
  for (std::uint32_t i = 0; i < 5; ++i)
    world.apply(trace::node_started(Time{}, {NodeId{i}, Incarnation{1}}));
  const auto hint = [&](std::uint32_t intended, std::uint32_t all) {
    world.apply(trace::hint_kept(Time{}, {NodeId{0}, NodeId{intended}, OpId{1}, KeyHash{}, all}));
  };
  hint(3, 1);
  hint(3, 2);
  hint(4, 3);
  hint(4, 3);  // a newer version in place of one
  world.apply(trace::belief_changed(Time{}, NodeId{0},
                                    {NodeId{3}, MemberState::suspected, Incarnation{1}}));
  world.apply(
      trace::belief_changed(Time{}, NodeId{1}, {NodeId{0}, MemberState::dead, Incarnation{1}}));
  const auto facts = node_facts(world, nullptr, NodeId{0}, Time{});
  CHECK(fact(facts, text::k_fact_hints)->value == "2 for n3, 1 for n4");
  CHECK(fact(facts, text::k_fact_doubts)->value == "n3 suspected");
  CHECK(fact(facts, text::k_fact_doubted_by)->value == "n1");
  world.apply(trace::hints_handed_over(Time{}, {NodeId{0}, NodeId{3}, 2, 1}));
  CHECK(fact(node_facts(world, nullptr, NodeId{0}, Time{}), text::k_fact_hints)->value ==
        "1 for n4");
  world.apply(trace::node_crashed(Time{}, {NodeId{0}, Incarnation{1}}));
  CHECK(fact(node_facts(world, nullptr, NodeId{0}, Time{}), text::k_fact_hints) == nullptr);
}

TEST_CASE("inspection: a message that has come to a paused node waits in its mailbox", "[view]") {
  SceneWorld scene;
  scene.send(0, 5000, NodeId{1}, NodeId{0});
  scene.send(0, 2000, NodeId{2}, NodeId{0});
  scene.send(0, 2000, NodeId{2}, NodeId{1});
  const auto lines = mailbox_of(scene.world(), NodeId{0}, time_at(3000));
  REQUIRE(lines.size() == 2);
  CHECK(lines[0].waits);
  CHECK(lines[0].message->facts.from == Address{NodeId{2}});
  CHECK_FALSE(lines[1].waits);
}

TEST_CASE("inspection: the versions of a key, newest first, each with who keeps it", "[view]") {
  SceneWorld scene;
  const KeyHash key = hash_key("apple");
  scene.store(1, NodeId{0}, key);
  scene.store(3, NodeId{1}, key);
  scene.store(3, NodeId{4}, key);
  scene.store(2, NodeId{2}, key);
  const auto versions = versions_of(scene.world().keys().find(key)->second);
  REQUIRE(versions.size() == 3);
  CHECK(versions[0].newest.stamp.physical == time_at(3));
  CHECK(versions[0].keepers == std::vector{NodeId{1}, NodeId{4}});
  CHECK(versions[1].keepers == std::vector{NodeId{2}});
  CHECK(versions[2].keepers == std::vector{NodeId{0}});
  CHECK(versions[0].siblings == 0);
}

}  // namespace
}  // namespace ringside::app_inspection_test
