#include "core/check/crash_ledger.h"

#include <algorithm>

#include "core/ring/ring_view.h"

namespace ringside {
namespace {

std::size_t count(const std::set<NodeId>& nodes, const std::set<NodeId>& keepers) {
  return static_cast<std::size_t>(std::count_if(
      nodes.begin(), nodes.end(), [&](NodeId node) { return keepers.contains(node); }));
}

}  // namespace

void CrashLedger::apply(const TraceEvent& event) {
  switch (event.kind) {
    case EventKind::node_crashed:
      ever_crashed_.insert(event.node.node());
      without_memory_.insert(event.node.node());
      at_crashes_.insert(without_memory_);
      return;
    case EventKind::node_recovered:
      if (event.count == 0) without_memory_.erase(event.node.node());
      return;
    case EventKind::view_changed:
      // Who has gone from the ring, and whose keys others have by then, is missed no more.
      if (event.subject == 0 && event.detail != static_cast<std::uint8_t>(RingChange::Kind::add))
        without_memory_.erase(event.peer.node());
      return;
    case EventKind::hint_kept: hint_holders_[event.key()].insert(event.node.node()); return;
    default: return;
  }
}

std::size_t CrashLedger::worst(KeyHash key, std::span<const NodeId> group) const {
  const auto hints = hint_holders_.find(key);
  if (hints == hint_holders_.end()) return worst_of_members(group);
  std::set<NodeId> keepers(group.begin(), group.end());
  keepers.insert(hints->second.begin(), hints->second.end());
  return count(ever_crashed_, keepers);
}

std::size_t CrashLedger::worst_of_members(std::span<const NodeId> group) const {
  const std::set<NodeId> keepers(group.begin(), group.end());
  std::size_t worst = 0;
  for (const auto& down : at_crashes_) worst = std::max(worst, count(down, keepers));
  return worst;
}

}  // namespace ringside
