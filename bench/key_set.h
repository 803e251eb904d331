#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace ringside::bench {

/// Keys of 16 bytes with values of 32 to 100, and orders to read them in; the same for everybody.
struct KeySet {
  static constexpr std::size_t k_key_bytes = 16;
  explicit KeySet(std::uint32_t count);

  std::vector<std::string> keys;
  std::vector<std::string> values;
};

/// How often which key is read.
enum class Spread {
  uniform,
  zipf,  ///< The i-th most popular key in proportion to 1 / i^0.99 (as YCSB has it).
};

/// Keys in the order in which one thread reads them, each as a text of its own: that a reader knows
/// what it wants to read costs nobody anything.
class KeyStream {
 public:
  KeyStream(const KeySet& set, Spread spread, std::uint32_t reads, std::uint64_t seed);

  std::size_t size() const { return texts_.size() / KeySet::k_key_bytes; }
  std::string_view operator[](std::size_t i) const {
    return {texts_.data() + i * KeySet::k_key_bytes, KeySet::k_key_bytes};
  }

 private:
  std::string texts_;
};

}  // namespace ringside::bench
