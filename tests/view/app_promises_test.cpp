// What a run's trace tells of promises that were kept and broken.
#include <catch_amalgamated.hpp>

#include "core/base/hash.h"
#include "core/check/convergence.h"
#include "core/check/durability.h"
#include "core/check/recorder.h"
#include "core/scenario/workload.h"
#include "tests/view/app_fixture.h"
#include "view/app/promises.h"
#include "view/scene/replica_census.h"

namespace ringside::app_promises_test {
namespace {

constexpr KeyHash k_key{7};

std::uint64_t of(const std::uint64_t (&counts)[k_promises], Promise what) {
  return counts[static_cast<std::size_t>(what)];
}

/// A run of three nodes that a test writes line by line; a write of number i has version i.
class Written {
 public:
  explicit Written(TimelineLimits limits = {})
      : timeline({.nodes = 4, .replicas = 2, .failures = 1}, limits) {
    for (std::uint32_t i = 0; i < 4; ++i)
      add(trace::node_started(Time{}, {NodeId{i}, Incarnation{1}}));
  }

  Timeline timeline;

  void add(const TraceEvent& event) { timeline.append({{event}, {}}); }
  void begin(OperationKind kind, std::uint64_t op, std::uint32_t required = 2) {
    add(trace::operation_started(next(), ClientId{0}, OpId{op}, kind, k_key));
    if (kind != OperationKind::get)
      add(trace::write_coordinated(now_, NodeId{0}, OpId{op}, k_key, required));
  }
  void store(std::uint32_t node, std::uint64_t op, bool tombstone = false,
             std::size_t siblings = 0) {
    add(trace::record_stored(next(), NodeId{node},
                             {k_key, OpId{op}, version(op), tombstone, siblings}));
  }
  void collect(std::uint32_t node, std::uint64_t op) {
    add(trace::record_collected(next(), NodeId{node}, {k_key, OpId{op}, version(op), true, 0}));
  }
  void finish(OperationKind kind, std::uint64_t op, Outcome outcome = {}) {
    add(trace::operation_finished(next(), ClientId{0}, {OpId{op}, kind, outcome, k_key, now_, 1}));
  }
  void write(OperationKind kind, std::uint64_t op, std::initializer_list<std::uint32_t> nodes,
             std::uint32_t required = 2) {
    begin(kind, op, required);
    for (const std::uint32_t node : nodes) store(node, op, kind == OperationKind::remove);
    finish(kind, op);
  }
  void crash(std::uint32_t node) {
    add(trace::node_crashed(next(), {NodeId{node}, Incarnation{1}}));
  }
  Promises::Tally tally() {
    promises.update(timeline, 1);
    return promises.at(timeline.events());
  }
  std::uint64_t open(Promise what) { return of(tally().open, what); }

  Promises promises;

