#include "view/app/playback.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include <fmt/format.h>

#include "core/base/check.h"

namespace ringside {
namespace {

constexpr double k_slowest = 1e-5;

}  // namespace

double speed_of(std::size_t stop) {
  RINGSIDE_CHECK(stop < k_speed_stops);
  constexpr std::array<double, 3> k_steps{1.0, 2.0, 5.0};
  double decade = k_slowest;
  for (std::size_t i = 0; i < stop / 3; ++i) decade *= 10.0;
  return decade * k_steps[stop % 3];
}

std::size_t nearest_stop(double speed) {
  RINGSIDE_CHECK(speed > 0);
  std::size_t best = 0;
  double best_distance = std::numeric_limits<double>::infinity();
  for (std::size_t stop = 0; stop < k_speed_stops; ++stop) {
    const double distance = std::abs(std::log(speed / speed_of(stop)));
    if (distance < best_distance) {
      best = stop;
      best_distance = distance;
    }
  }
  return best;
}

std::string speed_text(double speed) {
  if (speed >= 0.9995) return fmt::format("{:.4g} s per s", speed);
  if (speed >= 0.0009995) return fmt::format("{:.4g} ms per s", speed * 1e3);
  return fmt::format("{:.4g} µs per s", speed * 1e6);
}

std::string speed_factor_text(double speed) {
  // Not "1e-05": a person reads decimals.
  if (speed >= 1) return fmt::format("{:.4g}×", speed);
  const int decimals = std::clamp(static_cast<int>(std::ceil(-std::log10(speed) - 1e-9)), 1, 9);
  return fmt::format("{:.{}f}×", speed, decimals);
}

Playback::Playback(double speed, bool playing) : stop_(nearest_stop(speed)), playing_(playing) {}

void Playback::set_stop(std::size_t stop) { stop_ = std::min(stop, k_speed_stops - 1); }

}  // namespace ringside
