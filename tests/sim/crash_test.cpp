// Nodes that crash at any moment: nothing hangs, every operation ends exactly once with a typed
// outcome, and while no more than F nodes have crashed, what was acknowledged can be read back.
#include <catch_amalgamated.hpp>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "tests/sim/sim_run.h"

namespace ringside::crash_test {
namespace {

using std::chrono::milliseconds;

ClusterConfig cluster(std::uint32_t nodes, std::uint32_t replicas, std::uint32_t failures,
                      std::uint64_t seed) {
  ClusterConfig config;
  config.shape = {
      .nodes = nodes, .replicas = replicas, .failures = failures, .vnodes = 4, .token_seed = seed};
  config.seed = seed;
  return config;
}

// Writes of keys that are written once, so that there is one right answer to a read, and what came
// of them.
class WriteOnce {
 public:
  void put_some(SimRun& run, int keys) {
    for (int i = 0; i < keys; ++i) {
      const std::string key = "key" + std::to_string(puts_.size());
      puts_.emplace(key, run.put(key, "value of " + key));
    }
  }

  // REQUIREs that every acknowledged put reads back, and that no other value is ever read.
  void require_kept(SimRun& run) const {
    std::map<std::string, OpId> reads;
    for (const auto& [key, op] : puts_) reads.emplace(key, run.get(key));
    run.finish();
    for (const auto& [key, read] : reads) {
      CAPTURE(key);
      const OperationResult& put = run.result(puts_.at(key));
      const OperationResult& got = run.result(read);
      if (got.ok()) REQUIRE(got.value == "value of " + key);
      if (!put.ok()) continue;
      CAPTURE(got.error ? got.error->message : "");
      REQUIRE(got.ok());
    }
  }

  std::size_t acknowledged(SimRun& run) const {
    std::size_t count = 0;
    for (const auto& [key, op] : puts_) count += run.result(op).ok() ? 1 : 0;
    return count;
  }

