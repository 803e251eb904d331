#include "core/trace/story_legs.h"

#include <algorithm>

#include "core/ring/hash_range.h"

namespace ringside {
namespace {

// Questions of a node to several at a time.
bool goes_out_in_rounds(MessageKind kind) {
  return kind == MessageKind::store_request || kind == MessageKind::fetch_request ||
         kind == MessageKind::page_request;
}

Holding holding_of(const TraceEvent& event) {
  return {.node = event.node.node(),
          .stamp = {time_at(event.stamp), event.count},
          .maker = event.peer.node(),
          .op = event.op,
          .tombstone = event.tombstone(),
          .siblings = event.siblings()};
}

}  // namespace

StoryLegs::StoryLegs(const OperationEvents& events, const World* before)
    : knows_kept(before != nullptr), op_(events.op()), key_(events.key()) {
  if (before != nullptr && key_) {
    const auto found = before->keys().find(*key_);
    if (found != before->keys().end()) {
      for (const Holding& copy : found->second.copies) kept[copy.node] = copy;
    }
  }
  for (const OperationEvents::Entry& entry : events.all()) take(entry);
}

void StoryLegs::take(const OperationEvents::Entry& entry) {
  const TraceEvent& event = entry.event;
  switch (event.kind) {
    case EventKind::operation_started: started = event; return;
    case EventKind::operation_finished: finished = entry; return instants.push_back(entry);
    case EventKind::message_sent: return send(event, entry.moment);
    case EventKind::message_delivered:
    case EventKind::message_lost:
    case EventKind::message_held:
    case EventKind::message_rescheduled: return end_way(event, entry.moment);
    case EventKind::write_coordinated: {
      StoryRound& round = round_of(event.node.node(), MessageKind::store_request, event.at);
      round.coordinates = true;
      round.required = event.count;
      round.moment = entry.moment;
      return;
    }
    case EventKind::values_merged:
      // It comes right before the coordinator takes the write on.
      round_of(event.node.node(), MessageKind::store_request, event.at).merged = event.count;
      return;
    case EventKind::write_acknowledged:
      for (auto leg = legs.rbegin(); leg != legs.rend(); ++leg) {
        const StoryWay& way = leg->last();
        const bool answers = leg->back
                                 ? leg->facts.to == event.peer && leg->facts.from == event.node
                                 : leg->facts.from == event.peer && leg->facts.to == event.node;
        if (answers && way.arrived() && way.ended == event.at)
          return void(leg->copies = event.count);
      }
      return;
    case EventKind::hint_kept:
      for (auto leg = legs.rbegin(); leg != legs.rend(); ++leg) {
        if (leg->facts.to == event.node && leg->facts.kind == MessageKind::store_request &&
            leg->there.arrived()) {
          leg->hint_for = event.peer.node();
          return;
        }
      }
      return;
    case EventKind::record_stored: return store(entry);
    case EventKind::record_expired: kept[event.node.node()] = holding_of(event); return;
    case EventKind::record_collected: kept.erase(event.node.node()); return;
    case EventKind::range_dropped: {
      const HashRange range{event.key(), KeyHash{static_cast<std::uint64_t>(event.stamp)}};
      if (key_ && range.contains(*key_)) kept.erase(event.node.node());
      return;
    }
    case EventKind::node_crashed: kept.erase(event.node.node()); return instants.push_back(entry);
    case EventKind::get_forwarded: return;  // the message tells it
    default: return instants.push_back(entry);
  }
}

void StoryLegs::store(const OperationEvents::Entry& entry) {
  const TraceEvent& event = entry.event;
  const NodeId node = event.node.node();
  kept[node] = holding_of(event);
  const auto leg = std::find_if(legs.rbegin(), legs.rend(), [&](const StoryLeg& candidate) {
    return candidate.facts.kind == MessageKind::store_request && candidate.facts.to == event.node &&
           candidate.there.arrived() && candidate.there.ended == event.at;
  });
  if (leg != legs.rend()) {
    leg->stored = true;
    leg->siblings = event.siblings();
    return;
  }
  if (event.op != op_) return;
  const auto round = std::find_if(rounds.rbegin(), rounds.rend(), [&](const StoryRound& made) {
    return made.coordinates && made.who == node && made.at == event.at;
  });
  if (round == rounds.rend()) return instants.push_back(entry);
  round->stored = true;
  round->siblings = event.siblings();
  round->moment = entry.moment;
}

StoryRound& StoryLegs::round_of(NodeId who, MessageKind kind, Time at) {
  StoryRound made{.who = who, .kind = kind, .at = at};
  for (auto round = rounds.rbegin(); round != rounds.rend(); ++round) {
    if (round->who != who || round->kind != kind) continue;
    if (round->at == at) return *round;
    made.before = round->at;
    break;
  }
  return rounds.emplace_back(made);
}

void StoryLegs::add_to_round(const StoryLeg& leg, std::uint64_t moment) {
  const NodeId who = leg.facts.from.node();
  const NodeId to = leg.facts.to.node();
  const bool asked = std::any_of(legs.begin(), legs.end() - 1, [&](const StoryLeg& other) {
    return other.facts.kind == leg.facts.kind && other.facts.from == leg.facts.from &&
           other.facts.to == leg.facts.to;
  });
  StoryRound& round = round_of(who, leg.facts.kind, leg.there.sent);
  (asked && !round.coordinates ? round.again : round.fresh).push_back(to);
  round.moment = moment;
}

void StoryLegs::send(const TraceEvent& event, std::uint64_t moment) {
  const StoryWay way{.id = event.message(),
                     .sent = event.at,
                     .ended = {},
                     .moment = moment,
                     .sent_moment = moment};
  std::optional<Holding> told;
  if (const auto own = event.node.is_node() ? kept.find(event.node.node()) : kept.end();
      own != kept.end())
    told = own->second;
  if (is_reply(event.message_kind()) && event.node.is_node()) {
    StoryLeg* question = event.peer.is_node() ? question_of(event) : nullptr;
    if (question != nullptr) {
      question->back = way;
      question->answer = event.outcome;
      if (event.message_kind() != MessageKind::forward_reply) question->told = told;
      return;
    }
  }
  StoryLeg& leg = legs.emplace_back();
  leg.there = way;
  leg.told = told;
  if (event.peer.is_client()) leg.kept_then = kept;
  leg.answer = event.outcome;
  leg.facts = {event.message(), event.message_kind(), event.outcome, event.node, event.peer,
               event.op,        event.count != 0};
  if (event.node.is_node() && event.peer.is_node() && goes_out_in_rounds(leg.facts.kind) &&
      !leg.facts.duplicate)
    add_to_round(leg, moment);
}

// A node answers when it has been asked, or later where it is slow: the question that came right
// now, else the oldest one without an answer.
StoryLeg* StoryLegs::question_of(const TraceEvent& reply) {
  StoryLeg* oldest = nullptr;
  for (StoryLeg& leg : legs) {
    const bool is_open =
        !leg.back && leg.there.arrived() && leg.facts.from == reply.peer &&
        leg.facts.to == reply.node &&
        static_cast<int>(leg.facts.kind) + 1 == static_cast<int>(reply.message_kind());
    if (!is_open) continue;
    if (leg.there.ended == reply.at) return &leg;
    if (oldest == nullptr) oldest = &leg;
  }
  return oldest;
}

StoryWay* StoryLegs::way_of(MessageId id) {
  for (auto leg = legs.rbegin(); leg != legs.rend(); ++leg) {
    if (leg->there.id == id) return &leg->there;
    if (leg->back && leg->back->id == id) return &*leg->back;
  }
  return nullptr;
}

void StoryLegs::end_way(const TraceEvent& event, std::uint64_t moment) {
  StoryWay* way = way_of(event.message());
  if (way == nullptr) return;  // it was sent before the record begins
  way->moment = moment;
  way->held = event.kind == EventKind::message_held;
  if (event.kind == EventKind::message_held || event.kind == EventKind::message_rescheduled) return;
  way->ended = event.at;
  if (event.kind == EventKind::message_lost) way->lost = event.reason;
}

}  // namespace ringside
