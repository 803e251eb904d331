#include "core/check/recorder.h"

#include <memory>

namespace ringside {
namespace {

// What an accepted command asks for; the kind of one that is no operation is never used.
History::Asked asked_by(const Command& command) {
  if (const auto* put = std::get_if<PutCommand>(&command))
    return {.kind = OperationKind::put,
            .key = put->key,
            .value = put->value,
            .session = put->session,
            .expires = put->ttl != Duration::zero()};
  if (const auto* get = std::get_if<GetCommand>(&command))
    return {OperationKind::get, get->key, {}, get->session};
  if (const auto* all = std::get_if<MultiGetCommand>(&command); all && !all->keys.empty())
    return {OperationKind::get, all->keys.front(), {}, all->session};
  if (const auto* remove = std::get_if<RemoveCommand>(&command))
    return {OperationKind::remove, remove->key, {}, remove->session};
  return {};
}

}  // namespace

Recorder::Recorder(Cluster& cluster)
    : cluster_(cluster),
      world_(cluster.config().shape),
      replicas_(RingView::founding(cluster.config().shape)) {
  history_.merge = merge_of(cluster.config().conflicts, cluster.config().merge);
  history_.collects_tombstones = cluster.config().timing.tombstones_after > Duration::zero();
}

Result<OpId> Recorder::submit(Command command) {
  History::Asked asked = asked_by(command);
  const bool is_scan = std::holds_alternative<ScanCommand>(command);
  std::vector<std::string> more_keys;
  if (const auto* all = std::get_if<MultiGetCommand>(&command); all && !all->keys.empty())
    more_keys.assign(all->keys.begin() + 1, all->keys.end());
  auto id = cluster_.submit(std::move(command));
  if (!id || *id == OpId{0}) return id;
  if (is_scan) {
    history_.scans[*id];
    return id;
  }
  history_.asked.emplace(*id, asked);
  for (std::size_t i = 0; i < more_keys.size(); ++i) {
    asked.key = std::move(more_keys[i]);
    history_.asked.emplace(OpId{raw(*id) + i + 1}, asked);
  }
  return id;
}

void Recorder::collect(TraceBatch& batch) {
  const std::size_t first_new = batch.events.size();
  cluster_.collect(batch);
  for (std::size_t i = first_new; i < batch.events.size(); ++i) {
    record(batch.events[i]);
    crashes_.apply(batch.events[i]);
    replicas_.apply(batch.events[i]);
    note_trouble(batch.events[i]);
    world_.apply(batch.events[i]);
  }
}

void Recorder::record(const TraceEvent& event) {
  ++history_.places;
  switch (event.kind) {
    case EventKind::record_stored:
      history_.made_by.try_emplace(
          {event.key(), {time_at(event.stamp), event.count}, event.peer.node()}, event.op);
      return;
    case EventKind::record_collected:
      // What a node forgets while it recovers others keep.
      if (event.tombstone() && !world_.node(event.node.node()).recovering)
        history_.collected[event.key()].emplace_back(
            TracedVersion{event.key(), {time_at(event.stamp), event.count}, event.peer.node()},
            history_.places);
      return;
    case EventKind::operation_started:
    case EventKind::operation_finished: break;
    default: return;
  }
  if (const auto scan = history_.scans.find(event.op); scan != history_.scans.end()) {
    const bool is_start = event.kind == EventKind::operation_started;
    (is_start ? scan->second.began : scan->second.ended) = history_.places;
  }
  const auto asked = history_.asked.find(event.op);
  if (asked == history_.asked.end()) return;
  if (event.kind == EventKind::operation_started) {
    asked->second.client = event.node.client();
    asked->second.began = history_.places;
  } else {
    asked->second.ended = history_.places;
  }
}

void Recorder::note_trouble(const TraceEvent& event) {
  switch (event.kind) {
    case EventKind::message_delivered: {
      const MessageKind kind = event.message_kind();
      if (kind == MessageKind::store_request || kind == MessageKind::put_request ||
          kind == MessageKind::remove_request)
        last_write_arrival_ = event.at;
      return;
    }
    case EventKind::message_sent: disturbed_ |= event.count != 0; return;  // a duplicate
    case EventKind::node_crashed:
    case EventKind::view_changed:  // who has the view of before is sent on
    case EventKind::message_lost:
    case EventKind::network_changed:
    case EventKind::link_changed:
    case EventKind::links_cut:
    case EventKind::node_paused:
    case EventKind::node_slowed:
    case EventKind::clock_skewed: disturbed_ = true; return;
    default: return;
  }
}

void Recorder::mark_drained() { history_.drained = history_.places; }

std::vector<OperationResult> Recorder::take_results() {
  auto results = cluster_.take_results();
  for (const OperationResult& result : results) {
    if (result.kind == OperationKind::scan) {
      history_.scans[result.id].results.push_back(result);
    } else {
      history_.results.push_back(result);
    }
  }
  return results;
}

}  // namespace ringside
