#include "core/version/merge.h"

#include <array>
#include <catch_amalgamated.hpp>
#include <string>

#include "core/base/rng.h"

namespace ringside::merge_test {
namespace {

// Short texts of few characters, so that many have parts in common.
std::string some_value(Rng& rng, std::string_view characters) {
  std::string value;
  for (std::uint64_t i = rng.below(7); i > 0; --i)
    value += characters[rng.below(characters.size())];
  return value;
}

constexpr std::array k_policies{Conflicts::merge_union, Conflicts::merge_lines,
                                Conflicts::merge_max};

TEST_CASE("merge: order and repetition do not matter, whatever the values are", "[version]") {
  Rng rng(1, 1);
  for (const Conflicts policy : k_policies) {
    const MergeFunction f = merge_of(policy, nullptr);
    for (const std::string_view characters : {"ab \n", "0129-+", "a0 -", "\xff\x01 \t\r"}) {
      for (int round = 0; round < 3000; ++round) {
        const std::string a = some_value(rng, characters);
        const std::string b = some_value(rng, characters);
        const std::string c = some_value(rng, characters);
        CAPTURE(to_string(policy), a, b, c);
        REQUIRE(f(a, b) == f(b, a));
        REQUIRE(f(f(a, b), c) == f(a, f(b, c)));
        REQUIRE(f(f(a, b), b) == f(a, b));
        REQUIRE(f(f(a, a), b) == f(a, b));
      }
    }
  }
}

TEST_CASE("merge: a union has the words of both, once each and in order", "[version]") {
  CHECK(union_of_words("pears apples", "apples  figs\n") == "apples figs pears");
  CHECK(union_of_words("", " \t") == "");
  CHECK(union_of_words("b a", "b a") == "a b");
}

TEST_CASE("merge: a union of lines leaves the words of a line together", "[version]") {
  CHECK(union_of_lines("2 apples\n1 pear\n", "1 pear\n\n3 figs") == "1 pear\n2 apples\n3 figs");
}

TEST_CASE("merge: of numbers the larger one stays, however long they are", "[version]") {
  CHECK(larger_number("9", "10") == "10");
  CHECK(larger_number("-9", "-10") == "-9");
  CHECK(larger_number("-1", "0") == "0");
  CHECK(larger_number("99999999999999999999999", "100000000000000000000000") ==
        "100000000000000000000000");
  CHECK(larger_number("0007", "6") == "0007");
}

TEST_CASE("merge: what is no number is less than any number", "[version]") {
  CHECK(larger_number("many", "-5") == "-5");
  CHECK(larger_number("", "-5") == "-5");
  CHECK(larger_number("1.5", "1") == "1");
  CHECK(larger_number("some", "many") == "some");
}

TEST_CASE("merge: policies that keep one or all values have no function", "[version]") {
  CHECK(merge_of(Conflicts::last_writer_wins, union_of_words) == nullptr);
  CHECK(merge_of(Conflicts::keep_siblings, union_of_words) == nullptr);
  CHECK(merge_of(Conflicts::merge_function, larger_number) == &larger_number);
  CHECK_FALSE(keeps_siblings(Conflicts::last_writer_wins));
  for (const Conflicts policy : k_policies) CHECK(keeps_siblings(policy));
}

}  // namespace
}  // namespace ringside::merge_test
