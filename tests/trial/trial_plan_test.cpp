#include "core/trial/trial_plan.h"

#include <catch_amalgamated.hpp>
#include <cstdint>
#include <map>
#include <set>
#include <string>

namespace ringside::trial_plan_test {
namespace {

TEST_CASE("trial plan: the same seed draws the same script, another seed another one", "[trial]") {
  const TrialSettings settings;
  std::set<std::string> texts;
  for (std::uint64_t seed = 1; seed <= 50; ++seed) {
    const std::string text = script_text(draw_trial(settings, seed));
    CHECK(text == script_text(draw_trial(settings, seed)));
    texts.insert(text);
  }
  CHECK(texts.size() == 50);
}

TEST_CASE("trial plan: is a script whose text reads back as the same script", "[trial]") {
  for (std::uint64_t seed = 1; seed <= 100; ++seed) {
    CAPTURE(seed);
    const Script script = draw_trial({}, seed);
    const std::string text = script_text(script);
    const auto read = parse_script("trial", text);
    INFO((read ? "" : read.error().message));
    REQUIRE(read.has_value());
    CHECK(configure(*read) == configure(script));
    REQUIRE(read->timed.size() == script.timed.size());
    for (std::size_t i = 0; i < script.timed.size(); ++i) {
      REQUIRE(read->timed[i].at == script.timed[i].at);
      REQUIRE(read->timed[i].step.line == script.timed[i].step.line);
      REQUIRE(std::get<CommandStep>(read->timed[i].step.action).command ==
              std::get<CommandStep>(script.timed[i].step.action).command);
    }
    CHECK(script_text(*read) == text);
  }
}

TEST_CASE("trial plan: every cluster drawn is a configuration, and they differ", "[trial]") {
  std::set<std::uint32_t> nodes;
  std::set<std::uint32_t> spares;
  std::set<std::uint32_t> replicas;
  std::set<std::uint32_t> failures;
  std::set<std::uint32_t> mailboxes;
  for (std::uint64_t seed = 1; seed <= 200; ++seed) {
    const ClusterConfig config = configure(draw_trial({}, seed));
    REQUIRE(validate(config));
    nodes.insert(config.shape.founders());
    spares.insert(config.shape.spares);
    replicas.insert(config.shape.replicas);
    failures.insert(config.shape.failures);
    mailboxes.insert(config.mailbox);
  }
  CHECK(nodes.size() == 6);
  CHECK(spares.size() == 3);
  CHECK(replicas.size() >= 4);
  CHECK(failures.size() >= 3);
  CHECK(mailboxes.size() > 10);
}

TEST_CASE("trial plan: what is fixed stays as it is, whatever is drawn", "[trial]") {
  TrialSettings settings;
  settings.operations = 30;
  settings.keys = 3;
  settings.reads_percent = 40;
  settings.removes_percent = 60;
  settings.fixed = {{"nodes", "4"}, {"failures", "2"}, {"replicas", "3"}, {"latency", "1ms"}};
  for (std::uint64_t seed = 1; seed <= 60; ++seed) {
    const Script script = draw_trial(settings, seed);
    const ClusterConfig config = configure(script);
    CHECK(config.shape.nodes == 4);
    CHECK(config.shape.replicas == 3);
    CHECK(config.shape.failures == 2);
    CHECK(config.network.latency ==
          Latency{Latency::Kind::constant, std::chrono::milliseconds{1}, {}});
    CHECK(config.seed == seed);
    std::uint32_t operations = 0;
    for (const TimedStep& timed : script.timed) {
      const Command& command = std::get<CommandStep>(timed.step.action).command;
      CHECK_FALSE(std::holds_alternative<PutCommand>(command));
      operations += operation_of(command, OpId{1}, {}) ? 1 : 0;
    }
    CHECK(operations == 30 + 3);  // every key is read at the end
  }
}

TEST_CASE("trial plan: what is fixed may leave no choice for the rest", "[trial]") {
  for (const auto& fixed : {Script::Setting{"failures", "3"}, Script::Setting{"replicas", "4"},
                            Script::Setting{"nodes", "2"}}) {
    TrialSettings settings;
    settings.fixed = {fixed};
    if (fixed.name == "failures") settings.fixed.push_back({"replicas", "4"});
    if (fixed.name == "nodes") {
      settings.fixed.push_back({"replicas", "1"});
      settings.fixed.push_back({"failures", "0"});
    }
    CAPTURE(fixed.name);
    REQUIRE(validate(settings));
    for (std::uint64_t seed = 1; seed <= 60; ++seed)
      REQUIRE(validate(configure(draw_trial(settings, seed))));
  }
}

TEST_CASE("trial plan: without faults there are only operations", "[trial]") {
  TrialSettings settings;
  settings.faults = {};
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    for (const TimedStep& timed : draw_trial(settings, seed).timed)
      CHECK(operation_of(std::get<CommandStep>(timed.step.action).command, OpId{1}, {}));
  }
}

TEST_CASE("trial plan: each seed mixes its own faults", "[trial]") {
  std::map<std::string, int> mixes;
  for (std::uint64_t seed = 1; seed <= 200; ++seed) {
    const std::string purpose = draw_trial({}, seed).purpose;
    ++mixes[purpose.substr(purpose.find(':'))];
  }
  CHECK(mixes.size() > 150);
}

TEST_CASE("trial plan: settings that leave nothing to draw are refused", "[trial]") {
  using Catch::Matchers::ContainsSubstring;
  const auto complaint = [](auto change) {
    TrialSettings settings;
    change(settings);
    const auto good = validate(settings);
    return good ? std::string{} : good.error().message;
  };
  CHECK(complaint([](auto&) {}).empty());
  CHECK_THAT(complaint([](auto& s) { s.operations = 0; }), ContainsSubstring("between 1 and"));
  CHECK_THAT(complaint([](auto& s) { s.operations = 1'000'000; }), ContainsSubstring("100000"));
  CHECK_THAT(complaint([](auto& s) { s.keys = 0; }), ContainsSubstring("at least 1"));
  CHECK_THAT(complaint([](auto& s) {
               s.reads_percent = 60;
               s.removes_percent = 50;
             }),
             ContainsSubstring("more than all"));
  CHECK_THAT(complaint([](auto& s) { s.fixed = {{"nodes", "2"}}; }), ContainsSubstring("R"));
  CHECK_THAT(complaint([](auto& s) { s.fixed = {{"mode", "2"}}; }), ContainsSubstring("mode"));
}

}  // namespace
}  // namespace ringside::trial_plan_test
