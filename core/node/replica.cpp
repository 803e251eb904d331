#include "core/node/replica.h"

#include "core/base/mutant.h"
#include "core/store/siblings.h"

namespace ringside::replica {

Table::Merge keep(NodeState& state, Time now, const RecordPtr& record, Output& out) {
  if (mutant(Mutant::forget_tombstone) && record->tombstone) return {};
  const Table::Merge merge = state.table.merge(record);
  if (merge.stored) {
    const Record& kept = **merge.kept;
    state.expiry.note(kept);
    if (state.ring().epoch() > RingEpoch{1} &&
        state.readiness.key(state.ring(), record->hash) == Standing::none)
      state.has_strays = true;
    out.trace(trace::record_stored(now, state.id(),
                                   {.key = kept.hash,
                                    .op = kept.op,
                                    .version = kept.version,
                                    .tombstone = is_absent(kept),
                                    .siblings = sibling_count(kept) - 1}));
  }
  return merge;
}

TakenIn take_in(NodeState& state, Time now, const std::vector<RecordPtr>& records, Output& out) {
  TakenIn taken;
  for (const RecordPtr& record : records) {
    if (mutant(Mutant::compare_skips_tombstones) && record->tombstone) continue;
    if (!state.clock.receive(record->version.stamp, state.wall(now))) {
      ++taken.refused;
    } else if (keep(state, now, record, out).stored) {
      ++taken.news;
    }
  }
  return taken;
}

std::vector<Actor> reborn_of(const NodeState& state, KeyHash hash) {
  std::vector<Actor> reborn;
  for (const NodeId member : state.ring().preference_list(hash)) {
    if (const Incarnation life = state.lives.of(member); life > Incarnation{1})
      reborn.push_back({member, life});
  }
  return reborn;
}

void on(NodeState& state, Time now, NodeId coordinator, const StoreRequest& request, Output& out) {
  const Record& record = *request.record;
  StoreReply reply{.op = request.op, .version = record.version};
  if (state.clock.receive(record.version.stamp, state.wall(now))) {
    const Standing standing = state.readiness.key(state.ring(), record.hash);
    reply.vouches = standing == Standing::full;
    const Table::Merge found = mutant(Mutant::ack_before_keeping) && raw(request.op) % 8 == 0
                                   ? Table::Merge{}
                                   : keep(state, now, request.record, out);
    reply.before = NodeState::knowledge(found, standing);
  } else {
    reply.outcome = ErrorCode::invalid_argument;
  }
  if (const RecordPtr* kept = state.table.find(record.hash, record.key))
    reply.newest = (*kept)->version;
  reply.lives = reborn_of(state, record.hash);
  if (mutant(Mutant::skip_ack) && raw(request.op) % 8 == 0) return;
  out.send(coordinator, std::move(reply));
}

}  // namespace ringside::replica
