#pragma once
#include <cstdint>
#include <vector>

#include "core/base/rng.h"

namespace ringside {

/// Ranks 0, 1, 2, … of which the i-th is drawn with a probability proportional to 1 / (i + 1)^theta
/// (Zipf's law): how unequally keys are asked for. In integer arithmetic, so the same draws with
/// every compiler. A value.
class Zipf {
 public:
  /// theta in thousandths: 0 makes all ranks equally likely, 990 is what benchmarks of key-value
  /// stores use. REQUIRES: 1 <= ranks <= k_ranks_max, theta_milli <= k_theta_milli_max.
  Zipf(std::uint32_t ranks, std::uint32_t theta_milli);

  std::uint32_t draw(Rng& rng) const;

  static constexpr std::uint32_t k_ranks_max = 100'000;
  static constexpr std::uint32_t k_theta_milli_max = 5'000;

 private:
  std::vector<std::uint64_t> ends_;  // of each rank's share, one after another
};

}  // namespace ringside
