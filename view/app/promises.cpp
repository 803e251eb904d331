#include "view/app/promises.h"

#include <algorithm>

namespace ringside {

void Promises::update(const Timeline& timeline, std::uint64_t generation) {
  const TraceLog& log = timeline.kept();
  if (generation != generation_ || !world_ || log.forgotten() > seen_) {
    *this = {};
    generation_ = generation;
    WorldAt first{World(timeline.present().shape()), 0};
    timeline.seek(first, timeline.exact_from());
    seen_ = std::max(first.events, log.forgotten());
    begin_ = first.world.time();
    world_ = std::move(first.world);
  }
  while (seen_ < timeline.events()) {
    const TraceEvent& event = log.events()[seen_ - log.forgotten()];
    ++seen_;
    take_in(event);
  }
}

bool Promises::is_known(Address node) const {
  return node.is_node() && raw(node.node()) < world_->nodes().size();
}

void Promises::take_in(const TraceEvent& event) {
  if (const auto read = reads_.apply(event)) {
    if (reads_judged_++ % reads_apart_ == 0) read_moments_.push_back(seen_);
    if (read_moments_.size() > k_reads_kept) {
      for (std::size_t i = 0; 2 * i < read_moments_.size(); ++i)
        read_moments_[i] = read_moments_[2 * i];
      read_moments_.resize((read_moments_.size() + 1) / 2);
      reads_apart_ *= 2;
    }
    if (read->stale) open(Promise::stale, event.key(), event.op);
  }
  switch (event.kind) {
    case EventKind::operation_started:
      if (event.operation_kind() == OperationKind::put ||
          event.operation_kind() == OperationKind::remove)
        writes_[event.op].key = event.key();
      if (writes_.size() > ReadWatch::k_open_max) writes_.erase(writes_.begin());
      return;
    case EventKind::write_coordinated:
      if (const auto write = writes_.find(event.op); write != writes_.end())
        write->second.required = event.count;
      return;
    case EventKind::operation_finished: return on_finished(event);
    case EventKind::record_stored:
    case EventKind::record_expired: return on_stored(event);
    case EventKind::record_collected:
    case EventKind::range_dropped:
    case EventKind::node_started:
    case EventKind::node_crashed: return on_gone(event);
    case EventKind::node_recovered:
    case EventKind::view_changed:
      if (!is_known(event.node)) return;
      crashes_.apply(event);
      return world_->apply(event);
    case EventKind::hint_kept:
    case EventKind::hints_handed_over:
    case EventKind::hints_dropped: {
      if (!is_known(event.node)) return;
      world_->apply(event);
      const NodeId holder = event.node.node();
      if (event.kind == EventKind::hint_kept) hinted_[holder].insert(event.key());
      if (event.kind == EventKind::hint_kept) crashes_.apply(event);
      if (world_->node(holder).hints == 0) on_hints_gone(holder);
      return;
    }
    default: return;
  }
}

void Promises::on_finished(const TraceEvent& event) {
  const auto found = writes_.find(event.op);
  if (found == writes_.end()) return;
  const Write write = found->second;
  writes_.erase(found);
  if (!event.outcome.ok() || !write.version) return;
  Acknowledged& newest = acknowledged_[write.key];
  if (raw(newest.op) != 0 && *write.version < newest.version) return;
  // What was lost stays lost; what had come back is overwritten.
  if (newest.breach != k_none && breaches_[newest.breach].what == Promise::returned)
    close(newest.breach);
  newest = {*write.version, event.op, write.required,
            event.operation_kind() == OperationKind::remove, k_none};
  judge(write.key);
}

void Promises::on_stored(const TraceEvent& event) {
  if (!is_known(event.node) || !is_known(event.peer)) return;
  world_->apply(event);
  const Stamp version{{time_at(event.stamp), event.count}, event.peer.node()};
  if (const auto write = writes_.find(event.op);
      write != writes_.end() && write->second.key == event.key())
    write->second.version = std::min(write->second.version.value_or(version), version);
  judge(event.key());
  judge_siblings(event.key(), event.op);
}

// Copies that a node loses, or lets go of.
void Promises::on_gone(const TraceEvent& event) {
  if (!is_known(event.node)) return;
  const NodeId node = event.node.node();
  std::vector<KeyHash> touched;
  if (event.kind == EventKind::record_collected) {
    touched.push_back(event.key());
    const auto found = acknowledged_.find(event.key());
    const Stamp version{{time_at(event.stamp), event.count}, event.peer.node()};
    // From then on it is right that nothing is kept.
    if (event.tombstone() && found != acknowledged_.end() && version >= found->second.version) {
      found->second.version = version;
      found->second.removed = true;
    }
  } else {
    const auto& keys = world_->keys();
    const auto touch = [&](auto from, const auto to) {
      for (; from != to; ++from)
        if (from->second.at(node) != nullptr) touched.push_back(from->first);
    };
    const KeyHash last{static_cast<std::uint64_t>(event.stamp)};
    if (event.kind != EventKind::range_dropped) {
      touch(keys.begin(), keys.end());
    } else if (event.key() <= last) {
      touch(keys.lower_bound(event.key()), keys.upper_bound(last));
    } else {
      touch(keys.lower_bound(event.key()), keys.end());
      touch(keys.begin(), keys.upper_bound(last));
    }
    crashes_.apply(event);
  }
  world_->apply(event);
  for (const KeyHash key : touched) {
    judge(key);
    judge_siblings(key, {});
  }
  if (event.kind == EventKind::node_crashed || event.kind == EventKind::node_started)
    on_hints_gone(node);
}

void Promises::on_hints_gone(NodeId holder) {
  const auto found = hinted_.find(holder);
  if (found == hinted_.end()) return;
  const std::set<KeyHash> keys = std::move(found->second);
  hinted_.erase(found);
  for (const KeyHash key : keys) judge(key);
}

bool Promises::may_be_hinted(KeyHash key) const {
  return std::any_of(hinted_.begin(), hinted_.end(),
                     [&](const auto& entry) { return entry.second.contains(key); });
}

// What is wrong with what is kept of a key now.
std::optional<Promise> Promises::broken(KeyHash key, const Acknowledged& acknowledged) const {
  const auto kept = world_->keys().find(key);
  const Holding* newest = kept == world_->keys().end() ? nullptr : &kept->second.newest();
  if (newest != nullptr && Stamp{newest->stamp, newest->maker} >= acknowledged.version)
    return std::nullopt;
  if (acknowledged.removed) {
    if (newest == nullptr || newest->tombstone) return std::nullopt;
    return may_be_hinted(key) ? std::nullopt : std::optional(Promise::returned);
  }
  return may_be_hinted(key) ? std::nullopt : std::optional(Promise::lost);
}

bool Promises::is_held(KeyHash key, const Stamp& version) const {
  const auto kept = world_->keys().find(key);
  return kept != world_->keys().end() &&
         std::any_of(kept->second.copies.begin(), kept->second.copies.end(),
                     [&](const Holding& copy) {
                       return Stamp{copy.stamp, copy.maker} == version;
                     });
}

void Promises::judge(KeyHash key) {
  const auto found = acknowledged_.find(key);
  if (found == acknowledged_.end()) return;
  Acknowledged& acknowledged = found->second;
  const auto what = broken(key, acknowledged);
  if (acknowledged.breach != k_none) {
    const Promise was = breaches_[acknowledged.breach].what;
    // Something newer does not bring back what was lost.
    if (what == was || (was == Promise::lost && !is_held(key, acknowledged.version))) return;
    close(acknowledged.breach);
  }
  if (!what) return;
  acknowledged.breach = open(*what, key, acknowledged.op);
  if (acknowledged.breach == k_none) return;
  const std::uint32_t survives =
      std::min(world_->shape().failures, std::max(acknowledged.required, 1u) - 1);
  breaches_[acknowledged.breach].covered = crashes_.worst(key, world_->keepers(key)) <= survives;
}

void Promises::judge_siblings(KeyHash key, OpId op) {
  const auto kept = world_->keys().find(key);
  const bool has = kept != world_->keys().end() &&
                   std::any_of(kept->second.copies.begin(), kept->second.copies.end(),
                               [](const Holding& copy) { return copy.siblings > 0; });
  const auto found = siblings_.find(key);
  if (has == (found != siblings_.end())) return;
  if (has) {
    siblings_.emplace(key, open(Promise::siblings, key, op));
  } else {
    close(found->second);
    siblings_.erase(found);
  }
}

std::size_t Promises::open(Promise what, KeyHash key, OpId op) {
  if (is_full()) return k_none;
  breaches_.push_back({.what = what, .moment = seen_, .key = key, .op = op});
  return breaches_.size() - 1;
}

void Promises::close(std::size_t& breach) {
  if (breach != k_none) breaches_[breach].until = seen_;
  breach = k_none;
}

Promises::Tally Promises::at(std::uint64_t moment) const {
  Tally tally;
  for (const Breach& breach : breaches_) {
    if (breach.moment > moment) break;
    const auto what = static_cast<std::size_t>(breach.what);
    ++tally.so_far[what];
    if (breach.until <= moment) continue;
    ++tally.open[what];
    if (breach.what == Promise::lost && breach.covered) ++tally.covered;
  }
  if (moment >= seen_) {
    tally.reads = reads_judged_;
  } else {
    const auto after = std::upper_bound(read_moments_.begin(), read_moments_.end(), moment);
    tally.reads = static_cast<std::uint64_t>(after - read_moments_.begin()) * reads_apart_;
  }
  return tally;
}

}  // namespace ringside
