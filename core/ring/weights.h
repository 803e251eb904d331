#pragma once
#include <algorithm>
#include <array>
#include <cstdint>
#include <initializer_list>

namespace ringside {

/// How much of the keys a node is to keep, compared with the others. Few numbers that are dealt out
/// to the nodes in turn: where there are more nodes than numbers, they begin anew. Plain data.
class NodeWeights {
 public:
  static constexpr std::size_t k_count_max = 32;
  static constexpr std::uint32_t k_weight_max = 16;

  /// All nodes alike.
  constexpr NodeWeights() = default;
  /// REQUIRES: 1 … k_count_max numbers, each 1 … k_weight_max.
  constexpr NodeWeights(std::initializer_list<std::uint8_t> weights)
      : count_(static_cast<std::uint8_t>(weights.size())) {
    std::copy(weights.begin(), weights.end(), weights_.begin());
  }

  constexpr std::uint32_t of(std::uint32_t node) const { return weights_[node % count_]; }
  /// Of the first so many nodes.
  constexpr std::uint32_t sum(std::uint32_t nodes) const {
    std::uint32_t sum = 0;
    for (std::uint32_t node = 0; node < nodes; ++node) sum += of(node);
    return sum;
  }

  constexpr std::size_t count() const { return count_; }
  /// Takes one more number. REQUIRES: count() < k_count_max, 1 <= weight <= k_weight_max.
  constexpr void add(std::uint8_t weight) { weights_[count_++] = weight; }

  friend constexpr bool operator==(const NodeWeights&, const NodeWeights&) = default;

 private:
  std::array<std::uint8_t, k_count_max> weights_{1};
  std::uint8_t count_ = 1;
};

}  // namespace ringside
