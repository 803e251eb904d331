#include "core/node/hot_keys.h"

#include <algorithm>
#include <catch_amalgamated.hpp>
#include <map>

#include "core/base/rng.h"

namespace ringside::hot_keys_test {
namespace {

using std::chrono::milliseconds;

TEST_CASE("space-saving: few keys are counted exactly", "[node]") {
  SpaceSaving sketch(4);
  for (const std::uint64_t key : {7, 8, 7, 9, 7, 8}) sketch.note(KeyHash{key});
  REQUIRE(sketch.counters().size() == 3);
  CHECK(sketch.counters()[0].key == KeyHash{7});
  CHECK(sketch.counters()[0].count == 3);
  CHECK(sketch.counters()[1].at_least() == 2);
  CHECK(sketch.counters()[2].error == 0);
  CHECK(sketch.noted() == 6);
}

// The theorems of Metwally et al. 2005, section 3.2.
TEST_CASE("space-saving: whatever comes, no frequent key is missed and counts are within bounds",
          "[node]") {
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    CAPTURE(seed);
    constexpr std::size_t k_counters = 16;
    SpaceSaving sketch(k_counters);
    std::map<KeyHash, std::uint64_t> truth;
    Rng rng(seed);
    constexpr std::uint64_t k_notes = 20'000;
    for (std::uint64_t i = 0; i < k_notes; ++i) {
      // Key k about twice as often as key 2k; now and then something never seen.
      const std::uint64_t key = rng.chance(200'000) ? rng.next() : 1000 / (1 + rng.below(1000));
      sketch.note(KeyHash{key});
      ++truth[KeyHash{key}];
    }
    std::uint64_t sum = 0;
    CHECK(sketch.counters().size() == k_counters);
    for (const SpaceSaving::Counter& counter : sketch.counters()) {
      const std::uint64_t times = truth[counter.key];
      CHECK(counter.count >= times);
      CHECK(counter.at_least() <= times);
      CHECK(counter.error <= k_notes / k_counters);
      sum += counter.count;
    }
    CHECK(sum == k_notes);
    for (const auto& [key, times] : truth) {
      if (times <= k_notes / k_counters) continue;
      CHECK(std::any_of(sketch.counters().begin(), sketch.counters().end(),
                        [wanted = key](const auto& counter) { return counter.key == wanted; }));
    }
  }
}

TEST_CASE("hot keys: a key that many ask for is named once a second, with how often it came",
          "[node]") {
  HotKeys keys;
  Time now{milliseconds{5}};
  for (int i = 0; i < 1000; ++i) {
    now += milliseconds{1};
    CHECK(keys.note(now - milliseconds{1}, KeyHash{i % 4 == 0 ? 1u : 100u + i}).empty());
  }
  const auto hot = keys.note(now, KeyHash{5});
  REQUIRE(hot.size() == 1);
  CHECK(hot[0].key == KeyHash{1});
  CHECK(hot[0].requests <= 250);
  CHECK(hot[0].requests > 200);
  CHECK(hot[0].of == 1000);
  CHECK(keys.note(now, KeyHash{5}).empty());
}

TEST_CASE("hot keys: none is hot where all are alike, nor where little goes on", "[node]") {
  HotKeys keys;
  Time now{milliseconds{0}};
  for (int i = 0; i < 5000; ++i) {
    now += milliseconds{1};
    CHECK(keys.note(now, KeyHash{static_cast<std::uint64_t>(i) % 40}).empty());
  }
  HotKeys quiet;
  for (int i = 0; i < 500; ++i) {
    now += milliseconds{11};
    CHECK(quiet.note(now, KeyHash{3}).empty());
  }
}

}  // namespace
}  // namespace ringside::hot_keys_test
