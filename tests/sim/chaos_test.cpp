// Crashes, restarts, pauses, wrong clocks, partitions, lossy and slow networks and all kinds of
// operations, mixed at random.
#include <catch_amalgamated.hpp>
#include <cstdint>
#include <map>
#include <set>
#include <string>

#include "core/trace/world.h"
#include "tests/sim/sim_run.h"

namespace ringside::chaos_test {
namespace {

using std::chrono::microseconds;
using std::chrono::milliseconds;

// What is done to a cluster at random, and what was written, so that no value can be invented.
class Chaos {
 public:
  Chaos(SimRun& run, std::uint64_t seed) : run_(run), rng_(seed, 6) {}

  void act() {
    const std::string key = "k" + std::to_string(rng_.below(6));
    const NodeId node{static_cast<std::uint32_t>(rng_.below(run_.sim().config().shape.nodes))};
    switch (rng_.below(13)) {
      case 0: run_.crash(node); break;
      case 1:
      case 2: run_.restart(node); break;
      case 3: set_network(); break;
      case 12: hinder(node); break;
      case 4:
      case 5: run_.remove(key); break;
      case 6:
      case 7:
      case 8: reads_.emplace(run_.get(key), key); break;
      default: {
        const std::string value = key + "=" + std::to_string(++values_);
        written_[key].insert(value);
        run_.put(key, value);
      }
    }
    for (std::uint64_t i = rng_.below(25); i > 0; --i) run_.sim().step();
  }

  // What does not fit a node's state is refused, which does no harm.
  void hinder(NodeId node) {
    const auto other = static_cast<std::uint32_t>(rng_.below(run_.sim().config().shape.nodes));
    const auto few_ms = [&] { return Duration{static_cast<std::int64_t>(rng_.below(30'000'000))}; };
    switch (rng_.below(12)) {
      case 0:
      case 1: (void)run_.sim().submit(PauseCommand{node}); break;
      case 2:
      case 3: (void)run_.sim().submit(ResumeCommand{node}); break;
      case 4: (void)run_.sim().submit(SlowCommand{node, few_ms()}); break;
      case 5: (void)run_.sim().submit(SlowCommand{node, {}}); break;
      case 6:
        (void)run_.sim().submit(SkewCommand{node, 20 * (few_ms() - Duration{15'000'000})});
        break;
      case 7: (void)run_.sim().submit(CutCommand{{node}, {NodeId{other}}}); break;
      case 8: (void)run_.sim().submit(PartitionCommand{{}, {{node, NodeId{other}}}}); break;
      case 9: (void)run_.sim().submit(PartitionCommand{PartitionCommand::Form::ring, {}}); break;
      default: (void)run_.sim().submit(HealCommand{});
    }
  }

  // Nobody is paused any more, so that nothing waits.
  void resume_all() {
    for (std::uint32_t node = 0; node < run_.sim().config().shape.nodes; ++node)
      (void)run_.sim().submit(ResumeCommand{NodeId{node}});
  }

  void require_nothing_invented() {
    for (const auto& [op, key] : reads_) {
      const OperationResult& result = run_.result(op);
      if (result.ok()) REQUIRE(written_[key].contains(result.value));
    }
  }

