#include "core/ring/hash_range.h"

#include <catch_amalgamated.hpp>
#include <cstdint>
#include <vector>

#include "core/base/rng.h"

namespace ringside::hash_range_test {
namespace {

constexpr std::uint64_t k_top = ~std::uint64_t{0};

HashRange range(std::uint64_t first, std::uint64_t last) { return {KeyHash{first}, KeyHash{last}}; }

std::vector<HashRange> parts_of(const HashRange& whole, std::uint64_t parts) {
  std::vector<HashRange> found;
  whole.split(parts, [&](const HashRange& part) { found.push_back(part); });
  return found;
}

TEST_CASE("hash range: has both its ends", "[ring]") {
  CHECK(range(5, 9).contains(KeyHash{5}));
  CHECK(range(5, 9).contains(KeyHash{9}));
  CHECK_FALSE(range(5, 9).contains(KeyHash{4}));
  CHECK_FALSE(range(5, 9).contains(KeyHash{10}));
}

TEST_CASE("hash range: may pass the top of the ring, and be all of it", "[ring]") {
  CHECK(range(k_top - 1, 3).contains(KeyHash{0}));
  CHECK(range(k_top - 1, 3).contains(KeyHash{k_top}));
  CHECK_FALSE(range(k_top - 1, 3).contains(KeyHash{4}));
  CHECK(range(7, 6).contains(KeyHash{7}));
  CHECK(range(7, 6).contains(KeyHash{6}));
}

TEST_CASE("hash range: its parts follow each other, from its first hash to its last", "[ring]") {
  Rng rng(5);
  for (int i = 0; i < 200; ++i) {
    // From one hash to the whole ring, anywhere.
    const std::uint64_t first = rng.below(k_top);
    const std::uint64_t width = rng.below(k_top) >> rng.below(64);
    const HashRange whole = range(first, first + width);
    const std::uint64_t count = 1 + rng.below(20);
    const auto parts = parts_of(whole, count);
    REQUIRE(parts.size() >= 1);
    REQUIRE(parts.size() <= count);
    REQUIRE(parts.front().first == whole.first);
    REQUIRE(parts.back().last == whole.last);
    for (std::size_t p = 1; p < parts.size(); ++p)
      REQUIRE(raw(parts[p].first) == raw(parts[p - 1].last) + 1);
  }
}

TEST_CASE("hash range: a range of few hashes has no empty parts", "[ring]") {
  CHECK(parts_of(range(4, 4), 16) == std::vector{range(4, 4)});
  CHECK(parts_of(range(4, 6), 16) == std::vector{range(4, 4), range(5, 5), range(6, 6)});
}

}  // namespace
}  // namespace ringside::hash_range_test
