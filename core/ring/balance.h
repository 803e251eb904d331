#pragma once
#include <vector>

#include "core/ring/ring.h"

namespace ringside {

/// How evenly a ring spreads keys.
struct Balance {
  std::vector<double>
      primary_share;  ///< Of the ring, by node: the part it is primary for. Sums to 1.
  std::vector<double> replica_share;  ///< Of all copies, by node: the part it keeps. Sums to 1.
  double max_over_mean = 0;           ///< Of primary_share, over what the node's weight asks for:
                                      ///< 1 is perfect.
  double copies_max_over_mean = 0;    ///< The same of replica_share.
  double sd_over_mean = 0;            ///< Likewise: 0 is perfect. Random tokens: √((N-1)/(NV+1)).
};

/// Measures a ring of `nodes` nodes.
Balance measure_balance(const Ring& ring, std::uint32_t nodes, const NodeWeights& weights = {});

}  // namespace ringside
