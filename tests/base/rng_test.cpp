#include "core/base/rng.h"

#include <algorithm>
#include <array>
#include <catch_amalgamated.hpp>
#include <cmath>
#include <cstdint>
#include <vector>

namespace ringside::rng_test {
namespace {

struct Reference {
  std::uint64_t seed, stream;
  std::array<std::uint64_t, 4> first;
  std::uint64_t thousandth;
};

// Computed by a second implementation of SplitMix64 and xoshiro256** (in Python), which was first
// checked against the authors' own outputs: SplitMix64 of 1234567 begins 6457827717110365317,
// 3203168211198807973, 9817491932198370423; xoshiro256** of the state {1, 2, 3, 4} begins 11520, 0,
// 1509978240, 1215971899390074240.
constexpr Reference k_references[] = {
    {0,
     0,
     {0xfb5405f7bd79c540, 0x780c98e26cea5883, 0x2a146e0980febc66, 0x4851477db8791fca},
     0xb45488f563280343},
    {1,
     0,
     {0xef75d62a19ba94ed, 0x8e9490536375f270, 0xc05630b1c614195d, 0x66daa2d5136a8f29},
     0x95234dcf449b9aef},
    {1,
     1,
     {0x309714ec38d33b4c, 0x1bc11473d28024a0, 0xaa4f7bbef2a5a194, 0xe418b571ccc48341},
     0x5fc5006ff0813559},
    {42,
     7,
     {0x24bfb39aeb008c15, 0xd858489e7fc02496, 0x3deebe24036964f3, 0x532b7127a28f00a1},
     0x88515e470177075a},
    {UINT64_MAX,
     UINT64_MAX,
     {0x5a24625849aef5fa, 0x177bf4162305fac, 0x97359f05bc75e24d, 0x390cadc886fddf32},
     0xb96f1c34188f3180},
};

TEST_CASE("rng: draws what xoshiro256** seeded by SplitMix64 draws", "[base]") {
  for (const Reference& reference : k_references) {
    CAPTURE(reference.seed, reference.stream);
    Rng rng(reference.seed, reference.stream);
    for (const std::uint64_t expected : reference.first) CHECK(rng.next() == expected);
    for (int i = 5; i < 1000; ++i) rng.next();
    CHECK(rng.next() == reference.thousandth);
  }
}

TEST_CASE("rng: a copy goes on like its original, and apart from it", "[base]") {
  Rng original(5);
  original.next();
  Rng copy = original;
  const std::uint64_t second = original.next();
  const std::uint64_t third = original.next();
  CHECK(copy.next() == second);
  CHECK(copy.next() == third);
}

// Pearson's statistic of counts that should be equal.
double chi_square(const std::vector<std::uint64_t>& counts) {
  double total = 0;
  for (const std::uint64_t count : counts) total += static_cast<double>(count);
  const double expected = total / static_cast<double>(counts.size());
  double sum = 0;
  for (const std::uint64_t count : counts) {
    const double off = static_cast<double>(count) - expected;
    sum += off * off / expected;
  }
  return sum;
}

TEST_CASE("rng: below() is equally likely everywhere", "[base]") {
  Rng rng(9);
  for (const std::uint64_t bound : {std::uint64_t{2}, std::uint64_t{7}, std::uint64_t{100}}) {
    std::vector<std::uint64_t> counts(bound);
    for (int i = 0; i < 200'000; ++i) {
      const std::uint64_t draw = rng.below(bound);
      REQUIRE(draw < bound);
      ++counts[draw];
    }
    // The statistic has mean k and variance 2k for k = bound - 1: five deviations above is one run
    // in a million.
    const double freedom = static_cast<double>(bound - 1);
    CHECK(chi_square(counts) < freedom + 5 * std::sqrt(2 * freedom) + 10);
  }
}

// Multiplying without rejecting would draw every third number of this range twice as often as the
// others.
TEST_CASE("rng: below() is equally likely where the bound is most of 2^64", "[base]") {
  Rng rng(10);
  const std::uint64_t bound = 0xc000000000000000;  // three quarters
  std::vector<std::uint64_t> thirds(3);
  std::vector<std::uint64_t> residues(3);
  for (int i = 0; i < 90'000; ++i) {
    const std::uint64_t draw = rng.below(bound);
    ++thirds[draw / 0x4000000000000000];
    ++residues[draw % 3];
  }
  CHECK(chi_square(thirds) < 2 + 5 * 2 + 10);
  CHECK(chi_square(residues) < 2 + 5 * 2 + 10);
}

TEST_CASE("rng: below(1) is 0", "[base]") {
  Rng rng(11);
  for (int i = 0; i < 100; ++i) CHECK(rng.below(1) == 0);
}

TEST_CASE("rng: chance() is as likely as it says, never at 0 and always at a million", "[base]") {
  Rng rng(12);
  int never = 0;
  int rare = 0;
  int always = 0;
  constexpr int k_draws = 400'000;
  for (int i = 0; i < k_draws; ++i) {
    never += rng.chance(0) ? 1 : 0;
    rare += rng.chance(10'000) ? 1 : 0;
    always += rng.chance(1'000'000) ? 1 : 0;
  }
  CHECK(never == 0);
  CHECK(always == k_draws);
  // Mean 4000, deviation 63.
  CHECK(rare > 4000 - 5 * 63);
  CHECK(rare < 4000 + 5 * 63);
}

TEST_CASE("rng: uniform() reaches both ends and nothing beyond", "[base]") {
  Rng rng(13);
  bool low = false;
  bool high = false;
  for (int i = 0; i < 1000; ++i) {
    const Duration draw = rng.uniform(Duration{-2}, Duration{3});
    REQUIRE(draw >= Duration{-2});
    REQUIRE(draw <= Duration{3});
    low = low || draw == Duration{-2};
    high = high || draw == Duration{3};
  }
  CHECK(low);
  CHECK(high);
  CHECK(rng.uniform(Duration{4}, Duration{4}) == Duration{4});
}

TEST_CASE("rng: exponential() has its mean, its deviation and its median", "[base]") {
  Rng rng(14);
  const Duration mean = std::chrono::milliseconds{1};
  constexpr int k_draws = 400'000;
  double sum = 0;
  double squares = 0;
  int below_median = 0;
  for (int i = 0; i < k_draws; ++i) {
    const double draw = static_cast<double>(rng.exponential(mean).count()) / 1e6;
    REQUIRE(draw >= 0);
    sum += draw;
    squares += draw * draw;
    if (draw < std::log(2.0)) ++below_median;
  }
  // Five standard errors: 1/√400000 = 0.0016 for the mean, √8 times that for the second moment.
  CHECK(std::abs(sum / k_draws - 1) < 5 * 0.0016);
  CHECK(std::abs(squares / k_draws - 2) < 5 * 0.0071);
  CHECK(std::abs(static_cast<double>(below_median) / k_draws - 0.5) < 5 * 0.0008);
  CHECK(rng.exponential(Duration{0}) == Duration{0});
}

TEST_CASE("rng: normal() has the moments and the tails of a normal distribution", "[base]") {
  Rng rng(17);
  constexpr int k_draws = 400'000;
  double sum = 0;
  double squares = 0;
  double fourths = 0;
  int within_one = 0;
  int beyond_three = 0;
  for (int i = 0; i < k_draws; ++i) {
    const double z = static_cast<double>(rng.normal()) / 4294967296.0;
    REQUIRE(std::abs(z) < 9.5);
    sum += z;
    squares += z * z;
    fourths += z * z * z * z;
    within_one += std::abs(z) < 1 ? 1 : 0;
    beyond_three += std::abs(z) > 3 ? 1 : 0;
  }
  // Five standard errors each: 1, √2 and √96 times 0.0016; of shares by √(p·(1 - p)/400000).
  CHECK(std::abs(sum / k_draws) < 5 * 0.0016);
  CHECK(std::abs(squares / k_draws - 1) < 5 * 0.0023);
  CHECK(std::abs(fourths / k_draws - 3) < 5 * 0.0155);
  CHECK(std::abs(within_one / double{k_draws} - 0.682689) < 5 * 0.00074);
  CHECK(std::abs(beyond_three / double{k_draws} - 0.0026998) < 5 * 0.000082);
}

TEST_CASE("rng: log_normal() has its median and its spread", "[base]") {
  Rng rng(18);
  const Duration median = std::chrono::milliseconds{2};
  constexpr int k_draws = 200'000;
  double sum = 0;
  double squares = 0;
  int below = 0;
  for (int i = 0; i < k_draws; ++i) {
    const Duration draw = rng.log_normal(median, 800);
    const double log = std::log(static_cast<double>(draw.count()) / 2e6);
    sum += log;
    squares += log * log;
    below += draw < median ? 1 : 0;
  }
  CHECK(std::abs(sum / k_draws) < 5 * 0.8 / std::sqrt(k_draws));
  CHECK(std::abs(squares / k_draws - 0.64) < 5 * 0.64 * std::sqrt(2.0 / k_draws));
  CHECK(std::abs(below / double{k_draws} - 0.5) < 5 * 0.0012);
  for (int i = 0; i < 100; ++i) CHECK(rng.log_normal(median, 0) == median);
  for (int i = 0; i < 100; ++i) CHECK(rng.log_normal(Duration{0}, 800) == Duration{0});
}

TEST_CASE("rng: pareto() begins at its scale and has the tail of its index", "[base]") {
  Rng rng(19);
  const Duration scale = std::chrono::milliseconds{1};
  constexpr int k_draws = 200'000;
  std::vector<int> beyond(4);
  for (int i = 0; i < k_draws; ++i) {
    const Duration draw = rng.pareto(scale, 1500);
    REQUIRE(draw >= scale);
    for (int k = 0; k < 4; ++k) beyond[static_cast<std::size_t>(k)] += draw > scale * (2 << k);
  }
  for (int k = 0; k < 4; ++k) {
    const double share = std::pow(2 << k, -1.5);
    const double error = std::sqrt(share * (1 - share) / k_draws);
    CHECK(std::abs(beyond[static_cast<std::size_t>(k)] / double{k_draws} - share) < 5 * error);
  }
  CHECK(rng.pareto(Duration{0}, 1500) == Duration{0});
}

TEST_CASE("rng: no tail is longer than a day", "[base]") {
  Rng rng(20);
  Duration longest{};
  for (int i = 0; i < 1000; ++i) {
    longest = std::max({longest, rng.pareto(std::chrono::hours{1}, 1),
                        rng.log_normal(std::chrono::hours{1}, 100'000)});
  }
  CHECK(longest == Rng::k_tail_max);
}

// No second implementation says these: they are what the first compiler drew, for the others to
// repeat.
TEST_CASE("rng: the draws of every distribution are the same with every compiler", "[base]") {
  Rng rng(21);
  std::uint64_t sum = 0;
  for (int i = 0; i < 10'000; ++i) {
    sum = sum * 31 + static_cast<std::uint64_t>(rng.normal());
    sum = sum * 31 + static_cast<std::uint64_t>(rng.exponential(Duration{1'234'567}).count());
    sum = sum * 31 + static_cast<std::uint64_t>(rng.log_normal(Duration{7'654'321}, 1300).count());
    sum = sum * 31 + static_cast<std::uint64_t>(rng.pareto(Duration{235'000}, 1100).count());
  }
  CHECK(sum == 0x757021d49ffa0002);
}

}  // namespace
}  // namespace ringside::rng_test
