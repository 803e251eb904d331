#pragma once
#include <cstdint>

#include "core/base/rng.h"

namespace ringside {

/// A pseudo-random order of the numbers 0 … size − 1, in constant memory: a Feistel network of four
/// rounds that is walked along its cycles until it stays in range (Black and Rogaway 2002), and
/// turned by a random number, since so few bits alone would favour some numbers at some places.
class RandomOrder {
 public:
  /// REQUIRES: size > 0.
  RandomOrder(std::uint32_t size, std::uint64_t key);

  /// The number at a place. REQUIRES: place < size.
  std::uint32_t at(std::uint32_t place) const;

  std::uint32_t size() const { return size_; }

 private:
  std::uint32_t permuted(std::uint32_t value) const;

  std::uint32_t size_;
  std::uint32_t half_bits_;
  std::uint32_t turn_;
  std::uint64_t key_;
};

/// Goes through the numbers 0 … size − 1 in random order, and again in another one, for ever
/// (SWIM, section 4.3): each comes up once a round, so at the latest 2·size − 1 draws after it last
/// did.
class ProbeOrder {
 public:
  ProbeOrder(std::uint32_t size, Rng& rng) : order_(size, rng.next()) {}

  std::uint32_t next(Rng& rng) {
    if (place_ == order_.size()) {
      order_ = RandomOrder(order_.size(), rng.next());
      place_ = 0;
    }
    return order_.at(place_++);
  }

 private:
  RandomOrder order_;
  std::uint32_t place_ = 0;
};

}  // namespace ringside
