// What a person does with time: back, forwards, live.
#include <catch_amalgamated.hpp>
#include <string>

#include "tests/view/app_fixture.h"
#include "view/app/outcome_text.h"

namespace ringside::app_time_test {
namespace {

// Some keys, a crash, and a restart; paused at the end.
void live_through_something(Model& model) {
  model.advance(0);
  for (const char* line : {"put apple red", "put pear ripe"}) model.run_command_line(line);
  pass(model, 1);
  model.press_node(NodeId{2});
  pass(model, 0.5);
  model.run_command_line("get apple");
  pass(model, 0.5);
  model.press_node(NodeId{2});
  pass(model, 0.5);
  model.set_playing(false);
}

AppOptions without_background() {
  AppOptions options = quiet_options();
  options.config.timing.repair_interval = {};
  options.config.timing.probe_interval = {};
  return options;
}

TEST_CASE("time: what is shown at a time of the past is the world as it was", "[view]") {
  Model model(simulated_hosts(), quiet_options());
  live_through_something(model);
  const std::uint64_t end = model.moment();
  REQUIRE(model.live());
  CHECK(live_keys(model.world()) == 2);

  model.go_to(k_start_of_time);
  CHECK_FALSE(model.live());
  CHECK(live_keys(model.world()) == 0);
  CHECK(model.status().find("the past, at 0.000 ms") != std::string::npos);
  CHECK(model.session().world().totals().events == end);  // the present is not lost

  const TimeMark* crash = model.session().marks().after(0);
  REQUIRE(crash != nullptr);
  model.go_to(crash->at);
  CHECK_FALSE(model.world().node(NodeId{2}).up);
  model.go_to(crash->at - Duration{1});
  CHECK(model.world().node(NodeId{2}).up);
  CHECK(model.time() == crash->at - Duration{1});

  model.go_live();
  CHECK(model.live());
  CHECK(model.moment() == end);
  CHECK(model.status().find("past") == std::string::npos);
}

TEST_CASE("time: steps go back through every event and forth again, into the present", "[view]") {
  Model model(simulated_hosts(), quiet_options());
  live_through_something(model);
  const std::uint64_t end = model.moment();
  REQUIRE(end > 60);
  for (std::uint64_t i = 1; i <= 60; ++i) {
    model.step_back();
    REQUIRE(model.moment() == end - i);
    REQUIRE(model.world().totals().events == end - i);
  }
  for (std::uint64_t i = 59; i >= 1; --i) {
    model.step();
    REQUIRE(model.moment() == end - i);
  }
  CHECK_FALSE(model.live());
  model.step();  // to the last event, after which some time has passed
  CHECK_FALSE(model.live());
  CHECK(model.moment() == end);
  model.step();
  CHECK(model.live());
  CHECK(model.moment() == end);
  model.step();  // and from there on it carries out what is next
  CHECK(model.moment() > end);
}

TEST_CASE("time: a mark at the end of all events is one that one can go back to", "[view]") {
  Model model(simulated_hosts(), without_background());
  model.advance(0);
  pass(model, 0.5);
  model.press_node(NodeId{2});
  pass(model, 0.5);
  model.go_to_previous_mark();
  CHECK_FALSE(model.live());
  CHECK(model.moment() == model.session().timeline().events());
  CHECK(model.time() < model.session().now());
  CHECK_FALSE(model.world().node(NodeId{2}).up);
  model.step_back();
  CHECK(model.world().node(NodeId{2}).up);
  model.go_to_next_mark();
  CHECK_FALSE(model.world().node(NodeId{2}).up);
}

TEST_CASE("time: at the beginning there is nothing to step back to, and it says so", "[view]") {
  Model model(simulated_hosts(), quiet_options());
  live_through_something(model);
  model.go_to_moment(0);
  model.step_back();
  CHECK(model.moment() == 0);
  CHECK(model.narration() == "This is the beginning of the run.");
}

TEST_CASE("time: a step of an operation ends where one ends, in the past and live", "[view]") {
  Model model(simulated_hosts(), without_background());
  model.advance(0);
  model.run_command_line("put apple red");
  model.run_command_line("put pear ripe");
  model.step_operation();
  CHECK(model.live());
  CHECK(model.world().totals().succeeded == 1);
  CHECK_FALSE(model.playback().playing());
  model.step_operation();
  CHECK(model.world().totals().succeeded == 2);
  model.step_operation();
  CHECK(model.narration().find("No operation is under way") == 0);

  model.go_to_moment(1);
  model.step_operation();
  CHECK_FALSE(model.live());
  CHECK(model.world().totals().succeeded == 1);
  const std::uint64_t first = model.moment();
  model.step_operation();
  CHECK(model.world().totals().succeeded == 2);
  model.step_operation_back();
  CHECK(model.moment() == first);
  model.step_operation_back();
  CHECK(model.moment() == 0);
}

TEST_CASE("time: the past is played at the speed of the present, and ends in it", "[view]") {
  Model model(simulated_hosts(), quiet_options());
  live_through_something(model);
  const Time present = model.session().now();
  const std::uint64_t end = model.session().timeline().events();
  model.go_to(present - std::chrono::milliseconds{50});
  model.set_playing(true);
  pass(model, 0.25);  // 25 ms
  CHECK_FALSE(model.live());
  CHECK(present - model.time() > std::chrono::milliseconds{20});
  CHECK(present - model.time() < std::chrono::milliseconds{28});
  CHECK(model.session().now() == present);  // the present waits
  CHECK(model.session().timeline().events() == end);
  pass(model, 0.5);
  CHECK(model.live());
  CHECK(model.session().now() > present);
}

TEST_CASE("time: marks lead from fault to fault", "[view]") {
  Model model(simulated_hosts(), quiet_options());
  live_through_something(model);
  model.go_to_previous_mark();
  CHECK(model.narration().find("node_started n2") != std::string::npos);
  model.go_to_previous_mark();
  CHECK(model.narration().find("node_crashed n2") != std::string::npos);
  CHECK_FALSE(model.world().node(NodeId{2}).up);
  model.go_to_previous_mark();
  CHECK(model.narration() == "Nothing is marked before this.");
  model.go_to_next_mark();
  CHECK(model.world().node(NodeId{2}).up);
  model.go_to_next_mark();
  CHECK(model.live());
}

TEST_CASE("time: the command line knows the words of time", "[view]") {
  Model model(simulated_hosts(), quiet_options());
  live_through_something(model);
  model.run_command_line("at 1ms");
  CHECK(model.time() == time_at(1'000'000));
  CHECK(model.answers().back().answer.find("At 1.000 ms: ") == 0);
  model.run_command_line("at noon");
  CHECK(model.answers().back().tone == Tone::bad);
  const std::uint64_t moment = model.moment();
  model.run_command_line("step");
  CHECK(model.moment() == moment + 1);
  model.run_command_line("back");
  CHECK(model.moment() == moment);
  model.run_command_line("play");
  CHECK(model.playback().playing());
  model.run_command_line("live");
  CHECK(model.live());
}

TEST_CASE("time: another cluster is a run of its own", "[view]") {
  Model model(simulated_hosts(), quiet_options());
  live_through_something(model);
  model.go_to(time_at(1'000'000));
  model.use_host(HostKind::threads);
  CHECK(model.live());
  CHECK(model.session().marks().all().empty());
  model.go_to(k_start_of_time);
  CHECK(model.world().nodes().size() == 5);
}

}  // namespace
}  // namespace ringside::app_time_test
