#pragma once
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "core/base/ids.h"

namespace ringside {

/// XXH3-64 with seed 0 of the key's bytes: where the key lies on the ring. Same on every platform.
KeyHash hash_key(std::string_view key);

/// XXH3-64 of any bytes under a seed.
std::uint64_t hash_bytes(const void* data, std::size_t size, std::uint64_t seed);

/// Mixes two numbers into one well-spread number (XXH3-64 of the first, seeded by the second).
std::uint64_t hash_mix(std::uint64_t value, std::uint64_t seed);

}  // namespace ringside
