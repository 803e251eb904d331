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
  const auto group = state.ring().preference_list(request.hash);
  const auto members = static_cast<std::uint32_t>(group.size());
  if (std::find(group.begin(), group.end(), state.id()) == group.end()) {
    out.send(client, WriteReply{request.op,
                                request.kind,
                                ErrorCode::invalid_argument,
                                {},
                                0,
                                state.setup.write_quorum});
    return;
  }
  Pending write{.client = client,
                .kind = request.kind,
                .quorum = Quorum({members, state.setup.write_quorum})};
  out.trace(
      trace::write_coordinated(now, state.id(), request.op, request.hash, write.quorum.required()));

  // A retry that comes to another coordinator finds the version that the first one made, and goes
  // on with it.
  const RecordPtr* before = state.table.find(request.hash, request.key);
  const bool is_retry = before != nullptr && (*before)->op == request.op;
  write.record = is_retry ? *before : make_record(state, now, request);
  const Table::Merge merge = replica::keep(state, now, write.record, out);
  note_knowledge(write, state.knowledge(merge));
  write.quorum.add(state.id(), true);
  for (const NodeId member : group) {
    if (member != state.id()) write.waiting.push_back(member);
  }
  write.look_again = now + state.setup.timing.reply_timeout;
  ask_waiting(write, out);
  reply_if_decided(state, write, out);
  deadlines_.add(request.op, write.look_again);
  pending_.emplace(request.op, std::move(write));
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
  const auto waiting = std::find(write.waiting.begin(), write.waiting.end(), from);
  if (waiting == write.waiting.end()) return;
  write.waiting.erase(waiting);
  write.quorum.add(from, reply.outcome.ok());
  if (reply.outcome.ok()) {
    note_knowledge(write, reply.before);
    out.trace(trace::write_acknowledged(now, state.id(), from, reply.op, write.record->hash,
                                        write.quorum.acknowledged()));
  }
  reply_if_decided(state, write, out);
  if (write.waiting.empty()) forget(reply.op, write);
}

void WriteCoordinator::tick(NodeState& state, Time now, Output& out) {
  while (deadlines_.next() <= now) {
    const OpId op = deadlines_.first();
    Pending& write = pending_.at(op);
    const bool give_up = write.attempts >= k_store_attempts_max;
    for (const NodeId member : write.waiting)
      state.suspects.add(member, now + state.setup.timing.suspicion);
    if (give_up) {
      write.waiting.clear();
      reply_if_decided(state, write, out);
      forget(op, write);
      continue;
    }
    const Time before = write.look_again;
    write.look_again = now + state.setup.timing.reply_timeout * (1 << write.attempts);
    ++write.attempts;
    deadlines_.set(op, before, write.look_again);
    ask_waiting(write, out);
  }
}

void WriteCoordinator::note_knowledge(Pending& write, Knowledge before) {
  if (before == Knowledge::had) write.existed = true;
  if (before == Knowledge::had_not) ++write.absent;
}

void WriteCoordinator::ask_waiting(const Pending& write, Output& out) {
  for (const NodeId member : write.waiting)
    out.send(member, StoreRequest{write.record->op, write.record});
}

void WriteCoordinator::reply_if_decided(const NodeState& state, Pending& write, Output& out) {
  if (write.replied) return;
  const Quorum::Verdict verdict = write.quorum.verdict();
  const bool nothing_more_comes = write.waiting.empty();
  if (verdict == Quorum::Verdict::reached) {
    const bool remove = write.kind == OperationKind::remove;
    const bool surely_absent = remove && !write.existed && write.absent >= state.absence_quorum();
    if (remove && !write.existed && !surely_absent && !nothing_more_comes) return;
    write.replied = true;
    send_reply(write, surely_absent ? Outcome{ErrorCode::not_found} : Outcome{}, out);
  } else if (verdict == Quorum::Verdict::unreachable || nothing_more_comes) {
    // The coordinator's own copy stays, and others may have theirs.
    write.replied = true;
    send_reply(write, ErrorCode::outcome_unknown, out);
  }
}

void WriteCoordinator::send_reply(const Pending& write, Outcome outcome, Output& out) {
  out.send(write.client, WriteReply{write.record->op, write.kind, outcome, write.record->version,
                                    write.quorum.acknowledged(), write.quorum.required()});
}

void WriteCoordinator::forget(OpId op, const Pending& write) {
  deadlines_.remove(op, write.look_again);
  pending_.erase(op);
}

}  // namespace ringside
