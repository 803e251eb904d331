#pragma once
#include <cstdint>
#include <map>
#include <utility>

#include "core/base/ids.h"

namespace ringside {

/// A set of directed links, each from one end to another. Kept as blocks of 64 receivers, so that a
/// cluster of a thousand nodes cut in two is some thousands of numbers and not half a million. A
/// value with one order.
class LinkSet {
 public:
  /// 64 receivers whose bits() differ in the last six bits only, as seen from one sender.
  struct Block {
    Address from;
    std::uint32_t number = 0;  ///< bits() / 64 of its receivers.

    friend auto operator<=>(const Block&, const Block&) = default;
  };
  static Block block_of(Address from, Address to) { return {from, to.bits() / 64}; }
  static std::uint64_t bit_of(Address to) { return std::uint64_t{1} << (to.bits() % 64); }

  bool empty() const { return blocks_.empty(); }
  bool contains(Address from, Address to) const {
    return (bits(block_of(from, to)) & bit_of(to)) != 0;
  }
  void insert(Address from, Address to) { blocks_[block_of(from, to)] |= bit_of(to); }
  void insert(const LinkSet& other) {
    for (const auto& [block, bits] : other.blocks_) blocks_[block] |= bits;
  }
  /// Takes out every link between two ends of which `gone` is true: gone(from, to).
  template <typename Gone>
  void erase_if(Gone gone);

  /// Receivers of a block that are in the set, by their bit.
  std::uint64_t bits(Block block) const {
    const auto found = blocks_.find(block);
    return found == blocks_.end() ? 0 : found->second;
  }
  void set_bits(Block block, std::uint64_t bits) {
    if (bits == 0) {
      blocks_.erase(block);
    } else {
      blocks_[block] = bits;
    }
  }
  /// The blocks that are not empty, in order.
  const std::map<Block, std::uint64_t>& blocks() const { return blocks_; }

  friend bool operator==(const LinkSet&, const LinkSet&) = default;

 private:
  std::map<Block, std::uint64_t> blocks_;
};

/// The end that a bit of a block stands for.
constexpr Address receiver(LinkSet::Block block, std::uint32_t bit) {
  return Address::from_bits(block.number * 64 + bit);
}

template <typename Gone>
void LinkSet::erase_if(Gone gone) {
  for (auto entry = blocks_.begin(); entry != blocks_.end();) {
    for (std::uint32_t bit = 0; bit < 64; ++bit) {
      const std::uint64_t mask = std::uint64_t{1} << bit;
      if ((entry->second & mask) != 0 && gone(entry->first.from, receiver(entry->first, bit)))
        entry->second &= ~mask;
    }
    entry = entry->second == 0 ? blocks_.erase(entry) : std::next(entry);
  }
}

}  // namespace ringside
