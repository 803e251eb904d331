#pragma once
#include <atomic>
#include <chrono>
#include <cstdint>

#include "core/base/time.h"

namespace ringside {

/// Cluster time made from wall time: it passes at a rate that can be changed while it runs, and
/// stands still at rate 0. That is all there is to slow motion: latencies and timers are in cluster
/// time, so everything slows alike.
///
/// now() may be called from any thread and never decreases on one thread; set_rate() from one
/// thread at a time.
class ScaledClock {
 public:
  using Wall = std::chrono::steady_clock;

  /// Starts at time 0, standing still.
  ScaledClock();

  Time now() const;
  /// Cluster nanoseconds that pass in one of wall time.
  double rate() const { return rate_.load(std::memory_order_relaxed); }
  /// REQUIRES: rate >= 0.
  void set_rate(double rate);

  /// When cluster time will reach `t` if the rate stays; at most an hour from now.
  Wall::time_point wall_at(Time t) const;

 private:
  struct Reading {
    Time now;
    Wall::time_point wall;
    double rate;
  };
  Reading read() const;

  // A sequence lock: readers begin anew if a change came between. Odd while a change is made.
  std::atomic<std::uint32_t> version_{0};
  std::atomic<std::int64_t> wall_base_;     // wall nanoseconds when the rate was set
  std::atomic<std::int64_t> cluster_base_;  // cluster nanoseconds then
  std::atomic<double> rate_;
};

}  // namespace ringside
