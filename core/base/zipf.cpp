#include "core/base/zipf.h"

#include <algorithm>

#include "core/base/check.h"
#include "core/base/fixed_point.h"

namespace ringside {
namespace {

// The share of rank 0; that of the last of so many ranks is still some thousands at theta 1.
constexpr std::uint64_t k_first_share = std::uint64_t{1} << 40;

}  // namespace

Zipf::Zipf(std::uint32_t ranks, std::uint32_t theta_milli) {
  RINGSIDE_CHECK(ranks >= 1 && ranks <= k_ranks_max && theta_milli <= k_theta_milli_max);
  ends_.reserve(ranks);
  std::uint64_t end = 0;
  for (std::uint64_t rank = 0; rank < ranks; ++rank) {
    const auto log = static_cast<std::int64_t>(natural_log(rank + 1) * theta_milli / 1000);
    end += std::max<std::uint64_t>(times_exp(k_first_share, -log), 1);
    ends_.push_back(end);
  }
}

std::uint32_t Zipf::draw(Rng& rng) const {
  const std::uint64_t at = rng.below(ends_.back());
  return static_cast<std::uint32_t>(std::upper_bound(ends_.begin(), ends_.end(), at) -
                                    ends_.begin());
}

}  // namespace ringside