 private:
  std::map<std::string, OpId> puts_;
};

// The run that is broken at every event: two clients, all kinds of operations, some before and some
// after the crash.
SimRun small_run(std::uint64_t seed, WriteOnce& writes) {
  ClusterConfig config = cluster(4, 2, 1, seed);
  config.clients = 2;
  config.client_window = 2;
  SimRun run(config);
  run.put("gone", "soon");
  run.finish();
  writes.put_some(run, 5);
  run.get("key0");
  run.remove("gone");
  run.get("never");
  return run;
}

std::uint64_t events_of_small_run(std::uint64_t seed) {
  WriteOnce writes;
  SimRun run = small_run(seed, writes);
  std::uint64_t events = 0;
  while (!run.sim().idle() && run.sim().step()) ++events;
  return events;
}

TEST_CASE("crash: of any node at any event of a run loses nothing that was acknowledged", "[sim]") {
  for (const std::uint64_t seed : {1u, 2u, 3u}) {
    const Replay replay(seed);
    const std::uint64_t events = events_of_small_run(seed);
    REQUIRE(events > 30);
    WriteOnce writes;
    SimRun clean = small_run(seed, writes);
    for (std::uint64_t at = 0; at <= events; ++at) {
      for (std::uint32_t node = 0; node < 4; ++node) {
        CAPTURE(at, node);
        SimRun run = clean;
        REQUIRE(run.crash(NodeId{node}));
        run.finish();
        REQUIRE(writes.acknowledged(run) == 5);  // two of three members are left, which is enough
        writes.require_kept(run);
        run.judge();
      }
      clean.sim().step();
    }
  }
}

TEST_CASE("crash: at any event, with a restart a little later, loses nothing that was acknowledged",
          "[sim]") {
  const std::uint64_t seed = 4;
  const Replay replay(seed);
  const std::uint64_t events = events_of_small_run(seed);
  WriteOnce writes;
  SimRun clean = small_run(seed, writes);
  for (std::uint64_t at = 0; at <= events; ++at) {
    for (std::uint32_t node = 0; node < 4; ++node) {
      for (const std::uint64_t down_for : {0u, 1u, 7u, 40u}) {
        CAPTURE(at, node, down_for);
        SimRun run = clean;
        REQUIRE(run.crash(NodeId{node}));
        for (std::uint64_t i = 0; i < down_for; ++i) run.sim().step();
        REQUIRE(run.restart(NodeId{node}));
        run.finish();
        writes.require_kept(run);
        run.judge();
      }
    }
    clean.sim().step();
  }
}

TEST_CASE("crash: of two nodes at any two events ends every operation", "[sim]") {
  const std::uint64_t seed = 5;
  const Replay replay(seed);
  const std::uint64_t events = events_of_small_run(seed);
  WriteOnce writes;
  SimRun clean = small_run(seed, writes);
  for (std::uint64_t at = 0; at <= events; at += 2) {
    for (const std::uint64_t later : {0u, 3u, 11u, 30u}) {
      for (std::uint32_t pair = 0; pair < 12; ++pair) {
        const NodeId first{pair % 4};
        const NodeId second{(pair % 4 + 1 + pair / 4) % 4};
        CAPTURE(at, later, raw(first), raw(second));
        SimRun run = clean;
        REQUIRE(run.crash(first));
        for (std::uint64_t i = 0; i < later; ++i) run.sim().step();
        REQUIRE(run.crash(second));
        run.finish();
        run.judge();
      }
    }
    clean.sim().step();
    clean.sim().step();
  }
}

// Every choice of F nodes out of N, killed at one moment, at once after the last acknowledgement:
// what is still under way then does not help.
TEST_CASE("crash: of any F nodes at once loses no acknowledged write", "[sim]") {
  struct Size {
    std::uint32_t nodes, replicas, failures;
  };
  for (const Size size : {Size{3, 2, 1}, Size{5, 2, 1}, Size{5, 3, 2}, Size{6, 4, 3}}) {
    for (std::uint64_t seed = 1; seed <= 3; ++seed) {
      const Replay replay(seed);
      CAPTURE(size.nodes, size.replicas, size.failures);
      WriteOnce writes;
      SimRun clean(cluster(size.nodes, size.replicas, size.failures, seed));
      writes.put_some(clean, 40);
      while (clean.results().size() < 40) REQUIRE(clean.sim().step());
      REQUIRE(writes.acknowledged(clean) == 40);
      for (std::uint32_t chosen = 0; chosen < (1u << size.nodes); ++chosen) {
        if (static_cast<std::uint32_t>(__builtin_popcount(chosen)) != size.failures) continue;
        CAPTURE(chosen);
        SimRun run = clean;
        for (std::uint32_t node = 0; node < size.nodes; ++node) {
          if ((chosen >> node & 1) != 0) REQUIRE(run.crash(NodeId{node}));
        }
        writes.require_kept(run);
        run.finish();
        run.judge();
      }
    }
  }
}

TEST_CASE("crash: of F nodes while writes go on, over a lossy network, loses no acknowledged write",
          "[sim]") {
  for (std::uint64_t seed = 1; seed <= 30; ++seed) {
    const Replay replay(seed);
    Rng rng(seed, 5);
    ClusterConfig config = cluster(6, 3, 2, seed);
    config.network.loss_ppm = 30'000;
    SimRun run(config);
    WriteOnce writes;
    std::vector<std::uint32_t> nodes{0, 1, 2, 3, 4, 5};
    for (std::uint32_t victims = 0; victims < 2; ++victims) {
      writes.put_some(run, 60);
      const std::uint64_t steps = rng.below(800);
      for (std::uint64_t i = 0; i < steps; ++i) run.sim().step();
      const std::size_t choice = rng.below(nodes.size());
      REQUIRE(run.crash(NodeId{nodes[choice]}));
      nodes.erase(nodes.begin() + static_cast<std::ptrdiff_t>(choice));
    }
    writes.put_some(run, 60);
    run.finish();
    REQUIRE(writes.acknowledged(run) > 60);
    REQUIRE(run.sim().submit(SetNetworkCommand{}));  // reads that get lost are another matter
    writes.require_kept(run);
    run.judge();
  }
}

TEST_CASE("crash: with every node down, every operation ends by its deadline", "[sim]") {
  const Replay replay(6);
  SimRun run(cluster(4, 2, 1, 6));
  for (std::uint32_t node = 0; node < 4; ++node) REQUIRE(run.crash(NodeId{node}));
  const OpId put = run.put("k", "v");
  const OpId get = run.get("k");
  const OpId removed = run.remove("k");
  run.finish();
  CHECK(run.result(put).error->code == ErrorCode::outcome_unknown);
  CHECK(run.result(get).error->code == ErrorCode::timeout);
  CHECK(run.result(removed).error->code == ErrorCode::outcome_unknown);
  CHECK(run.sim().now() == k_start_of_time + run.sim().config().timing.operation_deadline);
  run.judge();
}

TEST_CASE("crash: fewer live members than a write needs make its outcome unknown, not failed",
          "[sim]") {
  const Replay replay(7);
  SimRun run(cluster(3, 2, 1, 7));
  REQUIRE(run.crash(NodeId{0}));
  REQUIRE(run.crash(NodeId{1}));
  const OpId put = run.put("k", "v");
  run.finish();
  CHECK(run.result(put).error->code == ErrorCode::outcome_unknown);
  // Some replica does hold it.
  const OpId get = run.get("k");
  run.finish();
  CHECK(run.result(get).value == "v");
  run.judge();
}

TEST_CASE("crash: after a restart the node takes writes again", "[sim]") {
  const Replay replay(8);
  SimRun run(cluster(3, 2, 1, 8));
  REQUIRE(run.crash(NodeId{1}));
  REQUIRE(run.restart(NodeId{1}));
  const OpId put = run.put("k", "v");
  run.finish();
  CHECK(run.result(put).receipt.attempts == 1);
  std::size_t stored_by_1 = 0;
  for (const TraceEvent& event : run.events()) {
    stored_by_1 +=
        event.kind == EventKind::record_stored && event.node == Address{NodeId{1}} ? 1 : 0;
  }
  CHECK(stored_by_1 == 1);
  run.judge();
}

}  // namespace
}  // namespace ringside::crash_test
