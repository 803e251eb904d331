#include "core/trial/fault_kinds.h"

#include <catch_amalgamated.hpp>
#include <set>

namespace ringside::fault_kinds_test {
namespace {

TEST_CASE("faults: every kind has a name of its own, by which it is read", "[trial]") {
  std::set<std::string_view> names;
  for (std::uint8_t i = 0; i < k_fault_kinds; ++i) {
    const auto kind = static_cast<FaultKind>(i);
    const std::string_view name = to_string(kind);
    names.insert(name);
    const auto faults = parse_faults(name);
    REQUIRE(faults.has_value());
    for (std::uint8_t other = 0; other < k_fault_kinds; ++other)
      CHECK(faults->contains(static_cast<FaultKind>(other)) == (other == i));
    CHECK(to_text(*faults) == name);
  }
  CHECK(names.size() == k_fault_kinds);
  CHECK_FALSE(names.contains("unknown_fault"));
}

TEST_CASE("faults: all, none, and lists", "[trial]") {
  CHECK(parse_faults("all") == FaultSet::all());
  CHECK(parse_faults("none") == FaultSet{});
  CHECK(parse_faults(to_text(FaultSet::all())) == FaultSet::all());
  CHECK(to_text(FaultSet{}) == "none");
  CHECK(to_text(*parse_faults("one-way,crash,crash")) == "crash,one-way");
}

TEST_CASE("faults: what is none is refused with what there is", "[trial]") {
  using Catch::Matchers::ContainsSubstring;
  for (const char* text : {"", "crash,", ",crash", "Crash", "crash, pause", "all,none", "fire"}) {
    CAPTURE(text);
    const auto faults = parse_faults(text);
    REQUIRE_FALSE(faults.has_value());
    CHECK_THAT(faults.error().message, ContainsSubstring("crash,restart,pause"));
  }
}

}  // namespace
}  // namespace ringside::fault_kinds_test
