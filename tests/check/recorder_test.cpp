#include "core/check/recorder.h"

#include <catch_amalgamated.hpp>

#include "core/check/durability.h"
#include "core/check/invention.h"
#include "core/check/outcomes.h"
#include "core/scenario/workload.h"
#include "core/sim/simulation.h"

namespace ringside {
namespace {

TEST_CASE("recorder: keeps what was asked, what came back and who died", "[check]") {
  Simulation simulation{ClusterConfig{}};
  Recorder recorder(simulation);
  const auto put = recorder.submit(PutCommand{"a", "x"});
  REQUIRE(put.has_value());
  CHECK_FALSE(recorder.submit(PutCommand{"", "x"}).has_value());
  CHECK(recorder.history().asked.size() == 1);
  CHECK(recorder.history().asked.at(*put).value == "x");
  while (!recorder.idle() && recorder.step()) {
  }
  CHECK(recorder.take_results().size() == 1);
  REQUIRE(recorder.history().results.size() == 1);
  CHECK(recorder.history().results[0].id == *put);
  REQUIRE(recorder.submit(CrashCommand{NodeId{3}}).has_value());
  CHECK(recorder.history().asked.size() == 1);
  TraceBatch batch;
  recorder.collect(batch);
  CHECK(batch.events.size() == recorder.world().totals().events);
  CHECK(recorder.crashes() == std::vector<std::uint32_t>{0, 0, 0, 1, 0});
  recorder.collect(batch);
  CHECK(batch.events.size() == recorder.world().totals().events);
}

// Everything to the end, with a node dying in the middle; then what the checkers say.
struct Verdict {
  Violations outcomes;
  Violations invention;
  Durability durability;
};
Verdict run(std::uint64_t seed, std::uint32_t crashes) {
  ClusterConfig config;
  config.seed = seed;
  config.network.loss_ppm = 20'000;
  Simulation simulation(config);
  Recorder recorder(simulation);
  Workload workload({.operations = 300, .keys = 20, .seed = seed});
  for (std::uint32_t i = 0; i < 300; ++i) {
    REQUIRE(recorder.submit(*workload.next()).has_value());
    while (simulation.now() < time_at(i * 100'000) && simulation.step()) {
    }
    if (crashes > 0 && i % 100 == 50) {
      --crashes;
      REQUIRE(recorder.submit(CrashCommand{NodeId{i / 100}}).has_value());
    }
  }
  REQUIRE(simulation.run_until_idle(1'000'000));
  (void)recorder.take_results();
  TraceBatch batch;
  recorder.collect(batch);
  return {check_outcomes(recorder.history()), check_invention(recorder.history()),
          check_durability(recorder.history(), recorder.world(), recorder.crashes())};
}

TEST_CASE("recorder: the simulator keeps its promises with losses and F crashes, on many seeds",
          "[check]") {
  for (std::uint64_t seed = 1; seed <= 50; ++seed) {
    const Verdict verdict = run(seed, 1);
    CAPTURE(seed, verdict.outcomes.examples, verdict.invention.examples,
            verdict.durability.lost.examples);
    CHECK(verdict.outcomes.count == 0);
    CHECK(verdict.invention.count == 0);
    CHECK(verdict.durability.lost.count == 0);
    CHECK(verdict.durability.lost_beyond == 0);
  }
}

TEST_CASE("recorder: with all of a group dead the checker sees that writes are gone", "[check]") {
  std::uint64_t beyond = 0;
  for (std::uint64_t seed = 1; seed <= 10; ++seed) {
    const Verdict verdict = run(seed, 3);
    CHECK(verdict.durability.lost.count == 0);
    beyond += verdict.durability.lost_beyond;
  }
  CHECK(beyond > 0);
}

}  // namespace
}  // namespace ringside
