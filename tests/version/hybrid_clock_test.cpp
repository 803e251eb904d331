#include "core/version/hybrid_clock.h"

#include <catch_amalgamated.hpp>
#include <cstdint>
#include <vector>

#include "core/base/rng.h"

namespace ringside::hybrid_clock_test {
namespace {

constexpr Duration k_skew{1000};

HlcStamp stamp(std::int64_t physical, std::uint32_t logical) {
  return {time_at(physical), logical};
}

// S@5→(5,0); S@6→(6,0); R@10(10,5)→(10,6): vectors of the paper's algorithm (Kulkarni et al. 2014)
// as the test suites of its implementations use them.
TEST_CASE("hybrid clock: stamps follow the physical clock while that moves", "[version]") {
  HybridClock clock(k_skew);
  CHECK(clock.next(time_at(5)) == stamp(5, 0));
  CHECK(clock.next(time_at(6)) == stamp(6, 0));
}

TEST_CASE("hybrid clock: an event after a receipt is later than what was received", "[version]") {
  HybridClock clock(k_skew);
  REQUIRE(clock.receive(stamp(10, 5), time_at(10)));
  CHECK(clock.next(time_at(10)) == stamp(10, 6));
}

TEST_CASE("hybrid clock: counts where physical time stands still or goes back", "[version]") {
  HybridClock clock(k_skew);
  CHECK(clock.next(time_at(7)) == stamp(7, 0));
  CHECK(clock.next(time_at(7)) == stamp(7, 1));
  CHECK(clock.next(time_at(3)) == stamp(7, 2));
  CHECK(clock.next(time_at(8)) == stamp(8, 0));
}

TEST_CASE("hybrid clock: takes a stamp exactly as far ahead as is allowed, and refuses one beyond",
          "[version]") {
  HybridClock clock(k_skew);
  CHECK(clock.receive(stamp(2000, 3), time_at(1000)));
  CHECK(clock.last() == stamp(2000, 3));
  const auto refused = clock.receive(stamp(2001, 0), time_at(1000));
  REQUIRE_FALSE(refused.has_value());
  CHECK(refused.error().code == ErrorCode::invalid_argument);
  CHECK(refused.error().message ==
        "a clock stamp is 1001 ns ahead of this node; at most 1000 ns are allowed");
  CHECK(clock.last() == stamp(2000, 3));
}

TEST_CASE("hybrid clock: a stamp from the past changes nothing", "[version]") {
  HybridClock clock(k_skew);
  const HlcStamp own = clock.next(time_at(50));
  REQUIRE(clock.receive(stamp(20, 99), time_at(50)));
  CHECK(clock.last() == own);
}

TEST_CASE("hybrid clock: a counter that is full goes on into the next nanosecond", "[version]") {
  HybridClock clock(k_skew);
  REQUIRE(clock.receive(stamp(10, UINT32_MAX), time_at(10)));
  CHECK(clock.next(time_at(10)) > stamp(10, UINT32_MAX));
}

// The two promises of the paper: what happened before has the smaller stamp, and no stamp runs
// ahead of the fastest physical clock.
TEST_CASE("hybrid clock: causes come before effects on any exchange between skewed clocks",
          "[version]") {
  Rng rng(3);
  struct Site {
    HybridClock clock{k_skew};
    std::int64_t offset = 0;
  };
  std::vector<Site> sites(4);
  for (Site& site : sites) site.offset = static_cast<std::int64_t>(rng.below(900));
  std::int64_t wall = 0;
  for (int i = 0; i < 20'000; ++i) {
    wall += static_cast<std::int64_t>(rng.below(3));
    Site& from = sites[rng.below(sites.size())];
    Site& to = sites[rng.below(sites.size())];
    const HlcStamp before = from.clock.last();
    const HlcStamp sent = from.clock.next(time_at(wall + from.offset));
    REQUIRE(sent > before);
    const HlcStamp there = to.clock.last();
    REQUIRE(to.clock.receive(sent, time_at(wall + to.offset)));
    const HlcStamp effect = to.clock.next(time_at(wall + to.offset));
    REQUIRE(effect > sent);
    REQUIRE(effect > there);
    REQUIRE(effect.physical >= time_at(wall + to.offset));
    REQUIRE(effect.physical <= time_at(wall + 900));
  }
}

TEST_CASE("version: the clock decides, then the node, then its life", "[version]") {
  const auto version = [](std::int64_t physical, std::uint32_t logical, std::uint32_t node,
                          std::uint32_t life) {
    return Version{stamp(physical, logical), {NodeId{node}, Incarnation{life}}};
  };
  const std::vector<Version> ascending{version(1, 0, 9, 9), version(1, 1, 0, 0),
                                       version(2, 0, 0, 0), version(2, 0, 0, 1),
                                       version(2, 0, 1, 0), version(2, 1, 0, 0)};
  for (std::size_t i = 0; i < ascending.size(); ++i) {
    for (std::size_t j = 0; j < ascending.size(); ++j) {
      CHECK((ascending[i] < ascending[j]) == (i < j));
      CHECK((ascending[i] == ascending[j]) == (i == j));
    }
  }
}

}  // namespace
}  // namespace ringside::hybrid_clock_test
