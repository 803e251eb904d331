#include "core/node/expiry.h"

#include "core/node/state.h"
#include "core/store/siblings.h"

namespace ringside {

void Expiry::note(const Record& record) {
  if (const Time due = next_expiry(record); due != k_end_of_time)
    due_.emplace(due, record.hash, record.key());
}

void Expiry::tick(NodeState& state, Time now, Output& out) {
  expire_until(state, now, state.wall(now), out);
}

void Expiry::expire_until(NodeState& state, Time now, Time wall, Output& out) {
  while (!due_.empty() && std::get<Time>(*due_.begin()) <= wall) {
    const auto [due, hash, key] = std::move(due_.extract(due_.begin()).value());
    const RecordPtr* kept = state.table.find(hash, key);
    if (kept == nullptr || next_expiry(**kept) > wall) continue;
    const RecordPtr after = without_expired(**kept, wall);
    state.table.replace(after);
    note(*after);
    state.graves.note(*after);
    out.trace(trace::record_expired(now, state.id(),
                                    {.key = hash,
                                     .op = after->op,
                                     .version = after->version,
                                     .tombstone = is_absent(*after),
                                     .siblings = sibling_count(*after) - 1}));
  }
}

Time Expiry::next_deadline(const NodeState& state) const {
  if (due_.empty()) return k_end_of_time;
  return std::get<Time>(*due_.begin()) - state.setup.clock_skew;
}

}  // namespace ringside
