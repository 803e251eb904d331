#include "core/ring/even_tokens.h"

#include <algorithm>
#include <catch_amalgamated.hpp>
#include <set>
#include <vector>

#include "core/base/hash.h"
#include "core/ring/balance.h"

namespace ringside::even_tokens_test {
namespace {

Shape even_shape(std::uint32_t nodes, std::uint32_t replicas, std::uint32_t vnodes,
                 std::uint64_t seed) {
  return {.nodes = nodes,
          .replicas = replicas,
          .failures = 0,
          .vnodes = vnodes,
          .token_seed = seed,
          .placement = TokenPlacement::even};
}

double most_copies(const Balance& balance) {
  const auto& shares = balance.replica_share;
  return *std::max_element(shares.begin(), shares.end()) * static_cast<double>(shares.size());
}

// What random tokens come to is E[max/mean] from the project's table of derived figures.
TEST_CASE("even tokens: what the busiest of ten nodes has beyond its share falls to a third",
          "[ring]") {
  struct Row {
    std::uint32_t vnodes;
    double random;
  };
  for (const Row& row : {Row{4, 1.89}, Row{8, 1.60}, Row{16, 1.42}, Row{64, 1.20}}) {
    for (std::uint64_t seed = 1; seed <= 20; ++seed) {
      CAPTURE(row.vnodes, seed);
      const Balance balance = measure_balance(Ring(even_shape(10, 2, row.vnodes, seed)), 10);
      const double allowed = 1 + (row.random - 1) / 3;
      CHECK(balance.max_over_mean < allowed);
      CHECK(most_copies(balance) < allowed);
    }
  }
}

TEST_CASE("even tokens: many nodes with sixteen tokens each deviate by a thirtieth", "[ring]") {
  const Balance balance = measure_balance(Ring(even_shape(150, 2, 16, 4)), 150);
  CHECK(balance.sd_over_mean < 0.033);  // random tokens: 0.25
  CHECK(balance.max_over_mean < 1.2);   // random tokens: 1.8
  CHECK(most_copies(balance) < 1.3);
}

TEST_CASE("even tokens: a node that joins moves nobody else's tokens and takes from everybody",
          "[ring]") {
  for (std::uint64_t seed = 1; seed <= 10; ++seed) {
    CAPTURE(seed);
    std::vector<Token> after = even_tokens(even_shape(10, 2, 16, seed));
    const Balance old_balance = measure_balance(Ring(even_shape(9, 2, 16, seed)), 9);
    const Balance new_balance = measure_balance(Ring(even_shape(10, 2, 16, seed)), 10);
    std::erase_if(after, [](const Token& token) { return token.node == NodeId{9}; });
    CHECK(after == even_tokens(even_shape(9, 2, 16, seed)));
    CHECK(new_balance.primary_share[9] == Catch::Approx(0.1).epsilon(0.05));
    for (std::uint32_t node = 0; node < 9; ++node)
      CHECK(new_balance.primary_share[node] < old_balance.primary_share[node]);
  }
}

TEST_CASE("even tokens: shares follow weights", "[ring]") {
  for (std::uint64_t seed = 1; seed <= 5; ++seed) {
    CAPTURE(seed);
    Shape shape = even_shape(12, 2, 16, seed);
    shape.weights = {1, 2, 1, 4};
    const Ring ring(shape);
    const Balance balance = measure_balance(ring, shape.nodes, shape.weights);
    std::vector<std::uint32_t> tokens(shape.nodes);
    for (const Token& token : ring.tokens()) ++tokens[raw(token.node)];
    for (std::uint32_t node = 0; node < shape.nodes; ++node) {
      CAPTURE(node);
      const std::uint32_t weight = shape.weights.of(node);
      CHECK(tokens[node] == 16 * weight);
      CHECK(balance.primary_share[node] == Catch::Approx(weight / 24.0).epsilon(0.1));
      CHECK(balance.replica_share[node] == Catch::Approx(weight / 24.0).epsilon(0.15));
    }
  }
}

TEST_CASE("even tokens: the smallest rings have as many tokens as any, all at different places",
          "[ring]") {
  for (std::uint32_t nodes = 2; nodes <= 7; ++nodes) {
    for (std::uint32_t replicas = 1; replicas < nodes; ++replicas) {
      for (const std::uint32_t vnodes : {1u, 2u, 5u}) {
        CAPTURE(nodes, replicas, vnodes);
        const std::vector<Token> tokens = even_tokens(even_shape(nodes, replicas, vnodes, 1));
        std::set<KeyHash> places;
        std::vector<std::uint32_t> count(nodes);
        for (const Token& token : tokens) {
          places.insert(token.at);
          ++count[raw(token.node)];
        }
        CHECK(places.size() == tokens.size());
        CHECK(count == std::vector<std::uint32_t>(nodes, vnodes));
      }
    }
  }
}

TEST_CASE("even tokens: lie at the same places on every platform", "[ring]") {
  std::uint64_t places = 0;
  for (const Token& token : even_tokens(even_shape(20, 2, 16, 5)))
    places = hash_mix(raw(token.at), places);
  CHECK(places == 0xb1765db41849cdd3);
}

}  // namespace
}  // namespace ringside::even_tokens_test
