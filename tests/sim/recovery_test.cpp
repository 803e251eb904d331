#include <catch_amalgamated.hpp>
#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

#include "core/trace/world.h"
#include "tests/sim/sim_run.h"

namespace ringside::recovery_test {
namespace {

using namespace std::chrono_literals;

std::string key_name(int i) { return "key-" + std::to_string(i); }

void put_keys(SimRun& run, int keys) {
  for (int i = 0; i < keys; ++i) run.put(key_name(i), "v" + std::to_string(i));
  run.finish();
}

World world_of(SimRun& run) {
  World world(run.sim().config().shape);
  for (const TraceEvent& event : run.events()) world.apply(event);
  return world;
}

// Keys of which not every member of the group keeps the newest version.
std::size_t keys_short_of_copies(SimRun& run) {
  const World world = world_of(run);
  std::size_t found = 0;
  for (const auto& [hash, key] : world.keys())
    found += key.fresh_copies() < world.shape().group_size() ? 1 : 0;
  return found;
}

std::vector<TraceEvent> of_kind(SimRun& run, EventKind kind) {
  std::vector<TraceEvent> found;
  for (const TraceEvent& event : run.events()) {
    if (event.kind == kind) found.push_back(event);
  }
  return found;
}

TEST_CASE("recovery: a node that comes back empty gets all its copies back by itself", "[sim]") {
  for (const int keys : {1, 40, 2000}) {
    SimRun run(small_cluster(1));
    put_keys(run, keys);
    run.crash(NodeId{2});
    REQUIRE(run.restart(NodeId{2}));
    run.finish();
    CHECK(keys_short_of_copies(run) == 0);
    const auto recovered = of_kind(run, EventKind::node_recovered);
    REQUIRE(recovered.size() == 1);
    CHECK(recovered[0].count == 0);
    run.judge();
  }
}

TEST_CASE("recovery: goes on over a lossy network", "[sim]") {
  for (std::uint64_t seed = 1; seed <= 10; ++seed) {
    const Replay replay(seed);
    ClusterConfig config = small_cluster(seed);
    config.network.loss_ppm = 150'000;
    SimRun run(config);
    put_keys(run, 200);
    run.crash(NodeId{1});
    REQUIRE(run.restart(NodeId{1}));
    run.sim().run_until(run.sim().now() + 5s);
    CHECK(of_kind(run, EventKind::node_recovered).size() == 1);
    CHECK_FALSE(world_of(run).node(NodeId{1}).recovering);
  }
}

// Each death is within F of the last completed recovery, though in all every node dies.
TEST_CASE("recovery: nodes that die one after another, with recovery in between, lose nothing",
          "[sim]") {
  SimRun run(small_cluster(3));
  put_keys(run, 300);
  for (int round = 0; round < 2; ++round) {
    for (std::uint32_t node = 0; node < run.sim().config().shape.nodes; ++node) {
      run.crash(NodeId{node});
      REQUIRE(run.restart(NodeId{node}));
      run.finish();
    }
  }
  CHECK(keys_short_of_copies(run) == 0);
  for (int i = 0; i < 300; ++i) run.get(key_name(i));
  run.finish();
  for (const auto& [id, result] : run.results()) {
    REQUIRE(result.ok());
    REQUIRE(result.value.substr(0, 1) == "v");
  }
  run.judge();
}

TEST_CASE("recovery: once recovered, a node's \"nothing here\" is worth something again", "[sim]") {
  SimRun run(small_cluster(4));
  put_keys(run, 20);
  run.crash(NodeId{0});
  REQUIRE(run.restart(NodeId{0}));
  run.finish();
  for (int i = 0; i < 40; ++i) run.get("never-" + std::to_string(i));
  run.finish();
  for (const auto& [id, result] : run.results()) {
    if (result.kind == OperationKind::get) REQUIRE(result.error->code == ErrorCode::not_found);
  }
}

TEST_CASE("recovery: reads and writes go on meanwhile, and none is answered from ignorance",
          "[sim]") {
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    const Replay replay(seed);
    SimRun run(small_cluster(seed));
    put_keys(run, 100);
    run.crash(NodeId{3});
    REQUIRE(run.restart(NodeId{3}));
    std::vector<OpId> gets;
    for (int i = 0; i < 100; ++i) gets.push_back(run.get(key_name(i)));
    for (int i = 0; i < 20; ++i) run.put("new-" + std::to_string(i), "w");
    run.finish();
    for (const OpId get : gets) REQUIRE(run.result(get).ok());
    for (const auto& [id, result] : run.results()) REQUIRE(result.ok());
    CHECK(keys_short_of_copies(run) == 0);
    run.judge();
  }
}

// Its other members are all there is to ask, and one of them has lost its memory too.
TEST_CASE("recovery: where too few members kept their memory, it ends in doubt and says so",
          "[sim]") {
  ClusterConfig config = small_cluster(5);
  config.shape.nodes = 3;
  SimRun run(config);
  put_keys(run, 10);
  run.crash(NodeId{0});
  run.crash(NodeId{1});
  REQUIRE(run.restart(NodeId{0}));
  REQUIRE(run.restart(NodeId{1}));
  run.finish();
  const auto recovered = of_kind(run, EventKind::node_recovered);
  REQUIRE(recovered.size() == 2);
  for (const TraceEvent& event : recovered) CHECK(event.count > 0);
  // What node 2 kept is back everywhere; what nobody has is not called not_found.
  CHECK(keys_short_of_copies(run) == 0);
  const OpId never = run.get("never");
  run.finish();
  CHECK(run.result(never).error->code == ErrorCode::unavailable);
}

TEST_CASE("recovery: waits for a member that is down, and ends once that is back", "[sim]") {
  ClusterConfig config = small_cluster(6);
  config.shape.nodes = 3;
  SimRun run(config);
  put_keys(run, 30);
  run.crash(NodeId{0});
  run.crash(NodeId{1});
  REQUIRE(run.restart(NodeId{0}));
  run.finish();  // it waits, but that keeps nobody busy
  CHECK(world_of(run).node(NodeId{0}).recovering);
  const OpId while_waiting = run.get(key_name(7));
  run.finish();
  CHECK(run.result(while_waiting).ok());
  REQUIRE(run.restart(NodeId{1}));
  run.sim().run_until(run.sim().now() + 1s);
  CHECK_FALSE(world_of(run).node(NodeId{0}).recovering);
  CHECK(keys_short_of_copies(run) == 0);
}

TEST_CASE("anti-entropy: replicas that missed writes get them in time, without a read or a write",
          "[sim]") {
  std::size_t short_of_copies = 0;
  for (std::uint64_t seed = 1; seed <= 10; ++seed) {
    const Replay replay(seed);
    ClusterConfig config = small_cluster(seed);
    config.network.loss_ppm = 400'000;
    SimRun run(config);
    put_keys(run, 600);
    short_of_copies += keys_short_of_copies(run);
    REQUIRE(run.sim().submit(SetNetworkCommand{LinkSettings{}}).has_value());
    run.sim().run_until(run.sim().now() + 12s);
    CHECK(keys_short_of_copies(run) == 0);
  }
  CHECK(short_of_copies > 10);  // else there was nothing to see
}

TEST_CASE("anti-entropy: equal replicas cost one comparison", "[sim]") {
  ClusterConfig config = small_cluster(8);
  config.timing.probe_interval = {};
  SimRun run(config);
  put_keys(run, 500);
  const std::size_t before = run.events().size();
  run.sim().run_until(run.sim().now() + 10s);
  std::size_t compared = 0;
  for (std::size_t i = before; i < run.events().size(); ++i) {
    const TraceEvent& event = run.events()[i];
    if (event.kind != EventKind::message_sent) continue;
    const bool first_question = event.message_kind() == MessageKind::compare_request ||
                                event.message_kind() == MessageKind::compare_reply;
    REQUIRE(first_question);
    ++compared;
  }
  CHECK(compared >= 5 * 9 * 2);
}

}  // namespace
}  // namespace ringside::recovery_test
