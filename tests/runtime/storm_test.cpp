// Threads under crashes, restarts and losses: every operation still ends exactly once, with a typed
// outcome.
#include <catch_amalgamated.hpp>
#include <cstdint>
#include <map>
#include <set>
#include <string>

#include "core/base/rng.h"
#include "tests/runtime/thread_run.h"

namespace ringside::storm_test {
namespace {

ClusterConfig hasty_cluster(std::uint64_t seed) {
  ClusterConfig config;
  config.shape = {.nodes = 6, .replicas = 2, .failures = 1, .vnodes = 8};
  config.network.loss_ppm = 10'000;
  config.client_window = 4;
  config.seed = seed;
  return config;
}

// What was written under each key, so that no value can be invented.
class Written {
 public:
  void put(ThreadRun& run, const std::string& key) {
    const std::string value = key + "=" + std::to_string(++count_);
    values_[key].insert(value);
    run.put(key, value);
  }
  void require_nothing_invented(const ThreadRun& run) const {
    for (const auto& [op, result] : run.results()) {
      if (result.kind != OperationKind::get || !result.ok()) continue;
      REQUIRE(values_.contains(result.key));
      REQUIRE(values_.at(result.key).contains(result.value));
    }
  }

 private:
  std::uint64_t count_ = 0;
  std::map<std::string, std::set<std::string>> values_;
};

TEST_CASE("threads: storms of crashes and restarts end every operation", "[runtime]") {
  for (const std::uint64_t seed : {1u, 2u, 3u, 4u}) {
    CAPTURE(seed);
    Rng rng(seed);
    ThreadRun run(hasty_cluster(seed), 1 + static_cast<std::uint32_t>(seed % 3));
    run.cluster().set_rate(20);
    Written written;
    for (int i = 0; i < 600; ++i) {
      const std::string key = "k" + std::to_string(rng.below(20));
      switch (rng.below(8)) {
        case 0: run.crash(NodeId{static_cast<std::uint32_t>(rng.below(6))}); break;
        case 1: run.restart(NodeId{static_cast<std::uint32_t>(rng.below(6))}); break;
        case 2: run.remove(key); break;
        case 3:
        case 4: run.get(key); break;
        default: written.put(run, key);
      }
      if (rng.below(30) == 0) run.cluster().set_rate(static_cast<double>(rng.below(60)));
      run.poll(static_cast<int>(rng.below(8)));
    }
    run.cluster().set_rate(50);
    run.wait_idle();
    run.judge();
    written.require_nothing_invented(run);
  }
}

TEST_CASE("threads: with every node down, every operation ends by its deadline", "[runtime]") {
  ThreadRun run(hasty_cluster(5), 2);
  run.cluster().set_rate(50);
  for (std::uint32_t node = 0; node < 6; ++node) REQUIRE(run.crash(NodeId{node}));
  for (int i = 0; i < 30; ++i) run.put("k", "v");
  run.wait_idle();
  for (const auto& [op, result] : run.results())
    CHECK(result.error->code == ErrorCode::outcome_unknown);
  run.judge();
}

// Reads every key until it has an answer: on a machine that is busy a replica may seem silent and
// is not gone. What was lost would not come back by asking again.
void require_readable(ThreadRun& run, std::set<std::string> keys) {
  constexpr int k_rounds_max = 20;
  for (int round = 0; round < k_rounds_max && !keys.empty(); ++round) {
    std::map<OpId, std::string> reads;
    for (const std::string& key : keys) reads.emplace(run.get(key), key);
    run.wait_idle();
    for (const auto& [op, key] : reads) {
      const OperationResult& result = run.results().at(op);
      if (!result.ok()) continue;
      REQUIRE(result.value == "value of " + key);
      keys.erase(key);
    }
  }
  CAPTURE(keys);
  REQUIRE(keys.empty());
}

TEST_CASE("threads: one crash loses no acknowledged write", "[runtime]") {
  ClusterConfig config = patient_cluster();
  // Long enough for a busy machine, and yet someone has to notice that the node is gone.
  config.timing.attempt_timeout = std::chrono::seconds{20};
  config.timing.reply_timeout = std::chrono::seconds{5};
  config.timing.suspicion = std::chrono::minutes{10};
  for (std::uint32_t victim = 0; victim < 3; ++victim) {
    ThreadRun run(config, 2);
    run.cluster().set_rate(1);
    std::map<std::string, OpId> puts;
    const auto put_some = [&](int count) {
      for (int i = 0; i < count; ++i) {
        const std::string key = "key" + std::to_string(puts.size());
        puts.emplace(key, run.put(key, "value of " + key));
      }
    };
    put_some(100);
    run.wait_until([&] { return run.results().size() > 20; });
    REQUIRE(run.crash(NodeId{victim}));
    put_some(30);
    run.cluster().set_rate(100);
    run.wait_idle();
    std::set<std::string> acknowledged;
    for (const auto& [key, op] : puts) {
      if (run.results().at(op).ok()) acknowledged.insert(key);
    }
    CHECK(acknowledged.size() > 20);
    require_readable(run, acknowledged);
    run.judge();
  }
}

}  // namespace
}  // namespace ringside::storm_test
