#include "core/base/rng.h"

#include <algorithm>
#include <bit>

#include "core/base/check.h"
#include "core/base/fixed_point.h"

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

// A draw of a heavy tail, which has no largest value: cut, so that no sum of times overflows.
Duration drawn(std::uint64_t ns) {
  const Duration longest = Rng::k_tail_max;
  return Duration{
      static_cast<std::int64_t>(std::min(ns, static_cast<std::uint64_t>(longest.count())))};
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

// Box and Muller's pair by Marsaglia's polar method (1964): a point of the unit disc, whose squared
// radius s is uniform, gives a·√(-2 ln s / s).
std::int64_t Rng::normal() {
  for (;;) {
    const std::uint64_t bits = next();
    const auto a = static_cast<std::int64_t>(static_cast<std::int32_t>(bits >> 32));
    const auto b = static_cast<std::int64_t>(static_cast<std::int32_t>(bits));
    const auto a_squared = static_cast<std::uint64_t>(a * a);  // in units of 2^-62, as s
    const std::uint64_t s = a_squared + static_cast<std::uint64_t>(b * b);
    if (s == 0 || s >= std::uint64_t{1} << 62) continue;
    const Wide square = static_cast<Wide>(2 * negative_log(s << 2)) * a_squared / s;  // of 2^-32
    const auto size = static_cast<std::int64_t>(
        square_root(static_cast<std::uint64_t>(square << 24)));  // in units of 2^-28
    return (a < 0 ? -size : size) * 16;
  }
}

Duration Rng::log_normal(Duration median, std::uint32_t sigma_milli) {
  RINGSIDE_CHECK(median >= Duration::zero());
  // At most 9.5 deviations of 2^32 each, times 2^32: it fits.
  return drawn(times_exp(static_cast<std::uint64_t>(median.count()),
                         normal() / 1000 * static_cast<std::int64_t>(sigma_milli)));
}

Duration Rng::pareto(Duration scale, std::uint32_t alpha_milli) {
  RINGSIDE_CHECK(scale >= Duration::zero() && alpha_milli > 0);
  const std::uint64_t log = negative_log(next() | 1) * 1000 / alpha_milli;
  return drawn(
      times_exp(static_cast<std::uint64_t>(scale.count()), static_cast<std::int64_t>(log)));
}

}  // namespace ringside
