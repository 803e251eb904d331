#pragma once
#include <cstdint>
#include <deque>

#include "core/base/time.h"

namespace ringside {

/// The φ accrual failure detector (Hayashibara et al. 2004) for one member: how surely its silence
/// means that it is gone, judged by how regularly it has been heard so far. φ of 1 means that a
/// living member is silent for so long one time in 10, of 2 one in 100, and so on, if the intervals
/// between its signs of life are normally distributed. In integers, so that every platform decides
/// alike.
class PhiAccrual {
 public:
  struct Settings {
    Duration interval{};       ///< Between two signs of life, expected before any was measured.
    Duration deviation_min{};  ///< However regular they are, no smaller deviation is believed.
    Duration pause{};          ///< Silence that is granted beyond that: a lost message or two.
    std::uint32_t threshold = 8000;  ///< Thousandths of φ.
  };

  /// REQUIRES: deviation_min > 0.
  PhiAccrual(const Settings& settings, Time now);

  /// A sign of life.
  void heard(Time now);

  /// Grants so much more silence.
  void postpone(Duration time) {
    last_ += time;
    suspect_at_ += time;
  }

  /// φ in thousandths.
  std::uint64_t phi(Time now) const;
  /// When φ reaches the threshold if nothing more is heard.
  Time suspect_at() const { return suspect_at_; }
  Time last_heard() const { return last_; }

  /// Intervals that are remembered.
  static constexpr std::size_t k_window = 100;

 private:
  void measure();
  void decide();

  Settings settings_;
  std::int64_t deviations_;  // in units of 2^-16, that make the threshold
  Duration mean_;
  Duration deviation_;
  Time last_;
  Time suspect_at_{};
  std::deque<std::int64_t> intervals_;  // microseconds
};

/// φ in thousandths of a silence that is `deviations` (in units of 2^-16) longer than the mean: the
/// logistic approximation of the normal distribution's tail that Akka's detector uses.
std::uint64_t phi_of(std::int64_t deviations);

/// The fewest deviations, in units of 2^-16, whose φ is at least so many thousandths.
std::int64_t deviations_for(std::uint64_t phi);

}  // namespace ringside
