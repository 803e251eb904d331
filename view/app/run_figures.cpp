#include "view/app/run_figures.h"

#include <algorithm>
#include <bit>

namespace ringside {
namespace {

constexpr HashRange k_whole{KeyHash{0}, KeyHash{~std::uint64_t{0}}};
constexpr std::uint64_t k_first_octave = 10;  // 2^10 ns

void add(std::vector<std::uint32_t>& to, const std::vector<std::uint32_t>& from) {
  for (std::size_t i = 0; i < to.size(); ++i) to[i] += from[i];
}

void add(ReadAges& to, const ReadAges& from) {
  for (std::size_t i = 0; i < ReadAges::k_ages; ++i) {
    to.reads[i] += from.reads[i];
    to.stale[i] += from.stale[i];
  }
}

}  // namespace

void LatencyCounts::add(Duration latency) {
  const auto ns = static_cast<std::uint64_t>(std::max<std::int64_t>(latency.count(), 1024));
  const auto octave = static_cast<std::uint64_t>(std::bit_width(ns)) - 1;
  const std::uint64_t step = (octave - k_first_octave) * 8 + ((ns >> (octave - 3)) & 7);
  ++counts_[static_cast<std::size_t>(std::min<std::uint64_t>(step, k_steps - 1))];
  ++count_;
}

void LatencyCounts::add(const LatencyCounts& other) {
  for (std::size_t i = 0; i < k_steps; ++i) counts_[i] += other.counts_[i];
  count_ += other.count_;
}

Duration LatencyCounts::percentile(std::uint32_t percent) const {
  const std::uint64_t wanted = (std::uint64_t{count_} * percent + 99) / 100;
  std::uint64_t so_far = 0;
  for (std::size_t i = 0; i < k_steps && count_ > 0; ++i) {
    so_far += counts_[i];
    // The middle of the step.
    if (so_far >= wanted)
      return Duration{
          static_cast<std::int64_t>((17 + 2 * (i % 8)) << (i / 8 + k_first_octave - 4))};
  }
  return {};
}

void RunFigures::update(const TraceLog& log, std::uint64_t generation, std::uint32_t nodes,
                        Time now) {
  // What was let go unseen would look like a time in which nothing happened.
  if (generation != generation_ || nodes != nodes_ || log.forgotten() > seen_) {
    *this = {};
    generation_ = generation;
    nodes_ = nodes;
    if (log.forgotten() > 0 && !log.events().empty()) begin_ = log.events().front().at;
  }
  const std::uint64_t end = log.forgotten() + log.events().size();
  for (seen_ = std::max(seen_, log.forgotten()); seen_ < end; ++seen_)
    take_in(log.events()[seen_ - log.forgotten()]);
  stretch_at(now);
}

Stretch& RunFigures::stretch_at(Time time) {
  const Duration passed = std::max(time - begin_, Duration::zero());
  while (passed / length_ >= static_cast<std::int64_t>(k_stretches)) {
    for (std::size_t i = 0; i < stretches_.size(); ++i) {
      if (i % 2 == 0) {
        if (i > 0) stretches_[i / 2] = std::move(stretches_[i]);
        continue;
      }
      Stretch& into = stretches_[i / 2];
      into.answered += stretches_[i].answered;
      into.failed += stretches_[i].failed;
      into.latency.add(stretches_[i].latency);
      add(into.ages, stretches_[i].ages);
      add(into.load, stretches_[i].load);
    }
    stretches_.resize((stretches_.size() + 1) / 2);
    length_ *= 2;
  }
  const auto place = static_cast<std::size_t>(passed / length_);
  while (stretches_.size() <= place) stretches_.emplace_back().load.resize(nodes_);
  return stretches_[place];
}

void RunFigures::take_in(const TraceEvent& event) {
  if (const auto read = reads_.apply(event)) {
    std::size_t age = 0;
    while (age + 1 < ReadAges::k_ages && read->age > ReadAges::until(age)) ++age;
    ReadAges& ages = stretch_at(event.at).ages;
    ++ages.reads[age];
    if (read->stale) ++ages.stale[age];
  }
  if (event.kind == EventKind::message_delivered) {
    if (event.peer.is_node() && raw(event.peer.node()) < nodes_)
      ++stretch_at(event.at).load[raw(event.peer.node())];
  } else if (event.kind == EventKind::operation_finished) {
    Stretch& stretch = stretch_at(event.at);
    const bool is_answer = event.outcome.ok() || event.outcome == Outcome{ErrorCode::not_found};
    ++(is_answer ? stretch.answered : stretch.failed);
    if (is_answer) stretch.latency.add(event.at - time_at(event.stamp));
  }
}

std::size_t RunFigures::place_of(Time time) const {
  const Duration passed = std::max(time - begin_, Duration::zero());
  return std::min(static_cast<std::size_t>(passed / length_), stretches_.size() - 1);
}

ReadAges RunFigures::ages_until(Time time) const {
  ReadAges ages;
  for (std::size_t i = 0; i < stretches_.size() && begin_of(i) <= time; ++i)
    add(ages, stretches_[i].ages);
  return ages;
}

std::optional<ReadWatch::Read> ReadWatch::apply(const TraceEvent& event) {
  switch (event.kind) {
    case EventKind::operation_started: on_started(event); break;
    case EventKind::operation_finished: return on_finished(event);
    case EventKind::message_sent: on_sent(event); break;
    case EventKind::get_forwarded:
      if (const auto read = open_.find(event.op); read != open_.end()) read->second.alone = false;
      break;
    case EventKind::record_stored:
    case EventKind::record_expired: on_stored(event); break;
    case EventKind::record_collected:
      if (const auto key = keys_.find(event.key()); key != keys_.end())
        forget_copy(key->second, event.node.node());
      break;
    case EventKind::node_started:
    case EventKind::node_crashed: forget_copies(event.node.node(), k_whole); break;
    case EventKind::range_dropped:
      forget_copies(event.node.node(),
                    {event.key(), KeyHash{static_cast<std::uint64_t>(event.stamp)}});
      break;
    default: break;
  }
  return std::nullopt;
}

void ReadWatch::on_started(const TraceEvent& event) {
  if (event.operation_kind() == OperationKind::scan) return;
  Open open;
  open.key = event.key();
  if (event.operation_kind() == OperationKind::get) {
    const auto key = keys_.find(event.key());
    if (key == keys_.end() || !key->second.acknowledged) return;
    open.expected = key->second.acknowledged;
    open.acknowledged_at = key->second.acknowledged_at;
    open.removed = key->second.removed;
  } else if (keys_.try_emplace(event.key()).second) {
    // What was kept of a key before it is followed is older than what is written from now on.
    if (by_age_.size() < k_keys_max) {
      by_age_.push_back(event.key());
    } else {
      keys_.erase(std::exchange(by_age_[oldest_], event.key()));
      oldest_ = (oldest_ + 1) % k_keys_max;
    }
  }
  open_.insert_or_assign(event.op, std::move(open));
  if (open_.size() > k_open_max) open_.erase(open_.begin());
}

// An answer tells what its sender keeps as it sends it.
void ReadWatch::on_sent(const TraceEvent& event) {
  const auto found = open_.find(event.op);
  if (found == open_.end() || !found->second.expected) return;
  Open& read = found->second;
  if (event.message_kind() == MessageKind::fetch_request ||
      event.message_kind() == MessageKind::forward_request)
    read.alone = false;
  if (event.message_kind() != MessageKind::get_reply || !event.node.is_node()) return;
  if (read.stale) read.alone = false;  // asked again: which answer counted is not told
  const auto key = keys_.find(read.key);
  if (key == keys_.end()) return;
  const Seen* copy = copy_of(key->second, event.node.node());
  read.stale = copy == nullptr ? !read.removed : *copy < *read.expected;
}

std::optional<ReadWatch::Read> ReadWatch::on_finished(const TraceEvent& event) {
  const auto found = open_.find(event.op);
  if (found == open_.end()) return std::nullopt;
  const Open open = found->second;
  open_.erase(found);
  if (event.operation_kind() == OperationKind::get) {
    const bool is_answer = event.outcome.ok() || event.outcome == Outcome{ErrorCode::not_found};
    if (!is_answer || !open.alone || !open.stale) return std::nullopt;
    return Read{time_at(event.stamp) - open.acknowledged_at, *open.stale};
  }
  const auto key = keys_.find(open.key);
  if (!event.outcome.ok() || !open.wrote || key == keys_.end()) return std::nullopt;
  if (key->second.acknowledged && *open.wrote < *key->second.acknowledged) return std::nullopt;
  key->second.acknowledged = open.wrote;
  key->second.acknowledged_at = event.at;
  key->second.removed = event.operation_kind() == OperationKind::remove;
  return std::nullopt;
}

void ReadWatch::on_stored(const TraceEvent& event) {
  const Seen version{{time_at(event.stamp), event.count}, event.peer.node()};
  if (const auto write = open_.find(event.op);
      write != open_.end() && write->second.key == event.key() && !write->second.expected)
    write->second.wrote = version;
  const auto key = keys_.find(event.key());
  if (key == keys_.end()) return;
  if (Seen* copy = copy_of(key->second, event.node.node())) {
    *copy = version;
  } else {
    key->second.copies.emplace_back(event.node.node(), version);
  }
}

ReadWatch::Seen* ReadWatch::copy_of(Key& key, NodeId node) {
  for (auto& [keeper, seen] : key.copies)
    if (keeper == node) return &seen;
  return nullptr;
}

void ReadWatch::forget_copy(Key& key, NodeId node) {
  for (std::size_t i = 0; i < key.copies.size(); ++i) {
    if (key.copies[i].first != node) continue;
    key.copies[i] = key.copies.back();
    return key.copies.pop_back();
  }
}

void ReadWatch::forget_copies(NodeId node, const HashRange& range) {
  for (auto& [hash, key] : keys_)
    if (range.contains(hash)) forget_copy(key, node);
}

}  // namespace ringside
