#include "core/base/rng.h"

#include <array>
#include <catch_amalgamated.hpp>
#include <cmath>
#include <cstdint>
#include <vector>

namespace ringside {
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

TEST_CASE("negative_log: agrees with the C library within 2^-28", "[base]") {
  const auto check = [](std::uint64_t u) {
    const long double exact = 64 * std::log(2.0L) - std::log(static_cast<long double>(u));
    const long double got = static_cast<long double>(negative_log(u)) / 4294967296.0L;
    CAPTURE(u, static_cast<double>(exact), static_cast<double>(got));
    CHECK(std::abs(static_cast<double>(got - exact)) <= std::ldexp(1.0, -28));
  };
  for (int bit = 0; bit < 64; ++bit) {
    const std::uint64_t power = std::uint64_t{1} << bit;
    check(power);
    check(power | 1);
    check(power | (power - 1));
  }
  Rng rng(15);
  for (int i = 0; i < 2000; ++i) check((rng.next() >> rng.below(64)) | 1);
}

TEST_CASE("negative_log: falls as its argument grows", "[base]") {
  Rng rng(16);
  for (int i = 0; i < 2000; ++i) {
    const std::uint64_t u = (rng.next() >> rng.below(64)) | 1;
    if (u <= UINT64_MAX - u / 1024 - 1) CHECK(negative_log(u) >= negative_log(u + u / 1024 + 1));
  }
}

}  // namespace
}  // namespace ringside
