#include "core/ring/shape.h"

#include <catch_amalgamated.hpp>
#include <cstdint>
#include <string>

namespace ringside::shape_test {
namespace {

std::string complaint(const Shape& shape) {
  const auto result = validate(shape);
  if (result) return {};
  CHECK(result.error().code == ErrorCode::invalid_argument);
  return result.error().message;
}

using Catch::Matchers::ContainsSubstring;

TEST_CASE("shape: the default and the smallest are valid", "[ring]") {
  CHECK(complaint(Shape{}).empty());
  CHECK(complaint({.nodes = 2, .replicas = 1, .failures = 0, .vnodes = 1}).empty());
  CHECK(complaint({.nodes = 4096, .replicas = 2, .failures = 1, .vnodes = 64}).empty());
}

TEST_CASE("shape: what breaks F < R < N is refused, and said with the numbers", "[ring]") {
  CHECK_THAT(
      complaint({.nodes = 5, .replicas = 5, .failures = 1}),
      ContainsSubstring("R = 5") && ContainsSubstring("R < N") && ContainsSubstring("R <= 4"));
  CHECK_THAT(complaint({.nodes = 5, .replicas = 0, .failures = 0}), ContainsSubstring("R = 0"));
  CHECK_THAT(
      complaint({.nodes = 5, .replicas = 2, .failures = 2}),
      ContainsSubstring("F = 2") && ContainsSubstring("F < R") && ContainsSubstring("F <= 1"));
}

TEST_CASE("shape: counts out of range are refused with the range", "[ring]") {
  CHECK_THAT(complaint({.nodes = 1, .replicas = 1, .failures = 0}),
             ContainsSubstring("between 2 and 4096"));
  CHECK_THAT(complaint({.nodes = 4097}), ContainsSubstring("between 2 and 4096"));
  CHECK_THAT(complaint({.vnodes = 0}), ContainsSubstring("between 1 and 1024"));
  CHECK_THAT(complaint({.vnodes = 1025}), ContainsSubstring("between 1 and 1024"));
  CHECK_FALSE(complaint({.nodes = UINT32_MAX}).empty());
  CHECK_FALSE(complaint({.replicas = UINT32_MAX}).empty());
  CHECK_FALSE(complaint({.failures = UINT32_MAX}).empty());
}

TEST_CASE("shape: tokens that are placed one after another are limited, random ones less",
          "[ring]") {
  CHECK(complaint({.nodes = 1000, .vnodes = 33}).empty());
  CHECK_THAT(complaint({.nodes = 1000, .vnodes = 33, .placement = TokenPlacement::even}),
             ContainsSubstring("at most 32768"));
  CHECK_THAT(
      complaint(
          {.nodes = 1000, .vnodes = 20, .weights = {1, 3}, .placement = TokenPlacement::bounded}),
      ContainsSubstring("40000 tokens"));
  CHECK_THAT(complaint({.placement = static_cast<TokenPlacement>(3)}),
             ContainsSubstring("2 (bounded)"));
}

TEST_CASE("shape: a bound that cannot hold, or says nothing, is refused", "[ring]") {
  CHECK_THAT(complaint({.load_bound = 99}), ContainsSubstring("between 100 %"));
  CHECK_FALSE(complaint({.load_bound = 1001}).empty());
  CHECK(complaint({.load_bound = 100}).empty());
}

TEST_CASE("shape: weights are dealt out to the nodes in turn", "[ring]") {
  const Shape shape{.nodes = 5, .vnodes = 4, .weights = {1, 3}};
  CHECK(shape.tokens_of(0) == 4);
  CHECK(shape.tokens_of(3) == 12);
  CHECK(shape.tokens_of(4) == 4);
  CHECK(shape.weights.sum(5) == 9);
  CHECK(NodeWeights{} == NodeWeights{1});
  CHECK_FALSE(NodeWeights{} == NodeWeights{2});
}

TEST_CASE("shape: a ring whose table of groups would not fit is refused", "[ring]") {
  CHECK_THAT(complaint({.nodes = 4096, .replicas = 4095, .failures = 1, .vnodes = 1024}),
             ContainsSubstring("fewer virtual nodes"));
}

TEST_CASE("shape: the write quorum survives F failures", "[ring]") {
  const Shape shape{.nodes = 7, .replicas = 4, .failures = 2};
  CHECK(shape.group_size() == 5);
  CHECK(shape.write_quorum() == 3);
}

}  // namespace
}  // namespace ringside::shape_test
