#include "core/scenario/pipeline.h"

#include <catch_amalgamated.hpp>

#include "core/sim/simulation.h"

namespace ringside::pipeline_test {
namespace {

std::vector<OperationResult> run(Pipeline& pipeline, Simulation& simulation) {
  std::vector<OperationResult> results;
  for (;;) {
    pipeline.advance(simulation);
    if (pipeline.done()) break;
    REQUIRE(simulation.step());
    for (OperationResult& result : simulation.take_results()) {
      CHECK(pipeline.take(result));
      CHECK_FALSE(pipeline.take(result));
      results.push_back(std::move(result));
    }
  }
  return results;
}

TEST_CASE("pipeline: everything ends, and no more than the bound is open at once", "[scenario]") {
  std::vector<Command> commands;
  for (int i = 0; i < 100; ++i) commands.push_back(PutCommand{"key" + std::to_string(i), "v"});
  Simulation simulation{ClusterConfig{}};
  Pipeline pipeline(commands, 7);
  pipeline.advance(simulation);
  CHECK(pipeline.ended() == 0);
  TraceBatch batch;
  simulation.collect(batch);
  CHECK(std::count_if(batch.events.begin(), batch.events.end(), [](const TraceEvent& e) {
          return e.kind == EventKind::operation_started;
        }) == 7);
  CHECK(run(pipeline, simulation).size() == 100);
  CHECK(pipeline.ended() == 100);
}

TEST_CASE("pipeline: the last put of a key is the one that stays, on any network", "[scenario]") {
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    ClusterConfig config;
    config.seed = seed;
    config.network.latency = {Latency::Kind::exponential, {}, std::chrono::milliseconds{5}};
    std::vector<Command> commands;
    for (int i = 0; i < 30; ++i) {
      commands.push_back(PutCommand{i % 3 == 0 ? "a" : "b" + std::to_string(i), std::to_string(i)});
    }
    Simulation simulation(config);
    Pipeline puts(commands, 16);
    (void)run(puts, simulation);
    // An acknowledged put may be on its way to the third replica still.
    REQUIRE(simulation.run_until_idle(100'000));
    Pipeline gets({GetCommand{"a"}, GetCommand{"a"}, GetCommand{"a"}}, 16);
    for (const OperationResult& result : run(gets, simulation)) {
      CAPTURE(seed);
      CHECK(result.value == "27");
    }
  }
}

TEST_CASE("pipeline: a refused command is counted with its reason and does not stop the rest",
          "[scenario]") {
  Simulation simulation{ClusterConfig{}};
  Pipeline pipeline({PutCommand{"", "v"}, PutCommand{"a", "v"}}, 4);
  CHECK(run(pipeline, simulation).size() == 1);
  CHECK(pipeline.refused() == 1);
  REQUIRE(pipeline.refusals().size() == 1);
  CHECK_THAT(pipeline.refusals()[0], Catch::Matchers::ContainsSubstring("key"));
}

}  // namespace
}  // namespace ringside::pipeline_test
