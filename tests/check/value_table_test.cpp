#include "core/check/value_table.h"

#include <catch_amalgamated.hpp>
#include <map>

#include "core/base/rng.h"

namespace ringside::value_table_test {
namespace {

TEST_CASE("values: equal texts are one value, nil is like none of them", "[check]") {
  ValueTable values;
  CHECK(values.intern("a") == values.intern("a"));
  CHECK(values.intern("a") != values.intern("b"));
  CHECK(values.intern("") != k_nil);
  CHECK(values.intern(std::string("a\0b", 3)) != values.intern("a"));
  CHECK(values.text(values.intern("a")) == "a");
  CHECK(values.text(values.intern("")).empty());
}

TEST_CASE("values: a text is one value however it was put together", "[check]") {
  ValueTable values;
  const ValueId whole = values.intern("abc");
  CHECK(values.concat(values.intern("ab"), values.intern("c")) == whole);
  CHECK(values.concat(values.intern("a"), values.intern("bc")) == whole);
  CHECK(values.concat(values.concat(values.intern("a"), values.intern("b")), values.intern("c")) ==
        whole);
  CHECK(values.concat(whole, values.intern("")) == whole);
  CHECK(values.concat(values.intern(""), whole) == whole);
  const ValueId later = values.concat(values.intern("x"), values.intern("y"));
  CHECK(values.intern("xy") == later);
  CHECK(values.text(values.concat(later, later)) == "xyxy");
  CHECK(values.length(values.concat(later, later)) == 4);
}

TEST_CASE("values: any texts, put together in any way, are told apart by their bytes", "[check]") {
  Rng rng(1);
  ValueTable values;
  std::map<std::string, ValueId> known;
  std::vector<ValueId> all{values.intern("")};
  for (int i = 0; i < 20'000; ++i) {
    ValueId value{};
    if (rng.below(3) == 0) {
      value = values.intern(std::string(rng.below(4), static_cast<char>('a' + rng.below(2))));
    } else {
      value = values.concat(all[rng.below(all.size())], all[rng.below(all.size())]);
    }
    if (values.length(value) < 40) all.push_back(value);
    const auto [place, is_new] = known.try_emplace(values.text(value), value);
    REQUIRE(place->second == value);
  }
  CHECK(known.size() > 1000);
}

// Texts of the sequence of Thue and Morse have one polynomial hash modulo a power of two.
TEST_CASE("values: texts of equal hash are still told apart", "[check]") {
  std::string text = "a";
  std::string other = "b";
  for (int i = 0; i < 11; ++i) {
    const std::string both = text + other;
    other += text;
    text = both;
  }
  ValueTable values;
  CHECK(values.intern(text) != values.intern(other));
  CHECK(values.text(values.intern(other)) == other);
}

}  // namespace
}  // namespace ringside::value_table_test
