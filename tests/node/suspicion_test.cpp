#include "core/node/suspicion.h"

#include <catch_amalgamated.hpp>
#include <cstdint>

#include "core/node/local_health.h"

namespace ringside::suspicion_test {
namespace {

using Catch::Matchers::WithinAbs;
using std::chrono::milliseconds;
using std::chrono::seconds;

Timing one_second_periods(std::uint32_t multiplier, std::uint32_t slack) {
  Timing timing;
  timing.probe_interval = seconds{1};
  timing.suspicion_multiplier = multiplier;
  timing.suspicion_slack = slack;
  return timing;
}

double in_seconds(Duration time) { return static_cast<double>(time.count()) * 1e-9; }

// memberlist: multiplier · max(1, log10 n) · interval.
TEST_CASE("suspicion: lasts the multiplier times the logarithm of the members", "[node]") {
  struct Case {
    std::uint32_t members;
    double seconds;
  };
  for (const Case& c : {Case{2, 4},
                        {5, 4},
                        {10, 4},
                        {50, 6.79588},
                        {100, 8},
                        {500, 10.79588},
                        {1000, 12},
                        {4096, 14.44944}}) {
    CAPTURE(c.members);
    const SuspicionTimeout timeout(one_second_periods(4, 1), c.members);
    CHECK_THAT(in_seconds(timeout.min), WithinAbs(c.seconds, 1e-5));
    CHECK(timeout.max == timeout.min);
    CHECK(timeout.after(0) == timeout.min);
  }
}

// Lifeguard: max − (max − min) · log(C + 1) / log(K + 1), with K = 3.
TEST_CASE("suspicion: the more have found it out by themselves, the shorter it lasts", "[node]") {
  const SuspicionTimeout timeout(one_second_periods(2, 15), 10);
  CHECK(timeout.confirmations_max == 3);
  CHECK_THAT(in_seconds(timeout.after(0)), WithinAbs(30, 1e-6));
  CHECK_THAT(in_seconds(timeout.after(1)), WithinAbs(16, 1e-6));
  CHECK_THAT(in_seconds(timeout.after(2)), WithinAbs(7.810525, 1e-5));
  CHECK(timeout.after(3) == seconds{2});
  CHECK(timeout.after(9) == seconds{2});
}

TEST_CASE("suspicion: where few could confirm it, fewer are enough", "[node]") {
  const SuspicionTimeout three(one_second_periods(4, 6), 3);
  CHECK(three.confirmations_max == 1);
  CHECK(three.after(0) == seconds{24});
  CHECK(three.after(1) == seconds{4});
  const SuspicionTimeout two(one_second_periods(4, 6), 2);
  CHECK(two.after(0) == seconds{4});
}

TEST_CASE("suspicion: accusers count once each, until they are enough", "[node]") {
  Suspicions suspicions(one_second_periods(4, 6), 10);
  const Time start = time_at(0);
  CHECK(suspicions.next_deadline() == k_end_of_time);
  CHECK_FALSE(suspicions.confirm(NodeId{1}, NodeId{2}, start));
  suspicions.start(NodeId{1}, NodeId{2}, start);
  CHECK(suspicions.next_deadline() == start + seconds{24});
  CHECK(suspicions.accuser_of(NodeId{1}) == NodeId{2});
  CHECK_FALSE(suspicions.confirm(NodeId{1}, NodeId{2}, start));
  CHECK(suspicions.confirm(NodeId{1}, NodeId{3}, start));
  CHECK(suspicions.next_deadline() == start + seconds{14});
  CHECK(suspicions.confirm(NodeId{1}, NodeId{4}, start));
  CHECK(suspicions.confirm(NodeId{1}, NodeId{5}, start));
  CHECK(suspicions.next_deadline() == start + seconds{4});
  CHECK_FALSE(suspicions.confirm(NodeId{1}, NodeId{6}, start));
  CHECK(suspicions.next_deadline() == start + seconds{4});
}

TEST_CASE("suspicion: a confirmation that leaves less than no time leaves none", "[node]") {
  Suspicions suspicions(one_second_periods(4, 6), 4);
  suspicions.start(NodeId{1}, NodeId{2}, time_at(0));
  const Time late = time_at(0) + seconds{20};
  CHECK(suspicions.confirm(NodeId{1}, NodeId{3}, late));
  CHECK(suspicions.confirm(NodeId{1}, NodeId{0}, late));
  CHECK(suspicions.next_deadline() == late);
}

TEST_CASE("suspicion: the first to end comes first; ended ones are gone; all can be put off",
          "[node]") {
  Suspicions suspicions(one_second_periods(4, 1), 10);
  suspicions.start(NodeId{1}, NodeId{0}, time_at(200));
  suspicions.start(NodeId{2}, NodeId{0}, time_at(100));
  CHECK(suspicions.first() == NodeId{2});
  suspicions.postpone(milliseconds{7});
  CHECK(suspicions.next_deadline() == time_at(100) + seconds{4} + milliseconds{7});
  suspicions.end(NodeId{2});
  CHECK(suspicions.first() == NodeId{1});
  suspicions.end(NodeId{1});
  suspicions.end(NodeId{1});
  CHECK(suspicions.next_deadline() == k_end_of_time);
  CHECK(suspicions.accuser_of(NodeId{1}) == k_no_node);
}

TEST_CASE("local health: slows a member down while it has reason to mistrust itself", "[node]") {
  LocalHealth health(8);
  CHECK(health.scale(seconds{1}) == seconds{1});
  health.improve();
  CHECK(health.score() == 0);
  health.worsen();
  health.worsen(2);
  CHECK(health.scale(seconds{1}) == seconds{4});
  health.improve();
  CHECK(health.scale(seconds{1}) == seconds{3});
  health.worsen(100);
  CHECK(health.score() == 8);
  LocalHealth always_well(0);
  always_well.worsen();
  CHECK(always_well.scale(seconds{1}) == seconds{1});
}

}  // namespace
}  // namespace ringside::suspicion_test
