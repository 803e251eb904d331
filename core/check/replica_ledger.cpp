#include "core/check/replica_ledger.h"

#include <fmt/format.h>

#include <algorithm>

namespace ringside {
namespace {

bool is_write_reply(MessageKind kind) {
  return kind == MessageKind::put_reply || kind == MessageKind::remove_reply;
}

}  // namespace

void ReplicaLedger::apply(const TraceEvent& event) {
  const auto taken_up = std::exchange(taken_up_, {});
  switch (event.kind) {
    case EventKind::node_started: return on_started(event);
    case EventKind::node_crashed: return on_crashed(event.node.node());
    case EventKind::node_recovered:
      recovering_.erase(event.node.node());
      if (event.count == 0) on_recovered(event.node.node());
      return;
    case EventKind::message_sent:
      if (!event.node.is_node()) return;
      if (event.peer.is_node()) lives_of_senders_[event.message()] = life_of(event.node.node());
      if (is_write_reply(event.message_kind()) && event.outcome.ok())
        on_reply(event.node.node(), event.op);
      if (event.message_kind() == MessageKind::store_reply && event.outcome.ok())
        on_store_reply(event.node.node(), event.op);
      return;
    case EventKind::message_delivered:
    case EventKind::message_lost: {
      const auto sent = lives_of_senders_.find(event.message());
      if (sent == lives_of_senders_.end()) return;
      if (event.kind == EventKind::message_delivered) {
        std::uint32_t& life = heard_[{event.peer.node(), event.node.node()}];
        life = std::max(life, sent->second);
      }
      lives_of_senders_.erase(sent);
      return;
    }
    case EventKind::operation_started: {
      const OperationKind kind = event.operation_kind();
      if (kind == OperationKind::put || kind == OperationKind::remove)
        writes_[event.op].key = event.key();
      return;
    }
    case EventKind::write_coordinated: {
      // A late attempt at what has ended is nobody's any more.
      const auto found = writes_.find(event.op);
      if (found == writes_.end()) return;
      Write& write = found->second;
      write.required = event.count;
      // A retry goes on with the version that is there.
      if (const auto own = held_.find({event.node.node(), write.key});
          own != held_.end() && own->second.op == event.op)
        write.meant[event.node.node()] = own->second.version;
      taken_up_ = {event.node, event.op};
      return;
    }
    case EventKind::hints_handed_over:
    case EventKind::hints_dropped: hints_[event.node.node()] = event.subject; return;
    case EventKind::hint_kept: {
      const NodeId node = event.node.node();
      hints_[node] = event.count;
      if (const auto write = writes_.find(event.op); write != writes_.end())
        write->second.kept.push_back({node, life_of(node), {}, true});
      return;
    }
    case EventKind::record_stored:
      return on_stored(event, taken_up == std::pair(event.node, event.op));
    case EventKind::operation_finished: return on_finished(event);
    case EventKind::view_changed: return on_view_changed(event);
    case EventKind::range_dropped: return on_range_dropped(event);
    case EventKind::record_collected: return on_collected(event);
    default: return;
  }
}

std::uint32_t ReplicaLedger::life_of(NodeId node) const {
  const auto found = lives_.find(node);
  return found == lives_.end() ? 0 : found->second;
}

std::uint64_t ReplicaLedger::hints_of(NodeId node) const {
  const auto found = hints_.find(node);
  return found == hints_.end() ? 0 : found->second;
}

void ReplicaLedger::on_started(const TraceEvent& event) {
  const NodeId node = event.node.node();
  std::uint32_t& life = lives_[node];
  if (event.count <= life)
    went_back_.add(fmt::format("node {}: came back as life {} again", raw(node), event.count));
  if (life > 0) before_start_[node] = acknowledged_;
  if (life > 0) recovering_.insert(node);
  life = event.count;
  epochs_[node] = RingEpoch{1};
}

void ReplicaLedger::on_crashed(NodeId node) {
  const auto first = held_.lower_bound({node, KeyHash{0}});
  auto last = first;
  for (; last != held_.end() && last->first.first == node; ++last)
    holders_[last->first.second].erase(node);
  held_.erase(first, last);
  hints_.erase(node);
  std::erase_if(heard_, [node](const auto& entry) { return entry.first.first == node; });
}

// Who gets ranges has to have by the time it has recovered what had been acknowledged there before
// it heard of that. What it missed in ranges that it had before it need not have.
void ReplicaLedger::on_view_changed(const TraceEvent& event) {
  ring_.apply(event);
  epochs_[event.node.node()] = RingEpoch{event.count};
  if (event.subject == 0 || event.count != raw(ring_.view()->epoch())) return;
  const NodeId node = event.node.node();
  const RingView& view = *ring_.view();
  const auto keeps = [node](std::span<const NodeId> group) {
    return std::find(group.begin(), group.end(), node) != group.end();
  };
  if (!view.is_moving()) return;
  for (const auto& [key, version] : acknowledged_) {
    if (!keeps(view.group(0, key)) && keeps(view.group(1, key)))
      before_start_[node].insert_or_assign(key, version);
  }
}

void ReplicaLedger::on_range_dropped(const TraceEvent& event) {
  const NodeId node = event.node.node();
  const HashRange range{KeyHash{event.subject}, KeyHash{static_cast<std::uint64_t>(event.stamp)}};
  std::erase_if(held_, [&](const auto& entry) {
    if (entry.first.first != node || !range.contains(entry.first.second)) return false;
    holders_[entry.first.second].erase(node);
    return true;
  });
}

void ReplicaLedger::on_collected(const TraceEvent& event) {
  const NodeId node = event.node.node();
  held_.erase({node, event.key()});
  holders_[event.key()].erase(node);
  // What a node forgets while it recovers others keep.
  if (!event.tombstone() || recovering_.contains(node)) return;
  TracedVersion& newest = collected_[event.key()];
  newest = std::max(newest, {event.key(), {time_at(event.stamp), event.count}, event.peer.node()});
}

void ReplicaLedger::on_recovered(NodeId node) {
  // As it sees it: of what it is to get in an epoch it may not have heard yet.
  const auto epoch = epochs_.find(node);
  const RingView& view = epoch == epochs_.end() ? *ring_.view() : ring_.view_of(epoch->second);
  for (const auto& [key, version] : before_start_[node]) {
    if (!view.is_member(node, key)) continue;
    const auto held = held_.find({node, key});
    const auto gone = collected_.find(key);
    if (gone != collected_.end() && gone->second >= version) continue;
    if (held == held_.end() || held->second.version < version) short_.emplace_back(key, node);
  }
  before_start_.erase(node);
}

void ReplicaLedger::on_stored(const TraceEvent& event, bool is_made) {
  const NodeId node = event.node.node();
  const TracedVersion version{event.key(), {time_at(event.stamp), event.count}, event.peer.node()};
  const auto gone = collected_.find(event.key());
  if (gone != collected_.end() && version < gone->second && !event.tombstone() &&
      !recovering_.contains(node)) {
    came_back_.add(
        fmt::format("node {}: took what op {} wrote after its removal had been collected",
                    raw(node), raw(event.op)));
  }
  const auto [place, is_new] = held_.try_emplace({node, event.key()}, Held{version, event.op});
  if (!is_new) {
    const Held before = place->second;
    if (version < before.version) {
      went_back_.add(fmt::format("node {}: took what op {} wrote in place of what op {} wrote",
                                 raw(node), raw(event.op), raw(before.op)));
    }
    if (before.op == event.op && before.version != version && is_made) {
      second_versions_.add(
          fmt::format("node {}: made a second version of op {}", raw(node), raw(event.op)));
    }
    place->second = {version, event.op};
  }
  holders_[event.key()].insert(node);
  const auto write = writes_.find(event.op);
  if (write == writes_.end()) return;
  write->second.kept.push_back({node, life_of(node), version, false});
  if (version.maker == node) write->second.meant[node] = version;
}

// It may have kept something newer before.
void ReplicaLedger::on_store_reply(NodeId node, OpId op) {
  const auto write = writes_.find(op);
  if (write == writes_.end()) return;
  if (const auto held = held_.find({node, write->second.key}); held != held_.end())
    write->second.kept.push_back({node, life_of(node), held->second.version, false});
}

// Where a coordinator gives a version of another write to others (what says that there is nothing
// to remove), any counts.
void ReplicaLedger::on_reply(NodeId coordinator, OpId op) {
  const auto found = writes_.find(op);
  if (found == writes_.end()) return;
  Write& write = found->second;
  // What it answers to a question that is asked again it has answered before.
  if (!write.answered_by.insert({coordinator, life_of(coordinator)}).second) return;
  TracedVersion meant;
  if (const auto known = write.meant.find(coordinator); known != write.meant.end())
    meant = known->second;
  std::set<NodeId> keepers;
  for (const Kept& kept : write.kept) {
    const auto heard = heard_.find({coordinator, kept.node});
    const bool is_over = heard != heard_.end() && kept.life < heard->second;
    if (!is_over && (kept.is_hint || kept.version >= meant)) keepers.insert(kept.node);
  }
  if (meant != TracedVersion{}) {
    for (const NodeId node : holders_[write.key]) {
      if (held_.at({node, write.key}).version >= meant) keepers.insert(node);
    }
  } else {
    keepers.insert(holders_[write.key].begin(), holders_[write.key].end());
  }
  if (keepers.size() >= write.required) return;
  under_kept_.add(fmt::format("op {}: node {} acknowledged it, and only {} nodes of {} kept it",
                              raw(op), raw(coordinator), keepers.size(), write.required));
}

void ReplicaLedger::on_finished(const TraceEvent& event) {
  const auto found = writes_.find(event.op);
  if (found == writes_.end()) return;
  if (event.outcome.ok()) {
    TracedVersion first;  // the smallest one that was made of it
    for (const Kept& kept : found->second.kept) {
      if (!kept.is_hint && (first == TracedVersion{} || kept.version < first)) first = kept.version;
    }
    TracedVersion& newest = acknowledged_[event.key()];
    newest = std::max(newest, first);
  }
  writes_.erase(found);
}

Violations ReplicaLedger::recovered_short(const CrashLedger& crashes,
                                          std::uint32_t failures) const {
  Violations violations;
  for (const auto& [key, node] : short_) {
    if (crashes.had_hints(key) || crashes.worst(key, ring_.keepers(key)) > failures) continue;
    violations.add(
        fmt::format("node {}: had recovered, and lacked key {:016x}", raw(node), raw(key)));
  }
  return violations;
}

}  // namespace ringside
