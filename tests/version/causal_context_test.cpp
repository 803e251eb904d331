#include "core/version/causal_context.h"

#include <catch_amalgamated.hpp>

namespace ringside::causal_context_test {
namespace {

Version version(std::uint32_t node, std::int64_t stamp, std::uint32_t incarnation = 1) {
  return {{time_at(stamp), 0}, {NodeId{node}, Incarnation{incarnation}}};
}

CausalContext context(std::initializer_list<Version> versions) {
  CausalContext made;
  for (const Version& v : versions) made.add(v);
  return made;
}

TEST_CASE("context: covers what its actors made up to the newest", "[version]") {
  const CausalContext known = context({version(1, 10), version(0, 5)});
  CHECK(known.covers(version(1, 10)));
  CHECK(known.covers(version(1, 3)));
  CHECK_FALSE(known.covers(version(1, 11)));
  CHECK_FALSE(known.covers(version(2, 1)));
  CHECK_FALSE(CausalContext{}.covers(version(0, 1)));
}

TEST_CASE("context: another life of a node is another actor", "[version]") {
  CHECK_FALSE(context({version(1, 10, 1)}).covers(version(1, 3, 2)));
  CHECK_FALSE(context({version(1, 10, 2)}).covers(version(1, 3, 1)));
}

TEST_CASE("context: merging is commutative, associative and idempotent", "[version]") {
  const CausalContext a = context({version(0, 1), version(1, 7)});
  const CausalContext b = context({version(1, 9), version(2, 2)});
  const CausalContext c = context({version(0, 4)});
  const auto merged = [](CausalContext x, const CausalContext& y) {
    x.merge(y);
    return x;
  };
  CHECK(merged(a, b) == merged(b, a));
  CHECK(merged(merged(a, b), c) == merged(a, merged(b, c)));
  CHECK(merged(a, a) == a);
  CHECK(merged(a, b).covers(a));
  CHECK(merged(a, b).covers(b));
  CHECK_FALSE(a.covers(b));
}

TEST_CASE("context: its text reads back, and no other does", "[version]") {
  const CausalContext known = context({version(1, 10), version(0, 5, 3)});
  CHECK(to_text(known) == "n0.3@5+0,n1.1@10+0");
  CHECK(parse_context(to_text(known)) == known);
  CHECK(parse_context("-") == CausalContext{});
  for (const char* text : {"", "n", "n0", "n0.1@5", "n0.1@5+0,", "n0.1@5+0 ", "0.1@5+0",
                           "n99999999999.1@5+0", "n0.1@5+-1", "n-1.1@5+0"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_context(text).has_value());
  }
}

}  // namespace
}  // namespace ringside::causal_context_test
