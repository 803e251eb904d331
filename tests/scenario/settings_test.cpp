#include "core/scenario/settings.h"

#include <catch_amalgamated.hpp>

namespace ringside::settings_test {
namespace {

TEST_CASE("settings: the defaults that help shows are those of a configuration", "[scenario]") {
  CHECK(setting_names().size() == 30);
  for (const SettingName& setting : setting_names()) {
    CAPTURE(setting.name);
    ClusterConfig config;
    CHECK(change_setting(config, setting.name, setting.default_text).has_value());
    CHECK(config == ClusterConfig{});
  }
}

TEST_CASE("settings: each changes what it names and nothing else", "[scenario]") {
  struct Change {
    const char* name;
    const char* text;
    ClusterConfig want;
  };
  const auto with = [](auto change) {
    ClusterConfig config;
    change(config);
    return config;
  };
  using std::chrono::milliseconds;
  const Latency one{Latency::Kind::constant, milliseconds{1}, {}};
  const Change changes[] = {
      {"nodes", "9", with([](auto& c) { c.shape.nodes = 9; })},
      {"replicas", "3", with([](auto& c) { c.shape.replicas = 3; })},
      {"failures", "0", with([](auto& c) { c.shape.failures = 0; })},
      {"vnodes", "7", with([](auto& c) { c.shape.vnodes = 7; })},
      {"token-seed", "77", with([](auto& c) { c.shape.token_seed = 77; })},
      {"weights", "1,3", with([](auto& c) {
         c.shape.weights = {1, 3};
       })},
      {"tokens", "even", with([](auto& c) { c.shape.placement = TokenPlacement::even; })},
      {"tokens", "bounded", with([](auto& c) { c.shape.placement = TokenPlacement::bounded; })},
      {"load-bound", "110%", with([](auto& c) { c.shape.load_bound = 110; })},
      {"read-choice", "load", with([](auto& c) { c.read_choice = ReadChoice::load; })},
      {"policy", "keep_siblings", with([](auto& c) { c.conflicts = Conflicts::keep_siblings; })},
      {"policy", "merge_union", with([](auto& c) { c.conflicts = Conflicts::merge_union; })},
      {"policy", "merge_lines", with([](auto& c) { c.conflicts = Conflicts::merge_lines; })},
      {"policy", "merge_max", with([](auto& c) { c.conflicts = Conflicts::merge_max; })},
      {"seed", "18446744073709551615", with([](auto& c) { c.seed = ~std::uint64_t{0}; })},
      {"rare", "5", with([](auto& c) { c.rare = 5; })},
      {"clients", "2", with([](auto& c) { c.clients = 2; })},
      {"window", "3", with([](auto& c) { c.client_window = 3; })},
      {"latency", "1ms", with([&](auto& c) { c.network.latency = one; })},
      {"mailbox", "17", with([](auto& c) { c.mailbox = 17; })},
      {"loss", "2%", with([](auto& c) { c.network.loss_ppm = 20'000; })},
      {"duplicate", "0.5%", with([](auto& c) { c.network.duplicate_ppm = 5'000; })},
      {"deadline", "9ms", with([](auto& c) { c.timing.operation_deadline = milliseconds{9}; })},
      {"probe-interval", "40ms", with([](auto& c) {
         c.timing.probe_interval = milliseconds{40};
         c.timing.probe_timeout = milliseconds{10};
       })},
      {"tombstones-after", "10s",
       with([](auto& c) { c.timing.tombstones_after = std::chrono::seconds{10}; })},
      {"handoff-rate", "500", with([](auto& c) { c.timing.handoff_rate = 500; })},
      {"failure-detection", "phi",
       with([](auto& c) { c.timing.failure_detection = FailureDetection::phi; })},
      {"attempt-timeout", "8ms", with([](auto& c) { c.timing.attempt_timeout = milliseconds{8}; })},
  };
  for (const Change& change : changes) {
    CAPTURE(change.name);
    ClusterConfig config;
    REQUIRE(change_setting(config, change.name, change.text).has_value());
    CHECK(config == change.want);
    // And it is told back.
    const auto told = settings_of(config);
    REQUIRE(told.has_value());
    REQUIRE(told->size() == 1);
    CHECK(told->front().name == change.name);
    ClusterConfig again;
    REQUIRE(change_setting(again, change.name, told->front().value).has_value());
    CHECK(again == change.want);
  }
}

TEST_CASE("settings: what is as usual is not told, and what none of them says is refused",
          "[scenario]") {
  REQUIRE(settings_of({}).has_value());
  CHECK(settings_of({})->empty());
  ClusterConfig config;
  config.timing.hints_max = 7;
  CHECK_FALSE(settings_of(config).has_value());
}

TEST_CASE("settings: an unknown name or a wrong value changes nothing", "[scenario]") {
  ClusterConfig config;
  for (const auto& [name, text] : {std::pair{"colour", "1"},
                                   {"nodes", "-1"},
                                   {"loss", "1"},
                                   {"latency", "x"},
                                   {"seed", ""},
                                   {"weights", "1,,2"},
                                   {"weights", "0"},
                                   {"weights", "17"},
                                   {"weights",
                                    "1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,"
                                    "1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1"},
                                   {"tokens", "odd"},
                                   {"read-choice", "best"},
                                   {"policy", "merge_function"},
                                   {"failure-detection", "paxos"}}) {
    CHECK_FALSE(change_setting(config, name, text).has_value());
  }
  CHECK(config == ClusterConfig{});
}

}  // namespace
}  // namespace ringside::settings_test
