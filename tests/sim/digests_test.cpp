// Runs whose digests are fixed: every compiler and platform must come to the same ones, bit by bit.
// A change of behaviour changes them; then look at why, and write down what the failure prints.
#include <catch_amalgamated.hpp>
#include <cstdint>
#include <string>

#include "tests/sim/sim_run.h"

namespace ringside::digests_test {
namespace {

struct Golden {
  const char* name;
  Shape shape;
  LinkSettings network;
  std::uint64_t seed;
  int operations;
  bool crashes;
  std::uint64_t events;
  std::uint64_t digest;
};

constexpr Latency k_uniform{Latency::Kind::uniform, Duration{500'000}, Duration{500'000}};
constexpr Latency k_exponential{Latency::Kind::exponential, Duration{200'000}, Duration{3'000'000}};
constexpr Latency k_constant{Latency::Kind::constant, Duration{1'000'000}, Duration{0}};

constexpr Golden k_goldens[] = {
    {"smallest", {2, 1, 0, 1, 1}, {k_uniform, 0}, 1, 200, false, 3015, 0x3bb10e4fa4bf5944},
    {"default", {5, 2, 1, 16, 1}, {k_uniform, 0}, 1, 1000, false, 16378, 0xef717f9aa7bc060},
    {"default, another seed",
     {5, 2, 1, 16, 1},
     {k_uniform, 0},
     2,
     1000,
     false,
     16067,
     0xf440ee8590ad92b6},
    {"constant latency",
     {5, 2, 1, 16, 1},
     {k_constant, 0},
     3,
     1000,
     false,
     16220,
     0x5a4e95795584ef25},
    {"exponential latency and loss",
     {6, 3, 1, 8, 4},
     {k_exponential, 50'000},
     4,
     1000,
     false,
     26434,
     0x7535e018e8483880},
    {"crashes", {7, 3, 2, 32, 5}, {k_uniform, 0}, 5, 1000, true, 30916, 0x953e58326903cfe},
    {"crashes, exponential latency and loss",
     {8, 2, 1, 64, 6},
     {k_exponential, 20'000},
     6,
     2000,
     true,
     57593,
     0xba66f473f446186a},
    {"many nodes",
     {64, 4, 2, 16, 7},
     {k_uniform, 10'000},
     7,
     2000,
     true,
     102546,
     0x8d23692e25dffa7a},
};

// Operations, crashes and restarts that only the seed decides, submitted while the run goes on.
void play(SimRun& run, const Golden& golden) {
  Rng rng(golden.seed, 8);
  for (int i = 0; i < golden.operations; ++i) {
    const std::string key = "key-" + std::to_string(rng.below(97));
    const std::uint64_t kind = rng.below(10);
    if (kind < 5) {
      run.put(key, "value-" + std::to_string(i));
    } else if (kind < 9) {
      run.get(key);
    } else {
      run.remove(key);
    }
    if (golden.crashes && rng.below(20) == 0) {
      const NodeId node{static_cast<std::uint32_t>(rng.below(golden.shape.nodes))};
      if (!run.crash(node)) run.restart(node);
    }
    for (std::uint64_t step = rng.below(12); step > 0; --step) run.sim().step();
  }
  run.finish();
}

TEST_CASE("digest: fixed runs are the same with every compiler and on every platform", "[sim]") {
  for (const Golden& golden : k_goldens) {
    const Replay replay(golden.seed);
    CAPTURE(golden.name);
    ClusterConfig config;
    config.shape = golden.shape;
    config.network = golden.network;
    config.seed = golden.seed;
    REQUIRE(validate(config));
    SimRun run(config);
    play(run, golden);
    run.judge();
    CAPTURE(run.sim().digest().hex());
    CHECK(run.sim().events_traced() == golden.events);
    CHECK(run.sim().digest().value() == golden.digest);
  }
}

}  // namespace
}  // namespace ringside::digests_test
