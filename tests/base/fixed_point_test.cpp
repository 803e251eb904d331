#include "core/base/fixed_point.h"

#include <catch_amalgamated.hpp>
#include <cmath>
#include <cstdint>

#include "core/base/rng.h"

namespace ringside::fixed_point_test {
namespace {

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

TEST_CASE("natural_log: agrees with the C library within 2^-28", "[base]") {
  for (const std::uint64_t n :
       {1ull, 2ull, 3ull, 10ull, 1000ull, 4096ull, 123'456'789ull, 0xffff'ffff'ffff'ffffull}) {
    CAPTURE(n);
    const double got = static_cast<double>(natural_log(n)) / 4294967296.0;
    CHECK(std::abs(got - std::log(static_cast<double>(n))) <= std::ldexp(1.0, -28));
  }
  CHECK(natural_log(1) == 0);
}

TEST_CASE("log_one_plus_exp: agrees with the C library within 2^-28, and never falls", "[base]") {
  std::uint64_t before = 0;
  for (double x = -30; x < 400; x += 0.037) {
    CAPTURE(x);
    const std::uint64_t result = log_one_plus_exp(static_cast<std::int64_t>(x * 4294967296.0));
    const double expected = x > 50 ? x : std::log1p(std::exp(x));
    REQUIRE(std::abs(static_cast<double>(result) / 4294967296.0 - expected) <=
            std::ldexp(1.0, -28));
    REQUIRE(result + 16 >= before);
    before = result;
  }
  CHECK(log_one_plus_exp(INT64_MIN) <= 16);
  CHECK(log_one_plus_exp(INT64_MAX) >= static_cast<std::uint64_t>(INT64_MAX));
}

TEST_CASE("times_exp: agrees with the C library within 2^-30", "[base]") {
  Rng rng(22);
  for (int i = 0; i < 5000; ++i) {
    const std::uint64_t value = (rng.next() >> rng.below(64)) | 1;
    const auto x =
        static_cast<std::int64_t>(rng.next() >> (24 + rng.below(12))) - (std::int64_t{1} << 38);
    const long double exact =
        static_cast<long double>(value) * std::exp(static_cast<long double>(x) / 4294967296.0L);
    CAPTURE(value, x);
    const auto got = static_cast<long double>(times_exp(value, x));
    if (exact > 18446744073709551615.0L) {
      CHECK(got > 18446744050000000000.0L);
    } else {
      CHECK(std::abs(static_cast<double>(got - exact)) <=
            1 + std::ldexp(static_cast<double>(exact), -30));
    }
  }
}

TEST_CASE("times_exp: at its ends it is the value itself, nothing, or the largest number",
          "[base]") {
  CHECK(times_exp(12'345, 0) == 12'345);
  CHECK(times_exp(0, std::int64_t{1} << 50) == 0);
  CHECK(times_exp(UINT64_MAX, 0) == UINT64_MAX);
  CHECK(times_exp(1, std::int64_t{1} << 50) == UINT64_MAX);
  CHECK(times_exp(UINT64_MAX, -(std::int64_t{1} << 50)) == 0);
}

TEST_CASE("square_root: is the largest number whose square fits", "[base]") {
  Rng rng(23);
  for (int i = 0; i < 5000; ++i) {
    const std::uint64_t u = rng.next() >> rng.below(64);
    const std::uint64_t root = square_root(u);
    CAPTURE(u, root);
    CHECK(root * root <= u);
    if (root < 0xffffffffu) CHECK((root + 1) * (root + 1) > u);
  }
  CHECK(square_root(0) == 0);
  CHECK(square_root(UINT64_MAX) == 0xffffffffu);
}

}  // namespace
}  // namespace ringside::fixed_point_test
