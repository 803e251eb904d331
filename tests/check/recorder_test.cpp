#include "core/check/recorder.h"

#include <catch_amalgamated.hpp>
#include <optional>

#include "core/base/hash.h"
#include "core/check/atomicity.h"
#include "core/check/convergence.h"
#include "core/check/durability.h"
#include "core/check/invention.h"
#include "core/check/outcomes.h"
#include "core/check/regularity.h"
#include "core/check/staleness.h"
#include "core/scenario/workload.h"
#include "core/sim/simulation.h"

namespace ringside::recorder_test {
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
  CHECK(recorder.crashes().worst(KeyHash{}, std::vector{NodeId{3}}) == 1);
  CHECK(recorder.crashes().worst(KeyHash{}, std::vector{NodeId{2}}) == 0);
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

// Carries out everything that is asked for, and takes it all in.
void finish(Recorder& recorder) {
  while (!recorder.idle() && recorder.step()) {
  }
  (void)recorder.take_results();
  TraceBatch batch;
  recorder.collect(batch);
}

TEST_CASE("recorder: who did what, in what order, and which write made which version", "[check]") {
  ClusterConfig config;
  config.clients = 2;
  config.client_window = 1;
  Simulation simulation(config);
  Recorder recorder(simulation);
  for (const char* value : {"1", "2", "3", "4"})
    REQUIRE(recorder.submit(PutCommand{"a", value}).has_value());
  CHECK(recorder.history().asked.at(OpId{1}).began == 0);
  finish(recorder);
  const History& history = recorder.history();
  const auto asked = [&](std::uint64_t op) { return history.asked.at(OpId{op}); };
  CHECK(asked(1).client == asked(3).client);
  CHECK(asked(2).client == asked(4).client);
  CHECK(asked(1).client != asked(2).client);
  // One at a time: the third waits for the first.
  CHECK(asked(1).began < asked(2).began);
  CHECK(asked(1).began < asked(1).ended);
  CHECK(asked(1).ended < asked(3).began);
  CHECK(asked(2).began < asked(1).ended);
  CHECK(asked(4).ended <= history.places);
  CHECK(history.made_by.size() == 4);
  for (const OperationResult& result : history.results) {
    const Version& made = result.receipt.version;
    CHECK(history.made_by.at({hash_key("a"), made.stamp, made.actor.node}) == result.id);
  }
  CHECK(history.drained == 0);
  recorder.mark_drained();
  CHECK(history.drained == history.places);
}

TEST_CASE("recorder: each key of a multi-get is a read", "[check]") {
  Simulation simulation{ClusterConfig{}};
  Recorder recorder(simulation);
  REQUIRE(recorder.submit(PutCommand{"a", "1"}).has_value());
  finish(recorder);
  REQUIRE(recorder.submit(MultiGetCommand{{"a", "b"}, {}, "ann"}).has_value());
  finish(recorder);
  const History& history = recorder.history();
  REQUIRE(history.asked.size() == 3);
  CHECK(history.asked.at(OpId{2}).key == "a");
  CHECK(history.asked.at(OpId{3}).key == "b");
  for (const std::uint64_t op : {2u, 3u}) {
    const History::Asked& asked = history.asked.at(OpId{op});
    CHECK(asked.kind == OperationKind::get);
    CHECK(asked.session == "ann");
    CHECK(asked.began > 0);
    CHECK(asked.began < asked.ended);
  }
  CHECK(history.results.size() == 3);
}

TEST_CASE("recorder: operations one after another, each settled, are in order", "[check]") {
  Simulation simulation{ClusterConfig{}};
  Recorder recorder(simulation);
  Workload workload({.operations = 300, .keys = 5, .reads_percent = 50, .removes_percent = 20});
  while (const auto command = workload.next()) {
    REQUIRE(recorder.submit(*command).has_value());
    finish(recorder);
  }
  const History& history = recorder.history();
  CHECK(check_stale_reads(accesses_of(history)).count == 0);
  CHECK(check_regularity(accesses_of(history)).count == 0);
  CHECK(check_session_guarantees(accesses_of(history)).count() == 0);
  CHECK(check_atomicity(accesses_of(history), {}).not_linearizable.count == 0);
  CHECK(check_convergence(history, recorder.world()).count == 0);
  CHECK(check_resurrection(accesses_of(history), recorder.world()).count == 0);
}

// A read is answered by any one member: the model of docs/consistency.md does not promise more.
TEST_CASE("recorder: reads that overtake replication are seen to be stale", "[check]") {
  ClusterConfig config;
  config.network.latency = {Latency::Kind::exponential, std::chrono::microseconds{100},
                            std::chrono::milliseconds{5}};
  Simulation simulation(config);
  Recorder recorder(simulation);
  Workload workload({.operations = 9000, .keys = 5, .reads_percent = 70, .removes_percent = 5});
  std::uint64_t open = 0;
  std::optional<Command> next = workload.next();
  while (next || open > 0) {
    for (; next && open < 8; ++open, next = workload.next())
      REQUIRE(recorder.submit(*next).has_value());
    REQUIRE(recorder.step());
    open -= recorder.take_results().size();
  }
  finish(recorder);
  const History& history = recorder.history();
  const SessionGuarantees sessions = check_session_guarantees(accesses_of(history));
  CHECK(check_stale_reads(accesses_of(history)).count > 0);
  CHECK(check_regularity(accesses_of(history)).count > 0);
  CHECK(sessions.read_your_writes.count > 0);
  CHECK(sessions.monotonic_reads.count > 0);
  CHECK(check_atomicity(accesses_of(history), {}).not_linearizable.count > 0);
  CHECK(check_atomicity(accesses_of(history), {}).undecided == 0);
  CHECK(check_invention(history).count == 0);
  CHECK(check_convergence(history, recorder.world()).count == 0);
}

}  // namespace
}  // namespace ringside::recorder_test
