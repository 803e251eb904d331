#include "core/trace/world.h"

#include <algorithm>
#include <bit>
#include <tuple>

#include "core/base/check.h"

namespace ringside {
namespace {

auto version_of(const Holding& copy) { return std::tuple(copy.stamp, copy.maker); }

constexpr std::uint32_t k_clients_kept = 1024;                 // whose links are remembered
constexpr std::uint32_t k_block_max = ~std::uint32_t{0} / 64;  // what a receiver's number leaves

std::uint32_t& counter_of(WorldNode& node, const Holding& copy) {
  return copy.tombstone ? node.tombstones : node.live_keys;
}

}  // namespace

const Holding& WorldKey::newest() const {
  RINGSIDE_CHECK(!copies.empty());
  return *std::max_element(copies.begin(), copies.end(), [](const Holding& a, const Holding& b) {
    return version_of(a) < version_of(b);
  });
}

std::uint32_t WorldKey::fresh_copies() const {
  const auto newest_version = version_of(newest());
  return static_cast<std::uint32_t>(
      std::count_if(copies.begin(), copies.end(),
                    [&](const Holding& copy) { return version_of(copy) == newest_version; }));
}

const Holding* WorldKey::at(NodeId node) const {
  const auto found = std::find_if(copies.begin(), copies.end(),
                                  [&](const Holding& copy) { return copy.node == node; });
  return found == copies.end() ? nullptr : &*found;
}

World::World(const Shape& shape)
    : shape_(shape), views_(RingView::founding(shape)), nodes_(shape.nodes) {}

void World::apply(const TraceEvent& event) {
  ++totals_.events;
  time_ = std::max(time_, event.at);
  if (!is_plausible(event)) return;
  switch (event.kind) {
    case EventKind::node_started: return on_node_started(event);
    case EventKind::node_crashed: return on_node_crashed(event);
    case EventKind::operation_started: return on_operation_started(event);
    case EventKind::operation_retried: return on_operation_retried(event);
    case EventKind::operation_finished: return on_operation_finished(event);
    case EventKind::message_sent: return on_message_sent(event);
    case EventKind::message_delivered: return on_message_delivered(event);
    case EventKind::message_lost: return on_message_lost(event);
    case EventKind::message_held:
    case EventKind::message_rescheduled: return on_message_touched(event);
    case EventKind::write_coordinated: return on_write_coordinated(event);
    case EventKind::write_acknowledged: return on_write_acknowledged(event);
    case EventKind::get_forwarded: return on_get_forwarded(event);
    case EventKind::record_expired:
    case EventKind::record_stored: return on_record_stored(event);
    case EventKind::network_changed:
    case EventKind::link_changed:
    case EventKind::link_reset:
    case EventKind::links_cut: return on_link_changed(event);
    case EventKind::node_paused:
    case EventKind::node_resumed:
    case EventKind::node_slowed:
    case EventKind::clock_skewed: return on_node_hindered(event);
    case EventKind::read_repaired:
    case EventKind::values_merged:
    case EventKind::replicas_compared: return;
    case EventKind::node_recovered: nodes_[raw(event.node.node())].recovering = false; return;
    case EventKind::hint_kept:
    case EventKind::hints_handed_over:
    case EventKind::hints_dropped: return on_hints_changed(event);
    case EventKind::node_suspected: return on_belief_changed(event, MemberState::suspected);
    case EventKind::node_confirmed_dead: return on_belief_changed(event, MemberState::dead);
    case EventKind::node_alive_again: return on_belief_changed(event, MemberState::alive);
    case EventKind::key_hot: return on_key_hot(event);
    case EventKind::view_changed:
      views_.apply(event);
      nodes_[raw(event.node.node())].epoch = RingEpoch{event.count};
      find_latest_view();
      return;
    case EventKind::range_dropped: return on_range_dropped(event);
    case EventKind::record_collected: return on_record_collected(event);
  }
}

// Whoever reads the world may index by any node, and name any kind, that is in it.
bool World::is_plausible(const TraceEvent& event) const {
  const auto is_known_node = [&](Address end) {
    return end.is_node() && raw(end.node()) < shape_.nodes;
  };
  const auto is_known_end = [&](Address end) { return end.is_client() || is_known_node(end); };
  // Of links, so that no file can fill the memory with them.
  const auto is_near_end = [&](Address end) {
    return end.is_client() ? raw(end.client()) < k_clients_kept : is_known_node(end);
  };
  switch (event.kind) {
    case EventKind::node_started:
    case EventKind::node_crashed:
    case EventKind::node_paused:
    case EventKind::node_resumed:
    case EventKind::node_slowed:
    case EventKind::clock_skewed:
    case EventKind::node_recovered:
    case EventKind::write_coordinated:
    case EventKind::key_hot:
    case EventKind::view_changed:
    case EventKind::range_dropped:
    case EventKind::values_merged:
    case EventKind::get_forwarded: return is_known_node(event.node);
    case EventKind::write_acknowledged:
    case EventKind::read_repaired:
    case EventKind::replicas_compared:
    case EventKind::hint_kept:
    case EventKind::hints_handed_over:
    case EventKind::hints_dropped:
    case EventKind::record_stored:
    case EventKind::record_expired:
    case EventKind::record_collected:
    case EventKind::node_suspected:
    case EventKind::node_confirmed_dead:
    case EventKind::node_alive_again: return is_known_node(event.node) && is_known_node(event.peer);
    case EventKind::operation_retried: return event.node.is_client();
    case EventKind::operation_started:
    case EventKind::operation_finished:
      return event.node.is_client() && event.operation_kind() <= OperationKind::scan;
    case EventKind::message_sent:
    case EventKind::message_delivered:
    case EventKind::message_held:
    case EventKind::message_rescheduled:
    case EventKind::message_lost:
      return is_known_end(event.node) && is_known_end(event.peer) &&
             event.detail < k_message_kinds && event.reason <= LossReason::dropped;
    case EventKind::network_changed: return true;
    case EventKind::link_changed:
    case EventKind::link_reset: return is_near_end(event.node) && is_near_end(event.peer);
    case EventKind::links_cut: {
      const LinkSet::Block block{event.node, event.count};
      const auto last = static_cast<std::uint32_t>(std::bit_width(event.subject | 1)) - 1;
      return is_near_end(block.from) && block.number <= k_block_max &&
             is_near_end(receiver(block, last));
    }
  }
  return false;
}

void World::on_node_started(const TraceEvent& event) {
  forget_copies(event.node.node());  // only where the trace lacks the crash before
  forget_doubts(event.node.node());
  WorldNode& node = nodes_[raw(event.node.node())];
  node.up = true;
  node.paused = false;
  node.incarnation = Incarnation{event.count};
  node.recovering = event.count > 1;
  node.epoch = RingEpoch{1};
  node.hints = 0;
  node.hints_for.clear();
  node.changed_at = event.at;
  find_latest_view();
}

void World::on_node_crashed(const TraceEvent& event) {
  forget_copies(event.node.node());
  forget_doubts(event.node.node());
  WorldNode& node = nodes_[raw(event.node.node())];
  node.up = false;
  node.paused = false;
  node.incarnation = Incarnation{event.count};
  node.recovering = false;
  node.hints = 0;
  node.hints_for.clear();
  node.changed_at = event.at;
  find_latest_view();
}

void World::find_latest_view() {
  RingEpoch latest{0};
  for (const WorldNode& node : nodes_)
    if (node.up) latest = std::max(latest, node.epoch);
  if (latest != RingEpoch{0}) epoch_ = latest;
}

void World::on_node_hindered(const TraceEvent& event) {
  WorldNode& node = nodes_[raw(event.node.node())];
  if (event.kind == EventKind::node_slowed) {
    node.slowed_by = Duration{event.stamp};
  } else if (event.kind == EventKind::clock_skewed) {
    node.clock_skew = Duration{event.stamp};
  } else {
    node.paused = node.up && event.kind == EventKind::node_paused;
    node.changed_at = event.at;
  }
}

// Nodes keep data in memory only; a key that nobody keeps any more is gone.
void World::forget_copies(NodeId id) {
  WorldNode& node = nodes_[raw(id)];
  if (node.live_keys + node.tombstones == 0) return;
  for (auto entry = keys_.begin(); entry != keys_.end();) {
    auto& copies = entry->second.copies;
    std::erase_if(copies, [id](const Holding& copy) { return copy.node == id; });
    entry = copies.empty() ? keys_.erase(entry) : std::next(entry);
  }
  node.live_keys = 0;
  node.tombstones = 0;
}

void World::on_record_stored(const TraceEvent& event) {
  const Holding stored{.node = event.node.node(),
                       .stamp = {time_at(event.stamp), event.count},
                       .maker = event.peer.node(),
                       .op = event.op,
                       .tombstone = event.tombstone(),
                       .siblings = event.siblings()};
  WorldKey& key = keys_[event.key()];
  key.changed_at = event.at;
  WorldNode& node = nodes_[raw(stored.node)];
  const auto place =
      std::lower_bound(key.copies.begin(), key.copies.end(), stored.node,
                       [](const Holding& copy, NodeId id) { return copy.node < id; });
  if (place == key.copies.end() || place->node != stored.node) {
    key.copies.insert(place, stored);
  } else {
    --counter_of(node, *place);
    *place = stored;
  }
  ++counter_of(node, stored);
}

void World::on_record_collected(const TraceEvent& event) {
  const auto key = keys_.find(event.key());
  if (key == keys_.end()) return;
  std::erase_if(key->second.copies, [&](const Holding& copy) {
    if (copy.node != event.node.node()) return false;
    --counter_of(nodes_[raw(copy.node)], copy);
    return true;
  });
  key->second.changed_at = event.at;
  if (key->second.copies.empty()) keys_.erase(key);
}

void World::on_range_dropped(const TraceEvent& event) {
  const NodeId id = event.node.node();
  const HashRange range{KeyHash{event.subject}, KeyHash{static_cast<std::uint64_t>(event.stamp)}};
  const auto forget = [&](auto entry, const auto end) {
    while (entry != end) {
      auto& copies = entry->second.copies;
      std::erase_if(copies, [&](const Holding& copy) {
        if (copy.node != id) return false;
        --counter_of(nodes_[raw(id)], copy);
        return true;
      });
      entry = copies.empty() ? keys_.erase(entry) : std::next(entry);
    }
  };
  if (range.first <= range.last) {
    forget(keys_.lower_bound(range.first), keys_.upper_bound(range.last));
  } else {
    forget(keys_.lower_bound(range.first), keys_.end());
    forget(keys_.begin(), keys_.upper_bound(range.last));
  }
}

// Events tell how many hints a node keeps in all: what that gained or lost is of the one named.
void World::on_hints_changed(const TraceEvent& event) {
  WorldNode& node = nodes_[raw(event.node.node())];
  const std::uint64_t hints = event.kind == EventKind::hint_kept ? event.count : event.subject;
  std::uint64_t& intended = node.hints_for[event.peer.node()];
  intended = hints >= node.hints ? intended + (hints - node.hints)
                                 : intended - std::min(node.hints - hints, intended);
  if (intended == 0) node.hints_for.erase(event.peer.node());
  node.hints = hints;
}

const Holding* World::copy(KeyHash key, NodeId node) const {
  const auto found = keys_.find(key);
  return found == keys_.end() ? nullptr : found->second.at(node);
}

}  // namespace ringside
