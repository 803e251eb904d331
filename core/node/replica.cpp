#include "core/node/replica.h"

#include "core/base/mutant.h"
#include "core/store/siblings.h"

namespace ringside::replica {
namespace {

RecordPtr without_collected(const NodeState& state, const RecordPtr& record) {
  const HlcStamp floor = state.floor_of(record->hash);
  if (oldest_stamp(*record) > floor) return record;
  const RecordPtr* kept = state.table.find(record->hash, record->key());
  return without_late(record, kept == nullptr ? nullptr : kept->get(), floor);
}

}  // namespace

Age age_of(const NodeState& state, const Record& record, HlcStamp told) {
  const HlcStamp fence = state.horizon.fence;
  if (oldest_stamp(record) > fence || mutant(Mutant::take_what_is_late)) return Age::good;
  const HlcStamp floor = state.floor_of(record.hash);
  const HlcStamp limit = told >= fence ? floor : fence;
  const RecordPtr* found = state.table.find(record.hash, record.key());
  const Record* kept = found == nullptr ? nullptr : found->get();
  if (kept != nullptr && includes(*kept, record)) return Age::good;
  if (has_late(record, kept, floor, limit)) return Age::late;
  const bool is_newest_kept = kept != nullptr && holds(*kept, record.version);
  return record.version.stamp <= floor && !is_newest_kept ? Age::collected : Age::good;
}

Table::Merge keep(NodeState& state, Time now, const RecordPtr& record, Output& out, HlcStamp told) {
  if (mutant(Mutant::forget_tombstone) && record->tombstone) return {};
  const Table::Merge merge = state.table.merge(without_collected(state, record));
  if (merge.stored) {
    const Record& kept = **merge.kept;
    state.expiry.note(kept);
    state.graves.note(kept);
    const HlcStamp closed = state.horizon.closed;
    if (record->version.stamp <= closed && told < closed) state.horizon.is_tainted = true;
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

TakenIn take_in(NodeState& state, Time now, const std::vector<RecordPtr>& records, Output& out,
                HlcStamp told) {
  TakenIn taken;
  for (const RecordPtr& record : records) {
    if (mutant(Mutant::compare_skips_tombstones) && record->tombstone) continue;
    const Age age = age_of(state, *record, told);
    if (age == Age::collected) continue;
    if (age == Age::late || !state.clock.receive(record->version.stamp, state.wall(now))) {
      ++taken.refused;
    } else if (keep(state, now, record, out, told).stored) {
      ++taken.news;
    }
  }
  return taken;
}

RecordPtr not_late(const NodeState& state, const RecordPtr& record) {
  if (age_of(state, *record) != Age::late) return record;
  const HlcStamp fence = state.horizon.fence;
  if (record->version.stamp <= fence) return nullptr;
  const RecordPtr* kept = state.table.find(record->hash, record->key());
  return without_late(record, kept == nullptr ? nullptr : kept->get(), fence);
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
  const Age age = age_of(state, record);
  if (age != Age::good) {
    // That nothing is kept says the same as a tombstone that was collected.
    const bool is_kept = age == Age::collected && is_absent(record);
    if (!is_kept) reply.outcome = ErrorCode::invalid_argument;
    reply.vouches = is_kept;
  } else if (state.clock.receive(record.version.stamp, state.wall(now))) {
    const Standing standing = state.readiness.key(state.ring(), record.hash);
    reply.vouches = standing == Standing::full;
    const Table::Merge found = mutant(Mutant::ack_before_keeping) && raw(request.op) % 8 == 0
                                   ? Table::Merge{}
                                   : keep(state, now, request.record, out);
    reply.before = NodeState::knowledge(found, standing);
  } else {
    reply.outcome = ErrorCode::invalid_argument;
  }
  if (const RecordPtr* kept = state.table.find(record.hash, record.key()))
    reply.newest = (*kept)->version;
  reply.lives = reborn_of(state, record.hash);
  if (mutant(Mutant::skip_ack) && raw(request.op) % 8 == 0) return;
  out.send(coordinator, std::move(reply));
}

}  // namespace ringside::replica
