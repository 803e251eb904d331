#pragma once
#include <cstddef>
#include <span>
#include <vector>

#include "view/scene/ring_layout.h"

namespace ringside {

/// How the keys are laid out inside the band: each at its own hash, those that would cover each
/// other in rows further in. With more keys than there is room for, they are counted in bins
/// instead.
struct KeyRows {
  bool binned = false;
  std::vector<std::uint16_t> row;  ///< By key, in the order given; empty if binned.
  float dot_scale = 1;             ///< How much smaller than key_size() a dot is.
  float row_step = 0;              ///< From one row to the next, in points.
};

/// REQUIRES: hashes in rising order.
KeyRows make_key_rows(std::span<const KeyHash> hashes, const RingLayout& layout);

/// How many bins there are round the ring where keys are binned, each a few points wide.
std::size_t key_bins(const RingLayout& layout);
/// The bin that a hash falls into.
std::size_t key_bin(KeyHash hash, std::size_t bins);

}  // namespace ringside
