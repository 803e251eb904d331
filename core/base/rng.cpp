#include "core/base/rng.h"

#include <bit>

#include "core/base/check.h"

namespace ringside {
namespace {

// ISO C++ has no 128-bit integer; g++, clang and emcc all have this one.
__extension__ using Wide = unsigned __int128;

// SplitMix64 (Steele et al. 2014) turns one seed into a full generator state.
std::uint64_t split_mix(std::uint64_t& state) {
  std::uint64_t z = (state += 0x9e3779b97f4a7c15u);
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
  return z ^ (z >> 31);
}

}  // namespace

Rng::Rng(std::uint64_t seed, std::uint64_t stream) {
  std::uint64_t mixed_stream = stream;
  std::uint64_t state = seed ^ split_mix(mixed_stream);
  for (auto& word : state_) word = split_mix(state);
}

std::uint64_t Rng::next() {
  const std::uint64_t result = std::rotl(state_[1] * 5, 7) * 9;
  const std::uint64_t t = state_[1] << 17;
  state_[2] ^= state_[0];
  state_[3] ^= state_[1];
  state_[1] ^= state_[2];
  state_[0] ^= state_[3];
  state_[2] ^= t;
  state_[3] = std::rotl(state_[3], 45);
  return result;
}

std::uint64_t Rng::below(std::uint64_t bound) {
  RINGSIDE_CHECK(bound > 0);
  Wide product = static_cast<Wide>(next()) * bound;
  if (static_cast<std::uint64_t>(product) < bound) {
    const std::uint64_t threshold = (0 - bound) % bound;
    while (static_cast<std::uint64_t>(product) < threshold) {
      product = static_cast<Wide>(next()) * bound;
    }
  }
  return static_cast<std::uint64_t>(product >> 64);
}

Duration Rng::uniform(Duration low, Duration high) {
  RINGSIDE_CHECK(low <= high);
  const auto width = static_cast<std::uint64_t>((high - low).count());
  return low + Duration{static_cast<std::int64_t>(below(width + 1))};
}

Duration Rng::exponential(Duration mean) {
  RINGSIDE_CHECK(mean >= Duration::zero());
  const Wide scaled =
      static_cast<Wide>(negative_log(next() | 1)) * static_cast<std::uint64_t>(mean.count());
  return Duration{static_cast<std::int64_t>(scaled >> 32)};
}

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

}  // namespace ringside
