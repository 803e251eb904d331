#include "view/app/time_axis.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace ringside {
namespace {

// The round figure at or above a number, from those given times a power of ten.
template <std::size_t N>
double round_up(double number, const double (&figures)[N]) {
  double decade = std::pow(10.0, std::floor(std::log10(number)));
  for (;;) {
    for (const double figure : figures) {
      if (figure * decade >= number * (1 - 1e-9)) return figure * decade;
    }
    decade *= 10;
  }
}

std::string tick_text(double ns, double step) {
  struct Scale {
    double ns;
    const char* name;
  };
  constexpr Scale k_scales[] = {{1e9, "s"}, {1e6, "ms"}, {1e3, "µs"}, {1, "ns"}};
  // The step's unit, but whole seconds once the figures are long.
  std::size_t unit = 0;
  while (unit < 3 && step < k_scales[unit].ns * 0.999) ++unit;
  if (unit > 0 && ns >= k_scales[unit].ns * 100'000) --unit;
  const double size = k_scales[unit].ns;
  const int decimals =
      std::clamp(static_cast<int>(std::ceil(-std::log10(step / size) - 1e-9)), 0, 9);
  // 1.5 steps have one more.
  const double last = step / size * std::pow(10.0, decimals);
  const bool whole = std::abs(last - std::round(last)) < 1e-6;
  return fmt::format("{:.{}f} {}", ns / size, whole ? decimals : decimals + 1, k_scales[unit].name);
}

}  // namespace

float TimeAxis::x_of(Time time) const {
  const double part =
      (static_cast<double>(nanoseconds(time)) - span_.from) / (span_.to - span_.from);
  const double x = left_ + part * static_cast<double>(right_ - left_);
  return static_cast<float>(std::clamp(x, -1e6, 1e6));
}

Time TimeAxis::time_at(float x) const {
  const double part = static_cast<double>(x - left_) / static_cast<double>(right_ - left_);
  const double ns = span_.from + part * (span_.to - span_.from);
  return ringside::time_at(std::llround(std::clamp(ns, 0.0, 9e18)));
}

std::vector<TimeAxis::Tick> TimeAxis::ticks(float gap) const {
  constexpr double k_figures[] = {1, 2, 5, 10};
  const double step = round_up(std::max(nanoseconds_per_point() * gap, 1.0), k_figures);
  std::vector<Tick> ticks;
  const double first = std::max(std::ceil(span_.from / step - 1e-9), 0.0) * step + 0.0;
  for (double at = first; at <= span_.to; at += step) {
    ticks.push_back({x_of(ringside::time_at(std::llround(at))), tick_text(at, step)});
  }
  return ticks;
}

double axis_end(Time now) {
  constexpr double k_figures[] = {1, 1.5, 2, 3, 4, 5, 6, 8, 10};
  constexpr double k_least = 1e6;
  return round_up(std::max(static_cast<double>(nanoseconds(now)) * 1.02, k_least), k_figures);
}

}  // namespace ringside
