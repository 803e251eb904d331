// The keys of a world that clients asked for too often.
#include <algorithm>

#include "core/trace/world.h"

namespace ringside {

void World::on_key_hot(const TraceEvent& event) {
  WorldHotKey& key = hot_keys_[event.key()];
  ++key.seconds;
  key.last = event.at;
  if (event.count > key.requests) {
    key.node = event.node.node();
    key.requests = event.count;
    key.of = event.stamp;
  }
  if (hot_keys_.size() <= k_hot_keys_kept) return;
  hot_keys_.erase(std::min_element(hot_keys_.begin(), hot_keys_.end(), [](auto& a, auto& b) {
    return a.second.requests < b.second.requests;
  }));
}

}  // namespace ringside
