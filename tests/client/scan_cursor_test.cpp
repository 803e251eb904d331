#include "core/client/scan_cursor.h"

#include <catch_amalgamated.hpp>
#include <string>

#include "core/base/rng.h"

namespace ringside::scan_cursor_test {
namespace {

using Catch::Matchers::ContainsSubstring;

std::string complaint(const std::string& text) {
  const auto read = parse_cursor(text);
  if (read) return {};
  CHECK(read.error().code == ErrorCode::invalid_argument);
  return read.error().message;
}

TEST_CASE("cursor: reads back as the place that it was made of", "[client]") {
  Rng rng(1);
  for (int i = 0; i < 1000; ++i) {
    const KeyHash place{rng.next()};
    CHECK(parse_cursor(cursor_text(place)) == place);
  }
  CHECK(parse_cursor(cursor_text(KeyHash{0})) == KeyHash{0});
  CHECK(parse_cursor(cursor_text(KeyHash{~std::uint64_t{0}})) == KeyHash{~std::uint64_t{0}});
}

TEST_CASE("cursor: one with any character changed or missing is refused", "[client]") {
  const std::string good = cursor_text(KeyHash{0x123456789abcdef0});
  for (std::size_t i = 0; i < good.size(); ++i) {
    for (const char c : {'0', 'f', 'g', 'A', '.', ' ', 's'}) {
      std::string bad = good;
      bad[i] = c;
      CAPTURE(bad);
      CHECK((bad == good || !parse_cursor(bad)));
    }
    CHECK_FALSE(complaint(good.substr(0, i)).empty());
  }
  CHECK_FALSE(complaint(good + "0").empty());
}

TEST_CASE("cursor: what is wrong is said, and what would be right", "[client]") {
  CHECK_THAT(complaint("s2." + cursor_text(KeyHash{7}).substr(3)),
             ContainsSubstring("another version") && ContainsSubstring("as it was given"));
  CHECK_THAT(complaint("nonsense"), ContainsSubstring("no cursor"));
  std::string changed = cursor_text(KeyHash{7});
  changed[10] = changed[10] == '0' ? '1' : '0';
  CHECK_THAT(complaint(changed), ContainsSubstring("changed on its way"));
}

}  // namespace
}  // namespace ringside::scan_cursor_test
