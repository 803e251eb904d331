#include "core/base/zipf.h"

#include <catch_amalgamated.hpp>
#include <cmath>
#include <vector>

namespace ringside::zipf_test {
namespace {

std::vector<double> shares(std::uint32_t ranks, std::uint32_t theta_milli, int draws) {
  const Zipf zipf(ranks, theta_milli);
  Rng rng(7);
  std::vector<double> counts(ranks);
  for (int i = 0; i < draws; ++i) counts[zipf.draw(rng)] += 1.0 / draws;
  return counts;
}

TEST_CASE("zipf: ranks come as often as the law says", "[base]") {
  for (const std::uint32_t theta : {500u, 990u, 2000u}) {
    CAPTURE(theta);
    double sum = 0;
    for (int i = 1; i <= 50; ++i) sum += std::pow(i, -static_cast<double>(theta) / 1000);
    const auto counts = shares(50, theta, 200'000);
    for (const int rank : {0, 1, 4, 20}) {
      const double wanted = std::pow(rank + 1, -static_cast<double>(theta) / 1000) / sum;
      CHECK(counts[static_cast<std::size_t>(rank)] == Catch::Approx(wanted).epsilon(0.1));
    }
  }
}

TEST_CASE("zipf: without skew all ranks are equally likely, and one rank is always that one",
          "[base]") {
  for (const double share : shares(20, 0, 200'000))
    CHECK(share == Catch::Approx(0.05).epsilon(0.1));
  CHECK(shares(1, 990, 100).front() == Catch::Approx(1));
}

TEST_CASE("zipf: the largest laws still reach their last rank's neighbours", "[base]") {
  const Zipf zipf(Zipf::k_ranks_max, 0);
  Rng rng(8);
  std::uint32_t largest = 0;
  for (int i = 0; i < 2000; ++i) largest = std::max(largest, zipf.draw(rng));
  CHECK(largest > Zipf::k_ranks_max * 9 / 10);
  CHECK(largest < Zipf::k_ranks_max);
  const Zipf steep(Zipf::k_ranks_max, Zipf::k_theta_milli_max);
  for (int i = 0; i < 1000; ++i) CHECK(steep.draw(rng) < 100);
}

TEST_CASE("zipf: the same seed gives the same ranks everywhere", "[base]") {
  const Zipf zipf(1000, 990);
  Rng rng(1);
  std::uint64_t sum = 0;
  for (int i = 0; i < 1000; ++i) sum = sum * 31 + zipf.draw(rng);
  CAPTURE(sum);
  CHECK(sum != 0);
}

}  // namespace
}  // namespace ringside::zipf_test
