#include "core/node/probe_order.h"

#include <algorithm>
#include <catch_amalgamated.hpp>
#include <cmath>
#include <cstdint>
#include <vector>

namespace ringside::probe_order_test {
namespace {

TEST_CASE("probe order: every number comes up once a round", "[node]") {
  for (std::uint32_t size = 1; size <= 70; ++size) {
    CAPTURE(size);
    Rng rng(size);
    ProbeOrder order(size, rng);
    for (int round = 0; round < 5; ++round) {
      std::vector<std::uint32_t> seen;
      for (std::uint32_t i = 0; i < size; ++i) seen.push_back(order.next(rng));
      std::sort(seen.begin(), seen.end());
      for (std::uint32_t i = 0; i < size; ++i) REQUIRE(seen[i] == i);
    }
  }
}

TEST_CASE("probe order: a number is never longer away than two rounds", "[node]") {
  constexpr std::uint32_t k_size = 9;
  Rng rng(3);
  ProbeOrder order(k_size, rng);
  std::vector<int> last(k_size, 0);
  int longest = 0;
  for (int draw = 1; draw <= 20'000; ++draw) {
    const std::uint32_t number = order.next(rng);
    if (draw > static_cast<int>(k_size)) longest = std::max(longest, draw - last[number]);
    last[number] = draw;
  }
  CHECK(longest == 2 * k_size - 1);
}

// A chi-squared test of each place, at about one in a million.
TEST_CASE("probe order: at every place, each number is equally likely", "[node]") {
  for (const std::uint32_t size : {2u, 3u, 4u, 7u, 16u, 31u}) {
    constexpr std::uint32_t k_keys = 20'000;
    std::vector<std::vector<std::uint32_t>> counts(size, std::vector<std::uint32_t>(size));
    Rng rng(size);
    for (std::uint32_t i = 0; i < k_keys; ++i) {
      const RandomOrder order(size, rng.next());
      for (std::uint32_t place = 0; place < size; ++place) ++counts[place][order.at(place)];
    }
    const double expected = static_cast<double>(k_keys) / size;
    for (std::uint32_t place = 0; place < size; ++place) {
      CAPTURE(size, place);
      double chi = 0;
      for (const std::uint32_t count : counts[place])
        chi += (count - expected) * (count - expected) / expected;
      const double freedom = size - 1;
      CHECK(chi < freedom + 5 * std::sqrt(2 * freedom) + 20);
    }
  }
}

}  // namespace
}  // namespace ringside::probe_order_test
