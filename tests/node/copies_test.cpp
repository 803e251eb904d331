#include "core/node/copies.h"

#include <catch_amalgamated.hpp>

namespace ringside::copies_test {
namespace {

using State = Copies::Copy::State;
const NodeId k_a{0};
const NodeId k_b{1};
const NodeId k_c{2};
const NodeId k_outside{7};

void keep(Copies& copies, NodeId holder, std::uint32_t life = 1) {
  copies.of(holder)->state = State::kept;
  copies.of(holder)->life = Incarnation{life};
}

TEST_CASE("copies: only those that are kept count", "[node]") {
  Copies copies;
  const Lives lives;
  for (const NodeId node : {k_a, k_b, k_c}) copies.add(node, node);
  CHECK(copies.kept(lives) == 0);
  CHECK(copies.waiting() == 3);
  keep(copies, k_a);
  copies.of(k_b)->state = State::refused;
  copies.of(k_c)->state = State::silent;
  CHECK(copies.kept(lives) == 1);
  CHECK(copies.waiting() == 0);
}

TEST_CASE("copies: one that a node kept in an earlier life does not count", "[node]") {
  Copies copies;
  Lives lives;
  copies.add(k_a, k_a);
  keep(copies, k_a, 1);
  CHECK(lives.admit(k_a, Incarnation{1}));
  CHECK(copies.kept(lives) == 1);
  CHECK(lives.admit(k_a, Incarnation{2}));
  CHECK(copies.kept(lives) == 0);
  keep(copies, k_a, 2);
  CHECK(copies.kept(lives) == 1);
}

TEST_CASE("copies: a hint covers its member until it is refused or nobody answers", "[node]") {
  Copies copies;
  copies.add(k_a, k_a);
  CHECK_FALSE(copies.is_covered(k_a));
  copies.add(k_outside, k_a);
  CHECK(copies.is_covered(k_a));
  CHECK_FALSE(copies.is_covered(k_b));
  keep(copies, k_outside);
  CHECK(copies.is_covered(k_a));
  CHECK(copies.kept(Lives{}) == 1);
  copies.of(k_outside)->state = State::silent;
  CHECK_FALSE(copies.is_covered(k_a));
}

TEST_CASE("copies: a node that was not asked has none", "[node]") {
  Copies copies;
  copies.add(k_a, k_a);
  CHECK(copies.of(k_b) == nullptr);
  CHECK(copies.of(k_a) != nullptr);
}

}  // namespace
}  // namespace ringside::copies_test
