#pragma once
#include <array>
#include <cstdint>

#include "core/base/time.h"

namespace ringside {

/// A small random generator (xoshiro256**, Blackman & Vigna 2018) with distributions of its own, in
/// integer arithmetic: the same seed gives the same draws with every compiler. A value: copying it
/// copies its future.
class Rng {
 public:
  /// Generators of different seeds, or of different streams under one seed, are independent.
  explicit Rng(std::uint64_t seed, std::uint64_t stream = 0);

  /// Any 64-bit number, equally likely.
  std::uint64_t next();

  /// A number in [0, bound), equally likely (Lemire 2019). REQUIRES: bound > 0.
  std::uint64_t below(std::uint64_t bound);

  /// True with probability `parts_per_million` / 1,000,000.
  bool chance(std::uint32_t parts_per_million) { return below(1'000'000) < parts_per_million; }

  /// A duration in [low, high], equally likely. REQUIRES: low <= high.
  Duration uniform(Duration low, Duration high);

  /// An exponentially distributed duration with the given mean. REQUIRES: mean >= 0.
  Duration exponential(Duration mean);

  /// A normally distributed number of mean 0 and deviation 1, in units of 2^-32; within ±9.5.
  std::int64_t normal();

  /// A duration whose logarithm is normally distributed with deviation `sigma_milli` / 1000: half
  /// of them are below `median`. At most k_tail_max. REQUIRES: median >= 0.
  Duration log_normal(Duration median, std::uint32_t sigma_milli);

  /// A Pareto-distributed duration of index `alpha_milli` / 1000: at least `scale`, longer than t
  /// with probability (scale / t)^alpha. At most k_tail_max. REQUIRES: scale >= 0, alpha_milli > 0.
  Duration pareto(Duration scale, std::uint32_t alpha_milli);

  static constexpr Duration k_tail_max = std::chrono::hours{24};

 private:
  std::array<std::uint64_t, 4> state_;
};

}  // namespace ringside
