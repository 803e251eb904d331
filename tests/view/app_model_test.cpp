#include <catch_amalgamated.hpp>
#include <set>
#include <string>

#include "tests/view/app_fixture.h"
#include "view/app/outcome_text.h"

namespace ringside::app_model_test {
namespace {

std::string answer_to(Model& model, const std::string& line) {
  model.run_command_line(line);
  pass(model, 2);
  return model.answers().back().answer;
}

TEST_CASE("model: a put and a get are answered with value, node, copies and time", "[view]") {
  Model model(simulated_hosts(), quiet_options());
  model.advance(0);
  const std::string put = answer_to(model, "put apple red and ripe");
  CHECK(put.find("Stored apple = red and ripe: 2 copies acknowledged, 2 required; node ") == 0);
  CHECK(model.answers().back().tone == Tone::good);
  const std::string get = answer_to(model, "get apple");
  CHECK(get.find("apple = red and ripe: node ") == 0);
  CHECK(get.find("; 3 copies of this version now") != std::string::npos);
  CHECK(get.find(" ms") != std::string::npos);
}

TEST_CASE("model: a missing key is an answer, not a failure", "[view]") {
  Model model(simulated_hosts(), quiet_options());
  model.advance(0);
  CHECK(answer_to(model, "get nothing").find("nothing is not stored") == 0);
  CHECK(model.answers().back().tone == Tone::neutral);
  CHECK(model.session().world().totals().failed == 0);
}

TEST_CASE("model: a command that asks for no operation is answered at once", "[view]") {
  Model model(simulated_hosts(), quiet_options());
  model.advance(0);
  for (const char* line : {"pause 1", "slow 2 5ms", "partition n0 | n1", "network loss=1%"}) {
    model.run_command_line(line);
    CHECK_FALSE(model.answers().back().answer.empty());
  }
  model.run_command_line("kill 3");
  CHECK(model.answers().back().answer == "Node 3 is down and lost its memory.");
}

TEST_CASE("model: a deleted key is gone", "[view]") {
  Model model(simulated_hosts(), quiet_options());
  model.advance(0);
  answer_to(model, "put a 1");
  CHECK(answer_to(model, "del a").find("Deleted a: ") == 0);
  CHECK(answer_to(model, "get a").find("a is not stored") == 0);
  CHECK(live_keys(model.session().world()) == 0);
}

TEST_CASE("model: wrong commands are explained in place and remembered", "[view]") {
  Model model(simulated_hosts(), quiet_options());
  model.advance(0);
  model.run_command_line("fetch apple");
  CHECK(model.answers().back().tone == Tone::bad);
  CHECK_FALSE(model.answers().back().answer.empty());
  model.run_command_line("kill 77");
  CHECK(model.answers().back().tone == Tone::bad);
  model.run_command_line("   ");
  CHECK(model.answers().size() == 2);
  CHECK(model.history().lines().size() == 2);
}

TEST_CASE("model: a press kills, another restarts, also while time stands still", "[view]") {
  Model model(simulated_hosts(), quiet_options());
  model.advance(0);
  model.set_playing(false);
  model.press_node(NodeId{2});
  CHECK_FALSE(model.session().world().node(NodeId{2}).up);
  CHECK(model.narration() == "Node 2 is down and lost its memory.");
  CHECK(model.status() == "5 nodes, 4 up; node 2 is down; 0 keys; 0 operations under way; paused");
  model.press_node(NodeId{2});
  CHECK(model.session().world().node(NodeId{2}).up);
  model.press_node(NodeId{50});
  CHECK(model.narration().find("There is no node 50") == 0);
}

TEST_CASE("model: the status names the nodes that are down, up to four", "[view]") {
  AppOptions options = quiet_options();
  options.config.shape.nodes = 8;
  Model model(simulated_hosts(), options);
  model.advance(0);
  CHECK(model.status() == "8 nodes, 8 up; 0 keys; 0 operations under way");
  model.press_node(NodeId{1});
  model.press_node(NodeId{4});
  CHECK(model.status() == "8 nodes, 6 up; nodes 1, 4 are down; 0 keys; 0 operations under way");
  for (const std::uint32_t node : {0u, 2u, 3u}) model.press_node(NodeId{node});
  CHECK(model.status() ==
        "8 nodes, 3 up; nodes 0, 1, 2, 3 and 1 more are down; 0 keys; 0 operations under way");
}

TEST_CASE("model: accessible nodes say what they are and what a press does", "[view]") {
  Model model(simulated_hosts(), quiet_options());
  model.advance(0);
  answer_to(model, "put apple red");
  model.press_node(NodeId{3});
  const auto nodes = accessible_nodes_of(model.session().world());
  REQUIRE(nodes.size() == 5);
  CHECK(nodes[3].label == "Node 3");
  CHECK(nodes[3].state == "down");
  CHECK(nodes[3].action == "Restart node 3");
  CHECK(nodes[0].action == "Kill node 0");
  CHECK(nodes[0].state.find("up, ") == 0);
}

TEST_CASE("model: a failed operation says why", "[view]") {
  AppOptions options = quiet_options();
  options.speed = 10;
  Model model(simulated_hosts(), options);
  model.advance(0);
  for (std::uint32_t node = 0; node < 5; ++node) model.press_node(NodeId{node});
  CHECK(answer_to(model, "put apple red").find("put apple failed after ") == 0);
  CHECK(model.answers().back().tone == Tone::bad);
}

TEST_CASE("model: switching the host starts anew, keeps the settings and says so", "[view]") {
  Model model(simulated_hosts(), quiet_options());
  model.advance(0);
  model.run_command_line("network loss=1%");
  model.run_command_line("put apple red");
  model.use_host(HostKind::threads);
  CHECK(model.session().kind() == HostKind::threads);
  CHECK(model.session().config().network.loss_ppm == 10'000);
  CHECK(live_keys(model.session().world()) == 0);
  CHECK(model.narration().find("fresh cluster") != std::string::npos);
  CHECK_FALSE(model.answers().back().answer.empty());
}

TEST_CASE("model: settings start a new cluster, links change under the running one", "[view]") {
  Model model(simulated_hosts(), quiet_options());
  model.advance(0);
  ClusterConfig wanted = model.session().config();
  wanted.network.loss_ppm = 5'000;
  model.apply(wanted);
  CHECK(model.session().generation() == 1);
  CHECK(model.session().config().network.loss_ppm == 5'000);
  wanted.shape.nodes = 7;
  model.apply(wanted);
  CHECK(model.session().generation() == 2);
  CHECK(model.session().world().nodes().size() == 7);
  wanted.shape.replicas = 99;
  model.apply(wanted);
  CHECK(model.session().generation() == 2);
}

TEST_CASE("model: a step pauses and moves time to the next event", "[view]") {
  AppOptions options = quiet_options();
  // Else there is always something to do.
  options.config.timing.repair_interval = {};
  options.config.timing.probe_interval = {};
  Model model(simulated_hosts(), options);
  model.advance(0);
  model.run_command_line("put apple red");
  const Time before = model.session().now();
  model.step();
  CHECK_FALSE(model.playback().playing());
  for (int i = 0; i < 100; ++i) model.step();
  CHECK(model.session().now() > before);
  CHECK(model.narration().find("Nothing is due") == 0);
}

TEST_CASE("model: a page that was hidden does not catch up in a burst", "[view]") {
  Model model(simulated_hosts(), quiet_options());
  model.advance(100);
  model.advance(4'000);
  CHECK(model.session().now() <= time_at(25'000'001));
  model.advance(3'000);  // a clock that runs backwards is not believed
  CHECK(model.wall_seconds() == 4'000);
}

TEST_CASE("model: the demo puts a handful of keys and goes on quietly", "[view]") {
  AppOptions options;
  options.speed = 0.001;
  Model model(simulated_hosts(), options);
  model.advance(0);
  pass(model, 30);
  const WorldTotals& totals = model.session().world().totals();
  CHECK(totals.operations > 20);
  CHECK(totals.operations < 60);
  CHECK(totals.failed == 0);
  CHECK(live_keys(model.session().world()) >= 5);
  CHECK(live_keys(model.session().world()) <= 12);
  CHECK(model.doing().find("Demo traffic") == 0);
  model.set_demo(false);
  pass(model, 20);
  const std::uint64_t operations = model.session().world().totals().operations;
  pass(model, 20);
  CHECK(model.session().world().totals().operations == operations);
}

TEST_CASE("model: settings that cannot work are replaced, and it says so", "[view]") {
  AppOptions options = quiet_options();
  options.config.shape.nodes = 1;
  options.speed = 0;
  Model model(simulated_hosts(), options);
  CHECK(model.session().world().nodes().size() == ClusterConfig{}.shape.nodes);
  CHECK(model.narration().find("The settings asked for cannot work") == 0);
}

}  // namespace
}  // namespace ringside::app_model_test
