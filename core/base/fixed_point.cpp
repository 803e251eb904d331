#include "core/base/fixed_point.h"

#include <algorithm>
#include <array>
#include <bit>
#include <limits>

#include "core/base/check.h"

namespace ringside {
namespace {

// ISO C++ has no 128-bit integer; g++, clang and emcc all have this one.
__extension__ using Wide = unsigned __int128;
__extension__ using SignedWide = __int128;

// 2^(1/2), 2^(1/4), … 2^(2^-32) in units of 2^-63.
constexpr std::array<std::uint64_t, 32> k_roots_of_two{
    0xb504f333f9de6484u, 0x9837f0518db8a96fu, 0x8b95c1e3ea8bd6e7u, 0x85aac367cc487b15u,
    0x82cd8698ac2ba1d7u, 0x8164d1f3bc030773u, 0x80b1ed4fd999ab6cu, 0x8058d7d2d5e5f6b1u,
    0x802c6436d0e04f51u, 0x8016302f17467628u, 0x800b179c82028fd1u, 0x80058baf7fee3b5du,
    0x8002c5d00fdcfcb7u, 0x800162e61bed4a49u, 0x8000b17292f702a4u, 0x800058b92abbae02u,
    0x80002c5c8dade4d7u, 0x8000162e44eaf636u, 0x80000b1721fa7c19u, 0x8000058b90de7e4du,
    0x800002c5c8678f37u, 0x80000162e431dba0u, 0x800000b1721872d1u, 0x80000058b90c1aa9u,
    0x8000002c5c8605a4u, 0x800000162e4300e6u, 0x8000000b17217ff8u, 0x800000058b90bfddu,
    0x80000002c5c85fe7u, 0x8000000162e42ff2u, 0x80000000b17217f8u, 0x8000000058b90bfcu};

}  // namespace

std::uint64_t negative_log(std::uint64_t u) {
  RINGSIDE_CHECK(u > 0);
  const int shift = std::countl_zero(u);
  // log2 of the mantissa bit by bit: squaring doubles the logarithm, and its integer part is the
  // next bit.
  std::uint64_t mantissa = u << shift;  // 1 <= mantissa / 2^63 < 2
  std::uint64_t fraction = 0;           // log2(mantissa / 2^63) in units of 2^-32
  for (int bit = 31; bit >= 0; --bit) {
    const Wide square = static_cast<Wide>(mantissa) * mantissa;  // in units of 2^-126
    if (static_cast<std::uint64_t>(square >> 127) != 0) {
      fraction |= std::uint64_t{1} << bit;
      mantissa = static_cast<std::uint64_t>(square >> 64);
    } else {
      mantissa = static_cast<std::uint64_t>(square >> 63);
    }
  }
  const std::uint64_t log2 = (static_cast<std::uint64_t>(63 - shift) << 32) + fraction;
  const std::uint64_t missing = (std::uint64_t{64} << 32) - log2;
  constexpr std::uint64_t k_ln2 = 0xb17217f7d1cf79abu;  // ln 2 in units of 2^-64
  return static_cast<std::uint64_t>((static_cast<Wide>(missing) * k_ln2) >> 64);
}

std::uint64_t natural_log(std::uint64_t n) { return negative_log(1) - negative_log(n); }

std::uint64_t log_one_plus_exp(std::int64_t x) {
  constexpr std::uint64_t k_one = std::uint64_t{1} << 32;
  constexpr std::uint64_t k_ln2 = 0xb17217f8;  // ln 2 in units of 2^-32
  const std::int64_t below = x > 0 ? -x : x;
  // (1 + e^below) / 2 is between a half and one.
  const std::uint64_t sum = k_one + times_exp(k_one, below);
  const std::uint64_t half =
      sum >= 2 * k_one ? std::numeric_limits<std::uint64_t>::max() : sum << 31;
  const std::uint64_t rest = k_ln2 - std::min(negative_log(half), k_ln2);
  return x > 0 ? static_cast<std::uint64_t>(x) + rest : rest;
}

std::uint64_t times_exp(std::uint64_t value, std::int64_t x) {
  // e^x = 2^whole · 2^fraction, the second by its bits. Shifting right rounds down, also below 0.
  constexpr std::int64_t k_log2_e = 0x5c551d94ae0bf85e;  // in units of 2^-62
  const auto log2 = static_cast<std::int64_t>((static_cast<SignedWide>(x) * k_log2_e) >> 62);
  const std::int64_t whole = log2 >> 32;
  const auto fraction = static_cast<std::uint32_t>(log2);
  if (whole < -64 || value == 0) return 0;
  if (whole > 63) return std::numeric_limits<std::uint64_t>::max();
  std::uint64_t power = std::uint64_t{1} << 63;  // 2^fraction in units of 2^-63
  for (std::uint32_t bit = 0; bit < 32; ++bit) {
    if ((fraction >> (31 - bit) & 1) == 0) continue;
    power = static_cast<std::uint64_t>((static_cast<Wide>(power) * k_roots_of_two[bit]) >> 63);
  }
  const Wide product = static_cast<Wide>(value) * power;
  const Wide result = product >> (63 - whole);
  return result >> 64 == 0 ? static_cast<std::uint64_t>(result)
                           : std::numeric_limits<std::uint64_t>::max();
}

std::uint32_t square_root(std::uint64_t u) {
  std::uint64_t root = 0;
  for (std::uint64_t bit = std::uint64_t{1} << 31; bit != 0; bit >>= 1) {
    if ((root | bit) * (root | bit) <= u) root |= bit;
  }
  return static_cast<std::uint32_t>(root);
}

}  // namespace ringside
