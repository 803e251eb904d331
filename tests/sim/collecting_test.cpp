#include <catch_amalgamated.hpp>
#include <chrono>
#include <string>

#include "tests/sim/sim_run.h"

namespace ringside::collecting_test {
namespace {

using namespace std::chrono_literals;

ClusterConfig collecting(Duration age) {
  ClusterConfig config = small_cluster(1);
  config.timing.tombstones_after = age;
  return config;
}

std::size_t records(SimRun& run) {
  std::size_t sum = 0;
  for (std::uint32_t i = 0; i < run.sim().config().shape.nodes; ++i) {
    if (const Node* node = run.sim().node(NodeId{i})) sum += node->table().size();
  }
  return sum;
}

std::size_t count_of(SimRun& run, MessageKind kind) {
  std::size_t count = 0;
  for (const TraceEvent& event : run.events())
    count += event.kind == EventKind::message_sent && event.message_kind() == kind ? 1 : 0;
  return count;
}

void pass(SimRun& run, Duration time) {
  const Time until = run.sim().now() + time;
  while (run.sim().now() < until) REQUIRE(run.sim().step());
}

void put_and_remove(SimRun& run, int keys) {
  for (int i = 0; i < keys; ++i) run.put("k" + std::to_string(i), "v");
  run.finish();
  for (int i = 0; i < keys; ++i) run.remove("k" + std::to_string(i));
  run.finish();
}

TEST_CASE("collecting: is off unless it is asked for, and nobody says anything of it", "[sim]") {
  SimRun run(small_cluster(1));
  put_and_remove(run, 20);
  pass(run, 20s);
  CHECK(records(run) == 60);
  CHECK(count_of(run, MessageKind::collect_request) == 0);
}

TEST_CASE("collecting: what was removed takes no room any more", "[sim]") {
  SimRun run(collecting(2s));
  run.put("stays", "v");
  put_and_remove(run, 200);
  CHECK(records(run) == 603);
  pass(run, 4s);
  CHECK(records(run) == 3);
  const OpId gone = run.get("k3");
  const OpId there = run.get("stays");
  run.finish();
  CHECK(run.result(gone).error->code == ErrorCode::not_found);
  CHECK(run.result(there).ok());
  run.finish();
  run.judge();
}

TEST_CASE("collecting: a node that is down keeps all tombstones, until it is back", "[sim]") {
  SimRun run(collecting(1s));
  run.crash(NodeId{4});
  put_and_remove(run, 20);
  pass(run, 10s);
  const std::size_t kept = records(run);
  CHECK(kept > 0);
  REQUIRE(run.restart(NodeId{4}));
  pass(run, 10s);
  CHECK(records(run) == 0);
  run.finish();
  run.judge();
}

TEST_CASE("collecting: of any node that dies at any event of it, nothing comes back", "[sim]") {
  SimRun before(collecting(500ms));
  put_and_remove(before, 3);
  while (count_of(before, MessageKind::collect_request) == 0) REQUIRE(before.sim().step());
  // A round ends some hundred events later.
  for (int events = 0; events < 160; events += 2) {
    for (std::uint32_t victim = 0; victim < 5; ++victim) {
      CAPTURE(events, victim);
      SimRun run = before;
      for (int i = 0; i < events; ++i) run.sim().step();
      run.crash(NodeId{victim});
      pass(run, 20ms);
      REQUIRE(run.restart(NodeId{victim}));
      pass(run, 3s);
      REQUIRE(records(run) == 0);
    }
  }
}

}  // namespace
}  // namespace ringside::collecting_test
