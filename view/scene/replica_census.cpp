#include "view/scene/replica_census.h"

#include <algorithm>
#include <tuple>

namespace ringside {
namespace {

bool same_version(const Holding& a, const Holding& b) {
  return a.stamp == b.stamp && a.maker == b.maker && a.siblings == b.siblings;
}

bool is_being_written(const World& world, const Holding& copy) {
  const auto found = world.operations().find(copy.op);
  return found != world.operations().end() && !found->second.finished;
}

// The newest copy that members should have. Who has left the ring gives them what it still keeps
// once ranges have moved, not before.
const Holding* newest_to_have(const World& world, const WorldKey& key) {
  if (!world.view().is_moving()) return &key.newest();
  const Holding* newest = nullptr;
  for (const Holding& copy : key.copies) {
    if (!world.view().is_member(copy.node)) continue;
    if (newest == nullptr ||
        std::tie(newest->stamp, newest->maker) < std::tie(copy.stamp, copy.maker))
      newest = &copy;
  }
  return newest;
}

/// Looks at one key after another, by rising hash.
class Census {
 public:
  Census(const World& world, ReplicaCensus& census) : world_(world), census_(census) {
    const Ring& ring = world.ring();
    census.ranges.resize(ring.tokens().size());
    census.states.resize(census.ranges.size() * ring.group_size());
    hinted_.resize(world.nodes().size());
    for (const WorldNode& node : world.nodes()) {
      census.hints += node.hints;
      for (const auto& [intended, hints] : node.hints_for) hinted_[raw(intended)] = true;
    }
  }

  void add(KeyHash hash, const WorldKey& key) {
    const auto tokens = world_.ring().tokens();
    while (token_ < tokens.size() && tokens[token_].at < hash) ++token_;
    const Holding* newest = newest_to_have(world_, key);
    if (newest == nullptr) return;
    if (is_being_written(world_, *newest)) {
      ++census_.keys_written;
      return;
    }
    const std::size_t place = token_ % tokens.size();
    const std::uint32_t size = world_.ring().group_size();
    std::uint32_t fresh = 0;
    bool apart = false;
    for (std::uint32_t i = 0; i < size; ++i) {
      const NodeId member = world_.ring().group_of(place)[i];
      const ReplicaState state = state_of(key, *newest, member);
      if (state == ReplicaState::fresh) ++fresh;
      if (state > ReplicaState::fresh && world_.node(member).up) {
        apart = true;
        ++(state == ReplicaState::stale ? census_.stale : census_.missing);
      }
      ReplicaState& worst = census_.states[place * size + i];
      worst = std::max(worst, state);
    }
    ReplicaCensus::Range& range = census_.ranges[place];
    ++range.keys;
    if (!newest->tombstone) range.fewest = std::min(range.fewest, fresh);
    if (!apart) return;
    ++census_.keys_apart;
    if (census_.apart.size() < ReplicaCensus::k_apart_max) census_.apart.push_back(hash);
  }

 private:
  ReplicaState state_of(const WorldKey& key, const Holding& newest, NodeId member) const {
    const Holding* copy = key.at(member);
    if (copy != nullptr)
      return same_version(*copy, newest) ? ReplicaState::fresh : ReplicaState::stale;
    // Tombstones are collected: where that is the newest, nothing is as good.
    if (newest.tombstone) return ReplicaState::fresh;
    return hinted_[raw(member)] ? ReplicaState::hinted : ReplicaState::missing;
  }

  const World& world_;
  ReplicaCensus& census_;
  std::vector<bool> hinted_;  // by node: others keep hints for it
  std::size_t token_ = 0;
};

}  // namespace

ReplicaCensus census_of(const World& world) {
  ReplicaCensus result;
  if (world.ring().tokens().empty()) return result;
  Census census(world, result);
  for (const auto& [hash, key] : world.keys()) census.add(hash, key);
  for (const ReplicaCensus::Range& range : result.ranges) {
    if (range.keys > 0) ++result.ranges_kept;
    if (range.fewest < world.shape().write_quorum()) ++result.ranges_short;
  }
  return result;
}

const ReplicaCensus& ReplicaWatch::at(const World& world, std::uint64_t generation,
                                      double wall_seconds, bool playing) {
  constexpr double k_seconds_least = 0.125;
  constexpr double k_seconds_a_key = 1e-5;  // so that it takes a few percent of the time
  if (generation == generation_ && events_ == world.totals().events) return census_;
  if (generation == generation_ && playing && wall_seconds < next_at_) return census_;
  census_ = census_of(world);
  generation_ = generation;
  events_ = world.totals().events;
  next_at_ = wall_seconds +
             std::max(k_seconds_least, k_seconds_a_key * static_cast<double>(world.keys().size()));
  return census_;
}

}  // namespace ringside
