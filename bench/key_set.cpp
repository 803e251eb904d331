#include "bench/key_set.h"

#include <algorithm>
#include <cmath>

#include "core/base/rng.h"

namespace ringside::bench {

KeySet::KeySet(std::uint32_t count) {
  Rng rng(1, 1);
  for (std::uint32_t i = 0; i < count; ++i) {
    std::string number = std::to_string(i);
    keys.push_back("user" + std::string(12 - number.size(), '0') + number);
    values.emplace_back(32 + rng.below(69), static_cast<char>('a' + i % 26));
  }
}

namespace {

// Indices of keys.
std::vector<std::uint32_t> reads_of(Spread spread, std::uint32_t keys, std::uint32_t reads,
                                    std::uint64_t seed) {
  Rng rng(seed, 2);
  std::vector<std::uint32_t> order(reads);
  if (spread == Spread::uniform) {
    for (std::uint32_t& i : order) i = static_cast<std::uint32_t>(rng.below(keys));
    return order;
  }
  std::vector<double> up_to(keys);
  double sum = 0;
  for (std::uint32_t i = 0; i < keys; ++i) up_to[i] = sum += 1 / std::pow(i + 1, 0.99);
  // Which keys are popular has nothing to do with where they were put.
  std::vector<std::uint32_t> ranked(keys);
  for (std::uint32_t i = 0; i < keys; ++i) ranked[i] = i;
  Rng shuffle(3, 3);
  for (std::uint32_t i = keys; i > 1; --i)
    std::swap(ranked[i - 1], ranked[static_cast<std::uint32_t>(shuffle.below(i))]);
  for (std::uint32_t& i : order) {
    const double at = static_cast<double>(rng.below(1u << 30)) / (1u << 30) * sum;
    const auto rank = std::lower_bound(up_to.begin(), up_to.end(), at) - up_to.begin();
    i = ranked[static_cast<std::size_t>(std::min<std::ptrdiff_t>(rank, keys - 1))];
  }
  return order;
}

}  // namespace

KeyStream::KeyStream(const KeySet& set, Spread spread, std::uint32_t reads, std::uint64_t seed) {
  texts_.reserve(reads * KeySet::k_key_bytes);
  const auto count = static_cast<std::uint32_t>(set.keys.size());
  for (const std::uint32_t i : reads_of(spread, count, reads, seed)) texts_ += set.keys[i];
}

}  // namespace ringside::bench
