#pragma once
#include <cstdint>
#include <vector>

#include "core/base/ids.h"
#include "core/base/time.h"

namespace ringside {

/// Counts the most frequent of many keys in little memory (the Space-Saving sketch; Metwally,
/// Agrawal and El Abbadi 2005): k counters, of which a key that has none takes over the smallest.
/// Of n keys noted, each that came more than n/k times has a counter; a counter is at most `error`
/// above what its key came. A value.
class SpaceSaving {
 public:
  struct Counter {
    KeyHash key{};
    std::uint64_t count =
        0;  ///< At least how often it came, since it can have taken over another's.
    std::uint64_t error = 0;  ///< So many of these may have been another's.

    /// It surely came so often.
    std::uint64_t at_least() const { return count - error; }
  };

  /// REQUIRES: counters > 0.
  explicit SpaceSaving(std::size_t counters) : counters_max_(counters) {}

  void note(KeyHash key);
  void clear() {
    counters_.clear();
    noted_ = 0;
  }

  const std::vector<Counter>& counters() const { return counters_; }
  std::uint64_t noted() const { return noted_; }

 private:
  std::size_t counters_max_;
  std::vector<Counter> counters_;
  std::uint64_t noted_ = 0;
};

/// Finds the keys that make up more of the requests of clients to one node than is good for it.
/// What came in one second is looked at when the next request comes, and forgotten.
class HotKeys {
 public:
  struct HotKey {
    KeyHash key{};
    std::uint32_t requests = 0;  ///< It surely came so often in that second …
    std::uint64_t of = 0;        ///< … of so many requests in all.
  };

  /// Notes a request. Gives the keys that were hot in the second before, if that has just ended;
  /// the hottest first.
  std::vector<HotKey> note(Time now, KeyHash key);

  static constexpr Duration k_window = std::chrono::seconds{1};
  static constexpr std::size_t k_counters = 32;
  /// A key is hot that is one of so many requests, and came so often.
  static constexpr std::uint64_t k_one_in = 8;
  static constexpr std::uint64_t k_requests_min = 100;

 private:
  std::vector<HotKey> hot() const;

  SpaceSaving sketch_{k_counters};
  Time window_end_{};
};

}  // namespace ringside
