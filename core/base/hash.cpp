#include "core/base/hash.h"

#include <xxhash.h>

#include <bit>

namespace ringside {

// hash_mix reads a number's bytes; every platform that is built for stores them lowest first.
static_assert(std::endian::native == std::endian::little);

KeyHash hash_key(std::string_view key) { return KeyHash{XXH3_64bits(key.data(), key.size())}; }

std::uint64_t hash_bytes(const void* data, std::size_t size, std::uint64_t seed) {
  return XXH3_64bits_withSeed(data, size, seed);
}

std::uint64_t hash_mix(std::uint64_t value, std::uint64_t seed) {
  return XXH3_64bits_withSeed(&value, sizeof value, seed);
}

}  // namespace ringside
