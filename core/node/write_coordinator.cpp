#include "core/node/write_coordinator.h"

#include <algorithm>
#include <memory>
#include <utility>

#include "core/base/mutant.h"
#include "core/node/replica.h"
#include "core/node/written_record.h"
#include "core/store/siblings.h"

namespace ringside {
namespace {

Copies::Which counted(const Needs& needs) {
  if (!needs.members_only) return Copies::Which::all;
  // Who has asked first knows what there is.
  return needs.ask_first ? Copies::Which::members : Copies::Which::vouching;
}

}  // namespace

void WriteCoordinator::on(NodeState& state, Time now, Address client, const WriteRequest& request,
                          Output& out) {
  if (is_settled(state, now, client, request, out)) return;
  Pending& write = pending_[request.op];
  write.client = client;
  write.op = request.op;
  write.kind = request.kind;
  write.attempt = request.attempt;
  write.started = request.started;
  write.needs = needs_of(request.consistency, state.ring().group_size(), state.setup.write_quorum);
  if (write.needs.ask_first || request.compare) {
    const GetRequest question{request.op, request.key, request.hash, request.consistency};
    // So many meet every quorum that a write needs.
    const std::uint32_t meeting = state.ring().group_size() - write.needs.write + 1;
    write.asking =
        Asking{request, {state, now, question, std::max(write.needs.read, meeting), out}};
    write.look_again = now + state.setup.timing.reply_timeout;
    go_on_asking(state, now, write, out);
  } else {
    const RecordPtr* before = state.table.find(request.hash, request.key);
    begin(state, now, write, request, before == nullptr ? nullptr : *before, out);
  }
  deadlines_.add(request.op, write.look_again);
  forget_if_over(request.op);
}

// Whether nothing has to begin for a request: it has begun already, or must not.
bool WriteCoordinator::is_settled(NodeState& state, Time now, Address client,
                                  const WriteRequest& request, Output& out) {
  if (const auto found = pending_.find(request.op); found != pending_.end()) {
    Pending& write = found->second;  // the client asks again: the answer may have been lost
    write.client = client;
    write.attempt = request.attempt;
    write.replied = false;
    if (!write.asking) reply_if_decided(state, now, write, out);
    return true;
  }
  WriteReply answer{.op = request.op,
                    .kind = request.kind,
                    .outcome = {},
                    .version = {},
                    .required = state.setup.write_quorum,
                    .attempt = request.attempt};
  if (const WriteReply* finished = finished_.find(request.op)) {
    answer = *finished;
    answer.attempt = request.attempt;
    out.send(client, answer);
    return true;
  }
  const Standing standing = state.readiness.key(state.ring(), request.hash);
  const bool begins_once = request.compare || request.consistency.level >= Level::strict;
  // A context stands for all that its actor made before. Where this life has let go of a range and
  // gets it back, it does not know that yet.
  const bool knows_own = state.setup.conflicts == Conflicts::last_writer_wins || !state.let_go;
  // An earlier life may have begun it.
  const bool may_have_begun = begins_once && request.started < state.setup.started;
  if (request.only_ask || may_have_begun) {
    answer.outcome = ErrorCode::outcome_unknown;
  } else if (standing == Standing::none) {
    answer.outcome = ErrorCode::invalid_argument;
  } else if (now >= request.begin_by) {
    return true;  // nobody waits for it here
  } else if (standing == Standing::recovering && (begins_once || !request.insist || !knows_own)) {
    answer.outcome = ErrorCode::unavailable;
    if (begins_once) remember(state, now, request.started, answer);
  } else if (!begins_once && !request.insist && state.rare.take(Rare::decline_write)) {
    answer.outcome = ErrorCode::unavailable;
  } else {
    return false;
  }
  out.send(client, answer);
  return true;
}

// Until its client has given it up.
void WriteCoordinator::remember(const NodeState& state, Time now, Time started,
                                const WriteReply& answer) {
  finished_.remember(now, started + state.setup.timing.operation_deadline, answer);
}

// Makes a version on top of what there was before, or finds that it must not.
void WriteCoordinator::begin(NodeState& state, Time now, Pending& write,
                             const WriteRequest& request, const RecordPtr& before, Output& out) {
  // A retry that comes to another coordinator finds the version that the first one made, and goes
  // on with it.
  if (before && holds_write_of(*before, request.op) && !mutant(Mutant::retry_makes_version)) {
    replicate(state, now, write, before, out);
    return reply_if_decided(state, now, write, out);
  }
  const auto record = written_record(state, now, request, before, out);
  if (!record) {
    write.refused_for = before;
    return reply(state, now, write, record.error(), out);
  }
  replicate(state, now, write, *record, out);
  reply_if_decided(state, now, write, out);
}

void WriteCoordinator::on(NodeState& state, Time now, NodeId from, const FetchReply& reply,
                          Output& out) {
  const auto found = pending_.find(reply.op);
  if (found == pending_.end() || !found->second.asking) return;
  Pending& write = found->second;
  if (!write.asking->query.take(state, now, from, reply, out)) return;
  const Time before = write.look_again;
  go_on_asking(state, now, write, out);
  deadlines_.set(reply.op, before, write.look_again);
  forget_if_over(reply.op);
}

// Makes a version that is newer than all that a read quorum keeps, once that has told.
void WriteCoordinator::go_on_asking(NodeState& state, Time now, Pending& write, Output& out) {
  const QuorumQuery& query = write.asking->query;
  if (query.verdict() == QuorumQuery::Verdict::waiting) return;
  RecordPtr seen = query.seen();
  const bool is_bounded =
      !seen || state.clock.receive(seen->version.stamp, state.wall(now)).has_value();
  if (query.verdict() == QuorumQuery::Verdict::too_few || !is_bounded) {
    write.asking.reset();
    return reply(state, now, write, ErrorCode::unavailable, out);
  }
  const WriteRequest request = std::move(write.asking->request);
  write.asking.reset();
  write.has_exceeded = true;
  write.known_absent = request.kind == OperationKind::remove && (!seen || is_absent(*seen));
  if (write.known_absent) {
    if (!seen) return reply(state, now, write, ErrorCode::not_found, out);
    replicate(state, now, write, std::move(seen), out);
    return reply_if_decided(state, now, write, out);
  }
  // What has come meanwhile counts too.
  if (const RecordPtr* own = state.table.find(request.hash, request.key); own != nullptr)
    seen = seen ? merged(seen, *own) : *own;
  begin(state, now, write, request, seen, out);
}

void WriteCoordinator::replicate(NodeState& state, Time now, Pending& write, RecordPtr record,
                                 Output& out) {
  const KeyHash hash = record->hash;
  out.trace(trace::write_coordinated(now, state.id(), write.op, hash, write.needs.write));
  const Standing standing = state.readiness.key(state.ring(), hash);
  const Table::Merge merge = mutant(Mutant::ack_without_own_copy)
                                 ? Table::Merge{}
                                 : replica::keep(state, now, record, out);
  note_knowledge(write, NodeState::knowledge(merge, standing));
  write.replication = Replication(write.op, std::move(record), state.view);
  write.replication.note({.holder = state.id(),
                          .intended = state.id(),
                          .state = Copies::Copy::State::kept,
                          .life = state.setup.self.incarnation,
                          .vouches = standing == Standing::full});
  for (const NodeId member : state.ring().preference_list(hash)) {
    if (mutant(Mutant::skip_last_member) &&
        write.replication.copies().all().size() == state.ring().group_size() - 1)
      break;
    if (member != state.id()) write.replication.ask(member, member, out);
  }
  if (const NodeId last = write.replication.copies().all().back().holder;
      last != state.id() && state.rare.take(Rare::doubt_member))
    state.suspects.add(last, now + state.setup.timing.reply_timeout);
  write.replication.hint_for_silent(state, now, out);
  write.look_again = now + write.replication.patience(state);
}

void WriteCoordinator::on(NodeState& state, Time now, NodeId from, const StoreReply& reply,
                          Output& out) {
  const auto found = pending_.find(reply.op);
  if (found == pending_.end() || found->second.asking) return;
  Pending& write = found->second;
  if (!write.replication.take(state, from, reply, out)) return;
  if (reply.outcome.ok()) {
    const Copies& copies = write.replication.copies();
    if (!copies.of(from)->is_hint()) note_knowledge(write, reply.before);
    write.newest = std::max(write.newest, reply.newest);
    out.trace(trace::write_acknowledged(now, state.id(), from, reply.op,
                                        write.replication.record()->hash,
                                        copies.kept(state.lives, counted(write.needs))));
  } else {
    write.replication.hint_for_silent(state, now, out);
  }
  reply_if_decided(state, now, write, out);
  forget_if_over(reply.op);
}

void WriteCoordinator::tick(NodeState& state, Time now, Output& out) {
  while (deadlines_.next() <= now) {
    const OpId op = deadlines_.first();
    Pending& write = pending_.at(op);
    const Time before = write.look_again;
    if (write.asking) {
      Asking& asking = *write.asking;
      asking.query.ask_more(state, now, out);
      asking.rounds = std::min(asking.rounds + 1, Replication::k_attempts_max);
      write.look_again = now + state.setup.timing.reply_timeout * (1 << asking.rounds);
      go_on_asking(state, now, write, out);
    } else {
      write.replication.ask_again(state, now, out);
      write.replication.hint_for_silent(state, now, out);
      write.look_again = now + write.replication.patience(state);
      reply_if_decided(state, now, write, out);
    }
    if (mutant(Mutant::forget_to_look_again)) {
      deadlines_.remove(op, before);
      continue;
    }
    deadlines_.set(op, before, write.look_again);
    forget_if_over(op);
  }
}

bool WriteCoordinator::has_met(const NodeState& state, const WriteRequest& request) const {
  const bool begins_once = request.compare || request.consistency.level >= Level::strict;
  return pending_.contains(request.op) || finished_.find(request.op) != nullptr ||
         request.only_ask || (begins_once && request.started < state.setup.started);
}

void WriteCoordinator::on_view(NodeState& state, Time now, Output& out) {
  std::vector<OpId> under_way;
  for (const auto& [op, write] : pending_) under_way.push_back(op);
  for (const OpId op : under_way) {
    Pending& write = pending_.at(op);
    const Time before = write.look_again;
    if (write.asking) {
      write.asking->query.on_view(state, now, out);
      go_on_asking(state, now, write, out);
    } else {
      write.replication.on_view(state, true, out);
      write.replication.hint_for_silent(state, now, out);
      reply_if_decided(state, now, write, out);
    }
    deadlines_.set(op, before, write.look_again);
    forget_if_over(op);
  }
}

void WriteCoordinator::note_knowledge(Pending& write, Knowledge before) {
  if (before == Knowledge::had && mutant(Mutant::remove_ignores_value)) before = Knowledge::had_not;
  if (before == Knowledge::had) write.existed = true;
  if (before == Knowledge::had_not) ++write.absent;
}

// Members keep something newer than what was to be the newest: only a version beyond that is later
// than every write that was acknowledged before this one began.
bool WriteCoordinator::exceed(NodeState& state, Time now, Pending& write, Output& out) {
  const RecordPtr& record = write.replication.record();
  // Where siblings are kept, whoever reads both sees both.
  if (!write.needs.members_only || write.has_exceeded || record->ancestry() ||
      write.newest <= record->version)
    return false;
  write.has_exceeded = true;
  if (!state.clock.receive(write.newest.stamp, state.wall(now))) {
    reply(state, now, write, ErrorCode::outcome_unknown, out);
    return true;
  }
  RecordParts parts = parts_of(*record);
  parts.version = {state.clock.next(state.wall(now)), state.setup.self};
  RecordPtr later = make_record(parts);
  replica::keep(state, now, later, out);
  write.replication.replace(std::move(later), state.id(), out);
  return true;
}

void WriteCoordinator::reply_if_decided(NodeState& state, Time now, Pending& write, Output& out) {
  if (write.replied) return;
  const Copies& copies = write.replication.copies();
  const Copies::Which which = counted(write.needs);
  const std::uint32_t kept =
      copies.kept(state.lives, which) + (mutant(Mutant::ack_one_short) ? 1 : 0);
  if (kept >= write.needs.write) {
    if (exceed(state, now, write, out)) return;
    const bool remove = write.kind == OperationKind::remove;
    const bool surely_absent =
        write.known_absent || (remove && !write.existed && !state.ring().is_moving() &&
                               write.absent >= state.absence_quorum());
    const bool nothing_more_comes = copies.waiting() == 0;
    if (remove && !write.existed && !surely_absent && !nothing_more_comes) return;
    reply(state, now, write, surely_absent ? Outcome{ErrorCode::not_found} : Outcome{}, out);
  } else if (copies.possible(state.lives, which) < write.needs.write) {
    // Arithmetic, not a timer: those that are still asked cannot make it. The coordinator's own
    // copy stays, and others may have theirs.
    reply(state, now, write, ErrorCode::outcome_unknown, out);
  }
}

void WriteCoordinator::reply(const NodeState& state, Time now, Pending& write, Outcome outcome,
                             Output& out) {
  write.replied = true;
  const Copies& copies = write.replication.copies();
  const RecordPtr& record = write.replication.record();
  const WriteReply reply{.op = write.op,
                         .kind = write.kind,
                         .outcome = outcome,
                         .version = record ? version_of(*record, write.op) : Version{},
                         .copies = copies.kept(state.lives, counted(write.needs)),
                         .required = write.needs.write,
                         .hints = copies.hints(),
                         .attempt = write.attempt,
                         .kept = record && record->ancestry() ? record : write.refused_for};
  remember(state, now, write.started, reply);
  out.send(write.client, reply);
}

bool WriteCoordinator::gives_until(HlcStamp stamp) const {
  return std::any_of(pending_.begin(), pending_.end(), [stamp](const auto& entry) {
    const Replication& replication = entry.second.replication;
    return replication.record() && oldest_stamp(*replication.record()) <= stamp &&
           replication.copies().waiting() > 0;
  });
}

void WriteCoordinator::forget_if_over(OpId op) {
  const auto found = pending_.find(op);
  const Pending& write = found->second;
  if (write.asking || write.replication.copies().waiting() > 0 || !write.replied) return;
  deadlines_.remove(op, write.look_again);
  pending_.erase(found);
}

}  // namespace ringside
