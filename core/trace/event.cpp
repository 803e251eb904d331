#include "core/trace/event.h"

namespace ringside {

std::string_view to_string(EventKind kind) {
  switch (kind) {
    case EventKind::node_started: return "node_started";
    case EventKind::node_crashed: return "node_crashed";
    case EventKind::operation_started: return "operation_started";
    case EventKind::operation_retried: return "operation_retried";
    case EventKind::operation_finished: return "operation_finished";
    case EventKind::message_sent: return "message_sent";
    case EventKind::message_delivered: return "message_delivered";
    case EventKind::message_lost: return "message_lost";
    case EventKind::write_coordinated: return "write_coordinated";
    case EventKind::write_acknowledged: return "write_acknowledged";
    case EventKind::get_forwarded: return "get_forwarded";
    case EventKind::read_repaired: return "read_repaired";
    case EventKind::record_stored: return "record_stored";
    case EventKind::network_changed: return "network_changed";
    case EventKind::link_changed: return "link_changed";
    case EventKind::link_reset: return "link_reset";
    case EventKind::links_cut: return "links_cut";
    case EventKind::node_paused: return "node_paused";
    case EventKind::node_resumed: return "node_resumed";
    case EventKind::node_slowed: return "node_slowed";
    case EventKind::clock_skewed: return "clock_skewed";
    case EventKind::replicas_compared: return "replicas_compared";
    case EventKind::node_recovered: return "node_recovered";
    case EventKind::hint_kept: return "hint_kept";
    case EventKind::hints_handed_over: return "hints_handed_over";
    case EventKind::hints_dropped: return "hints_dropped";
    case EventKind::node_suspected: return "node_suspected";
    case EventKind::node_confirmed_dead: return "node_confirmed_dead";
    case EventKind::node_alive_again: return "node_alive_again";
    case EventKind::key_hot: return "key_hot";
    case EventKind::record_expired: return "record_expired";
    case EventKind::view_changed: return "view_changed";
    case EventKind::range_dropped: return "range_dropped";
    case EventKind::values_merged: return "values_merged";
    case EventKind::record_collected: return "record_collected";
    case EventKind::message_held: return "message_held";
    case EventKind::message_rescheduled: return "message_rescheduled";
  }
  return "unknown_event";
}

std::string_view to_string(MessageKind kind) {
  switch (kind) {
    case MessageKind::put_request: return "put_request";
    case MessageKind::put_reply: return "put_reply";
    case MessageKind::get_request: return "get_request";
    case MessageKind::get_reply: return "get_reply";
    case MessageKind::remove_request: return "remove_request";
    case MessageKind::remove_reply: return "remove_reply";
    case MessageKind::store_request: return "store_request";
    case MessageKind::store_reply: return "store_reply";
    case MessageKind::forward_request: return "forward_request";
    case MessageKind::forward_reply: return "forward_reply";
    case MessageKind::fetch_request: return "fetch_request";
    case MessageKind::fetch_reply: return "fetch_reply";
    case MessageKind::compare_request: return "compare_request";
    case MessageKind::compare_reply: return "compare_reply";
    case MessageKind::split_request: return "split_request";
    case MessageKind::split_reply: return "split_reply";
    case MessageKind::items_request: return "items_request";
    case MessageKind::items_reply: return "items_reply";
    case MessageKind::give_request: return "give_request";
    case MessageKind::give_reply: return "give_reply";
    case MessageKind::handoff_request: return "handoff_request";
    case MessageKind::handoff_reply: return "handoff_reply";
    case MessageKind::ping: return "ping";
    case MessageKind::ping_ack: return "ping_ack";
    case MessageKind::ping_request: return "ping_request";
    case MessageKind::ping_request_reply: return "ping_request_reply";
    case MessageKind::ring_prepare_request: return "ring_prepare_request";
    case MessageKind::ring_prepare_reply: return "ring_prepare_reply";
    case MessageKind::ring_accept_request: return "ring_accept_request";
    case MessageKind::ring_accept_reply: return "ring_accept_reply";
    case MessageKind::ring_state_request: return "ring_state_request";
    case MessageKind::ring_state_reply: return "ring_state_reply";
    case MessageKind::view_request: return "view_request";
    case MessageKind::view_reply: return "view_reply";
    case MessageKind::collect_request: return "collect_request";
    case MessageKind::collect_reply: return "collect_reply";
    case MessageKind::multi_get_request: return "multi_get_request";
    case MessageKind::multi_get_reply: return "multi_get_reply";
    case MessageKind::scan_request: return "scan_request";
    case MessageKind::scan_reply: return "scan_reply";
    case MessageKind::page_request: return "page_request";
    case MessageKind::page_reply: return "page_reply";
  }
  return "unknown_message";
}

std::string_view to_string(OperationKind kind) {
  switch (kind) {
    case OperationKind::put: return "put";
    case OperationKind::get: return "get";
    case OperationKind::remove: return "remove";
    case OperationKind::scan: return "scan";
  }
  return "unknown_operation";
}

std::string_view to_string(LossReason reason) {
  switch (reason) {
    case LossReason::link: return "link";
    case LossReason::receiver_down: return "receiver_down";
    case LossReason::overloaded: return "overloaded";
    case LossReason::partition: return "partition";
    case LossReason::dropped: return "dropped";
  }
  return "unknown_reason";
}

std::string_view to_string(MemberState state) {
  switch (state) {
    case MemberState::alive: return "alive";
    case MemberState::suspected: return "suspected";
    case MemberState::dead: return "dead";
  }
  return "unknown_state";
}

std::string_view to_string(Outcome outcome) {
  const auto error = outcome.error();
  return error ? to_string(*error) : "ok";
}

namespace trace {
namespace {

TraceEvent blank(Time at, EventKind kind, Address node) {
  TraceEvent event;
  event.at = at;
  event.kind = kind;
  event.node = node;
  event.peer = k_no_node;
  return event;
}

template <typename Enum>
std::uint8_t byte(Enum value) {
  return static_cast<std::uint8_t>(value);
}

TraceEvent life_event(Time at, EventKind kind, Actor actor) {
  TraceEvent event = blank(at, kind, actor.node);
  event.count = raw(actor.incarnation);
  return event;
}

TraceEvent message_event(Time at, EventKind kind, const MessageFacts& message) {
  TraceEvent event = blank(at, kind, message.from);
  event.peer = message.to;
  event.detail = byte(message.kind);
  event.outcome = message.outcome;
  event.op = message.op;
  event.subject = raw(message.id);
  event.count = message.duplicate ? 1 : 0;
  return event;
}

}  // namespace

TraceEvent node_started(Time at, Actor actor) {
  return life_event(at, EventKind::node_started, actor);
}
TraceEvent node_crashed(Time at, Actor actor) {
  return life_event(at, EventKind::node_crashed, actor);
}
TraceEvent node_paused(Time at, Actor actor) {
  return life_event(at, EventKind::node_paused, actor);
}
TraceEvent node_resumed(Time at, Actor actor) {
  return life_event(at, EventKind::node_resumed, actor);
}

TraceEvent node_slowed(Time at, NodeId node, Duration delay) {
  TraceEvent event = blank(at, EventKind::node_slowed, node);
  event.stamp = delay.count();
  return event;
}

TraceEvent clock_skewed(Time at, NodeId node, Duration skew) {
  TraceEvent event = blank(at, EventKind::clock_skewed, node);
  event.stamp = skew.count();
  return event;
}

TraceEvent operation_started(Time at, ClientId client, OpId op, OperationKind kind, KeyHash key) {
  TraceEvent event = blank(at, EventKind::operation_started, client);
  event.detail = byte(kind);
  event.op = op;
  event.subject = raw(key);
  return event;
}

TraceEvent operation_retried(Time at, ClientId client, OpId op, NodeId target,
                             std::uint32_t attempt) {
  TraceEvent event = blank(at, EventKind::operation_retried, client);
  event.peer = target;
  event.count = attempt;
  event.op = op;
  return event;
}

TraceEvent operation_finished(Time at, ClientId client, const OperationEnd& end) {
  TraceEvent event = blank(at, EventKind::operation_finished, client);
  event.detail = byte(end.kind);
  event.outcome = end.outcome;
  event.count = end.attempts;
  event.op = end.op;
  event.subject = raw(end.key);
  event.stamp = nanoseconds(end.started);
  return event;
}

TraceEvent message_sent(Time at, const MessageFacts& message, Time arrival) {
  TraceEvent event = message_event(at, EventKind::message_sent, message);
  event.stamp = nanoseconds(arrival);
  return event;
}

TraceEvent message_delivered(Time at, const MessageFacts& message) {
  return message_event(at, EventKind::message_delivered, message);
}

TraceEvent message_lost(Time at, const MessageFacts& message, LossReason reason) {
  TraceEvent event = message_event(at, EventKind::message_lost, message);
  event.reason = reason;
  return event;
}

TraceEvent message_held(Time at, const MessageFacts& message) {
  return message_event(at, EventKind::message_held, message);
}

TraceEvent message_rescheduled(Time at, const MessageFacts& message, Time arrival) {
  TraceEvent event = message_event(at, EventKind::message_rescheduled, message);
  event.stamp = nanoseconds(arrival);
  return event;
}

TraceEvent write_coordinated(Time at, NodeId coordinator, OpId op, KeyHash key,
                             std::uint32_t required) {
  TraceEvent event = blank(at, EventKind::write_coordinated, coordinator);
  event.count = required;
  event.op = op;
  event.subject = raw(key);
  return event;
}

TraceEvent write_acknowledged(Time at, NodeId coordinator, NodeId replica, OpId op, KeyHash key,
                              std::uint32_t copies) {
  TraceEvent event = blank(at, EventKind::write_acknowledged, coordinator);
  event.peer = replica;
  event.count = copies;
  event.op = op;
  event.subject = raw(key);
  return event;
}

TraceEvent get_forwarded(Time at, NodeId node, NodeId next, OpId op, KeyHash key) {
  TraceEvent event = blank(at, EventKind::get_forwarded, node);
  event.peer = next;
  event.op = op;
  event.subject = raw(key);
  return event;
}

TraceEvent read_repaired(Time at, NodeId node, NodeId member, OpId op, KeyHash key) {
  TraceEvent event = blank(at, EventKind::read_repaired, node);
  event.peer = member;
  event.op = op;
  event.subject = raw(key);
  return event;
}

namespace {

TraceEvent pair_event(Time at, EventKind kind, NodeId node, NodeId peer, std::uint32_t count) {
  TraceEvent event = blank(at, kind, node);
  event.peer = peer;
  event.count = count;
  return event;
}

}  // namespace

TraceEvent replicas_compared(Time at, NodeId node, NodeId peer, std::uint32_t records) {
  return pair_event(at, EventKind::replicas_compared, node, peer, records);
}

TraceEvent node_recovered(Time at, Actor actor, std::uint32_t doubtful) {
  return pair_event(at, EventKind::node_recovered, actor.node, k_no_node, doubtful);
}

TraceEvent hint_kept(Time at, const HintKept& hint) {
  TraceEvent event = pair_event(at, EventKind::hint_kept, hint.holder, hint.intended, hint.hints);
  event.op = hint.op;
  event.subject = raw(hint.key);
  return event;
}

TraceEvent hints_handed_over(Time at, const HintsGone& gone) {
  TraceEvent event =
      pair_event(at, EventKind::hints_handed_over, gone.holder, gone.intended, gone.hints);
  event.subject = gone.left;
  return event;
}

TraceEvent hints_dropped(Time at, const HintsGone& gone) {
  TraceEvent event =
      pair_event(at, EventKind::hints_dropped, gone.holder, gone.intended, gone.hints);
  event.subject = gone.left;
  return event;
}

TraceEvent record_stored(Time at, NodeId node, const StoredRecord& record) {
  TraceEvent event = blank(at, EventKind::record_stored, node);
  event.detail = static_cast<std::uint8_t>(std::min<std::size_t>(record.siblings, 127) * 2 +
                                           (record.tombstone ? 1 : 0));
  event.op = record.op;
  event.subject = raw(record.key);
  event.peer = record.version.actor.node;
  event.count = record.version.stamp.logical;
  event.stamp = nanoseconds(record.version.stamp.physical);
  return event;
}

TraceEvent record_expired(Time at, NodeId node, const StoredRecord& record) {
  TraceEvent event = record_stored(at, node, record);
  event.kind = EventKind::record_expired;
  return event;
}

TraceEvent record_collected(Time at, NodeId node, const StoredRecord& record) {
  TraceEvent event = record_stored(at, node, record);
  event.kind = EventKind::record_collected;
  return event;
}

TraceEvent network_changed(Time at, const LinkFacts& facts) {
  TraceEvent event = blank(at, EventKind::network_changed, k_no_node);
  event.detail = facts.latency_kind;
  event.count = facts.loss_ppm;
  event.subject = static_cast<std::uint64_t>(facts.base.count());
  event.stamp = facts.spread.count();
  return event;
}

TraceEvent link_changed(Time at, Address from, Address to, const LinkFacts& facts) {
  TraceEvent event = network_changed(at, facts);
  event.kind = EventKind::link_changed;
  event.node = from;
  event.peer = to;
  return event;
}

TraceEvent link_reset(Time at, Address from, Address to) {
  TraceEvent event = blank(at, EventKind::link_reset, from);
  event.peer = to;
  return event;
}

TraceEvent links_cut(Time at, LinkSet::Block block, std::uint64_t bits) {
  TraceEvent event = blank(at, EventKind::links_cut, block.from);
  event.count = block.number;
  event.subject = bits;
  return event;
}

TraceEvent belief_changed(Time at, NodeId node, const MemberFacts& member) {
  static constexpr EventKind k_kinds[] = {EventKind::node_alive_again, EventKind::node_suspected,
                                          EventKind::node_confirmed_dead};
  TraceEvent event = blank(at, k_kinds[byte(member.state)], node);
  event.peer = member.member;
  event.count = raw(member.life);
  event.subject = member.refutations;
  return event;
}

TraceEvent key_hot(Time at, NodeId node, KeyHash key, std::uint32_t requests, std::int64_t of) {
  TraceEvent event = blank(at, EventKind::key_hot, node);
  event.count = requests;
  event.subject = raw(key);
  event.stamp = of;
  return event;
}

TraceEvent view_changed(Time at, NodeId node, const ViewFacts& view) {
  TraceEvent event = blank(at, EventKind::view_changed, node);
  event.peer = view.changed;
  event.count = raw(view.epoch);
  event.detail = view.change;
  event.subject = view.moving ? 1 : 0;
  return event;
}

TraceEvent range_dropped(Time at, NodeId node, const HashRange& range, std::uint32_t records) {
  TraceEvent event = blank(at, EventKind::range_dropped, node);
  event.subject = raw(range.first);
  event.stamp = static_cast<std::int64_t>(raw(range.last));
  event.count = records;
  return event;
}

TraceEvent values_merged(Time at, NodeId node, OpId op, KeyHash key, std::uint32_t values) {
  TraceEvent event = blank(at, EventKind::values_merged, node);
  event.op = op;
  event.subject = raw(key);
  event.count = values;
  return event;
}

}  // namespace trace
}  // namespace ringside
