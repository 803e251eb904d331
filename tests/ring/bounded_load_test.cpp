#include "core/ring/bounded_load.h"

#include <algorithm>
#include <catch_amalgamated.hpp>
#include <vector>

#include "core/base/rng.h"
#include "core/ring/balance.h"

namespace ringside::bounded_load_test {
namespace {

Shape bounded_shape(std::uint32_t nodes, std::uint32_t vnodes, std::uint32_t bound,
                    std::uint64_t seed) {
  return {.nodes = nodes,
          .replicas = 2,
          .failures = 1,
          .vnodes = vnodes,
          .token_seed = seed,
          .placement = TokenPlacement::bounded,
          .load_bound = bound};
}

std::vector<std::uint32_t> tokens_by_node(const Ring& ring, std::uint32_t nodes) {
  std::vector<std::uint32_t> count(nodes);
  for (const Token& token : ring.tokens()) ++count[raw(token.node)];
  return count;
}

TEST_CASE("bounded load: a bound is c times the mean, rounded up", "[ring]") {
  CHECK(load_bound(100, 12, 1, 4) == 3);
  CHECK(load_bound(100, 13, 1, 4) == 4);
  CHECK(load_bound(125, 256, 1, 10) == 32);
  CHECK(load_bound(110, 4096, 16, 65536) == 2);
}

TEST_CASE("bounded load: who has no room is passed by, clockwise", "[ring]") {
  const Ring bins({{KeyHash{100}, NodeId{0}}, {KeyHash{200}, NodeId{1}}, {KeyHash{300}, NodeId{2}}},
                  1);
  const std::vector<KeyHash> balls{KeyHash{50},  KeyHash{60},  KeyHash{90},
                                   KeyHash{150}, KeyHash{250}, KeyHash{301}};
  const std::vector<std::uint32_t> bounds{2, 2, 2};
  const std::vector<NodeId> placed = place_bounded(balls, bins, bounds);
  CHECK(placed ==
        std::vector<NodeId>{NodeId{0}, NodeId{0}, NodeId{1}, NodeId{1}, NodeId{2}, NodeId{2}});
}

TEST_CASE("bounded load: without a bound that binds it is consistent hashing", "[ring]") {
  const Ring bins(Shape{.nodes = 9, .vnodes = 8});
  Rng rng(5);
  std::vector<KeyHash> balls;
  for (int i = 0; i < 1000; ++i) balls.push_back(KeyHash{rng.next()});
  const std::vector<NodeId> placed =
      place_bounded(balls, bins, std::vector<std::uint32_t>(9, 1000));
  for (std::size_t i = 0; i < balls.size(); ++i) CHECK(placed[i] == bins.primary(balls[i]));
}

TEST_CASE("bounded load: no node is primary for more than the bound", "[ring]") {
  for (const std::uint32_t nodes : {2u, 3u, 10u, 41u}) {
    for (const std::uint32_t vnodes : {1u, 4u, 16u}) {
      for (const std::uint32_t bound : {100u, 110u, 125u, 200u}) {
        for (std::uint64_t seed = 1; seed <= 5; ++seed) {
          CAPTURE(nodes, vnodes, bound, seed);
          Shape shape = bounded_shape(nodes, vnodes, bound, seed);
          shape.replicas = nodes > 2 ? 2 : 1;
          shape.failures = 0;
          const Ring ring(shape);
          const auto slices = static_cast<std::uint32_t>(ring.tokens().size());
          const auto owned = tokens_by_node(ring, nodes);
          CHECK(*std::max_element(owned.begin(), owned.end()) <=
                load_bound(bound, slices, 1, nodes));
          CHECK(*std::min_element(owned.begin(), owned.end()) >= 1);
          CHECK(slices >= nodes * vnodes);
          const Balance balance = measure_balance(ring, nodes);
          CHECK(balance.max_over_mean <= bound / 100.0 + static_cast<double>(nodes) / slices);
        }
      }
    }
  }
}

TEST_CASE("bounded load: the bound follows weights", "[ring]") {
  Shape shape = bounded_shape(6, 16, 110, 3);
  shape.weights = {1, 3};
  const Ring ring(shape);
  const auto slices = static_cast<std::uint32_t>(ring.tokens().size());
  const auto owned = tokens_by_node(ring, 6);
  for (std::uint32_t node = 0; node < 6; ++node)
    CHECK(owned[node] <= load_bound(110, slices, shape.weights.of(node), 12));
  CHECK(owned[1] > 2 * owned[0]);
}

TEST_CASE("bounded load: where a node joins, most of what moves goes to it", "[ring]") {
  double moved = 0;
  double to_others = 0;
  constexpr int k_seeds = 30;
  for (std::uint64_t seed = 1; seed <= k_seeds; ++seed) {
    // The number of slices stays at 256.
    const Ring before(bounded_shape(10, 16, 150, seed));
    const Ring after(bounded_shape(11, 16, 150, seed));
    REQUIRE(before.tokens().size() == after.tokens().size());
    for (std::size_t i = 0; i < before.tokens().size(); ++i) {
      const NodeId now = after.tokens()[i].node;
      if (now == before.tokens()[i].node) continue;
      moved += 1.0 / 256 / k_seeds;
      if (now != NodeId{10}) to_others += 1.0 / 256 / k_seeds;
    }
  }
  CAPTURE(moved, to_others);
  CHECK(moved > 0.06);
  CHECK(moved < 0.2);
  CHECK(to_others < moved / 2);
}

}  // namespace
}  // namespace ringside::bounded_load_test
