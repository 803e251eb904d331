#include "view/app/promises.h"

#include <algorithm>
#include <utility>

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
    hinted_.resize(world_->nodes().size());
    without_memory_.resize(hinted_.size());
    for (std::size_t i = 0; i < hinted_.size(); ++i) {
      const WorldNode& node = world_->nodes()[i];
      without_memory_[i] = !node.up || node.recovering;
    }
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
      // Who recovers with a doubt may lack what was acknowledged.
      if (event.kind == EventKind::node_recovered && event.count == 0)
        without_memory_[raw(event.node.node())] = false;
      return world_->apply(event);
    case EventKind::hint_kept:
    case EventKind::hints_handed_over:
    case EventKind::hints_dropped: {
      if (!is_known(event.node)) return;
      world_->apply(event);
      const NodeId holder = event.node.node();
      if (event.kind == EventKind::hint_kept) {
        Key& key = keys_[event.key()];
        key.was_hinted = true;
        if (std::find(key.holders.begin(), key.holders.end(), holder) == key.holders.end()) {
          key.holders.push_back(holder);
          hinted_[raw(holder)].push_back(event.key());
        }
      }
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
  Key& key = keys_[write.key];
  if (raw(key.op) != 0 && *write.version < key.version) return;
  // What was lost stays lost; what had come back is overwritten.
  if (key.breach != k_none && breaches_[key.breach].what == Promise::returned) close(key.breach);
  key.breach = k_none;
  key.version = *write.version;
  key.op = event.op;
  key.required = write.required;
  key.removed = event.operation_kind() == OperationKind::remove;
  judge(write.key, key);
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
    const auto found = keys_.find(event.key());
    const Stamp version{{time_at(event.stamp), event.count}, event.peer.node()};
    // From then on it is right that nothing is kept.
    if (event.tombstone() && found != keys_.end() && version >= found->second.version) {
      found->second.version = version;
      found->second.removed = true;
    }
  } else {
    const auto& kept = world_->keys();
    const auto touch = [&](auto from, const auto to) {
      for (; from != to; ++from)
        if (from->second.at(node) != nullptr) touched.push_back(from->first);
    };
    const KeyHash last{static_cast<std::uint64_t>(event.stamp)};
    if (event.kind != EventKind::range_dropped) {
      touch(kept.begin(), kept.end());
    } else if (event.key() <= last) {
      touch(kept.lower_bound(event.key()), kept.upper_bound(last));
    } else {
      touch(kept.lower_bound(event.key()), kept.end());
      touch(kept.begin(), kept.upper_bound(last));
    }
    // A first life has nothing to have forgotten.
    if (event.kind == EventKind::node_crashed || event.kind == EventKind::node_started)
      without_memory_[raw(node)] = event.kind == EventKind::node_crashed || event.count > 1;
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
  for (const KeyHash hash : std::exchange(hinted_[raw(holder)], {})) {
    Key& key = keys_[hash];
    std::erase(key.holders, holder);
    judge(hash, key);
  }
}

// What is wrong with what is kept of a key now.
std::optional<Promise> Promises::broken(KeyHash hash, const Key& key) const {
  if (raw(key.op) == 0 || !key.holders.empty()) return std::nullopt;
  const auto kept = world_->keys().find(hash);
  const Holding* newest = kept == world_->keys().end() ? nullptr : &kept->second.newest();
  if (newest != nullptr && Stamp{newest->stamp, newest->maker} >= key.version) return std::nullopt;
  if (!key.removed) return Promise::lost;
  if (newest == nullptr || newest->tombstone) return std::nullopt;
  return Promise::returned;
}

bool Promises::is_held(KeyHash hash, const Stamp& version) const {
  const auto kept = world_->keys().find(hash);
  return kept != world_->keys().end() &&
         std::any_of(kept->second.copies.begin(), kept->second.copies.end(),
                     [&](const Holding& copy) {
                       return Stamp{copy.stamp, copy.maker} == version;
                     });
}

// As core/check counts, but of this moment alone: whoever had crashed before, and has recovered
// without doubt, had learned of the write again. Of hints nobody does.
bool Promises::is_covered(KeyHash hash, const Key& key) const {
  std::uint32_t failed = 0;
  for (const NodeId node : world_->keepers(hash)) failed += without_memory_[raw(node)] ? 1 : 0;
  return !key.was_hinted &&
         failed <= std::min(world_->shape().failures, std::max(key.required, 1u) - 1);
}

void Promises::judge(KeyHash hash) {
  const auto found = keys_.find(hash);
  if (found != keys_.end()) judge(hash, found->second);
}

void Promises::judge(KeyHash hash, Key& key) {
  const auto what = broken(hash, key);
  if (key.breach != k_none) {
    const Promise was = breaches_[key.breach].what;
    // Something newer does not bring back what was lost.
    if (what == was || (was == Promise::lost && !is_held(hash, key.version))) return;
    close(key.breach);
  }
  if (!what) return;
  key.breach = open(*what, hash, key.op);
  if (key.breach != k_none) breaches_[key.breach].covered = is_covered(hash, key);
}

void Promises::judge_siblings(KeyHash hash, OpId op) {
  const auto kept = world_->keys().find(hash);
  const bool has = kept != world_->keys().end() &&
                   std::any_of(kept->second.copies.begin(), kept->second.copies.end(),
                               [](const Holding& copy) { return copy.siblings > 0; });
  const auto found = keys_.find(hash);
  const bool had = found != keys_.end() && found->second.siblings != k_none;
  if (has == had) return;
  if (has) {
    keys_[hash].siblings = open(Promise::siblings, hash, op);
  } else {
    close(found->second.siblings);
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
