#include "core/node/hints.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "core/base/mutant.h"
#include "core/node/replica.h"
#include "core/store/siblings.h"

namespace ringside {

void Hints::on(NodeState& state, Time now, NodeId coordinator, const StoreRequest& request,
               Output& out) {
  const RecordPtr& record = request.record;
  StoreReply reply{.op = request.op, .version = record->version};
  if (oldest_stamp(*record) <= state.horizon.fence && !mutant(Mutant::take_what_is_late)) {
    reply.outcome = ErrorCode::invalid_argument;  // nobody is without it who should have it
  } else if (const auto good = state.clock.receive(record->version.stamp, state.wall(now)); !good) {
    reply.outcome = good.error().code;
  } else if (!mutant(Mutant::keep_no_hint)) {
    if (Hint* kept = find(request.intended, *record)) {
      if (!includes(*kept->record, *record)) *kept = {merged(kept->record, record), now};
    } else if (size_ >= state.setup.timing.hints_max || state.rare.take(Rare::refuse_hint)) {
      if (mutant(Mutant::full_is_kept)) return out.send(coordinator, std::move(reply));
      reply.outcome = ErrorCode::overloaded;
    } else {
      targets_[request.intended].hints.emplace(key_of(*record), Hint{record, now});
      ++size_;
    }
    if (reply.outcome.ok()) {
      Target& target = targets_[request.intended];
      if (target.sent.empty() && target.look_again <= now)
        target.look_again = now + state.setup.timing.handoff_retry;
      out.trace(trace::hint_kept(now, {state.id(), request.intended, request.op, record->hash,
                                       static_cast<std::uint32_t>(size_)}));
    }
  }
  out.send(coordinator, std::move(reply));
  // Others keep the key by now.
  if (!state.ring().is_member(request.intended, record->hash) &&
      state.ring().epoch() > RingEpoch{1})
    on_view(state, now, out);
}

Hints::Hint* Hints::find(NodeId intended, const Record& record) {
  const auto target = targets_.find(intended);
  if (target == targets_.end()) return nullptr;
  const auto hint = target->second.hints.find(key_of(record));
  return hint == target->second.hints.end() ? nullptr : &hint->second;
}

void Hints::on(NodeState& state, Time now, NodeId from, const HandoffReply& reply, Output& out) {
  const auto found = targets_.find(from);
  if (found == targets_.end()) return;
  Target& target = found->second;
  if (target.sent.empty() || reply.batch != target.batch) return;
  const auto sent = std::exchange(target.sent, {});
  target.look_again = now + state.setup.timing.handoff_retry;
  const bool is_overload = reply.outcome == Outcome{ErrorCode::overloaded};
  if (is_overload) return slow_down(state, now, target);
  target.overloads = 0;
  if (!reply.outcome.ok()) {
    target.not_before = target.look_again;
    return;
  }
  for (const RecordPtr& record : sent) {
    const auto place = target.hints.find(key_of(*record));
    if (place == target.hints.end() || place->second.record != record)
      continue;  // a newer one came
    target.hints.erase(place);
    --size_;
  }
  out.trace(trace::hints_handed_over(
      now, {state.id(), from, static_cast<std::uint32_t>(sent.size()), size_}));
  if (target.hints.empty() || mutant(Mutant::hand_over_one_batch)) {
    targets_.erase(found);
  } else {
    hand_over(state, now, from, target, out);
  }
}

void Hints::slow_down(const NodeState& state, Time now, Target& target) {
  constexpr std::uint32_t k_doublings_max = 6;
  target.look_again =
      now + state.setup.timing.handoff_retry * (1 << std::min(target.overloads, k_doublings_max));
  target.not_before = target.look_again;
  target.is_paced = true;
  ++target.overloads;
}

void Hints::heard_from(NodeState& state, Time now, NodeId node, Output& out) {
  const auto found = targets_.find(node);
  if (found == targets_.end()) return;
  found->second.answers = true;
  // What was refused is not offered again with each message that comes from there.
  if (!found->second.sent.empty() || now < found->second.not_before) return;
  hand_over(state, now, node, found->second, out);
}

void Hints::tick(NodeState& state, Time now, Output& out) {
  for (auto entry = targets_.begin(); entry != targets_.end();) {
    auto& [node, target] = *entry;
    if (target.look_again > now) {
      ++entry;
      continue;
    }
    if (!std::exchange(target.sent, {}).empty()) target.answers = false;
    drop_old(state, now, node, target, out);
    if (target.hints.empty()) {
      entry = targets_.erase(entry);
      continue;
    }
    hand_over(state, now, node, target, out);
    ++entry;
  }
}

void Hints::hand_over(NodeState& state, Time now, NodeId node, Target& target, Output& out) {
  if (mutant(Mutant::hand_over_nothing) ||
      (mutant(Mutant::forget_hint_when_sent) && target.hints.empty())) {
    target.look_again = now + state.setup.timing.handoff_retry;
    return;
  }
  const Pacer::Rate rate{state.setup.timing.handoff_rate, k_batch};
  const Time turn = std::max(pacer_.turn(rate), target.not_before);
  target.is_paced = turn > now;
  if (target.is_paced) {
    target.look_again = turn;
    return;
  }
  target.batch = ++batches_;
  const std::size_t batch = state.rare.take(Rare::hand_over_singly) ? 1 : k_batch;
  for (const auto& [key, hint] : target.hints) {
    if (target.sent.size() == batch) break;
    target.sent.push_back(hint.record);
  }
  pacer_.take(now, target.sent.size(), rate);
  target.look_again = now + state.setup.timing.handoff_retry;
  out.send(node, HandoffRequest{target.batch, target.sent});
  if (mutant(Mutant::forget_hint_when_sent)) {
    size_ -= target.hints.size();
    target.hints.clear();
    target.sent.clear();
  }
}

void Hints::drop_old(NodeState& state, Time now, NodeId node, Target& target, Output& out) {
  const std::size_t before = target.hints.size();
  std::erase_if(target.hints, [&](const auto& entry) {
    return entry.second.since + state.setup.timing.hint_age_max <= now;
  });
  const std::size_t dropped = before - target.hints.size();
  size_ -= dropped;
  if (dropped > 0)
    out.trace(
        trace::hints_dropped(now, {state.id(), node, static_cast<std::uint32_t>(dropped), size_}));
}

void Hints::on_view(NodeState& state, Time now, Output& out) {
  std::vector<Hint> homeless;
  for (auto& [node, target] : targets_) {
    target.sent.clear();
    target.look_again = std::min(target.look_again, now + state.setup.timing.handoff_retry);
    std::erase_if(target.hints, [&, id = node](auto& entry) {
      if (state.ring().is_member(id, entry.first.first)) return false;
      homeless.push_back(std::move(entry.second));
      return true;
    });
  }
  size_ -= homeless.size();
  std::erase_if(targets_, [](const auto& entry) { return entry.second.hints.empty(); });
  for (const Hint& hint : homeless) {
    for (const NodeId owner : state.ring().preference_list(hint.record->hash)) {
      if (owner == state.id()) {
        replica::take_in(state, now, {hint.record}, out);
        continue;
      }
      Target& target = targets_[owner];
      target.look_again = now;
      const auto [place, is_new] = target.hints.try_emplace(key_of(*hint.record), hint);
      if (is_new) {
        ++size_;
      } else if (!includes(*place->second.record, *hint.record)) {
        place->second.record = merged(place->second.record, hint.record);
      }
      out.trace(trace::hint_kept(now, {state.id(), owner, hint.record->op, hint.record->hash,
                                       static_cast<std::uint32_t>(size_)}));
    }
  }
}

bool Hints::has_until(HlcStamp stamp) const {
  return std::any_of(targets_.begin(), targets_.end(), [stamp](const auto& entry) {
    const auto& hints = entry.second.hints;
    return std::any_of(hints.begin(), hints.end(), [stamp](const auto& hint) {
      return oldest_stamp(*hint.second.record) <= stamp;
    });
  });
}

void Hints::drop_until(Time now, NodeId self, HlcStamp stamp, Output& out) {
  for (auto& [node, target] : targets_) {
    const std::size_t dropped = std::erase_if(target.hints, [stamp](const auto& hint) {
      return hint.second.record->version.stamp <= stamp;
    });
    size_ -= dropped;
    if (dropped > 0)
      out.trace(
          trace::hints_dropped(now, {self, node, static_cast<std::uint32_t>(dropped), size_}));
  }
  std::erase_if(targets_, [](const auto& entry) { return entry.second.hints.empty(); });
}

Time Hints::next_deadline() const {
  Time next = k_end_of_time;
  for (const auto& [node, target] : targets_) next = std::min(next, target.look_again);
  return next;
}

bool Hints::busy() const {
  return std::any_of(targets_.begin(), targets_.end(), [](const auto& entry) {
    return entry.second.answers && (!entry.second.sent.empty() || entry.second.is_paced);
  });
}

namespace replica {

void on(NodeState& state, Time now, NodeId holder, const HandoffRequest& request, Output& out) {
  const Pacer::Rate rate{state.setup.timing.handoff_rate, Hints::k_burst};
  HandoffReply reply{request.batch};
  if (now < state.handed_over.turn(rate) || state.rare.take(Rare::refuse_handoff)) {
    reply.outcome = ErrorCode::overloaded;
  } else {
    state.handed_over.take(now, request.records.size(), rate);
    std::vector<RecordPtr> records;
    for (const RecordPtr& record : request.records)
      if (RecordPtr part = not_late(state, record)) records.push_back(std::move(part));
    if (take_in(state, now, records, out).refused > 0) reply.outcome = ErrorCode::invalid_argument;
  }
  out.send(holder, reply);
}

}  // namespace replica
}  // namespace ringside
