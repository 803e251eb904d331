#pragma once
#include "core/node/output.h"
#include "core/node/state.h"

namespace ringside::sync {

/// Who shares an arc with the node, ascending from its own number.
std::vector<NodeId> peers_of(const NodeState& state);

/// The arcs whose groups both nodes are in, ascending.
std::vector<std::uint32_t> shared_arcs(const NodeState& state, NodeId peer);

/// Sum over some arcs of what the node keeps.
RangeDigest digest_of(const NodeState& state, const std::vector<std::uint32_t>& arcs);

RangeDigest digest_of(const NodeState& state, const std::vector<HashRange>& ranges);

/// Up to `max` items that the node keeps in a range, and how far that is.
struct Items {
  std::vector<ItemName> items;
  HashRange range;  ///< From the start of the one asked for to the last item, or all of it.
};
Items items_of(const NodeState& state, const HashRange& range, std::size_t max);

/// Answers the steps of a comparison that another node began. Keeps nothing in between: each
/// question stands for itself, so a repeated or a late one does no harm.
void on(NodeState& state, NodeId from, const CompareRequest& request, Output& out);
void on(NodeState& state, NodeId from, const SplitRequest& request, Output& out);
void on(NodeState& state, NodeId from, const ItemsRequest& request, Output& out);
void on(NodeState& state, Time now, NodeId from, const GiveRequest& request, Output& out);

}  // namespace ringside::sync
