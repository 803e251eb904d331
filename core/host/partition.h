#pragma once
#include <vector>

#include "core/base/error.h"
#include "core/base/link_set.h"
#include "core/ring/shape.h"

namespace ringside {

/// Which ends can reach each other once a network is partitioned: those that some group names
/// both. Groups may overlap: an end in two of them is a bridge. Nodes that no group names are
/// together in a group of their own; clients that none names reach every node, as before.
using PartitionGroups = std::vector<std::vector<Address>>;

/// The nodes besides `bridges`, halved by number, with the bridges in both halves: only they reach
/// all (Jepsen's "bridge").
PartitionGroups bridge_groups(const std::vector<Address>& bridges, const Shape& shape);

/// Every node reaches its nearest by number, so many that they are a majority with it, and no two
/// reach the same ones (Jepsen's "majorities ring"). Fewer than four nodes leave nothing to cut.
PartitionGroups ring_groups(const Shape& shape);

/// The links that such a partition cuts, both ways.
LinkSet links_between(const PartitionGroups& groups, const Shape& shape);
/// Every link from one of `from` to one of `to`.
LinkSet links_from(const std::vector<Address>& from, const std::vector<Address>& to);

/// `cuts` without what heals: with several ends all links between any two of them, with one end all
/// its links, with none all there are.
LinkSet healed(LinkSet cuts, const std::vector<Address>& ends);

}  // namespace ringside
