#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/time.h"

namespace ringside {

/// "1,234,567".
std::string with_thousands(std::uint64_t number);
/// "1 node", "3 nodes"; with thousands separators.
std::string counted(std::uint64_t number, std::string_view one, std::string_view many);
/// "12.5 %" of a share between 0 and 1.
std::string percent(double share);
/// A time with three or four digits and a fitting unit: "812 µs", "2.87 ms", "1.31 s".
std::string short_time(Duration duration);
/// Milliseconds as a number, for JSON.
double milliseconds(Duration duration);

/// Times that operations took, and what share of them took no longer. A plain value.
class Percentiles {
 public:
  void add(Duration duration) {
    durations_.push_back(duration);
    sorted_ = false;
  }
  bool empty() const { return durations_.empty(); }
  /// The smallest time that at least `per_mille` thousandths took no longer than. Sorts. REQUIRES:
  /// !empty().
  Duration at(std::uint32_t per_mille);

 private:
  std::vector<Duration> durations_;
  bool sorted_ = true;
};

}  // namespace ringside
