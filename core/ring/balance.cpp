#include "core/ring/balance.h"

#include <algorithm>
#include <cmath>

namespace ringside {

Balance measure_balance(const Ring& ring, std::uint32_t nodes, const NodeWeights& weights) {
  constexpr double k_whole_ring = 18446744073709551616.0;
  Balance balance;
  balance.primary_share.assign(nodes, 0);
  balance.replica_share.assign(nodes, 0);
  const auto tokens = ring.tokens();
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const Token& previous = tokens[i == 0 ? tokens.size() - 1 : i - 1];
    // Unsigned arithmetic wraps round the ring; a single token owns all of it.
    const std::uint64_t width = raw(tokens[i].at) - raw(previous.at);
    const double share = tokens.size() == 1 ? 1 : static_cast<double>(width) / k_whole_ring;
    balance.primary_share[raw(tokens[i].node)] += share;
    for (const NodeId member : ring.group_of(i))
      balance.replica_share[raw(member)] += share / ring.group_size();
  }
  const double weight_sum = weights.sum(nodes);
  double squares = 0;
  for (std::uint32_t node = 0; node < nodes; ++node) {
    const double mean = weights.of(node) / weight_sum;
    const double of_mean = balance.primary_share[node] / mean;
    balance.max_over_mean = std::max(balance.max_over_mean, of_mean);
    balance.copies_max_over_mean =
        std::max(balance.copies_max_over_mean, balance.replica_share[node] / mean);
    squares += (of_mean - 1) * (of_mean - 1);
  }
  balance.sd_over_mean = std::sqrt(squares / nodes);
  return balance;
}

}  // namespace ringside
