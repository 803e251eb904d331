#include "core/scenario/packed_text.h"

#include <catch_amalgamated.hpp>
#include <string>

#include "core/base/rng.h"
#include "core/scenario/library.h"

namespace ringside::packed_text_test {
namespace {

std::string unpacked(const std::string& packed) {
  const auto text = unpack_text(packed);
  INFO((text ? "" : text.error().message));
  REQUIRE(text.has_value());
  return *text;
}

TEST_CASE("packed text: any text comes back, in characters that need no escape", "[scenario]") {
  std::vector<std::string> texts{"", "a", "\n", std::string(3, '\0'), std::string(5000, 'x')};
  for (const BuiltInScenario& scenario : built_in_scenarios()) texts.emplace_back(scenario.text);
  Rng rng(7);
  for (std::size_t size : {1u, 2u, 3u, 4u, 5u, 100u, 3000u}) {
    std::string bytes;
    for (std::size_t i = 0; i < size; ++i) bytes += static_cast<char>(rng.below(256));
    texts.push_back(bytes);
  }
  for (const std::string& text : texts) {
    const std::string packed = pack_text(text);
    CHECK(packed.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
                                   "-_") == std::string::npos);
    CHECK(unpacked(packed) == text);
  }
}

TEST_CASE("packed text: what it is for takes a third of the room", "[scenario]") {
  std::string text = "nodes 8\nseed 42\n";
  Rng rng(3);
  for (int i = 0; i < 100; ++i) {
    text += "." + std::to_string(rng.below(60)) + " " +
            std::to_string(700'000 + rng.below(16'000)) +
            (rng.below(2) == 0 ? " get apple\n" : " put pear ripe\n");
  }
  CHECK(pack_text(text).size() * 3 < text.size());
  // The largest there can be still comes back.
  std::string large;
  while (large.size() < k_packed_text_max) large += text;
  large.resize(k_packed_text_max);
  CHECK(unpacked(pack_text(large)) == large);
}

TEST_CASE("packed text: the same on every platform", "[scenario]") {
  CHECK(pack_text("nodes 8\nseed 42\n+12 345678 put apple red\n=9 1 00000000deadbeef\n") ==
        "AAA_7KSeEkcIx8meHJ2KkMJOCGKkg1Dqglg");
}

TEST_CASE("packed text: a part of it, or one with a character changed, is refused", "[scenario]") {
  const std::string packed = pack_text("nodes 8\nseed 42\n+12 345678 put apple red\n");
  for (std::size_t size = 0; size < packed.size(); ++size) {
    INFO("the first " << size);
    CHECK_FALSE(unpack_text(packed.substr(0, size)).has_value());
  }
  for (std::size_t i = 0; i < packed.size(); ++i) {
    std::string changed = packed;
    changed[i] = changed[i] == 'A' ? 'B' : 'A';
    INFO("another character " << i);
    CHECK_FALSE(unpack_text(changed).has_value());
  }
  CHECK_FALSE(unpack_text(packed + "A").has_value());
  CHECK_FALSE(unpack_text("").has_value());
  CHECK_FALSE(unpack_text(packed + "%20").has_value());
  CHECK_FALSE(unpack_text(std::string(k_packed_chars_max + 1, 'A')).has_value());
}

TEST_CASE("packed text: no characters at all can break it", "[scenario]") {
  Rng rng(11);
  for (int i = 0; i < 300; ++i) {
    std::string packed;
    // Sizes that claim little, so that most of them are unpacked to the end.
    packed += "AAA";
    for (std::uint64_t rest = rng.below(80); rest > 0; --rest)
      packed += "ABCabc019-_xyz"[rng.below(14)];
    (void)unpack_text(packed);
  }
  SUCCEED("none did");
}

}  // namespace
}  // namespace ringside::packed_text_test
