#pragma once
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace ringside {

/// The configurations that a search has been in, so that it goes into none twice (Wing & Gong 1993;
/// Lowe 2017, section 3). A configuration is a key and the optional calls that it has used up. One
/// that used up more of them than a known one with the same key can do nothing that the known one
/// could not, so it counts as known.
class ConfigMemo {
 public:
  /// All keys have `key_words` words.
  explicit ConfigMemo(std::size_t key_words) : key_words_(key_words), buckets_(1024, k_none) {}

  /// Adds a configuration; false if it, or a better one, is known. `used` is sorted. REQUIRES:
  /// key.size() == key_words.
  bool add(std::span<const std::uint32_t> key, std::span<const std::uint32_t> used);

  std::uint64_t size() const { return size_; }
  /// Configurations that were looked at to find out, in all.
  std::uint64_t comparisons() const { return comparisons_; }
  /// Memory that it takes, roughly.
  std::size_t bytes() const { return (words_.capacity() + buckets_.capacity()) * sizeof(Word); }

 private:
  using Word = std::uint32_t;
  static constexpr Word k_none = 0xffffffff;

  void grow();
  Word& bucket_of(std::span<const Word> key);

  std::size_t key_words_;
  std::uint64_t size_ = 0;
  std::uint64_t comparisons_ = 0;
  std::vector<Word> words_;    // of each: next of its bucket, key, number of used, used
  std::vector<Word> buckets_;  // where the first one begins in words_
};

}  // namespace ringside