 private:
  void set_network() {
    LinkSettings links;
    links.latency.kind = static_cast<Latency::Kind>(rng_.below(5));
    links.latency.shape_milli = 1000 + static_cast<std::uint32_t>(rng_.below(1000));
    links.latency.base = microseconds{rng_.below(3000)};
    links.latency.spread = microseconds{rng_.below(40'000)};
    links.loss_ppm = static_cast<std::uint32_t>(rng_.below(4) * 60'000);
    links.duplicate_ppm = static_cast<std::uint32_t>(rng_.below(3) * 80'000);
    REQUIRE(run_.sim().submit(SetNetworkCommand{links}));
  }

  SimRun& run_;
  Rng rng_;
  std::uint64_t values_ = 0;
  std::map<OpId, std::string> reads_;
  std::map<std::string, std::set<std::string>> written_;
};

ClusterConfig random_cluster(std::uint64_t seed) {
  Rng rng(seed, 7);
  ClusterConfig config;
  config.shape.nodes = 2 + static_cast<std::uint32_t>(rng.below(7));
  config.shape.replicas = 1 + static_cast<std::uint32_t>(rng.below(config.shape.nodes - 1));
  config.shape.failures = static_cast<std::uint32_t>(rng.below(config.shape.replicas));
  config.shape.vnodes = 1 + static_cast<std::uint32_t>(rng.below(8));
  config.shape.token_seed = seed;
  config.clients = 1 + static_cast<std::uint32_t>(rng.below(4));
  config.client_window = 1 + static_cast<std::uint32_t>(rng.below(8));
  config.mailbox = 1 + static_cast<std::uint32_t>(rng.below(60));
  config.seed = seed;
  return config;
}

TEST_CASE(
    "chaos: whatever happens, every operation ends once, no value is invented and the trace is "
    "sound",
    "[sim]") {
  for (std::uint64_t seed = 1; seed <= 120; ++seed) {
    const Replay replay(seed);
    SimRun run(random_cluster(seed));
    Chaos chaos(run, seed);
    for (int i = 0; i < 250; ++i) chaos.act();
    chaos.resume_all();
    run.finish();
    run.judge();
    chaos.require_nothing_invented();
  }
}

// More crashes than F can lose acknowledged writes, but nodes know that they lost their memory:
// what was acknowledged and never removed may be unavailable, it is never said not to exist.
TEST_CASE("chaos: however many nodes crash, what was acknowledged is never called not_found",
          "[sim]") {
  std::size_t lost = 0;
  for (std::uint64_t seed = 501; seed <= 580; ++seed) {
    const Replay replay(seed);
    SimRun run(random_cluster(seed));
    Rng rng(seed, 9);
    std::map<std::string, OpId> puts;
    std::map<OpId, std::string> reads;
    for (int i = 0; i < 300; ++i) {
      const NodeId node{static_cast<std::uint32_t>(rng.below(run.sim().config().shape.nodes))};
      switch (rng.below(6)) {
        case 0: run.crash(node); break;
        case 1:
        case 2: run.restart(node); break;
        case 3: {
          const std::string key = "key" + std::to_string(i);
          puts.emplace(key, run.put(key, "value of " + key));
          break;
        }
        default:
          for (const auto& [key, put] : puts) {
            const auto ended = run.results().find(put);
            if (ended == run.results().end() || !ended->second.ok() || rng.below(4) != 0) continue;
            reads.emplace(run.get(key), key);
          }
      }
      for (std::uint64_t steps = rng.below(40); steps > 0; --steps) run.sim().step();
    }
    run.finish();
    run.judge();
    for (const auto& [op, key] : reads) {
      const OperationResult& result = run.result(op);
      CAPTURE(key, raw(op));
      if (result.ok()) {
        REQUIRE(result.value == "value of " + key);
      } else {
        ++lost;
        REQUIRE(result.error->code != ErrorCode::not_found);
      }
    }
  }
  CHECK(lost > 100);  // else nothing was tried
}

TEST_CASE("chaos: a copy taken in the middle of it goes on alike", "[sim]") {
  for (std::uint64_t seed = 201; seed <= 210; ++seed) {
    const Replay replay(seed);
    SimRun run(random_cluster(seed));
    Chaos chaos(run, seed);
    for (int i = 0; i < 150; ++i) chaos.act();
    SimRun copy = run;
    run.finish();
    copy.finish();
    REQUIRE(copy.sim().digest().value() == run.sim().digest().value());
    copy.judge();
  }
}

TEST_CASE("chaos: extreme waits and windows do no harm", "[sim]") {
  struct Extreme {
    const char* name;
    Timing timing;
    Latency latency;
  };
  const Latency usual;
  const Latency none{Latency::Kind::constant, {}, {}};
  const Latency slow{Latency::Kind::exponential, milliseconds{20}, milliseconds{80}};
  Timing shortest{Duration{1}, Duration{1}, Duration{1}, Duration{0}, Duration{0}};
  shortest.probe_interval = k_probe_interval_min;
  shortest.probe_timeout = Duration{1};
  Timing longest{k_wait_max, k_wait_max, k_wait_max, k_wait_max, k_wait_max};
  longest.probe_interval = k_wait_max;
  longest.probe_timeout = k_wait_max / 2;
  const Extreme extremes[] = {
      {"shortest waits", shortest, usual},
      {"attempts longer than the deadline",
       {milliseconds{5}, milliseconds{500}, milliseconds{500}, milliseconds{1}, milliseconds{1}},
       usual},
      {"a network without latency", {}, none},
      {"no latency and no suspicion",
       {milliseconds{100}, milliseconds{3}, milliseconds{2}, {}, {}},
       none},
      {"a network slower than every timeout", {}, slow},
      {"longest waits", longest, slow},
  };
  for (const Extreme& extreme : extremes) {
    for (std::uint64_t seed = 301; seed <= 305; ++seed) {
      CAPTURE(extreme.name);
      const Replay replay(seed);
      ClusterConfig config = random_cluster(seed);
      config.timing = extreme.timing;
      config.network.latency = extreme.latency;
      config.network.loss_ppm = 50'000;
      REQUIRE(validate(config));
      SimRun run(config);
      Chaos chaos(run, seed);
      for (int i = 0; i < 150; ++i) chaos.act();
      chaos.resume_all();
      run.finish();
      run.judge();
      chaos.require_nothing_invented();
    }
  }
}

TEST_CASE("loss: with a fifth of all messages lost, most operations still succeed", "[sim]") {
  const Replay replay(401);
  ClusterConfig config;
  config.seed = 401;
  config.network.loss_ppm = 200'000;
  SimRun run(config);
  for (int i = 0; i < 300; ++i) run.put("k" + std::to_string(i), "v");
  run.finish();
  std::size_t succeeded = 0;
  for (const auto& [op, result] : run.results()) succeeded += result.ok() ? 1 : 0;
  CHECK(succeeded > 280);
  run.judge();
}

TEST_CASE("loss: with every message lost, every operation ends by its deadline", "[sim]") {
  const Replay replay(402);
  ClusterConfig config;
  config.network.loss_ppm = 1'000'000;
  SimRun run(config);
  for (int i = 0; i < 20; ++i) run.put("k" + std::to_string(i), "v");
  run.finish();
  for (const auto& [op, result] : run.results())
    CHECK(result.error->code == ErrorCode::outcome_unknown);
  run.judge();
}

TEST_CASE("sim: once messages have drained, all members of a key's group hold the same version",
          "[sim]") {
  const Replay replay(403);
  ClusterConfig config;
  config.seed = 403;
  SimRun run(config);
  for (int i = 0; i < 400; ++i) run.put("k" + std::to_string(i % 50), "v" + std::to_string(i));
  run.finish();
  World world(config.shape);
  for (const TraceEvent& event : run.events()) world.apply(event);
  REQUIRE(world.keys().size() == 50);
  for (const auto& [hash, key] : world.keys()) {
    CHECK(key.copies.size() == config.shape.group_size());
    CHECK(key.fresh_copies() == config.shape.group_size());
    for (const Holding& copy : key.copies) CHECK(world.ring().is_member(copy.node, hash));
  }
}

}  // namespace
}  // namespace ringside::chaos_test
