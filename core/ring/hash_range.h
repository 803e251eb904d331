#pragma once
#include <cstdint>
#include <utility>

#include "core/base/ids.h"

namespace ringside {

/// All hashes from `first` clockwise to `last`, both included. It may pass the top of the ring.
struct HashRange {
  KeyHash first{};
  KeyHash last{};

  constexpr bool contains(KeyHash hash) const { return raw(hash) - raw(first) <= width(); }

  /// Cuts the range into at most `parts` of about equal width and calls `visit(HashRange)` for
  /// each, clockwise. REQUIRES: parts >= 1.
  template <typename Visit>
  constexpr void split(std::uint64_t parts, Visit&& visit) const {
    const std::uint64_t step = width() / parts;  // one less than a part's number of hashes
    for (std::uint64_t done = 0;; done += step + 1) {
      const std::uint64_t end = width() - done <= step ? width() : done + step;
      visit(HashRange{KeyHash{raw(first) + done}, KeyHash{raw(first) + end}});
      if (end == width()) return;
    }
  }

  friend constexpr bool operator==(const HashRange&, const HashRange&) = default;

 private:
  /// One less than the number of hashes, so that the whole ring fits.
  constexpr std::uint64_t width() const { return raw(last) - raw(first); }
};

}  // namespace ringside
