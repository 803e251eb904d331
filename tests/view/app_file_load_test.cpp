#include <catch_amalgamated.hpp>
#include <string>

#include "tests/view/app_fixture.h"

namespace ringside::app_file_load_test {
namespace {

std::string numbered_lines(int lines) {
  std::string file;
  for (int i = 0; i < lines; ++i)
    file += "key" + std::to_string(i) + "\tvalue" + std::to_string(i) + "\n";
  return file;
}

AppOptions eight_nodes() {
  AppOptions options = quiet_options();
  options.config.shape.nodes = 8;
  return options;
}

TEST_CASE("file load: stores every entry and says where", "[view]") {
  Model model(simulated_hosts(), eight_nodes());
  model.advance(0);
  model.drop_file("packages.tsv", numbered_lines(1'706));
  REQUIRE(model.load());
  CHECK(model.load()->total() == 1'706);
  for (int i = 0; model.load() && i < 600; ++i) pass(model, 1);
  REQUIRE_FALSE(model.load());
  CHECK(model.narration() == "1,706 keys stored on 8 nodes, 5,118 copies");
  CHECK(model.session().world().keys().size() == 1'706);
  REQUIRE_FALSE(model.answers().empty());
  CHECK(model.answers().back().answer == model.narration());
}

TEST_CASE("file load: a file larger than the queue is handed over bit by bit", "[view]") {
  Model model(simulated_hosts(), eight_nodes());
  model.advance(0);
  model.set_speed_stop(k_speed_stops - 1);
  constexpr int k_lines = 30'000;
  model.drop_file("many.tsv", numbered_lines(k_lines));
  for (int i = 0; model.load() && i < 3'000; ++i) pass(model, 1);
  REQUIRE_FALSE(model.load());
  CHECK(model.session().world().keys().size() == k_lines);
  CHECK(model.session().world().totals().failed == 0);
}

TEST_CASE("file load: of several entries of one key the last one stays", "[view]") {
  Model model(simulated_hosts(), quiet_options());
  model.advance(0);
  std::string file;
  for (int i = 0; i < 300; ++i) file += "same\tvalue" + std::to_string(i) + "\n";
  model.drop_file("same.tsv", file);
  for (int i = 0; model.load() && i < 3'000; ++i) pass(model, 1);
  REQUIRE_FALSE(model.load());
  model.run_command_line("get same");
  for (int i = 0; i < 20; ++i) pass(model, 1);
  REQUIRE_FALSE(model.answers().empty());
  CHECK(model.answers().back().answer.find("value299") != std::string::npos);
}

TEST_CASE("file load: waits while time stands still, and steps reach its puts", "[view]") {
  Model model(simulated_hosts(), quiet_options());
  model.advance(0);
  model.set_playing(false);
  model.drop_file("two.csv", "a,1\nb,2\n");
  pass(model, 5);
  REQUIRE(model.load());
  CHECK(model.load()->stored() == 0);
  for (int i = 0; i < 200; ++i) model.step();
  pass(model, 0.1);
  CHECK_FALSE(model.load());
  CHECK(model.session().world().keys().size() == 2);
}

TEST_CASE("file load: failures are counted and the first is explained", "[view]") {
  AppOptions options = quiet_options();
  options.speed = 100;
  Model model(simulated_hosts(), options);
  model.advance(0);
  for (std::uint32_t node = 0; node < 5; ++node) model.press_node(NodeId{node});
  model.drop_file("one.csv", "a,1\n");
  for (int i = 0; model.load() && i < 100; ++i) pass(model, 1);
  REQUIRE_FALSE(model.load());
  CHECK(model.narration().find("1 key failed, the first because: ") != std::string::npos);
}

TEST_CASE("file load: what is no data file is refused with a reason and loses nothing", "[view]") {
  Model model(simulated_hosts(), quiet_options());
  model.advance(0);
  model.drop_file("broken.csv", "a,1\nno comma here\n");
  CHECK_FALSE(model.load());
  CHECK(model.narration().find("broken.csv") != std::string::npos);
  CHECK(model.narration().find('2') != std::string::npos);
  model.drop_file("empty.tsv", "");
  CHECK_FALSE(model.load());
  CHECK(model.session().world().totals().operations == 0);
}

TEST_CASE("file load: a second file has to wait for the first", "[view]") {
  Model model(simulated_hosts(), quiet_options());
  model.advance(0);
  model.drop_file("first.csv", "a,1\n");
  model.drop_file("second.csv", "b,2\n");
  REQUIRE(model.load());
  CHECK(model.load()->name() == "first.csv");
}

TEST_CASE("file load: a hurried load goes back to the old speed at its end", "[view]") {
  AppOptions options = quiet_options();
  options.speed = 0.001;
  Model model(simulated_hosts(), options);
  model.advance(0);
  model.drop_file("few.tsv", numbered_lines(50));
  model.hurry();
  CHECK(model.playback().speed() > 0.01);
  for (int i = 0; model.load() && i < 100; ++i) pass(model, 1);
  REQUIRE_FALSE(model.load());
  CHECK(model.playback().speed() == Catch::Approx(0.001));
}

TEST_CASE("file load: a new cluster ends it, and says so", "[view]") {
  Model model(simulated_hosts(), quiet_options());
  model.advance(0);
  model.drop_file("first.csv", "a,1\n");
  model.use_host(HostKind::threads);
  CHECK_FALSE(model.load());
  CHECK(model.session().kind() == HostKind::threads);
}

}  // namespace
}  // namespace ringside::app_file_load_test
