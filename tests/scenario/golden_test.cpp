// Every built-in scenario, against the trace that was reviewed when it was written. To write them
// anew after a change of the protocol, and read the difference like code:
//
//     for f in core/scenario/library/*.scenario; do
//       ./run ringside run "$f" --trace > "tests/scenario/golden/$(basename "$f" .scenario).txt"
//     done
#include <catch_amalgamated.hpp>

#include <fstream>
#include <sstream>

#include "core/scenario/library.h"
#include "core/scenario/player.h"
#include "core/scenario/trace_text.h"
#include "core/sim/simulation.h"

namespace ringside::golden_test {
namespace {

struct Run {
  std::string trace;
  std::string digest;
  std::vector<PlayedStep> steps;
};

Run play(const Script& script) {
  const ClusterConfig config = configure(script);
  Simulation simulation(config);
  Player player(script, config.shape);
  TraceText text;
  TraceBatch batch;
  Run run;
  const auto collect = [&] {
    simulation.collect(batch);
    text.append(batch);
    batch = {};
    for (PlayedStep& step : player.take_played()) run.steps.push_back(std::move(step));
  };
  for (;;) {
    player.advance(simulation);
    collect();
    if (player.done() || !go_on(simulation, player.wake())) break;
    for (const OperationResult& result : simulation.take_results()) player.take(result);
  }
  constexpr std::uint64_t k_events_max = 1'000'000;
  CHECK(simulation.run_until_idle(k_events_max));
  collect();
  run.trace = text.take();
  run.digest = simulation.digest().hex();
  return run;
}

std::string read_golden(std::string_view name) {
  std::ifstream file("tests/scenario/golden/" + std::string(name) + ".txt", std::ios::binary);
  std::stringstream content;
  content << file.rdbuf();
  return content.str();
}

TEST_CASE(
    "golden: each built-in scenario makes the trace that was reviewed, and meets its expectations",
    "[scenario]") {
  for (const BuiltInScenario& scenario : built_in_scenarios()) {
    CAPTURE(scenario.name);
    const auto script = parse_script(scenario.name, scenario.text);
    INFO((script ? "" : script.error().message));
    REQUIRE(script.has_value());
    CHECK_FALSE(script->title.empty());
    CHECK_FALSE(script->purpose.empty());
    const Run run = play(*script);
    for (const PlayedStep& step : run.steps) {
      INFO("line " << step.line << ": " << step.problem);
      CHECK(step.verdict == PlayedStep::Verdict::done);
    }
    CHECK(run.trace == read_golden(scenario.name));
    CHECK(play(*script).digest == run.digest);
  }
}

TEST_CASE("golden: a scenario is found by its name", "[scenario]") {
  REQUIRE(find_built_in_scenario("first-put") != nullptr);
  CHECK(find_built_in_scenario("first-put")->name == "first-put");
  CHECK(find_built_in_scenario("no such") == nullptr);
}

}  // namespace
}  // namespace ringside::golden_test
