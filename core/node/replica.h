#pragma once
#include "core/node/output.h"
#include "core/node/state.h"

namespace ringside::replica {

/// What a node can say of a record that comes, by its stamps (core/node/horizon.h). `told`: how far
/// the node is out of whose table it comes; nothing for what has been under way for who knows how
/// long.
enum class Age : std::uint8_t {
  good,       ///< To be taken.
  late,       ///< What it says may have been overwritten, and that collected.
  collected,  ///< It has been.
};
Age age_of(const NodeState& state, const Record& record, HlcStamp told = {});

/// Merges a record into the node's own table and traces what is kept then, if it was news.
/// REQUIRES: its age is good.
Table::Merge keep(NodeState& state, Time now, const RecordPtr& record, Output& out,
                  HlcStamp told = {});

/// Merges versions that another replica has, without a coordinator. Refuses stamps too far ahead of
/// the own clock, and what is late; passes over what has been collected.
struct TakenIn {
  std::uint32_t news = 0;
  std::uint32_t refused = 0;
};
TakenIn take_in(NodeState& state, Time now, const std::vector<RecordPtr>& records, Output& out,
                HlcStamp told = {});

/// What is left of a handed over record without what is late; nullptr where nothing is. That may be
/// left alone: all have had it, or nobody was told of it (docs/protocol.md).
RecordPtr not_late(const NodeState& state, const RecordPtr& record);

/// Members of a key's group that are known to have lost their memory, in their youngest lives.
std::vector<Actor> reborn_of(const NodeState& state, KeyHash hash);

/// Keeps a version that a coordinator sent, and says so. Refuses a stamp too far ahead of the own
/// clock.
void on(NodeState& state, Time now, NodeId coordinator, const StoreRequest& request, Output& out);

}  // namespace ringside::replica
