// Touching nodes, links and messages by hand: marks, branches and undo are as with kills.
#include <catch_amalgamated.hpp>
#include <string>

#include "core/scenario/command_text.h"
#include "tests/view/app_fixture.h"
#include "tests/view/menu_items.h"

namespace ringside::app_touch_test {
namespace {

void choose(Model& model, const Hit& what, const std::string& name) {
  const auto menu = model.menu_of(what);
  REQUIRE(menu);
  model.act(item(*menu, name));
}

// At a speed at which a message is under way for some frames.
AppOptions slow_options() {
  AppOptions options = quiet_options();
  options.speed = 0.005;
  return options;
}

TEST_CASE("touch: an item does what it says, is told, marked on the time axis, and undone",
          "[view]") {
  Model model(simulated_hosts(), quiet_options());
  model.advance(0);
  pass(model, 0.2);
  choose(model, NodeId{2}, "Pause");
  CHECK(model.world().node(NodeId{2}).paused);
  CHECK(model.narration() == "Node 2 is paused: what comes waits for it.");
  REQUIRE(model.session().marks().all().size() == 1);
  CHECK(model.session().marks().all()[0].kind == MarkKind::fault);
  pass(model, 0.2);
  REQUIRE(model.undoable());
  CHECK(to_text(model.undoable()->command) == "pause 2");
  model.undo();
  CHECK_FALSE(model.world().node(NodeId{2}).paused);
  CHECK(model.session().branches().size() == 2);
}

TEST_CASE("touch: what would change nothing is not done, and it is said why", "[view]") {
  Model model(simulated_hosts(), quiet_options());
  model.advance(0);
  const std::uint64_t events = model.moment();
  choose(model, NodeId{2}, "Resume");
  CHECK(model.moment() == events);
  CHECK(model.narration() == "It is not paused.");
  CHECK(model.undoable() == nullptr);
}

TEST_CASE("touch: in the past a menu acts in a branch that begins there", "[view]") {
  Model model(simulated_hosts(), quiet_options());
  model.advance(0);
  pass(model, 0.5);
  model.press_node(NodeId{4});
  pass(model, 0.5);
  model.go_to(time_at(20'000'000));
  REQUIRE_FALSE(model.live());
  choose(model, NodeId{1}, "Slow 20 ms");
  CHECK(model.live());
  CHECK(model.session().branches().size() == 2);
  CHECK(model.world().node(NodeId{4}).up);
  CHECK(model.world().node(NodeId{1}).slowed_by == std::chrono::milliseconds{20});
}

TEST_CASE("touch: a partition cuts those inside off from the rest, both ways, until healed",
          "[view]") {
  Model model(simulated_hosts(), quiet_options());
  model.advance(0);
  model.partition({NodeId{1}, NodeId{3}});
  const LinkSet& cuts = model.world().links().cuts;
  CHECK(cuts.contains(NodeId{1}, NodeId{0}));
  CHECK(cuts.contains(NodeId{4}, NodeId{3}));
  CHECK_FALSE(cuts.contains(NodeId{1}, NodeId{3}));
  CHECK_FALSE(cuts.contains(NodeId{0}, NodeId{4}));
  CHECK(model.narration().find("Partition: nodes 1, 3 | nodes 0, 2, 4") == 0);
  CHECK(to_text(model.undoable()->command) == "partition n1 n3");
  model.heal();
  CHECK(model.world().links().cuts.empty());
  model.heal();
  CHECK(model.narration() == "No link is cut.");
}

TEST_CASE("touch: a line round no node, or round all, cuts nothing and says what to do", "[view]") {
  Model model(simulated_hosts(), quiet_options());
  model.advance(0);
  model.partition({});
  CHECK(model.narration() == "Draw round the nodes that are to be cut off.");
  model.partition({NodeId{0}, NodeId{1}, NodeId{2}, NodeId{3}, NodeId{4}});
  CHECK(model.narration() == "All nodes are inside: leave some out.");
  CHECK(model.world().links().cuts.empty());
  CHECK(partition_words(model.world(), {NodeId{2}}) ==
        "Let go to cut node 2 off from nodes 0, 1, 3, 4");
}

TEST_CASE("touch: a message is held and let go, while the rest goes on", "[view]") {
  Model model(simulated_hosts(), slow_options());
  model.advance(0);
  model.run_command_line("put apple red");
  REQUIRE_FALSE(model.world().in_flight().empty());
  const MessageId id = model.world().in_flight().begin()->first;
  choose(model, id, "Hold");
  pass(model, 4);
  REQUIRE(model.world().in_flight().contains(id));
  CHECK(model.world().in_flight().at(id).held_at.has_value());
  choose(model, id, "Release");
  pass(model, 1);
  CHECK_FALSE(model.world().in_flight().contains(id));
  const auto& marks = model.session().marks().all();
  REQUIRE(marks.size() >= 2);
  CHECK(marks[0].event.kind == EventKind::message_held);
  CHECK(marks[1].kind == MarkKind::repair);
}

TEST_CASE("touch: a message is dropped, or delivered at once, also while time stands still",
          "[view]") {
  Model model(simulated_hosts(), slow_options());
  model.advance(0);
  model.set_playing(false);
  for (const bool drop : {true, false}) {
    model.run_command_line("put apple red");
    const MessageId id = model.world().in_flight().rbegin()->first;
    choose(model, id, drop ? "Drop" : "Deliver");
    CHECK_FALSE(model.world().in_flight().contains(id));
    CHECK((!model.world().lost().empty() && model.world().lost().back().facts.id == id) == drop);
  }
}

TEST_CASE("touch: a message of the past is dropped in a branch, and in the other it arrived",
          "[view]") {
  Model model(simulated_hosts(), slow_options());
  model.advance(0);
  model.run_command_line("put apple red");
  const MessageId id = model.world().in_flight().begin()->first;
  const Time sent = model.world().in_flight().begin()->second.sent_at;
  pass(model, 3);
  REQUIRE_FALSE(model.world().in_flight().contains(id));
  model.go_to(sent + std::chrono::microseconds{100});
  REQUIRE(model.world().in_flight().contains(id));
  choose(model, id, "Drop");
  CHECK(model.live());
  CHECK(model.world().lost().back().facts.id == id);
  CHECK(model.world().lost().back().reason == LossReason::dropped);
  model.show_branch(0);
  CHECK(model.world().lost().empty());
}

TEST_CASE("touch: while somebody looks at a message no time passes, though it plays", "[view]") {
  Model model(simulated_hosts(), slow_options());
  model.advance(0);
  pass(model, 0.2);
  model.set_waiting(true);
  const Time before = model.time();
  pass(model, 0.5);
  CHECK(model.time() == before);
  CHECK(model.playback().playing());
  model.set_waiting(false);
  pass(model, 0.5);
  CHECK(model.time() > before);
}

}  // namespace
}  // namespace ringside::app_touch_test
