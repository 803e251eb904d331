#include "core/node/read_coordinator.h"

#include <algorithm>
#include <utility>

#include "core/node/replica.h"
#include "core/store/siblings.h"

namespace ringside {

using CopyState = Copies::Copy::State;

void ReadCoordinator::on(NodeState& state, Time now, ClientId client, const GetRequest& request,
                         Output& out) {
  if (const auto found = pending_.find(request.op); found != pending_.end()) {
    if (found->second.reply) out.send(client, *found->second.reply);
    return;
  }
  const Needs needs =
      needs_of(request.consistency, state.ring().group_size(), state.setup.write_quorum);
  Pending& read =
      pending_
          .emplace(request.op, Pending{.client = client,
                                       .needs = needs,
                                       .query = {state, now, request, needs.read, out},
                                       .look_again = now + state.setup.timing.reply_timeout})
          .first->second;
  deadlines_.add(request.op, read.look_again);
  go_on(state, now, read, out);
  forget_if_over(request.op);
}

void ReadCoordinator::on(NodeState& state, Time now, NodeId from, const FetchReply& reply,
                         Output& out) {
  const auto found = pending_.find(reply.op);
  if (found == pending_.end()) return;
  Pending& read = found->second;
  if (!read.query.take(state, now, from, reply, out)) return;
  const RecordPtr& seen = read.replication.record();
  if (!read.is_settled) {
    go_on(state, now, read, out);
  } else if (seen && !read.replication.is_asked(from) &&
             (!reply.record || !includes(*reply.record, *seen))) {
    // It comes after the answer was settled, and lacks something of that.
    out.trace(trace::read_repaired(now, state.id(), from, reply.op, seen->hash));
    read.replication.ask(from, from, out);
  }
  forget_if_over(reply.op);
}

void ReadCoordinator::on(NodeState& state, Time now, NodeId from, const StoreReply& reply,
                         Output& out) {
  const auto found = pending_.find(reply.op);
  if (found == pending_.end() || !found->second.replication.record()) return;
  Pending& read = found->second;
  if (!read.replication.take(state, from, reply, out)) return;
  go_on(state, now, read, out);
  forget_if_over(reply.op);
}

// Brings the read as far as it gets by what is known now.
void ReadCoordinator::go_on(NodeState& state, Time now, Pending& read, Output& out) {
  if (read.reply) return;
  if (!read.is_settled) {
    switch (read.query.verdict()) {
      case QuorumQuery::Verdict::waiting: return;
      case QuorumQuery::Verdict::too_few: return reply(read, ErrorCode::unavailable, out);
      case QuorumQuery::Verdict::enough: break;
    }
    const CausalContext& at_least = read.query.request().at_least;
    const bool is_enough =
        has_seen(read.query.seen().get(), at_least, state.floor_of(read.query.request().hash));
    if (!is_enough) {
      // Members that were not asked may have what the session has seen.
      if (!read.query.waits() && !read.query.ask_rest(state, out))
        reply(read, ErrorCode::unavailable, out);
      return;
    }
    read.is_settled = true;
    if (!read.query.seen()) return reply(read, ErrorCode::not_found, out);
    repair(state, now, read, out);
  }
  const Copies& copies = read.replication.copies();
  const bool deleted = is_absent(*read.replication.record());
  if (copies.kept(state.lives) >= read.needs.read_back)
    return reply(read, deleted ? Outcome{ErrorCode::not_found} : Outcome{}, out);
  if (copies.possible(state.lives) < read.needs.read_back) spread(state, read, out);
  if (copies.waiting() == 0) reply(read, ErrorCode::unavailable, out);
}

// Those that have told keep what was seen, or are given it.
void ReadCoordinator::repair(NodeState& state, Time now, Pending& read, Output& out) {
  const OpId op = read.query.request().op;
  const RecordPtr seen = read.query.seen();
  read.replication = Replication(op, seen, state.view);
  for (const QuorumQuery::Answer& answer : read.query.answers()) {
    if (answer.state != QuorumQuery::Answer::State::told) continue;
    const bool has_it = answer.record && includes(*answer.record, *seen);
    if (!has_it) out.trace(trace::read_repaired(now, state.id(), answer.member, op, seen->hash));
    if (!has_it && answer.member != state.id()) {
      read.replication.ask(answer.member, answer.member, out);
      continue;
    }
    const bool kept = has_it || replica::take_in(state, now, {seen}, out).refused == 0;
    read.replication.note({.holder = answer.member,
                           .intended = answer.member,
                           .state = kept ? CopyState::kept : CopyState::refused,
                           .life = answer.life,
                           .vouches = answer.vouches});
  }
}

// Members that were not asked, or have not told, are to keep it too.
void ReadCoordinator::spread(const NodeState& state, Pending& read, Output& out) {
  for (const NodeId member : state.ring().preference_list(read.query.request().hash)) {
    if (!read.replication.is_asked(member)) read.replication.ask(member, member, out);
  }
}

void ReadCoordinator::reply(Pending& read, Outcome outcome, Output& out) {
  read.reply = GetReply{.op = read.query.request().op,
                        .outcome = outcome,
                        .record = read.replication.record(),
                        .answers = read.query.vouching(),
                        .required = read.needs.read};
  out.send(read.client, *read.reply);
}

// Once the answer is given, what is under way may still come until the next look.
void ReadCoordinator::tick(NodeState& state, Time now, Output& out) {
  while (deadlines_.next() <= now) {
    const OpId op = deadlines_.first();
    Pending& read = pending_.at(op);
    if (read.reply) {
      deadlines_.remove(op, read.look_again);
      pending_.erase(op);
      continue;
    }
    const Time before = read.look_again;
    if (!read.is_settled) {
      read.query.ask_more(state, now, out);
      read.rounds = std::min(read.rounds + 1, QuorumQuery::k_attempts_max);
      read.look_again = now + state.setup.timing.reply_timeout * (1 << read.rounds);
    } else {
      read.replication.ask_again(state, now, out);
      spread(state, read, out);
      read.look_again = now + read.replication.patience(state);
    }
    go_on(state, now, read, out);
    deadlines_.set(op, before, read.look_again);
    forget_if_over(op);
  }
}

void ReadCoordinator::on_view(NodeState& state, Time now, Output& out) {
  std::vector<OpId> under_way;
  for (const auto& [op, read] : pending_) under_way.push_back(op);
  for (const OpId op : under_way) {
    Pending& read = pending_.at(op);
    if (read.is_settled) {
      read.replication.on_view(state, false, out);
    } else {
      read.query.on_view(state, now, out);
    }
    go_on(state, now, read, out);
    forget_if_over(op);
  }
}

void ReadCoordinator::forget_if_over(OpId op) {
  const auto found = pending_.find(op);
  const Pending& read = found->second;
  if (!read.reply || read.query.waits() || read.replication.copies().waiting() > 0) return;
  deadlines_.remove(op, read.look_again);
  pending_.erase(found);
}

}  // namespace ringside
