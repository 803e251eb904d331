// What moves in a world: messages, the operations that they belong to, and the links.
#include <algorithm>

#include "core/trace/world.h"

namespace ringside {
namespace {

// Unsigned, so that no pair of times that a file may hold overflows. REQUIRES: from <= to.
double nanoseconds_between(Time from, Time to) {
  return static_cast<double>(static_cast<std::uint64_t>(nanoseconds(to)) -
                             static_cast<std::uint64_t>(nanoseconds(from)));
}

Time later_by(Time time, std::int64_t ns) {
  return time_at(static_cast<std::int64_t>(static_cast<std::uint64_t>(nanoseconds(time)) +
                                           static_cast<std::uint64_t>(ns)));
}

MessageFacts facts_of(const TraceEvent& event) {
  return {.id = event.message(),
          .kind = event.message_kind(),
          .outcome = event.outcome,
          .from = event.node,
          .to = event.peer,
          .op = event.op,
          .duplicate = event.count != 0};
}

LinkFacts link_facts_of(const TraceEvent& event) {
  return {.latency_kind = event.detail,
          .base = Duration{static_cast<std::int64_t>(event.subject)},
          .spread = Duration{event.stamp},
          .loss_ppm = event.count};
}

}  // namespace

double WorldMessage::progress(Time t) const {
  if (lost_at) t = std::min(t, *lost_at);
  if (held_at) t = std::min(t, *held_at);
  // As if it had been sent so much later.
  const Time from = later_by(sent_at, held_for.count());
  if (t <= from) return arrives_at <= from && t == from ? 1 : 0;
  if (t >= arrives_at) return 1;
  return nanoseconds_between(from, t) / nanoseconds_between(from, arrives_at);
}

void World::on_message_sent(const TraceEvent& event) {
  ++totals_.sent;
  in_flight_.insert_or_assign(event.message(), WorldMessage{.facts = facts_of(event),
                                                            .sent_at = event.at,
                                                            .arrives_at = time_at(event.stamp),
                                                            .lost_at = std::nullopt,
                                                            .reason = {},
                                                            .held_at = std::nullopt,
                                                            .held_for = {}});
}

void World::on_message_delivered(const TraceEvent& event) {
  ++totals_.delivered;
  if (event.peer.is_node()) ++nodes_[raw(event.peer.node())].received;
  in_flight_.erase(event.message());
}

void World::on_message_lost(const TraceEvent& event) {
  ++totals_.lost;
  const auto found = in_flight_.find(event.message());
  if (found == in_flight_.end()) return;
  lost_.push_back(found->second);
  in_flight_.erase(found);
  lost_.back().lost_at = event.at;
  lost_.back().reason = event.reason;
  if (lost_.size() > k_lost_kept) lost_.pop_front();
}

void World::on_message_touched(const TraceEvent& event) {
  const auto found = in_flight_.find(event.message());
  if (found == in_flight_.end()) return;
  WorldMessage& message = found->second;
  if (event.kind == EventKind::message_held) {
    message.held_at = event.at;
    return;
  }
  if (message.held_at) {
    const auto held = static_cast<std::uint64_t>(nanoseconds(event.at)) -
                      static_cast<std::uint64_t>(nanoseconds(*message.held_at));
    message.held_for = Duration{
        static_cast<std::int64_t>(static_cast<std::uint64_t>(message.held_for.count()) + held)};
  }
  message.held_at.reset();
  message.arrives_at = time_at(event.stamp);
}

WorldOperation* World::find_operation(OpId id) {
  const auto found = operations_.find(id);
  return found == operations_.end() ? nullptr : &found->second;
}

void World::on_operation_started(const TraceEvent& event) {
  ++totals_.operations;
  WorldOperation operation;
  operation.id = event.op;
  operation.kind = event.operation_kind();
  operation.client = event.node.client();
  operation.key = event.key();
  operation.started = event.at;
  operations_.try_emplace(event.op, operation);
  let_old_operations_go();
}

void World::on_operation_retried(const TraceEvent& event) {
  if (WorldOperation* operation = find_operation(event.op)) operation->attempts = event.count;
}

void World::on_operation_finished(const TraceEvent& event) {
  const bool is_answer = event.outcome.ok() || event.outcome == Outcome{ErrorCode::not_found};
  ++(is_answer ? totals_.succeeded : totals_.failed);
  // A trace that began in the middle lacks the start, but the end says what it was.
  WorldOperation& operation = operations_[event.op];
  if (!operation.finished) finished_.push_back(event.op);
  operation.id = event.op;
  operation.kind = event.operation_kind();
  operation.client = event.node.client();
  operation.key = event.key();
  operation.started = time_at(event.stamp);
  operation.finished = event.at;
  operation.outcome = event.outcome;
  operation.attempts = event.count;
  let_old_operations_go();
}

void World::let_old_operations_go() {
  while (operations_.size() > k_operations_kept && !finished_.empty()) {
    operations_.erase(finished_.front());
    finished_.pop_front();
  }
}

void World::on_write_coordinated(const TraceEvent& event) {
  WorldOperation* operation = find_operation(event.op);
  if (operation == nullptr) return;
  operation->coordinator = event.node.node();
  operation->required = event.count;
  operation->copies = 1;  // the coordinator's own
}

void World::on_write_acknowledged(const TraceEvent& event) {
  WorldOperation* operation = find_operation(event.op);
  // What an earlier coordinator still hears does not count for the one that took over.
  if (operation == nullptr || operation->coordinator != event.node.node()) return;
  operation->copies = event.count;
}

void World::on_link_changed(const TraceEvent& event) {
  if (event.kind == EventKind::network_changed) {
    links_.common = link_facts_of(event);
  } else if (event.kind == EventKind::link_changed) {
    links_.own.insert_or_assign({event.node, event.peer}, link_facts_of(event));
  } else if (event.kind == EventKind::link_reset) {
    links_.own.erase({event.node, event.peer});
  } else {
    links_.cuts.set_bits({event.node, event.count}, event.subject);
  }
}

void World::on_get_forwarded(const TraceEvent& event) {
  if (WorldOperation* operation = find_operation(event.op)) ++operation->forwards;
}

}  // namespace ringside
