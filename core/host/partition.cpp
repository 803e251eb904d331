#include "core/host/partition.h"

#include <algorithm>
#include <map>
#include <set>

namespace ringside {
namespace {

bool contains(const std::vector<Address>& ends, Address end) {
  return std::find(ends.begin(), ends.end(), end) != ends.end();
}

// The groups, and the one of the nodes that none of them names.
PartitionGroups completed(PartitionGroups groups, const Shape& shape) {
  std::set<Address> named;
  for (const auto& group : groups) named.insert(group.begin(), group.end());
  std::vector<Address> rest;
  for (std::uint32_t node = 0; node < shape.nodes; ++node) {
    if (!named.contains(NodeId{node})) rest.emplace_back(NodeId{node});
  }
  if (!rest.empty()) groups.push_back(std::move(rest));
  return groups;
}

}  // namespace

PartitionGroups bridge_groups(const std::vector<Address>& bridges, const Shape& shape) {
  std::vector<Address> others;
  for (std::uint32_t node = 0; node < shape.nodes; ++node) {
    if (!contains(bridges, NodeId{node})) others.emplace_back(NodeId{node});
  }
  PartitionGroups halves{bridges, bridges};
  for (std::size_t i = 0; i < others.size(); ++i) {
    halves[i < (others.size() + 1) / 2 ? 0 : 1].push_back(others[i]);
  }
  return halves;
}

PartitionGroups ring_groups(const Shape& shape) {
  // With `reach` neighbours on each side, and itself, a node sees more than half of all.
  const std::uint32_t majority = shape.nodes / 2 + 1;
  const std::uint32_t reach = majority / 2;
  PartitionGroups windows;
  for (std::uint32_t first = 0; first < shape.nodes; ++first) {
    std::vector<Address>& window = windows.emplace_back();
    for (std::uint32_t i = 0; i <= reach; ++i)
      window.emplace_back(NodeId{(first + i) % shape.nodes});
  }
  return windows;
}

LinkSet links_between(const PartitionGroups& groups, const Shape& shape) {
  // What each end reaches, as links to all members of its groups.
  LinkSet open;
  std::set<Address> ends;
  for (const auto& group : completed(groups, shape)) {
    LinkSet members;
    for (const Address to : group) members.insert(Address{}, to);
    for (const Address from : group) {
      ends.insert(from);
      for (const auto& [block, bits] : members.blocks()) {
        const LinkSet::Block place{from, block.number};
        open.set_bits(place, open.bits(place) | bits);
      }
    }
  }
  LinkSet everyone;
  for (const Address end : ends) everyone.insert(Address{}, end);
  LinkSet cuts;
  for (const Address from : ends) {
    for (const auto& [block, bits] : everyone.blocks()) {
      // Clients have nothing to say to each other.
      if (from.is_client() && receiver(block, 0).is_client()) continue;
      const LinkSet::Block place{from, block.number};
      cuts.set_bits(place, bits & ~open.bits(place));
    }
  }
  return cuts;
}

LinkSet links_from(const std::vector<Address>& from, const std::vector<Address>& to) {
  LinkSet links;
  for (const Address sender : from) {
    for (const Address receiver : to) {
      if (sender != receiver) links.insert(sender, receiver);
    }
  }
  return links;
}

LinkSet healed(LinkSet cuts, const std::vector<Address>& ends) {
  if (ends.empty()) return {};
  const bool one = ends.size() == 1;
  cuts.erase_if([&](Address from, Address to) {
    return one ? from == ends[0] || to == ends[0] : contains(ends, from) && contains(ends, to);
  });
  return cuts;
}

}  // namespace ringside
