#include "core/node/probe_order.h"

#include <algorithm>
#include <bit>

#include "core/base/check.h"
#include "core/base/hash.h"

namespace ringside {

RandomOrder::RandomOrder(std::uint32_t size, std::uint64_t key) : size_(size), key_(key) {
  RINGSIDE_CHECK(size > 0);
  const auto bits = static_cast<std::uint32_t>(std::bit_width(size - 1));
  half_bits_ = std::max(1u, (bits + 1) / 2);
  turn_ = static_cast<std::uint32_t>(hash_mix(size, key) % size);
}

std::uint32_t RandomOrder::at(std::uint32_t place) const {
  std::uint32_t value = permuted(place);
  while (value >= size_) value = permuted(value);
  return (value + turn_) % size_;
}

std::uint32_t RandomOrder::permuted(std::uint32_t value) const {
  const std::uint32_t mask = (1u << half_bits_) - 1;
  std::uint32_t left = value >> half_bits_;
  std::uint32_t right = value & mask;
  constexpr std::uint32_t k_rounds = 4;
  for (std::uint32_t round = 0; round < k_rounds; ++round) {
    const std::uint64_t mixed = hash_mix((std::uint64_t{round} << 32) | right, key_);
    const std::uint32_t next = left ^ (static_cast<std::uint32_t>(mixed) & mask);
    left = right;
    right = next;
  }
  return (left << half_bits_) | right;
}

}  // namespace ringside
