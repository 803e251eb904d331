// What menus offer, and why they do not.
#include <catch_amalgamated.hpp>
#include <string>

#include "core/scenario/command_text.h"
#include "tests/view/menu_items.h"
#include "tests/view/scene_fixture.h"
#include "view/app/menu.h"

namespace ringside::app_menu_test {
namespace {

bool offers(const Menu& menu, const std::string& name) { return item(menu, name).why_not.empty(); }
std::string asks_for(const Menu& menu, const std::string& name) {
  std::string lines;
  for (const Command& command : item(menu, name).commands)
    lines += (lines.empty() ? "" : "; ") + to_text(command);
  return lines;
}

MenuInput input_of(const World& world) {
  return {.world = world, .now = world.time(), .network = LinkSettings{}};
}

World small_world() { return SceneWorld().world(); }

TEST_CASE("node menu: offers what would change something, and says why of the rest", "[view]") {
  World world = small_world();
  const NodeId node{2};
  Menu menu = node_menu(input_of(world), node);
  CHECK(menu.title == "Node 2");
  CHECK(menu.about == "up, 0 keys");
  for (const char* name : {"Kill", "Pause", "Isolate", "Slow 20 ms", "Skew -50", "Drain"})
    CHECK(offers(menu, name));
  CHECK(item(menu, "Restart").why_not == "It is up.");
  CHECK(item(menu, "Resume").why_not == "It is not paused.");
  CHECK(item(menu, "Rejoin").why_not == "None of its links is cut.");
  CHECK(item(menu, "Slow 0").why_not == "It is so already.");
  CHECK(item(menu, "Skew 0").why_not == "It is so already.");
  CHECK(item(menu, "Add").why_not == "It is on the ring.");
  CHECK(item(menu, "Evict").why_not == "It is up: drain it, and nothing is lost.");

  world.apply(trace::node_paused(time_at(5), {node, Incarnation{1}}));
  menu = node_menu(input_of(world), node);
  CHECK(menu.about == "paused");
  CHECK(item(menu, "Pause").why_not == "It is paused already.");
  CHECK(item(menu, "Drain").why_not == "It is paused: resume it first.");
  CHECK(offers(menu, "Resume"));
  CHECK(offers(menu, "Kill"));

  world.apply(trace::node_crashed(time_at(6), {node, Incarnation{1}}));
  menu = node_menu(input_of(world), node);
  CHECK(menu.about == "down");
  CHECK(item(menu, "Kill").why_not == "It is down.");
  CHECK(item(menu, "Pause").why_not == "It is down.");
  CHECK(item(menu, "Drain").why_not == "It is down: the others can evict it.");
  CHECK(offers(menu, "Restart"));
  CHECK(offers(menu, "Evict"));
}

TEST_CASE("node menu: each item asks for what its name says", "[view]") {
  const World world = small_world();
  const Menu menu = node_menu(input_of(world), NodeId{3});
  const std::pair<const char*, const char*> lines[] = {{"Kill", "kill 3"},
                                                       {"Restart", "restart 3"},
                                                       {"Pause", "pause 3"},
                                                       {"Resume", "resume 3"},
                                                       {"Isolate", "partition n3"},
                                                       {"Rejoin", "heal n3"},
                                                       {"Slow 0", "slow 3 0ms"},
                                                       {"Slow 200 ms", "slow 3 200ms"},
                                                       {"Skew -1000", "skew 3 -1s"},
                                                       {"Skew 50", "skew 3 +50ms"},
                                                       {"Add", "add 3"},
                                                       {"Drain", "drain 3"},
                                                       {"Evict", "evict 3"}};
  for (const auto& [name, line] : lines) CHECK(asks_for(menu, name) == line);
}

TEST_CASE("node menu: tells slowness, skew, cut links and a place off the ring", "[view]") {
  World world(Shape{.nodes = 6, .replicas = 2, .failures = 1, .vnodes = 8, .spares = 1});
  const NodeId node{1};
  world.apply(trace::node_started(Time{}, {node, Incarnation{1}}));
  world.apply(trace::node_started(Time{}, {NodeId{5}, Incarnation{1}}));
  world.apply(trace::node_slowed(time_at(1), node, std::chrono::milliseconds{20}));
  world.apply(trace::clock_skewed(time_at(2), node, std::chrono::milliseconds{-1000}));
  world.apply(trace::links_cut(time_at(3), LinkSet::block_of(NodeId{0}, node), 2));
  const Menu menu = node_menu(input_of(world), node);
  CHECK(menu.about == "up, 0 keys, slow by 20 ms, clock off by −1 s, links cut");
  CHECK_FALSE(offers(menu, "Slow 20 ms"));
  CHECK_FALSE(offers(menu, "Skew -1000"));
  CHECK(offers(menu, "Skew 0"));
  CHECK(offers(menu, "Rejoin"));
  CHECK(offers(menu, "Isolate"));  // only one of its links is cut

  const Menu spare = node_menu(input_of(world), NodeId{5});
  CHECK(spare.about == "up, 0 keys, not on the ring");
  CHECK(offers(spare, "Add"));
  CHECK(item(spare, "Drain").why_not == "It is not on the ring.");
}

TEST_CASE("node menu: a ring with as many nodes as a key has copies lets none go", "[view]") {
  const World world = SceneWorld(Shape{.nodes = 3, .replicas = 2, .failures = 1}).world();
  const Menu menu = node_menu(input_of(world), NodeId{0});
  CHECK(item(menu, "Drain").why_not == "Fewer nodes would be left than a key has copies.");
}

TEST_CASE("link menu: loss, latency and cuts one way, and back to what all links are", "[view]") {
  World world = small_world();
  const LinkEnds link{NodeId{0}, NodeId{2}};
  Menu menu = link_menu(input_of(world), link);
  CHECK(menu.title == "From node 0 to node 2");
  CHECK(menu.about == "takes 500us..1ms, loses 0%");
  CHECK_FALSE(offers(menu, "Loss 0"));
  CHECK_FALSE(offers(menu, "Delay 0"));
  CHECK(item(menu, "Restore").why_not == "It is whole, and as all links are.");
  CHECK(asks_for(menu, "Loss 50") == "link n0 n2 latency=500us..1ms loss=50% duplicate=0%");
  CHECK(asks_for(menu, "Delay 10 ms") == "link n0 n2 latency=10.5ms..11ms loss=0% duplicate=0%");
  CHECK(asks_for(menu, "Cut") == "partition one-way n0 -> n2");
  CHECK(asks_for(menu, "Cut both") == "partition one-way n0 -> n2; partition one-way n2 -> n0");

  const LinkSettings usual;
  world.apply(trace::link_changed(time_at(1), NodeId{0}, NodeId{2},
                                  {static_cast<std::uint8_t>(usual.latency.kind),
                                   usual.latency.base, usual.latency.spread, 500'000}));
  world.apply(trace::links_cut(time_at(2), LinkSet::block_of(NodeId{0}, NodeId{2}), 4));
  menu = link_menu(input_of(world), link);
  CHECK(menu.about == "cut: what is sent is lost");
  CHECK_FALSE(offers(menu, "Loss 50"));
  CHECK(asks_for(menu, "Loss 0") == "link n0 n2 default");
  CHECK(item(menu, "Cut").why_not == "It is cut already.");
  CHECK(asks_for(menu, "Cut both") == "partition one-way n2 -> n0");
  CHECK(asks_for(menu, "Restore") == "link n0 n2 default; heal n0 n2");
}

TEST_CASE("message menu: a message under way is dropped, held, let go, delivered", "[view]") {
  SceneWorld made;
  const MessageId id = made.send(100, 2'000'100, NodeId{0}, NodeId{2});
  World world = made.world();
  Menu menu = message_menu(input_of(world), id);
  CHECK(menu.title == "store request, node 0 → node 2");
  CHECK(menu.about == "message 1, arrives in 2.00 ms");
  CHECK(asks_for(menu, "Drop") == "drop 1");
  CHECK(asks_for(menu, "Hold") == "hold 1");
  CHECK(asks_for(menu, "Deliver") == "deliver 1");
  CHECK(asks_for(menu, "Cut") == "partition one-way n0 -> n2");  // its link is there, too
  for (const char* name : {"Drop", "Hold", "Deliver"}) CHECK(offers(menu, name));

  const MessageFacts facts = world.in_flight().at(id).facts;
  world.apply(trace::message_held(time_at(500), facts));
  menu = message_menu(input_of(world), id);
  CHECK(menu.about == "message 1, held by hand");
  CHECK(asks_for(menu, "Release") == "release 1");

  world.apply(trace::message_lost(time_at(900), facts, LossReason::dropped));
  menu = message_menu(input_of(world), id);
  CHECK(item(menu, "Drop").why_not == "It is lost already.");
  CHECK(item(message_menu(input_of(world), MessageId{9}), "Hold").why_not == "It has arrived.");
}

TEST_CASE("message menu: threads let nobody at a single message, but at its link", "[view]") {
  SceneWorld made;
  const MessageId id = made.send(100, 2'000'100, NodeId{0}, NodeId{2});
  MenuInput input = input_of(made.world());
  input.can_touch = false;
  const Menu menu = message_menu(input, id);
  for (const char* name : {"Drop", "Hold", "Deliver"})
    CHECK(item(menu, name).why_not.find("only the simulator") != std::string::npos);
  CHECK(offers(menu, "Cut"));
}

TEST_CASE("message menu: what waits for a slow node can be dropped and nothing else", "[view]") {
  SceneWorld made;
  const MessageId id = made.send(100, 200, NodeId{0}, NodeId{2});
  MenuInput input = input_of(made.world());
  input.now = time_at(300);
  const Menu menu = message_menu(input, id);
  CHECK(menu.about == "message 1, waits to be taken");
  CHECK(offers(menu, "Drop"));
  CHECK_FALSE(offers(menu, "Hold"));
  CHECK_FALSE(offers(menu, "Deliver"));
}

TEST_CASE("menu: where nothing can be done at all each item says so; a key has none", "[view]") {
  const World world = small_world();
  MenuInput input = input_of(world);
  input.why_nothing = "It is too late.";
  const auto menu = menu_of(input, NodeId{1});
  REQUIRE(menu);
  CHECK(item(*menu, "Kill").why_not == "It is too late.");
  CHECK(item(*menu, "Restart").why_not == "It is up.");
  CHECK_FALSE(menu_of(input, KeyHash{1}));
  CHECK_FALSE(menu_of(input, NodeId{77}));
}

}  // namespace
}  // namespace ringside::app_menu_test
