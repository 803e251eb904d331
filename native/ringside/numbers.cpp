#include "native/ringside/numbers.h"

#include <fmt/format.h>

#include <algorithm>

namespace ringside {

std::string with_thousands(std::uint64_t number) {
  std::string digits = fmt::format("{}", number);
  for (std::size_t i = digits.size(); i > 3; i -= 3) digits.insert(i - 3, 1, ',');
  return digits;
}

std::string counted(std::uint64_t number, std::string_view one, std::string_view many) {
  return fmt::format("{} {}", with_thousands(number), number == 1 ? one : many);
}

std::string percent(double share) { return fmt::format("{:.1f} %", 100 * share); }

std::string short_time(Duration duration) {
  const auto ns = static_cast<double>(duration.count());
  if (ns < 1e3) return fmt::format("{} ns", duration.count());
  if (ns < 1e6) return fmt::format("{:.3g} µs", ns / 1e3);
  if (ns < 1e9) return fmt::format("{:.3g} ms", ns / 1e6);
  return ns < 1e12 ? fmt::format("{:.3g} s", ns / 1e9) : fmt::format("{:.0f} s", ns / 1e9);
}

double milliseconds(Duration duration) { return static_cast<double>(duration.count()) / 1e6; }

Duration Percentiles::at(std::uint32_t per_mille) {
  if (!sorted_) std::sort(durations_.begin(), durations_.end());
  sorted_ = true;
  const std::uint64_t rank =
      (static_cast<std::uint64_t>(durations_.size()) * per_mille + 999) / 1000;
  return durations_[static_cast<std::size_t>(std::max<std::uint64_t>(rank, 1) - 1)];
}

}  // namespace ringside
