#include "core/check/config_memo.h"

#include <algorithm>

#include "core/base/check.h"
#include "core/base/hash.h"

namespace ringside {

bool ConfigMemo::add(std::span<const Word> key, std::span<const Word> used) {
  RINGSIDE_CHECK(key.size() == key_words_);
  if (size_ >= buckets_.size()) grow();
  Word& bucket = bucket_of(key);
  for (Word at = bucket; at != k_none; at = words_[at]) {
    ++comparisons_;
    const std::span<const Word> known(words_.data() + at + 1, key_words_);
    if (!std::equal(known.begin(), known.end(), key.begin())) continue;
    const Word* const known_used = known.data() + key_words_ + 1;
    const Word* const known_used_end = known_used + known_used[-1];
    if (std::includes(used.begin(), used.end(), known_used, known_used_end)) return false;
  }
  RINGSIDE_CHECK(words_.size() + key.size() + used.size() + 2 < k_none);
  const Word at = static_cast<Word>(words_.size());
  words_.push_back(bucket);
  words_.insert(words_.end(), key.begin(), key.end());
  words_.push_back(static_cast<Word>(used.size()));
  words_.insert(words_.end(), used.begin(), used.end());
  bucket = at;
  ++size_;
  return true;
}

ConfigMemo::Word& ConfigMemo::bucket_of(std::span<const Word> key) {
  return buckets_[hash_bytes(key.data(), key.size_bytes(), 0) & (buckets_.size() - 1)];
}

void ConfigMemo::grow() {
  buckets_.assign(buckets_.size() * 2, k_none);
  for (std::size_t at = 0; at < words_.size();) {
    const std::size_t used = at + 1 + key_words_;
    Word& bucket = bucket_of({words_.data() + at + 1, key_words_});
    words_[at] = bucket;
    bucket = static_cast<Word>(at);
    at = used + 1 + words_[used];
  }
}

}  // namespace ringside
