#include "core/node/written_record.h"

#include <memory>
#include <utility>

#include "core/base/mutant.h"
#include "core/store/siblings.h"

namespace ringside {
namespace {

// Whether something is kept that the client did not know of when it wrote.
bool is_stale(const WriteRequest& request, const RecordPtr& before) {
  if (!request.compare || !before) return false;
  if (!request.known) return !is_absent(*before);
  return !request.known->covers(context_of(*before));
}

Version next_version(NodeState& state, Time now) {
  Time wall = state.wall(now);
  if (state.rare.take(Rare::use_up_counter)) state.clock.use_up_counter(wall);
  if (state.rare.take(Rare::coarse_clock))
    wall -= wall.time_since_epoch() % std::chrono::milliseconds{100};
  return {mutant(Mutant::reuse_stamp) ? HlcStamp{k_start_of_time, 0} : state.clock.next(wall),
          state.setup.self};
}

}  // namespace

tl::expected<RecordPtr, ErrorCode> written_record(NodeState& state, Time now,
                                                  const WriteRequest& request,
                                                  const RecordPtr& before, Output& out) {
  if (request.known) {
    // The own version has to be newer than what it takes the place of.
    for (const Version& version : request.known->newest()) {
      if (!state.clock.receive(version.stamp, state.wall(now)))
        return tl::unexpected(ErrorCode::unavailable);
    }
  }
  if (is_stale(request, before)) return tl::unexpected(ErrorCode::stale_context);
  const bool is_remove = request.kind == OperationKind::remove;
  RecordParts record{.key = request.key,
                     .value = request.value,
                     .hash = request.hash,
                     .version = next_version(state, now),
                     .op = request.op,
                     .tombstone = is_remove};
  if (request.ttl > Duration::zero()) record.expires = state.wall(now) + request.ttl;
  if (state.setup.conflicts == Conflicts::last_writer_wins) return make_record(record);
  std::optional<CausalContext> known = request.known;
  if (!known && !is_remove) known.emplace();
  if (mutant(Mutant::write_ignores_context)) known = CausalContext{};
  if (mutant(Mutant::write_overwrites_all)) known.reset();
  if (state.setup.merge != nullptr && known && !is_remove) {
    MergedWrite merged = with_merged_write(before, record, *known, state.setup.merge);
    if (merged.others > 0)
      out.trace(trace::values_merged(now, state.id(), request.op, request.hash, merged.others));
    if (sibling_count(*merged.record) == 1) return std::move(merged.record);
  }
  RecordPtr written = with_write(before, record, known);
  const std::size_t count = sibling_count(*written);
  if (count > state.setup.siblings_max && count > sibling_count(*before))
    return tl::unexpected(ErrorCode::too_many_siblings);
  return written;
}

}  // namespace ringside
