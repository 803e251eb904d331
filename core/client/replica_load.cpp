#include "core/client/replica_load.h"

#include <algorithm>

namespace ringside {

void ReplicaLoad::settled(NodeId node) {
  const auto found = nodes_.find(node);
  if (found != nodes_.end() && found->second.open > 0) --found->second.open;
}

void ReplicaLoad::took(NodeId node, Time now, Duration time) {
  Seen& seen = nodes_[node];
  const bool is_first = seen.last == Time{};
  const Duration mean = faded(seen, now);
  seen.mean = is_first ? time : mean + (time - mean) / k_one_in;
  seen.last = now;
}

std::int64_t ReplicaLoad::cost(NodeId node, Time now) const {
  const auto found = nodes_.find(node);
  if (found == nodes_.end()) return 0;
  // A microsecond more, so that requests count where nothing is known of answers.
  return (faded(found->second, now).count() + 1000) * (found->second.open + 1);
}

Duration ReplicaLoad::faded(const Seen& seen, Time now) {
  const std::int64_t halvings = std::clamp<std::int64_t>((now - seen.last) / k_half_life, 0, 62);
  return seen.mean / (std::int64_t{1} << halvings);
}

}  // namespace ringside
