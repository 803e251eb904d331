#pragma once
#include "core/node/output.h"
#include "core/node/state.h"

namespace ringside::replica {

/// Merges a record into the node's own table and traces what is kept then, if it was news.
Table::Merge keep(NodeState& state, Time now, const RecordPtr& record, Output& out);

/// Merges versions that another replica has, without a coordinator. Refuses stamps too far ahead of
/// the own clock.
struct TakenIn {
  std::uint32_t news = 0;
  std::uint32_t refused = 0;
};
TakenIn take_in(NodeState& state, Time now, const std::vector<RecordPtr>& records, Output& out);

/// Members of a key's group that are known to have lost their memory, in their youngest lives.
std::vector<Actor> reborn_of(const NodeState& state, KeyHash hash);

/// Keeps a version that a coordinator sent, and says so. Refuses a stamp too far ahead of the own
/// clock.
void on(NodeState& state, Time now, NodeId coordinator, const StoreRequest& request, Output& out);

}  // namespace ringside::replica
