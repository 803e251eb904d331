#pragma once
#include <vector>

#include "core/ring/ring.h"

namespace ringside {

/// Tokens that spread the ring far more evenly than random ones: both what nodes are primary for
/// and what they keep copies of come close to each node's weight.
///
/// Nodes come one after another, as if they joined, and each new token takes what its node still
/// lacks from the arc where that evens out most (a greedy allocation, as Cassandra makes with
/// `allocate_tokens_for_replication_factor`). So the tokens of a node depend on its own number and
/// on the nodes before it, not on how many come after it: who joins takes from the others and moves
/// nothing between them. Large rings are searched by sample. In integers, so that every platform
/// allocates alike.
///
/// REQUIRES: validate(shape). Takes time in proportion to their number.
std::vector<Token> even_tokens(const Shape& shape);

}  // namespace ringside
