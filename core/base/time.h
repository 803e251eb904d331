#pragma once
#include <chrono>
#include <cstdint>

namespace ringside {

/// The clock of a cluster. It has no now(): time is handed in by the host, so that the simulator
/// can own it.
struct ClusterClock {
  using duration = std::chrono::nanoseconds;
  using rep = duration::rep;
  using period = duration::period;
  using time_point = std::chrono::time_point<ClusterClock>;
  static constexpr bool is_steady = true;
};

/// Nanoseconds of cluster time.
using Duration = ClusterClock::duration;

/// Nanoseconds since the cluster started.
using Time = ClusterClock::time_point;

inline constexpr Time k_start_of_time{};
inline constexpr Time k_end_of_time = Time::max();

/// Nanoseconds since the cluster started, as the number that traces store.
constexpr std::int64_t nanoseconds(Time t) { return t.time_since_epoch().count(); }
constexpr Time time_at(std::int64_t ns) { return Time{Duration{ns}}; }

}  // namespace ringside
