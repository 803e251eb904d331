#include "core/node/phi_accrual.h"

#include <algorithm>

#include "core/base/fixed_point.h"

namespace ringside {
namespace {

__extension__ using Wide = __int128;

constexpr std::int64_t k_one = 1 << 16;                // one deviation
constexpr std::int64_t k_deviations_max = 64 * k_one;  // φ there is beyond 8,000

}  // namespace

std::uint64_t phi_of(std::int64_t deviations) {
  const Wide y = std::clamp(deviations, -k_deviations_max, k_deviations_max);
  // y · (1.5976 + 0.070566 · y²), coefficients in units of 2^-32, y in units of 2^-16.
  constexpr Wide k_linear = 6861639861;
  constexpr Wide k_cubic = 303078662;
  const Wide slope = k_linear + ((k_cubic * y * y) >> 32);
  const auto exponent = static_cast<std::int64_t>((slope * y) >> 16);
  // The tail is 1 / (1 + e^exponent); φ is minus its decimal logarithm.
  return static_cast<std::uint64_t>(static_cast<Wide>(log_one_plus_exp(exponent)) * 1000 /
                                    static_cast<Wide>(natural_log(10)));
}

std::int64_t deviations_for(std::uint64_t phi) {
  std::int64_t low = -k_deviations_max;
  std::int64_t high = k_deviations_max;
  while (low < high) {
    const std::int64_t middle = low + (high - low) / 2;
    if (phi_of(middle) >= phi) {
      high = middle;
    } else {
      low = middle + 1;
    }
  }
  return low;
}

PhiAccrual::PhiAccrual(const Settings& settings, Time now)
    : settings_(settings),
      deviations_(deviations_for(settings.threshold)),
      mean_(settings.interval),
      deviation_(std::max(settings.interval / 4, settings.deviation_min)),
      last_(now) {
  decide();
}

void PhiAccrual::heard(Time now) {
  constexpr std::int64_t k_microseconds_max = std::int64_t{1} << 31;
  intervals_.push_back(std::min((now - last_).count() / 1000, k_microseconds_max));
  if (intervals_.size() > k_window) intervals_.pop_front();
  last_ = now;
  measure();
  decide();
}

void PhiAccrual::measure() {
  const auto count = static_cast<std::int64_t>(intervals_.size());
  std::int64_t sum = 0;
  for (const std::int64_t interval : intervals_) sum += interval;
  const std::int64_t mean = sum / count;
  std::uint64_t variance = 0;
  for (const std::int64_t interval : intervals_) {
    const std::int64_t off = interval - mean;
    variance += static_cast<std::uint64_t>(off * off) / static_cast<std::uint64_t>(count);
  }
  const std::uint32_t deviation = square_root(variance);
  mean_ = std::chrono::microseconds{mean};
  deviation_ = std::max<Duration>(std::chrono::microseconds{deviation}, settings_.deviation_min);
}

std::uint64_t PhiAccrual::phi(Time now) const {
  const Wide beyond = (now - last_ - mean_ - settings_.pause).count();
  const Wide deviations = beyond * k_one / deviation_.count();
  const Wide limit = k_deviations_max;
  return phi_of(static_cast<std::int64_t>(std::clamp(deviations, -limit, limit)));
}

void PhiAccrual::decide() {
  const Wide beyond = Wide{deviations_} * deviation_.count() / k_one;
  // One nanosecond more makes good what the division cut off.
  suspect_at_ = last_ + mean_ + settings_.pause + Duration{static_cast<std::int64_t>(beyond) + 1};
}

}  // namespace ringside
