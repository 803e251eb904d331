#pragma once
#include <cstdint>

#include "core/base/error.h"

namespace ringside {

/// How a cluster is laid out. What the ring and every reader of a trace must know. N·V·(R + 1), the
/// size of the ring's table of groups, is at most 2^24.
struct Shape {
  std::uint32_t nodes = 5;       ///< N, 2 … 4096.
  std::uint32_t replicas = 2;    ///< R: copies of a key beyond the primary's. R < N.
  std::uint32_t failures = 1;    ///< F: node failures that no acknowledged write is lost by. F < R.
  std::uint32_t vnodes = 16;     ///< Tokens of each node, 1 … 1024.
  std::uint64_t token_seed = 1;  ///< Decides where the tokens lie.

  /// Members of a key's group: the primary and its R successors.
  std::uint32_t group_size() const { return replicas + 1; }
  /// Live copies, the coordinator's own included, that a write needs before it is acknowledged: any
  /// F failures leave one.
  std::uint32_t write_quorum() const { return failures + 1; }

  friend bool operator==(const Shape&, const Shape&) = default;
};

/// Says what is wrong with a shape and what would be right; invalid_argument, or nothing.
Result<void> validate(const Shape& shape);

}  // namespace ringside
