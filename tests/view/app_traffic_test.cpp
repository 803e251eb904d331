#include "view/app/traffic.h"

#include <catch_amalgamated.hpp>
#include <map>
#include <string>

#include "tests/view/app_fixture.h"

namespace ringside::app_traffic_test {
namespace {

TrafficSettings read(std::string_view words) {
  const auto settings = parse_traffic(words, {});
  INFO((settings ? "" : settings.error().message));
  REQUIRE(settings);
  return *settings;
}

std::uint64_t operations(const Model& model) { return model.session().world().totals().operations; }

TEST_CASE("traffic: settings are read as they are said, and wrong ones explained", "[view]") {
  CHECK(read("") == TrafficSettings{});
  CHECK(read("rate=500 reads=90% deletes=5 keys=7 skew=0.99") ==
        TrafficSettings{500, 90, 5, 7, 990});
  CHECK(read("skew=1.5").skew_milli == 1500);
  CHECK(read("skew=2").skew_milli == 2000);
  CHECK(traffic_words({500, 90, 5, 7, 990}) ==
        "500 operations a second, 90 % gets, 5 % deletes, 7 keys, skew 0.99");
  for (const char* words :
       {"rate=0", "rate=1000000", "reads=101", "reads=60 deletes=41", "keys=0", "keys=100001",
        "skew=5.001", "skew=0.1234", "rate", "rate=fast", "speed=3", "rate=-1"}) {
    CAPTURE(words);
    const auto settings = parse_traffic(words, {});
    REQUIRE_FALSE(settings);
    CHECK(settings.error().code == ErrorCode::invalid_argument);
    CHECK_FALSE(settings.error().message.empty());
  }
}

TEST_CASE("traffic: kinds and keys come as often as asked for, from the seed", "[view]") {
  Traffic traffic(5);
  CHECK(traffic.next_due() == k_end_of_time);
  traffic.start({1000, 70, 10, 50, 990}, Time{});
  std::map<std::string, int> kinds;
  std::map<std::string, int> keys;
  const int count = 20'000;
  Time last{};
  for (int i = 0; i < count; ++i) {
    CHECK(traffic.next_due() >= last);
    last = traffic.next_due();
    const Command command = traffic.next();
    std::visit(
        [&](const auto& operation) {
          if constexpr (requires { operation.key; }) ++keys[operation.key];
        },
        command);
    ++kinds[std::holds_alternative<GetCommand>(command)      ? "get"
            : std::holds_alternative<RemoveCommand>(command) ? "del"
                                                             : "put"];
  }
  CHECK(kinds["get"] == Catch::Approx(0.7 * count).epsilon(0.03));
  CHECK(kinds["del"] == Catch::Approx(0.1 * count).epsilon(0.08));
  CHECK(kinds["put"] == Catch::Approx(0.2 * count).epsilon(0.05));
  CHECK(keys.size() == 50);
  CHECK(keys["key-0"] > 5 * keys["key-20"]);
  // On the average a thousand in a second of the cluster's time.
  CHECK(static_cast<double>(nanoseconds(last)) == Catch::Approx(count * 1e6).epsilon(0.03));
  Traffic same(5);
  same.start({1000, 70, 10, 50, 990}, Time{});
  Traffic again(5);
  again.start({1000, 70, 10, 50, 990}, Time{});
  for (int i = 0; i < 100; ++i) CHECK(same.next() == again.next());
}

TEST_CASE("traffic: a workload runs in cluster time: as many operations at any speed", "[view]") {
  for (const double speed : {0.01, 1.0}) {
    CAPTURE(speed);
    AppOptions options = quiet_options();
    options.speed = speed;
    Model model(simulated_hosts(), options);
    model.advance(0);
    model.start_workload({500, 80, 0, 100, 0});
    pass(model, 0.4 / speed);  // 0.4 s of the cluster's time
    CHECK(operations(model) > 160);
    CHECK(operations(model) < 240);
    CHECK(model.doing().find("Workload: 500 operations a second") == 0);
    CHECK(model.undoable() == nullptr);  // nobody did that by hand
  }
}

TEST_CASE("traffic: nothing is asked for while time stands still or waits, nor once it is stopped",
          "[view]") {
  Model model(simulated_hosts(), quiet_options());
  model.advance(0);
  model.start_workload({1000, 80, 0, 100, 990});
  pass(model, 1);
  CHECK(operations(model) > 50);
  model.set_playing(false);
  pass(model, 0.1);
  const std::uint64_t paused = operations(model);
  pass(model, 2);
  CHECK(operations(model) == paused);
  model.set_playing(true);
  model.set_waiting(true);
  pass(model, 2);
  CHECK(operations(model) <= paused + 1);
  model.set_waiting(false);
  pass(model, 1);
  CHECK(operations(model) > paused + 50);
  model.stop_workload();
  CHECK(model.narration() == "The workload has stopped.");
  const std::uint64_t stopped = operations(model);
  pass(model, 1);
  CHECK(operations(model) == stopped);
  model.stop_workload();
  CHECK(model.narration() == "No workload runs.");
}

TEST_CASE("traffic: the command line starts, changes and stops it, and explains what is wrong",
          "[view]") {
  Model model(simulated_hosts(), quiet_options());
  model.advance(0);
  model.run_command_line("workload rate=300 keys=10");
  REQUIRE(model.traffic().settings());
  CHECK(model.traffic().settings()->keys == 10);
  CHECK(model.answers().back().answer.find("Workload: 300 operations a second") == 0);
  model.run_command_line("workload rate=400");
  CHECK(model.traffic().settings()->keys == 10);
  CHECK(model.traffic().settings()->rate == 400);
  model.run_command_line("workload rate=none");
  CHECK(model.answers().back().tone == Tone::bad);
  CHECK(model.traffic().settings()->rate == 400);
  model.run_command_line("workload stop");
  CHECK_FALSE(model.traffic().settings());
}

TEST_CASE("traffic: it goes on in a branch, from the time where that begins", "[view]") {
  Model model(simulated_hosts(), quiet_options());
  model.advance(0);
  model.start_workload({1000, 80, 0, 100, 990});
  pass(model, 2);
  model.go_to(time_at(50'000'000));
  model.branch_here();
  model.set_playing(true);
  REQUIRE(model.session().branches().size() == 2);
  const std::uint64_t before = operations(model);
  CHECK(before < 80);
  pass(model, 0.5);
  CHECK(operations(model) > before + 20);
}

TEST_CASE(
    "traffic: so fast that a frame cannot hold it, the clock lags, and what has no room is counted",
    "[view]") {
  AppOptions options = quiet_options();
  options.speed = 1;
  Model model(simulated_hosts(), options);
  model.advance(0);
  model.start_workload({100'000, 100, 0, 10, 0});
  for (int i = 0; i < 5; ++i) model.advance(model.wall_seconds() + 1.0 / 60);
  const double passed = static_cast<double>(nanoseconds(model.time())) * 1e-9;
  CHECK(passed < 0.08);
  CHECK(static_cast<double>(model.traffic().made()) ==
        Catch::Approx(passed * 100'000).epsilon(0.2));
  for (int i = 0; i < 20; ++i) model.advance(model.wall_seconds() + 1.0 / 60);
  // Clients have no more than 64 under way at once: that is not enough.
  CHECK(model.traffic().left_out() > 0);
  CHECK(model.traffic().made() > model.traffic().left_out() + operations(model));
}

}  // namespace
}  // namespace ringside::app_traffic_test
