#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "core/ring/ring.h"

namespace ringside {

/// The most of `balls` that a bin may take whose weight is `weight` of `weights` in all:
/// ⌈c · m · w / W⌉, where c is `bound_percent` / 100. REQUIRES: bound_percent >= 100.
std::uint32_t load_bound(std::uint32_t bound_percent, std::uint32_t balls, std::uint32_t weight,
                         std::uint32_t weights);

/// Consistent hashing with bounded loads (Mirrokni, Thorup and Zadimoghaddam 2016): each ball, in
/// the given order, goes to the first node clockwise on `bins` that has taken fewer than
/// `bounds[node]`. Gives the node of each ball. REQUIRES: the bounds of the nodes on the ring sum
/// to at least the number of balls.
std::vector<NodeId> place_bounded(std::span<const KeyHash> balls, const Ring& bins,
                                  std::span<const std::uint32_t> bounds);

/// Tokens such that no node is primary for more than its bound: the ring is cut into equal slices,
/// their number a power of two and at least that of `random`'s tokens; slices are the balls, and
/// the ring of random tokens the bins. Who got none is given one of the slices of who has most: it
/// would not be in the cluster else. REQUIRES: validate(shape).
std::vector<Token> bounded_tokens(const Shape& shape, const Ring& random);

}  // namespace ringside
