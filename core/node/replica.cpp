#include "core/node/replica.h"

namespace ringside::replica {

Table::Merge keep(NodeState& state, Time now, const RecordPtr& record, Output& out) {
  const Table::Merge merge = state.table.merge(record);
  if (merge.stored) {
    out.trace(trace::record_stored(now, state.id(),
                                   {record->hash, record->op, record->version, record->tombstone}));
  }
  return merge;
}

void on(NodeState& state, Time now, NodeId coordinator, const StoreRequest& request, Output& out) {
  StoreReply reply{request.op, request.record->version, {}, Knowledge::ignorant};
  if (state.clock.receive(request.record->version.stamp, state.wall(now))) {
    const Table::Merge merge = keep(state, now, request.record, out);
    reply.before = state.knowledge(merge);
  } else {
    reply.outcome = ErrorCode::invalid_argument;
  }
  out.send(coordinator, reply);
}

}  // namespace ringside::replica
