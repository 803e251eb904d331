#include "core/ring/bounded_load.h"

#include <algorithm>
#include <bit>

#include "core/base/check.h"

namespace ringside {

std::uint32_t load_bound(std::uint32_t bound_percent, std::uint32_t balls, std::uint32_t weight,
                         std::uint32_t weights) {
  const std::uint64_t share = std::uint64_t{bound_percent} * balls * weight;
  const std::uint64_t whole = std::uint64_t{weights} * 100;
  return static_cast<std::uint32_t>((share + whole - 1) / whole);
}

std::vector<NodeId> place_bounded(std::span<const KeyHash> balls, const Ring& bins,
                                  std::span<const std::uint32_t> bounds) {
  std::vector<std::uint32_t> taken(bounds.size());
  std::vector<NodeId> placed;
  placed.reserve(balls.size());
  const auto tokens = bins.tokens();
  for (const KeyHash ball : balls) {
    const std::size_t first = bins.token_index(ball);
    std::size_t passed = 0;
    while (passed < tokens.size() && taken[raw(tokens[(first + passed) % tokens.size()].node)] >=
                                         bounds[raw(tokens[(first + passed) % tokens.size()].node)])
      ++passed;
    RINGSIDE_CHECK(passed < tokens.size());
    const NodeId node = tokens[(first + passed) % tokens.size()].node;
    ++taken[raw(node)];
    placed.push_back(node);
  }
  return placed;
}

std::vector<Token> bounded_tokens(const Shape& shape, const Ring& random) {
  const auto slices =
      static_cast<std::uint32_t>(std::bit_ceil(std::max<std::size_t>(2, random.tokens().size())));
  const int slice_bits = 64 - std::countr_zero(slices);
  std::vector<KeyHash> ends;
  for (std::uint64_t slice = 1; slice <= slices; ++slice)
    ends.push_back(KeyHash{(slice << slice_bits) - 1});
  const std::uint32_t weights = shape.weights.sum(shape.nodes);
  std::vector<std::uint32_t> bounds;
  for (std::uint32_t node = 0; node < shape.nodes; ++node)
    bounds.push_back(load_bound(shape.load_bound, slices, shape.weights.of(node), weights));
  std::vector<NodeId> owners = place_bounded(ends, random, bounds);

  std::vector<std::uint32_t> owned(shape.nodes);
  for (const NodeId owner : owners) ++owned[raw(owner)];
  for (std::uint32_t node = 0; node < shape.nodes; ++node) {
    if (owned[node] > 0) continue;
    const auto fullest = std::max_element(owned.begin(), owned.end());
    const NodeId giver{static_cast<std::uint32_t>(fullest - owned.begin())};
    *std::find(owners.begin(), owners.end(), giver) = NodeId{node};
    --*fullest;
    ++owned[node];
  }
  std::vector<Token> tokens;
  for (std::uint32_t slice = 0; slice < slices; ++slice)
    tokens.push_back({ends[slice], owners[slice]});
  return tokens;
}

}  // namespace ringside
