#include "core/base/hash.h"

#include <array>
#include <catch_amalgamated.hpp>
#include <cstdint>
#include <string>

namespace ringside::hash_test {
namespace {

// The buffer of xxHash's own sanity check (xxhsum): each byte is the top of a number that is
// multiplied on.
std::string sanity_buffer(std::size_t size) {
  std::string buffer;
  std::uint64_t generator = 2654435761u;
  for (std::size_t i = 0; i < size; ++i) {
    buffer += static_cast<char>(generator >> 56);
    generator *= 11400714785074694797u;
  }
  return buffer;
}

struct Vector {
  std::size_t size;
  std::uint64_t hash;
};

// XXH3-64 with seed 0, from xxHash's own sanity check.
constexpr Vector k_vectors[] = {
    {0, 0x2d06800538d394c2},  {1, 0xc44bdff4074eecdb},  {6, 0x27b56a84cd2d7325},
    {24, 0xa3fe70bf9d3510eb}, {80, 0xbcdefbbb2c47c90a}, {403, 0xcdeb804d65c6dea4},
};

TEST_CASE("hash: a key lies where XXH3-64 of its bytes puts it", "[base]") {
  for (const Vector& vector : k_vectors) {
    CAPTURE(vector.size);
    const std::string key = sanity_buffer(vector.size);
    CHECK(raw(hash_key(key)) == vector.hash);
    CHECK(hash_bytes(key.data(), key.size(), 0) == vector.hash);
  }
}

TEST_CASE("hash: a seed changes every hash", "[base]") {
  for (const Vector& vector : k_vectors) {
    const std::string bytes = sanity_buffer(vector.size);
    CHECK(hash_bytes(bytes.data(), bytes.size(), 1) != vector.hash);
  }
}

TEST_CASE("hash_mix: is the hash of the number's bytes, lowest first", "[base]") {
  const std::array<unsigned char, 8> bytes{0x08, 0x07, 0x06, 0x05, 0x04, 0x03, 0x02, 0x01};
  CHECK(hash_mix(0x0102030405060708, 99) == hash_bytes(bytes.data(), bytes.size(), 99));
}

TEST_CASE("hash: bytes beyond ASCII and zero bytes count", "[base]") {
  CHECK(hash_key("é") != hash_key("e"));
  CHECK(hash_key(std::string_view{"a\0b", 3}) != hash_key(std::string_view{"a\0c", 3}));
  CHECK(hash_key(std::string_view{"\0", 1}) != hash_key(""));
}

}  // namespace
}  // namespace ringside::hash_test
