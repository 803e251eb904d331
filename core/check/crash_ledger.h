#pragma once
#include <cstdint>
#include <map>
#include <set>
#include <span>
#include <vector>

#include "core/base/ids.h"
#include "core/trace/event.h"

namespace ringside {

/// Which nodes were without their memory at the same time: the failures that the promise of
/// durability counts. A node is from its crash until it has recovered without doubt. Where hints of
/// a key were kept it counts for good: hints are not recovered, and who comes back does not ask who
/// keeps some for others. A fold over a trace; costs a copy of that set for each crash.
class CrashLedger {
 public:
  /// Folds in the next event.
  void apply(const TraceEvent& event);

  /// How many nodes ever crashed.
  std::size_t ever_crashed() const { return ever_crashed_.size(); }
  /// Whether anybody ever kept a hint of the key.
  bool had_hints(KeyHash key) const { return hint_holders_.contains(key); }
  /// The most nodes that count at one time, of those that may have kept a
  /// write of the key: its group, and who ever kept a hint of it.
  std::size_t worst(KeyHash key, std::span<const NodeId> group) const;
  /// The same where only copies of the group itself count.
  std::size_t worst_of_members(std::span<const NodeId> group) const;

 private:
  std::set<NodeId> without_memory_;
  std::set<NodeId> ever_crashed_;
  std::set<std::set<NodeId>> at_crashes_;  // what that was after each crash
  std::map<KeyHash, std::set<NodeId>> hint_holders_;
};

}  // namespace ringside
