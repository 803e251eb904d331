// Whole scans, page after page, while the cluster changes under them.
#include <algorithm>
#include <catch_amalgamated.hpp>
#include <map>
#include <string>
#include <vector>

#include "core/base/hash.h"
#include "tests/sim/sim_run.h"

namespace ringside::scan_test {
namespace {

using std::chrono::milliseconds;

ClusterConfig scanned_cluster(std::uint64_t seed) {
  ClusterConfig config = small_cluster(seed);
  config.shape = {.nodes = 7, .replicas = 2, .failures = 1, .vnodes = 4};
  config.shape.spares = 1;
  return config;
}

void put_keys(SimRun& run, int count) {
  for (int i = 0; i < count; ++i) run.put("k" + std::to_string(i), std::to_string(i));
  run.finish();
}

// Asks for page after page; `between` is called before each but the first.
template <typename Between>
std::vector<ScanPage> scan_all(SimRun& run, std::uint32_t limit, Between&& between) {
  std::vector<ScanPage> pages;
  for (ScanCommand next{.limit = limit};;) {
    const OpId op = run.submit(next);
    run.finish();
    const OperationResult& result = run.result(op);
    if (result.ok()) pages.push_back(result.page);
    REQUIRE((result.ok() || result.error->code == ErrorCode::unavailable));
    if (result.ok() && result.page.cursor.empty()) return pages;
    if (result.ok()) next.cursor = result.page.cursor;
    between();
  }
}

TEST_CASE("scan: page after page has every key once, in the order of the hashes", "[sim]") {
  const Replay replay(1);
  SimRun run(scanned_cluster(1));
  put_keys(run, 100);
  run.remove("k7");
  run.finish();
  std::vector<std::string> told;
  for (const ScanPage& page : scan_all(run, 9, [] {})) {
    CHECK(page.keys.size() <= 9);
    for (const ScannedKey& scanned : page.keys) {
      told.push_back(scanned.key);
      CHECK(scanned.key == "k" + scanned.value);
    }
  }
  std::vector<std::string> expected;
  for (int i = 0; i < 100; ++i) {
    if (i != 7) expected.push_back("k" + std::to_string(i));
  }
  std::sort(expected.begin(), expected.end(),
            [](const std::string& a, const std::string& b) { return hash_key(a) < hash_key(b); });
  CHECK(told == expected);
  run.judge();
}

TEST_CASE(
    "scan: what is there all the time is told once, while nodes die, come back, join and "
    "leave and other keys come and go",
    "[sim]") {
  for (std::uint64_t seed = 1; seed <= 12; ++seed) {
    const Replay replay(seed);
    SimRun run(scanned_cluster(seed));
    put_keys(run, 60);
    int turn = 0;
    const auto change = [&] {
      run.put("x" + std::to_string(turn), "x");
      if (turn > 2) run.remove("x" + std::to_string(turn - 2));
      // One node at a time is without its memory.
      const NodeId victim{static_cast<std::uint32_t>((turn / 2 + seed) % 6)};
      if (turn % 2 == 0) run.crash(victim);
      if (turn % 2 == 1) run.restart(victim);
      if (turn == 2) REQUIRE(run.sim().submit(AddCommand{NodeId{6}}));
      if (turn == 9) (void)run.sim().submit(DrainCommand{NodeId{5}});
      ++turn;
      if (turn % 3 != 0) run.finish();  // else the next page begins while all that is under way
    };
    std::map<std::string, int> told;
    for (const ScanPage& page : scan_all(run, 5, change)) {
      for (const ScannedKey& scanned : page.keys) ++told[scanned.key];
    }
    CHECK(turn > 10);
    for (int i = 0; i < 60; ++i) CHECK(told["k" + std::to_string(i)] == 1);
    for (const auto& [key, times] : told) CHECK(times == 1);
    run.judge();
  }
}

TEST_CASE("scan: a cursor holds for another ring, and for nodes that have lost all since",
          "[sim]") {
  const Replay replay(2);
  SimRun run(scanned_cluster(2));
  put_keys(run, 40);
  const OpId first = run.submit(ScanCommand{.limit = 10});
  run.finish();
  const std::string cursor = run.result(first).page.cursor;
  REQUIRE_FALSE(cursor.empty());
  REQUIRE(run.sim().submit(AddCommand{NodeId{6}}));
  run.sim().run_until(run.sim().now() + std::chrono::seconds{5});
  REQUIRE(run.crash(run.result(first).receipt.answered_by));
  const OpId second = run.submit(ScanCommand{.limit = 1000, .cursor = cursor});
  run.finish();
  CHECK(run.result(first).page.keys.size() == 10);
  CHECK(run.result(second).page.keys.size() == 30);
  CHECK(run.result(second).page.cursor.empty());
  run.judge();
}

TEST_CASE("scan: what there is by the deadline is a page; with nothing it is a timeout", "[sim]") {
  const Replay replay(3);
  ClusterConfig config = scanned_cluster(3);
  config.network.latency = {Latency::Kind::constant, milliseconds{30}, {}};
  config.timing.probe_interval = {};
  config.timing.attempt_timeout = milliseconds{200};
  config.timing.reply_timeout = milliseconds{100};
  SimRun run(config);
  put_keys(run, 20);
  const OpId slow = run.submit(ScanCommand{.limit = 1000});
  run.finish();
  REQUIRE(run.result(slow).ok());
  CHECK(run.result(slow).page.has_any);
  CHECK_FALSE(run.result(slow).page.cursor.empty());
  CHECK(run.result(slow).finished - run.result(slow).started == config.timing.operation_deadline);
  std::size_t told = 0;
  for (const ScanPage& page : scan_all(run, 1000, [] {})) told += page.keys.size();
  CHECK(told == 20);

  for (std::uint32_t node = 0; node < config.shape.nodes; ++node) REQUIRE(run.crash(NodeId{node}));
  const OpId none = run.submit(ScanCommand{});
  run.finish();
  REQUIRE(run.result(none).error);
  CHECK(run.result(none).error->code == ErrorCode::timeout);
  run.judge();
}

TEST_CASE("scan: what no page can be is refused", "[sim]") {
  Simulation sim(scanned_cluster(4));
  for (const ScanCommand& scan :
       {ScanCommand{.limit = 0}, ScanCommand{.limit = 1001}, ScanCommand{.cursor = "s1.nonsense"},
        ScanCommand{.consistency = Consistency{.read_quorum = 9}}}) {
    const auto refused = sim.submit(scan);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == ErrorCode::invalid_argument);
  }
}

TEST_CASE("scan: values that siblings have are merged, or the newest is told", "[sim]") {
  for (const Conflicts policy : {Conflicts::keep_siblings, Conflicts::merge_union}) {
    ClusterConfig config = scanned_cluster(5);
    config.conflicts = policy;
    SimRun run(config);
    run.put("k", "b");
    run.finish();
    run.put("k", "a");
    run.finish();
    const OpId op = run.submit(ScanCommand{});
    run.finish();
    REQUIRE(run.result(op).page.keys.size() == 1);
    CHECK(run.result(op).page.keys[0].value == (policy == Conflicts::merge_union ? "a b" : "a"));
  }
}

}  // namespace
}  // namespace ringside::scan_test
