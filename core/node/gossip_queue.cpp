#include "core/node/gossip_queue.h"

#include <algorithm>
#include <bit>

namespace ringside {

GossipQueue::GossipQueue(std::uint32_t members)
    : times_max_(k_lambda * static_cast<std::uint32_t>(std::bit_width(members))) {}

void GossipQueue::add(const MembershipUpdate& update) {
  const auto [place, is_new] = entries_.try_emplace(update.about);
  Entry& entry = place->second;
  if (!is_new) next_.erase({entry.told, entry.order, update.about});
  entry = {update, 0, ++added_};
  next_.insert({entry.told, entry.order, update.about});
}

void GossipQueue::tell(MembershipUpdates& updates) {
  if (next_.empty()) return;
  const std::size_t given = updates.size();
  const auto is_given = [&](NodeId about) {
    return std::any_of(updates.begin(), updates.begin() + static_cast<std::ptrdiff_t>(given),
                       [about](const MembershipUpdate& update) { return update.about == about; });
  };
  MembershipUpdates told;
  for (auto place = next_.begin(); place != next_.end() && given + told.size() < k_updates_max;
       ++place) {
    const NodeId about = std::get<NodeId>(*place);
    if (!is_given(about)) told.push_back(entries_.at(about).update);
  }
  for (const MembershipUpdate& update : told) {
    const auto entry = entries_.find(update.about);
    Entry& e = entry->second;
    next_.erase({e.told, e.order, update.about});
    if (++e.told == times_max_) {
      entries_.erase(entry);
    } else {
      next_.insert({e.told, e.order, update.about});
    }
  }
  updates.insert(updates.end(), told.begin(), told.end());
}

}  // namespace ringside
