// How clusters carry load: which member reads go to, and which keys are too hot.
#include <catch_amalgamated.hpp>
#include <cstdint>
#include <string>

#include "core/base/hash.h"
#include "core/base/rng.h"
#include "core/trace/world.h"
#include "tests/sim/sim_run.h"

namespace ringside::load_test {
namespace {

using std::chrono::milliseconds;

struct Reads {
  double mean_ms = 0;
  double share_of_slow = 0;  // of the requests that clients made for them
};

// Reads of a few keys, eight under way at a time, while one of three nodes takes four milliseconds
// for each message.
Reads reads_beside_a_slow_node(ReadChoice choice, std::uint64_t seed) {
  ClusterConfig config;
  config.shape = {.nodes = 3, .replicas = 2, .failures = 1, .vnodes = 4};
  config.clients = 2;
  config.client_window = 4;
  config.seed = seed;
  config.read_choice = choice;
  Simulation sim(config);
  World world(config.shape);
  for (int key = 0; key < 10; ++key)
    REQUIRE(sim.submit(PutCommand{"k" + std::to_string(key), "v"}).has_value());
  REQUIRE(sim.run_until_idle(1'000'000));
  (void)sim.take_results();
  REQUIRE(sim.submit(SlowCommand{NodeId{2}, milliseconds{4}}).has_value());
  Rng rng(seed, 5);
  Reads reads;
  constexpr int k_reads = 2000;
  double requests = 0;
  double to_slow = 0;
  TraceBatch batch;
  for (int asked = 0, ended = 0; ended < k_reads;) {
    for (; asked < k_reads && asked - ended < 8; ++asked)
      REQUIRE(sim.submit(GetCommand{"k" + std::to_string(rng.below(10))}).has_value());
    REQUIRE(sim.step());
    for (const OperationResult& result : sim.take_results()) {
      REQUIRE(result.ok());
      reads.mean_ms += static_cast<double>((result.finished - result.started).count()) / 1e6;
      ++ended;
    }
  }
  sim.collect(batch);
  for (const TraceEvent& event : batch.events) {
    if (event.kind != EventKind::message_sent || event.message_kind() != MessageKind::get_request)
      continue;
    ++requests;
    to_slow += event.peer == Address{NodeId{2}} ? 1 : 0;
  }
  reads.mean_ms /= k_reads;
  reads.share_of_slow = to_slow / requests;
  return reads;
}

TEST_CASE("load: reads by load pass by a slow node, and take half the time", "[sim]") {
  for (const std::uint64_t seed : {1u, 2u, 3u}) {
    const Reads any = reads_beside_a_slow_node(ReadChoice::any, seed);
    const Reads load = reads_beside_a_slow_node(ReadChoice::load, seed);
    CAPTURE(seed, any.mean_ms, load.mean_ms, any.share_of_slow, load.share_of_slow);
    CHECK(any.share_of_slow > 0.25);
    CHECK(load.share_of_slow < any.share_of_slow / 2);
    CHECK(load.share_of_slow > 0);  // it is tried again now and then
    CHECK(load.mean_ms < any.mean_ms / 2);
  }
}

// Gets for two seconds, one a millisecond, of which so many percent ask for one key.
World after_gets(std::uint64_t hot_percent) {
  ClusterConfig config;
  Simulation sim(config);
  World world(config.shape);
  Rng rng(9);
  for (int i = 0; i < 2500; ++i) {
    const bool hot = rng.below(100) < hot_percent;
    const std::string key = hot ? "hot" : "k" + std::to_string(rng.below(1000));
    REQUIRE(sim.submit(GetCommand{key}).has_value());
    sim.run_until(sim.now() + milliseconds{1});
  }
  TraceBatch batch;
  sim.collect(batch);
  for (const TraceEvent& event : batch.events) world.apply(event);
  return world;
}

TEST_CASE("load: a key that most ask for is named by the nodes that are asked for it", "[sim]") {
  const World world = after_gets(60);
  REQUIRE(world.hot_keys().size() == 1);
  const auto& [key, seen] = *world.hot_keys().begin();
  CHECK(key == hash_key("hot"));
  CHECK(world.ring().is_member(seen.node, key));
  CHECK(seen.requests >= HotKeys::k_requests_min);
  CHECK(seen.requests <= 700);
  CHECK(seen.of >= seen.requests);
  CHECK(seen.seconds >= 3);  // by three members, one second or two
}

TEST_CASE("load: where nothing is hot, nothing is said", "[sim]") {
  CHECK(after_gets(3).hot_keys().empty());
}

TEST_CASE("load: however tokens lie, what was put is got, also after a crash", "[sim]") {
  for (const TokenPlacement placement : {TokenPlacement::even, TokenPlacement::bounded}) {
    CAPTURE(to_string(placement));
    ClusterConfig config;
    config.shape.nodes = 7;
    config.shape.placement = placement;
    config.shape.weights = {1, 2};
    SimRun run(config);
    for (int i = 0; i < 40; ++i) run.put("k" + std::to_string(i), "v" + std::to_string(i));
    run.finish();
    REQUIRE(run.crash(NodeId{3}));
    std::vector<OpId> gets;
    for (int i = 0; i < 40; ++i) gets.push_back(run.get("k" + std::to_string(i)));
    run.finish();
    for (int i = 0; i < 40; ++i) CHECK(run.result(gets[i]).value == "v" + std::to_string(i));
  }
}

}  // namespace
}  // namespace ringside::load_test
