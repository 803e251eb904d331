#include <algorithm>
#include <catch_amalgamated.hpp>
#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

#include "core/base/hash.h"
#include "core/trace/world.h"
#include "core/trial/trial.h"
#include "core/trial/trial_plan.h"
#include "tests/sim/sim_run.h"

namespace ringside::ring_change_test {
namespace {

using namespace std::chrono_literals;

// Five members and a spare; nothing happens but what is asked for.
ClusterConfig five_and_a_spare(std::uint64_t seed, Level level = Level::eventual) {
  ClusterConfig config = small_cluster(seed);
  config.shape.nodes = 6;
  config.shape.spares = 1;
  config.timing.repair_interval = {};
  config.timing.probe_interval = {};
  config.consistency.level = level;
  return config;
}

std::string key_name(int i) { return "key-" + std::to_string(i); }

void put_keys(SimRun& run, int keys) {
  for (int i = 0; i < keys; ++i) run.put(key_name(i), "v" + std::to_string(i));
  run.finish();
}

void order(SimRun& run, Command command) { REQUIRE(run.sim().submit(std::move(command))); }

World world_of(SimRun& run) {
  World world(run.sim().config().shape);
  for (const TraceEvent& event : run.events()) world.apply(event);
  return world;
}

// Every key has the newest version at each member of its group, and no copy anywhere else.
void check_placed(const World& world, std::size_t keys) {
  CHECK(world.keys().size() == keys);
  for (const auto& [hash, key] : world.keys()) {
    CHECK(key.fresh_copies() == world.shape().group_size());
    for (const Holding& copy : key.copies) CHECK(world.ring().is_member(copy.node, hash));
  }
}

// Everything that was put reads back.
void check_reads(SimRun& run, int keys) {
  std::vector<OpId> gets;
  for (int i = 0; i < keys; ++i) gets.push_back(run.get(key_name(i)));
  run.finish();
  for (int i = 0; i < keys; ++i) {
    const OperationResult& result = run.result(gets[static_cast<std::size_t>(i)]);
    CAPTURE(result.key);
    REQUIRE(result.ok());
    CHECK(result.value == "v" + std::to_string(i));
  }
}

TEST_CASE("ring change: a node that is added gets its share, and the others let go of it",
          "[sim]") {
  for (const int keys : {0, 1, 300}) {
    SimRun run(five_and_a_spare(1));
    put_keys(run, keys);
    order(run, AddCommand{NodeId{5}});
    run.finish();
    const World world = world_of(run);
    CHECK(world.view().epoch() == RingEpoch{3});
    CHECK_FALSE(world.view().is_moving());
    CHECK(world.ring().nodes().size() == 6);
    for (const WorldNode& node : world.nodes()) CHECK(node.epoch == RingEpoch{3});
    check_placed(world, static_cast<std::size_t>(keys));
    if (keys == 300) CHECK(world.node(NodeId{5}).live_keys > 50);
    check_reads(run, keys);
    run.judge();
  }
}

TEST_CASE("ring change: a node that is drained hands all over, and can come back", "[sim]") {
  SimRun run(five_and_a_spare(2));
  put_keys(run, 200);
  order(run, DrainCommand{NodeId{2}});
  run.finish();
  CHECK(world_of(run).node(NodeId{2}).live_keys == 0);
  check_placed(world_of(run), 200);
  check_reads(run, 200);
  order(run, AddCommand{NodeId{2}});
  run.finish();
  CHECK(world_of(run).view().epoch() == RingEpoch{5});
  CHECK(world_of(run).node(NodeId{2}).live_keys > 20);
  check_placed(world_of(run), 200);
  check_reads(run, 200);
  run.judge();
}

TEST_CASE("ring change: what a dead node kept has all its copies again once it is evicted",
          "[sim]") {
  SimRun run(five_and_a_spare(3));
  put_keys(run, 200);
  run.crash(NodeId{1});
  order(run, EvictCommand{NodeId{1}});
  run.finish();
  run.sim().run_until(run.sim().now() + 5s);
  const World world = world_of(run);
  CHECK(world.ring().nodes().size() == 4);
  check_placed(world, 200);
  // So the next death is the first one again: F = 1.
  run.crash(NodeId{3});
  run.sim().run_until(run.sim().now() + 1s);
  check_reads(run, 200);
  // It comes back, is no member, and knows it.
  REQUIRE(run.restart(NodeId{1}));
  run.finish();
  run.sim().run_until(run.sim().now() + 5s);
  CHECK(world_of(run).node(NodeId{1}).epoch == world.view().epoch());
  CHECK(world_of(run).node(NodeId{1}).live_keys == 0);
  run.judge();
}

TEST_CASE("ring change: a minority cannot change the ring, and the majority can", "[sim]") {
  for (const bool with_majority : {false, true}) {
    SimRun run(five_and_a_spare(4));
    put_keys(run, 50);
    PartitionGroups groups{{NodeId{0}, NodeId{1}}, {NodeId{2}, NodeId{3}, NodeId{4}}};
    groups[with_majority ? 1 : 0].emplace_back(NodeId{5});
    order(run, PartitionCommand{PartitionCommand::Form::groups, groups});
    order(run, AddCommand{NodeId{5}});
    run.sim().run_until(run.sim().now() + 3s);
    // Ranges have to wait for the other side: some groups have two of their members there.
    CHECK(world_of(run).view().epoch() == (with_majority ? RingEpoch{2} : RingEpoch{1}));
    CHECK(world_of(run).node(NodeId{0}).epoch == RingEpoch{1});
    order(run, HealCommand{});
    run.sim().run_until(run.sim().now() + 3s);
    check_reads(run, 50);
    CHECK(world_of(run).view().epoch() == RingEpoch{3});
    run.judge();
  }
}

TEST_CASE("ring change: operations go on meanwhile, and no client sees that its view was old",
          "[sim]") {
  for (const Level level : {Level::eventual, Level::strict, Level::linearizable}) {
    SimRun run(five_and_a_spare(5, level));
    put_keys(run, 100);
    for (int i = 0; i < 400; ++i) {
      if (i == 40) order(run, AddCommand{NodeId{5}});
      if (i == 200) order(run, DrainCommand{NodeId{0}});
      run.put(key_name(i % 100), "w" + std::to_string(i));
      run.get(key_name((i * 7) % 100));
      run.sim().run_until(run.sim().now() + 200us);
    }
    run.finish();
    CHECK(world_of(run).view().epoch() == RingEpoch{5});
    for (const auto& [op, result] : run.results()) {
      CAPTURE(raw(op));
      CHECK(result.ok());
    }
    CHECK(std::any_of(run.results().begin(), run.results().end(),
                      [](const auto& entry) { return entry.second.receipt.attempts > 1; }));
    check_placed(world_of(run), 100);
    run.judge();
  }
}

// Whoever dies, and whenever: in the end the change has come about as a whole or not at all, and
// nothing is lost.
TEST_CASE("ring change: whoever dies at any event of it, nothing is left half done", "[sim]") {
  SimRun before(five_and_a_spare(6));
  put_keys(before, 20);
  order(before, AddCommand{NodeId{5}});
  std::size_t settled = 0;
  std::size_t undone = 0;
  for (std::uint64_t event = 0;; ++event) {
    if (event > 0 && !before.sim().step()) break;
    if (before.sim().idle()) break;
    for (const std::uint32_t victim : {0u, 3u, 5u}) {
      CAPTURE(event, victim);
      SimRun run = before;
      REQUIRE(run.crash(NodeId{victim}));
      run.sim().run_until(run.sim().now() + 2s);
      REQUIRE(run.restart(NodeId{victim}));
      run.sim().run_until(run.sim().now() + 3s);
      const World world = world_of(run);
      REQUIRE_FALSE(world.view().is_moving());
      (world.view().epoch() == RingEpoch{3} ? settled : undone) += 1;
      for (std::uint32_t node = 0; node < 6; ++node) {
        const bool may_not_know = world.view().epoch() == RingEpoch{1};
        CHECK((may_not_know || world.node(NodeId{node}).epoch == RingEpoch{3}));
      }
      check_placed(world, 20);
      check_reads(run, 20);
    }
  }
  CHECK(settled > 100);
  CHECK(undone > 5);  // where the one that was to come died before anybody had accepted it
}

TEST_CASE("ring change: a death that lasts evicts, and who was evicted comes back", "[sim]") {
  ClusterConfig config = small_cluster(8);
  config.timing.evict_dead_after = 500ms;
  SimRun run(config);
  put_keys(run, 100);
  run.crash(NodeId{3});
  run.sim().run_until(run.sim().now() + 1500ms);
  CHECK(world_of(run).view().epoch() == RingEpoch{1});
  run.sim().run_until(run.sim().now() + 3s);
  CHECK(world_of(run).view().epoch() == RingEpoch{3});
  CHECK(world_of(run).ring().nodes().size() == 4);
  check_placed(world_of(run), 100);
  REQUIRE(run.restart(NodeId{3}));
  run.sim().run_until(run.sim().now() + 5s);
  CHECK(world_of(run).view().epoch() == RingEpoch{5});
  CHECK(world_of(run).ring().nodes().size() == 5);
  check_placed(world_of(run), 100);
  check_reads(run, 100);
  run.judge();
}

TEST_CASE("ring change: members that died and came back one after another can still decide",
          "[sim]") {
  SimRun run(five_and_a_spare(7));
  put_keys(run, 30);
  for (std::uint32_t node = 0; node < 5; ++node) {
    run.crash(NodeId{node});
    run.sim().run_until(run.sim().now() + 500ms);
    REQUIRE(run.restart(NodeId{node}));
    run.sim().run_until(run.sim().now() + 3s);
  }
  order(run, AddCommand{NodeId{5}});
  run.sim().run_until(run.sim().now() + 2s);
  CHECK(world_of(run).view().epoch() == RingEpoch{3});
  check_reads(run, 30);
}

TEST_CASE("ring change: under all faults together every promise is kept", "[sim]") {
  std::uint64_t epochs = 0;
  for (const char* level : {"eventual", "sloppy", "strict", "linearizable"}) {
    for (std::uint64_t seed = 1; seed <= 40; ++seed) {
      CAPTURE(level, seed);
      TrialSettings settings;
      settings.fixed = {{"level", level}};
      const TrialReport report =
          run_trial(draw_trial(settings, seed), [&](const Recorder& run, const RunEnd& end) {
            epochs += raw(run.world().view().epoch()) - 1;
            return judge_promises(run, end);
          });
      CAPTURE(broken_promises(report.judgements));
      REQUIRE(report.kept());
    }
  }
  CHECK(epochs > 200);  // else the rings stood still
}

}  // namespace
}  // namespace ringside::ring_change_test
