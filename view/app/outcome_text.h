#pragma once
#include <string>
#include <vector>

#include "core/client/operation.h"
#include "core/trace/world.h"
#include "view/app/app.h"
#include "view/app/cluster_session.h"

namespace ringside {

/// What became of an operation, in one sentence: the value, who answered, how many copies, how long
/// it took. Copies of a value read are counted in the world.
std::string outcome_sentence(const OperationResult& result, const World& world);

/// "5 nodes, 4 up; node 2 is down; 12 keys; 0 operations under way; paused".
std::string status_sentence(const World& world, bool playing);

/// What a lifecycle event of a node means, in words; empty for every other event.
std::string lifecycle_sentence(const TraceEvent& event);

std::vector<AccessibleNode> accessible_nodes_of(const World& world);

/// Links that are cut, each way for itself.
std::uint64_t links_cut(const World& world);

/// Keys of which a copy is kept somewhere that is not a tombstone.
std::uint64_t live_keys(const World& world);

/// Operations that have no outcome yet.
std::uint64_t open_operations(const World& world);

}  // namespace ringside
