#include "core/runtime/clock.h"

#include <algorithm>

namespace ringside {
namespace {

std::int64_t wall_nanoseconds(ScaledClock::Wall::time_point t) {
  return std::chrono::duration_cast<std::chrono::nanoseconds>(t.time_since_epoch()).count();
}

}  // namespace

ScaledClock::ScaledClock()
    : wall_base_(wall_nanoseconds(Wall::now())), cluster_base_(0), rate_(0) {}

ScaledClock::Reading ScaledClock::read() const {
  for (;;) {
    const std::uint32_t before = version_.load();
    if ((before & 1) != 0) continue;
    const std::int64_t wall_base = wall_base_.load();
    const std::int64_t cluster_base = cluster_base_.load();
    const double rate = rate_.load();
    // Read inside the sequence: a time made of the old rate and a later wall reading would run
    // ahead of the new rate.
    const Wall::time_point wall = Wall::now();
    if (version_.load() != before) continue;
    const auto passed = static_cast<double>(wall_nanoseconds(wall) - wall_base) * rate;
    return {time_at(cluster_base + static_cast<std::int64_t>(passed)), wall, rate};
  }
}

Time ScaledClock::now() const { return read().now; }

void ScaledClock::set_rate(double rate) {
  version_.fetch_add(1);
  const std::int64_t wall = wall_nanoseconds(Wall::now());
  const auto passed = static_cast<double>(wall - wall_base_.load()) * rate_.load();
  cluster_base_.store(cluster_base_.load() + static_cast<std::int64_t>(passed));
  wall_base_.store(wall);
  rate_.store(rate);
  version_.fetch_add(1);
}

ScaledClock::Wall::time_point ScaledClock::wall_at(Time t) const {
  constexpr double k_hour_ns = 3600e9;
  const Reading reading = read();
  double wait_ns = k_hour_ns;
  if (t <= reading.now) {
    wait_ns = 0;
  } else if (t != k_end_of_time && reading.rate > 0) {
    wait_ns = std::min(k_hour_ns, static_cast<double>((t - reading.now).count()) / reading.rate);
  }
  return reading.wall + std::chrono::duration_cast<Wall::duration>(
                            std::chrono::nanoseconds{static_cast<std::int64_t>(wait_ns)});
}

}  // namespace ringside