 private:
  static Version version(std::uint64_t op) {
    return {{time_at(static_cast<std::int64_t>(op)), 0}, {NodeId{0}, Incarnation{1}}};
  }
  Time next() { return now_ += Duration{1000}; }
  Time now_{};
};

TEST_CASE("promises: a write is lost with its last copy, at that moment, and stays lost",
          "[view]") {
  Written run;
  run.write(OperationKind::put, 1, {0, 1});
  run.crash(0);
  CHECK(run.open(Promise::lost) == 0);
  run.crash(1);
  CHECK(run.open(Promise::lost) == 1);
  CHECK(run.tally().covered == 0);  // two at once are more than F
  REQUIRE(run.promises.breaches().size() == 1);
  const Breach& breach = run.promises.breaches()[0];
  CHECK(breach.moment == run.timeline.events());
  CHECK(breach.key == k_key);
  CHECK(breach.op == OpId{1});
  CHECK(of(run.promises.at(breach.moment - 1).open, Promise::lost) == 0);
  run.write(OperationKind::put, 2, {2, 3});
  CHECK(run.open(Promise::lost) == 1);
}

TEST_CASE("promises: a write that too few copies were made of is lost though it was covered",
          "[view]") {
  Written run;
  run.write(OperationKind::put, 1, {0});
  run.crash(0);
  CHECK(run.open(Promise::lost) == 1);
  CHECK(run.tally().covered == 1);
}

TEST_CASE("promises: a write that failed, or that may be kept as a hint, is not lost", "[view]") {
  Written run;
  run.begin(OperationKind::put, 1);
  run.store(0, 1);
  run.finish(OperationKind::put, 1, ErrorCode::unavailable);
  run.crash(0);
  CHECK(run.open(Promise::lost) == 0);
  run.begin(OperationKind::put, 2);
  run.store(1, 2);
  run.add(
      trace::hint_kept(Time{} + Duration{1'000'000}, {NodeId{3}, NodeId{0}, OpId{2}, k_key, 1}));
  run.finish(OperationKind::put, 2);
  run.crash(1);
  CHECK(run.open(Promise::lost) == 0);
  run.crash(3);
  CHECK(run.open(Promise::lost) == 1);
}

TEST_CASE("promises: a copy that comes late makes good what was lost", "[view]") {
  Written run;
  run.write(OperationKind::put, 1, {0, 1});
  run.crash(0);
  run.crash(1);
  run.store(2, 1);
  CHECK(run.open(Promise::lost) == 0);
  CHECK(of(run.tally().so_far, Promise::lost) == 1);
}

TEST_CASE("promises: a deleted key is back where only an older value is left", "[view]") {
  Written run;
  run.write(OperationKind::put, 1, {0, 1, 2});
  run.write(OperationKind::remove, 2, {0, 1});
  CHECK(run.open(Promise::returned) == 0);
  run.crash(0);
  run.crash(1);
  CHECK(run.open(Promise::returned) == 1);
  CHECK(run.open(Promise::lost) == 0);
  run.store(2, 2, true);
  CHECK(run.open(Promise::returned) == 0);
  run.collect(2, 2);
  CHECK(run.open(Promise::returned) == 0);
  run.store(2, 1);
  CHECK(run.open(Promise::returned) == 1);
}

TEST_CASE("promises: a value whose newer tombstone was collected is not lost", "[view]") {
  Written run;
  run.write(OperationKind::put, 1, {0, 1});
  run.begin(OperationKind::remove, 2);
  run.store(0, 2, true);
  run.store(1, 2, true);
  run.collect(0, 2);
  run.collect(1, 2);
  CHECK(run.open(Promise::lost) == 0);
}

TEST_CASE("promises: siblings are open until no copy has any", "[view]") {
  Written run;
  run.write(OperationKind::put, 1, {0, 1});
  run.store(0, 2, false, 1);
  run.store(1, 2, false, 1);
  CHECK(run.open(Promise::siblings) == 1);
  CHECK(of(run.tally().so_far, Promise::siblings) == 1);
  run.store(0, 3);
  CHECK(run.open(Promise::siblings) == 1);
  run.store(1, 3);
  CHECK(run.open(Promise::siblings) == 0);
}

TEST_CASE("promises: stale reads are those that the plots count, and reads that could be judged",
          "[view]") {
  Written run;
  run.write(OperationKind::put, 1, {0, 1});
  for (std::uint64_t op = 2; op <= 3; ++op) {
    run.begin(OperationKind::get, op);
    const NodeId asked{static_cast<std::uint32_t>(op)};  // keeps nothing
    run.add(trace::message_sent(
        Time{} + Duration{1'000'000},
        {MessageId{op}, MessageKind::get_reply, {}, asked, ClientId{0}, OpId{op}},
        Time{} + Duration{1'000'000}));
    run.finish(OperationKind::get, op);
  }
  CHECK(run.tally().reads == 2);
  CHECK(of(run.tally().so_far, Promise::stale) == 2);
  CHECK(run.promises.breaches()[0].op == OpId{2});
  CHECK(run.promises.at(run.promises.breaches()[0].moment).reads == 1);
}

TEST_CASE("promises: what was let go is not judged, and begin() tells so", "[view]") {
  Written run({.events = 3, .spacing = 1});
  run.write(OperationKind::put, 1, {0, 1});
  run.crash(0);
  run.crash(1);
  CHECK(run.open(Promise::lost) == 0);
  CHECK(run.promises.begin() > Time{});
  run.promises.update(run.timeline, 2);
  CHECK(run.promises.begin() > Time{});
  Written whole;
  whole.write(OperationKind::put, 1, {0, 1});
  whole.crash(0);
  whole.crash(1);
  CHECK(whole.open(Promise::lost) == 1);
  CHECK(whole.promises.begin() == Time{});
}

// A run with crashes, losses and a partition, judged as it goes on and at its end.
TEST_CASE("promises: at the end of a run they are what the checkers say of it", "[view]") {
  std::uint64_t lost = 0;
  for (std::uint64_t seed = 1; seed <= 12; ++seed) {
    ClusterConfig config;
    config.seed = seed;
    config.network.loss_ppm = 20'000;
    Simulation simulation(config);
    Recorder recorder(simulation);
    Timeline timeline(config.shape);
    Promises promises;
    TraceBatch batch;
    const auto take_in = [&] {
      recorder.collect(batch);
      recorder.take_results();
      timeline.append(batch);
      batch = {};
      promises.update(timeline, 1);
    };
    Workload workload(
        {.operations = 400, .keys = 40, .reads_percent = 40, .removes_percent = 20, .seed = seed});
    for (std::uint32_t i = 0; i < 400; ++i) {
      REQUIRE(recorder.submit(*workload.next()).has_value());
      while (simulation.now() < time_at(i * 100'000) && simulation.step()) {
      }
      if (i % 16 == 0) take_in();
    }
    while (!simulation.idle() && simulation.step()) {
    }
    // More than are promised for, and then nothing is written any more.
    for (const std::uint32_t node : {0u, 1u, 2u}) {
      if (node >= seed % 4) break;
      REQUIRE(recorder.submit(CrashCommand{NodeId{node}}).has_value());
    }
    simulation.run_until(simulation.now() + std::chrono::seconds{20});
    take_in();
    const Durability durability =
        check_durability(recorder.history(), recorder.world(), recorder.crashes());
    const Violations returned =
        check_resurrection(accesses_of(recorder.history()), recorder.world());
    const Promises::Tally tally = promises.at(timeline.events());
    CAPTURE(seed);
    // The newest acknowledged write of a key that is lost may be a remove: then nothing is missed.
    CHECK(of(tally.open, Promise::lost) <= durability.lost.count + durability.lost_beyond);
    CHECK(of(tally.open, Promise::returned) == returned.count);
    CHECK(tally.covered == durability.lost.count);
    lost += of(tally.open, Promise::lost);
    CHECK(census_of(recorder.world()).keys_apart ==
          check_convergence(recorder.history(), recorder.world()).count);
    Promises afresh;
    afresh.update(timeline, 1);
    CHECK(afresh.breaches().size() == promises.breaches().size());
  }
  CHECK(lost > 0);
}

}  // namespace
}  // namespace ringside::app_promises_test
