#pragma once
#include <cstdint>
#include <map>
#include <set>
#include <tuple>

#include "core/node/belief.h"

namespace ringside {

/// Updates that wait to be told on. They ride on messages that are sent anyway (SWIM, section 4.1):
/// those told least often first, each λ·log2(n) times, which reaches all n members with high
/// probability. Holds at most one update about each member.
class GossipQueue {
 public:
  explicit GossipQueue(std::uint32_t members);

  /// Takes an update up in place of any other about the same member; it is told from the start.
  void add(const MembershipUpdate& update);
  bool contains(NodeId about) const { return entries_.contains(about); }

  /// Fills `updates` up to k_updates_max with what is told next, leaving out members that it
  /// already has something about, and counts it as told.
  void tell(MembershipUpdates& updates);

  /// How often each update is told.
  std::uint32_t times_max() const { return times_max_; }
  std::size_t size() const { return entries_.size(); }

  static constexpr std::uint32_t k_lambda = 3;

 private:
  struct Entry {
    MembershipUpdate update;
    std::uint32_t told = 0;
    std::uint64_t order = 0;
  };
  using Place = std::tuple<std::uint32_t, std::uint64_t, NodeId>;  // told, order, about

  std::uint32_t times_max_;
  std::uint64_t added_ = 0;
  std::map<NodeId, Entry> entries_;
  std::set<Place> next_;
};

}  // namespace ringside
