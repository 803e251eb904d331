#include "core/pbs/elementary.h"

#include <bit>
#include <cstdint>

namespace ringside {
namespace {

constexpr double k_ln2 = 0.693147180559945309417;
constexpr double k_sqrt2 = 1.41421356237309504880;
constexpr int k_mantissa_bits = 52;
constexpr std::int64_t k_exponent_bias = 1023;

// 1/9!, 1/8!, … 1/0!
constexpr double k_inverse_factorials[] = {1.0 / 362880, 1.0 / 40320, 1.0 / 5040, 1.0 / 720,
                                           1.0 / 120,    1.0 / 24,    1.0 / 6,    1.0 / 2,
                                           1.0,          1.0};

double power_of_two(std::int64_t exponent) {
  return std::bit_cast<double>(static_cast<std::uint64_t>(exponent + k_exponent_bias)
                               << k_mantissa_bits);
}

}  // namespace

// x = m · 2^e with m near 1; ln m = 2 artanh(s), s = (m - 1) / (m + 1), |s| < 0.172.
double natural_log(double x) {
  const auto bits = std::bit_cast<std::uint64_t>(x);
  auto exponent = static_cast<std::int64_t>(bits >> k_mantissa_bits) - k_exponent_bias;
  constexpr std::uint64_t k_mantissa = (std::uint64_t{1} << k_mantissa_bits) - 1;
  double m = std::bit_cast<double>((bits & k_mantissa) | static_cast<std::uint64_t>(k_exponent_bias)
                                                             << k_mantissa_bits);
  if (m > k_sqrt2) {
    m *= 0.5;
    ++exponent;
  }
  const double s = (m - 1) / (m + 1);
  const double q = s * s;
  const double series =
      1 + q * (1.0 / 3 + q * (1.0 / 5 + q * (1.0 / 7 + q * (1.0 / 9 + q * (1.0 / 11)))));
  return 2 * s * series + static_cast<double>(exponent) * k_ln2;
}

// e^x = 2^k · e^f with |f| < 0.347.
double natural_exp(double x) {
  const auto k = static_cast<std::int64_t>(x / k_ln2 + (x < 0 ? -0.5 : 0.5));
  const double f = x - static_cast<double>(k) * k_ln2;
  double series = 0;
  for (const double coefficient : k_inverse_factorials) series = series * f + coefficient;
  return series * power_of_two(k);
}

}  // namespace ringside
