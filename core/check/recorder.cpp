#include "core/check/recorder.h"

namespace ringside {
namespace {

// What an accepted command asks for; the kind of one that is no operation is never used.
History::Asked asked_by(const Command& command) {
  if (const auto* put = std::get_if<PutCommand>(&command))
    return {OperationKind::put, put->key, put->value};
  if (const auto* get = std::get_if<GetCommand>(&command))
    return {OperationKind::get, get->key, {}};
  if (const auto* remove = std::get_if<RemoveCommand>(&command))
    return {OperationKind::remove, remove->key, {}};
  return {};
}

}  // namespace

Recorder::Recorder(Cluster& cluster) : cluster_(cluster), world_(cluster.config().shape) {}

Result<OpId> Recorder::submit(Command command) {
  History::Asked asked = asked_by(command);
  auto id = cluster_.submit(std::move(command));
  if (id && *id != OpId{0}) history_.asked.emplace(*id, std::move(asked));
  return id;
}

void Recorder::collect(TraceBatch& batch) {
  const std::size_t first_new = batch.events.size();
  cluster_.collect(batch);
  for (std::size_t i = first_new; i < batch.events.size(); ++i) {
    record(batch.events[i]);
    crashes_.apply(batch.events[i]);
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
    case EventKind::operation_started:
    case EventKind::operation_finished: break;
    default: return;
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

void Recorder::mark_drained() { history_.drained = history_.places; }

std::vector<OperationResult> Recorder::take_results() {
  auto results = cluster_.take_results();
  history_.results.insert(history_.results.end(), results.begin(), results.end());
  return results;
}

}  // namespace ringside
