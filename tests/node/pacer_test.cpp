#include "core/node/pacer.h"

#include <catch_amalgamated.hpp>

namespace ringside::pacer_test {
namespace {

using std::chrono::milliseconds;

TEST_CASE("pacer: whoever takes tokens waits until they are paid for", "[node]") {
  Pacer pacer;
  const Time start = time_at(1'000'000'000'000);
  CHECK(pacer.turn({1000, 0}) <= start);
  pacer.take(start, 5, {1000, 0});
  CHECK(pacer.turn({1000, 0}) == start + milliseconds{5});
}

TEST_CASE("pacer: what was not taken cannot be taken later, beyond a burst", "[node]") {
  Pacer pacer;
  const Time late = time_at(1'000'000'000'000);
  pacer.take(late, 3, {1000, 3});
  CHECK(pacer.turn({1000, 3}) == late);
  pacer.take(late, 2, {1000, 3});
  CHECK(pacer.turn({1000, 3}) == late + milliseconds{2});
}

TEST_CASE("pacer: over a long time it gives the rate, whatever the parts are", "[node]") {
  Pacer pacer;
  const Time start = time_at(1'000'000'000);
  Time now = start;
  std::uint64_t taken = 0;
  for (std::uint64_t part = 1; now < start + std::chrono::seconds{10}; part = part % 7 + 1) {
    pacer.take(now, part, {1000, 4});
    taken += part;
    now = std::max(now, pacer.turn({1000, 4}));
  }
  CHECK(taken >= 10'000);
  CHECK(taken <= 10'011);
}

TEST_CASE("pacer: a rate of 0 is no bound", "[node]") {
  Pacer pacer;
  for (int i = 0; i < 3; ++i) {
    CHECK(pacer.turn({0, 0}) <= time_at(5));
    pacer.take(time_at(5), 1'000'000, {0, 0});
  }
}

}  // namespace
}  // namespace ringside::pacer_test
