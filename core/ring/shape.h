#pragma once
#include <cstdint>

#include <string_view>

#include "core/base/error.h"
#include "core/ring/weights.h"

namespace ringside {

/// Where nodes' tokens lie on the ring.
enum class TokenPlacement : std::uint8_t {
  random,   ///< At places drawn from the seed.
  even,     ///< Where they even out what nodes keep: core/ring/even_tokens.h.
  bounded,  ///< At equal distances, so that no node has more than its bound:
            ///< core/ring/bounded_load.h.
};

/// "random", "even", "bounded".
std::string_view to_string(TokenPlacement placement);

/// How a cluster is laid out. What the ring and every reader of a trace must know. T·(R + 1), the
/// size of the ring's table of groups where T is the number of tokens, is at most 2^24; T is at
/// most 2^15 where tokens do not lie at random.
struct Shape {
  std::uint32_t nodes = 5;       ///< N, 2 … 4096: members at the start, and spares.
  std::uint32_t replicas = 2;    ///< R: copies of a key beyond the primary's. R < N.
  std::uint32_t failures = 1;    ///< F: node failures that no acknowledged write is lost by. F < R.
  std::uint32_t vnodes = 16;     ///< Tokens of each node of weight 1, 1 … 1024.
  std::uint64_t token_seed = 1;  ///< Decides where the tokens lie.
  NodeWeights weights{};         ///< A node has as many times V tokens.
  TokenPlacement placement = TokenPlacement::random;
  /// Of bounded placement: a node is primary for at most so many percent of its share, rounded up
  /// to a whole slice of the ring; 100 … 1000.
  std::uint32_t load_bound = 125;
  /// The last so many nodes are there, but no members until they are added. R < N without them.
  std::uint32_t spares = 0;

  /// Members at the start.
  std::uint32_t founders() const { return nodes - spares; }

  /// Tokens of a node; bounded placement only begins with so many.
  std::uint32_t tokens_of(std::uint32_t node) const { return vnodes * weights.of(node); }

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
