#pragma once
#include <algorithm>
#include <cstdint>

#include "core/base/time.h"

namespace ringside {

/// A token bucket that counts in time (the generic cell rate algorithm; ITU-T I.371): each token
/// costs a share of a second, and is paid for by time that passes. Whoever takes more than there
/// is owes time, and up to a burst of tokens may be owed. A rate of 0 is no bound.
class Pacer {
 public:
  struct Rate {
    std::uint64_t a_second = 0;
    std::uint64_t burst = 0;
  };

  /// When the next tokens may be taken, however many.
  Time turn(Rate rate) const { return paid_until_ - cost(rate.burst, rate); }
  /// REQUIRES: now >= turn(rate).
  void take(Time now, std::uint64_t tokens, Rate rate) {
    paid_until_ = std::max(paid_until_, now) + cost(tokens, rate);
  }

 private:
  static Duration cost(std::uint64_t tokens, Rate rate) {
    constexpr std::uint64_t k_second = 1'000'000'000;
    return Duration{
        rate.a_second == 0 ? 0 : static_cast<std::int64_t>(tokens * k_second / rate.a_second)};
  }

  Time paid_until_{};
};

}  // namespace ringside
