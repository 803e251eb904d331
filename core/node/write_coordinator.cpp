#include "core/node/write_coordinator.h"

#include <algorithm>
#include <memory>

#include "core/node/replica.h"

namespace ringside {

void WriteCoordinator::on(NodeState& state, Time now, Address client, const WriteRequest& request,
                          Output& out) {
  if (const auto found = pending_.find(request.op); found != pending_.end()) {
    Pending& write = found->second;  // the client asks again: the answer may have been lost
    write.client = client;
    write.replied = false;
    reply_if_decided(state, write, out);
    return;
  }
  if (refuses(state, client, request, out)) return;
  Pending write{.client = client, .kind = request.kind, .required = state.setup.write_quorum};
  out.trace(trace::write_coordinated(now, state.id(), request.op, request.hash, write.required));

  // A retry that comes to another coordinator finds the version that the first one made, and goes
  // on with it.
  const RecordPtr* before = state.table.find(request.hash, request.key);
  const bool is_retry = before != nullptr && (*before)->op == request.op;
  write.record = is_retry ? *before : make_record(state, now, request);
  const Standing standing = state.readiness.key(state.ring(), request.hash);
  const Table::Merge merge = replica::keep(state, now, write.record, out);
  note_knowledge(write, NodeState::knowledge(merge, standing));
  Copies::Copy& own = write.copies.add(state.id(), state.id());
  own.state = Copies::Copy::State::kept;
  own.life = state.setup.self.incarnation;
  for (const NodeId member : state.ring().preference_list(request.hash)) {
    if (member != state.id()) ask(write, write.copies.add(member, member), out);
  }
  write.rounds = 1;
  write.look_again = now + state.setup.timing.reply_timeout;
  hint_for_silent(state, now, write, out);
  reply_if_decided(state, write, out);
  deadlines_.add(request.op, write.look_again);
  pending_.emplace(request.op, std::move(write));
}

bool WriteCoordinator::refuses(const NodeState& state, Address client, const WriteRequest& request,
                               Output& out) {
  const Standing standing = state.readiness.key(state.ring(), request.hash);
  Outcome refusal;
  if (standing == Standing::none) refusal = ErrorCode::invalid_argument;
  if (standing == Standing::recovering && !request.insist) refusal = ErrorCode::unavailable;
  if (refusal.ok()) return false;
  out.send(client, WriteReply{request.op, request.kind, refusal, {}, 0, state.setup.write_quorum});
  return true;
}

RecordPtr WriteCoordinator::make_record(NodeState& state, Time now, const WriteRequest& request) {
  Record record;
  record.key = request.key;
  record.value = request.value;
  record.hash = request.hash;
  record.version = {state.clock.next(state.wall(now)), state.setup.self};
  record.op = request.op;
  record.tombstone = request.kind == OperationKind::remove;
  return std::make_shared<const Record>(std::move(record));
}

void WriteCoordinator::on(NodeState& state, Time now, NodeId from, const StoreReply& reply,
                          Output& out) {
  const auto found = pending_.find(reply.op);
  if (found == pending_.end()) return;
  Pending& write = found->second;
  if (reply.version != write.record->version) return;
  Copies::Copy* copy = write.copies.of(from);
  if (copy == nullptr || copy->state == Copies::Copy::State::kept ||
      copy->state == Copies::Copy::State::refused)
    return;
  for (const Actor& reborn : reply.lives) state.lives.admit(reborn.node, reborn.incarnation);
  copy->state = reply.outcome.ok() ? Copies::Copy::State::kept : Copies::Copy::State::refused;
  copy->life = state.lives.of(from);
  for (Copies::Copy& other : write.copies.all()) {
    if (other.state != Copies::Copy::State::kept || other.life >= state.lives.of(other.holder))
      continue;
    other.state = Copies::Copy::State::waiting;  // the life that kept it is over
    ask(write, other, out);
  }
  if (reply.outcome.ok()) {
    if (!copy->is_hint()) note_knowledge(write, reply.before);
    out.trace(trace::write_acknowledged(now, state.id(), from, reply.op, write.record->hash,
                                        write.copies.kept(state.lives)));
  } else {
    hint_for_silent(state, now, write, out);
  }
  reply_if_decided(state, write, out);
  if (write.copies.waiting() == 0) forget(reply.op, write);
}

void WriteCoordinator::tick(NodeState& state, Time now, Output& out) {
  while (deadlines_.next() <= now) {
    const OpId op = deadlines_.first();
    Pending& write = pending_.at(op);
    for (Copies::Copy& copy : write.copies.all()) {
      if (copy.state != Copies::Copy::State::waiting) continue;
      state.suspects.add(copy.holder, now + state.setup.timing.suspicion);
      if (copy.asked >= k_store_attempts_max) {
        copy.state = Copies::Copy::State::silent;
      } else {
        ask(write, copy, out);
      }
    }
    hint_for_silent(state, now, write, out);
    reply_if_decided(state, write, out);
    if (write.copies.waiting() == 0) {
      forget(op, write);
      continue;
    }
    const Time before = write.look_again;
    const std::uint32_t doublings = std::min(write.rounds, k_store_attempts_max - 1);
    write.look_again = now + state.setup.timing.reply_timeout * (1 << doublings);
    ++write.rounds;
    deadlines_.set(op, before, write.look_again);
  }
}

void WriteCoordinator::note_knowledge(Pending& write, Knowledge before) {
  if (before == Knowledge::had) write.existed = true;
  if (before == Knowledge::had_not) ++write.absent;
}

void WriteCoordinator::ask(Pending& write, Copies::Copy& copy, Output& out) {
  ++copy.asked;
  out.send(copy.holder, StoreRequest{write.record->op, write.record,
                                     copy.is_hint() ? copy.intended : k_no_node});
}

// Who is not asked yet, clockwise beyond the group; suspected nodes are passed over.
void WriteCoordinator::hint_for_silent(const NodeState& state, Time now, Pending& write,
                                       Output& out) {
  const auto is_silent = [&](const Copies::Copy& copy) {
    if (copy.is_hint() || copy.state == Copies::Copy::State::kept) return false;
    return copy.state != Copies::Copy::State::waiting || state.suspects.contains(copy.holder, now);
  };
  std::vector<NodeId> silent;
  for (const Copies::Copy& copy : write.copies.all()) {
    if (is_silent(copy) && !write.copies.is_covered(copy.holder)) silent.push_back(copy.holder);
  }
  const std::size_t holders_max = k_holders_per_member_max * state.ring().group_size();
  if (silent.empty() || write.copies.all().size() >= holders_max) return;
  auto member = silent.begin();
  state.ring().walk(write.record->hash, [&](NodeId node) {
    if (write.copies.of(node) == nullptr && !state.suspects.contains(node, now))
      ask(write, write.copies.add(node, *member++), out);
    return member != silent.end();
  });
}

void WriteCoordinator::reply_if_decided(const NodeState& state, Pending& write, Output& out) {
  if (write.replied) return;
  const std::uint32_t kept = write.copies.kept(state.lives);
  const bool nothing_more_comes = write.copies.waiting() == 0;
  if (kept >= write.required) {
    const bool remove = write.kind == OperationKind::remove;
    const bool surely_absent = remove && !write.existed && write.absent >= state.absence_quorum();
    if (remove && !write.existed && !surely_absent && !nothing_more_comes) return;
    write.replied = true;
    send_reply(state, write, surely_absent ? Outcome{ErrorCode::not_found} : Outcome{}, out);
  } else if (kept + write.copies.waiting() < write.required) {
    // Arithmetic, not a timer: those that are still asked cannot make it. The coordinator's own
    // copy stays, and others may have theirs.
    write.replied = true;
    send_reply(state, write, ErrorCode::outcome_unknown, out);
  }
}

void WriteCoordinator::send_reply(const NodeState& state, const Pending& write, Outcome outcome,
                                  Output& out) {
  out.send(write.client, WriteReply{write.record->op, write.kind, outcome, write.record->version,
                                    write.copies.kept(state.lives), write.required});
}

void WriteCoordinator::forget(OpId op, const Pending& write) {
  deadlines_.remove(op, write.look_again);
  pending_.erase(op);
}

}  // namespace ringside
