#include "core/node/hot_keys.h"

#include <algorithm>

namespace ringside {

void SpaceSaving::note(KeyHash key) {
  ++noted_;
  const auto found = std::find_if(counters_.begin(), counters_.end(),
                                  [key](const Counter& counter) { return counter.key == key; });
  if (found != counters_.end()) {
    ++found->count;
  } else if (counters_.size() < counters_max_) {
    counters_.push_back({key, 1, 0});
  } else {
    Counter& least =
        *std::min_element(counters_.begin(), counters_.end(),
                          [](const Counter& a, const Counter& b) { return a.count < b.count; });
    least = {key, least.count + 1, least.count};
  }
}

std::vector<HotKeys::HotKey> HotKeys::note(Time now, KeyHash key) {
  std::vector<HotKey> found;
  if (now >= window_end_) {
    found = hot();
    sketch_.clear();
    window_end_ = now + k_window;
  }
  sketch_.note(key);
  return found;
}

std::vector<HotKeys::HotKey> HotKeys::hot() const {
  std::vector<HotKey> found;
  for (const SpaceSaving::Counter& counter : sketch_.counters()) {
    const std::uint64_t requests = counter.at_least();
    if (requests >= k_requests_min && requests * k_one_in >= sketch_.noted())
      found.push_back({counter.key, static_cast<std::uint32_t>(requests), sketch_.noted()});
  }
  std::stable_sort(found.begin(), found.end(),
                   [](const HotKey& a, const HotKey& b) { return a.requests > b.requests; });
  return found;
}

}  // namespace ringside
