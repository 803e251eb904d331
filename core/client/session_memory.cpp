#include "core/client/session_memory.h"

namespace ringside {

const CausalContext& SessionMemory::seen(const std::string& session, KeyHash key) const {
  static const CausalContext k_nothing;
  const auto found = entries_.find({session, key});
  return found == entries_.end() ? k_nothing : found->second.context;
}

void SessionMemory::add(const std::string& session, KeyHash key, const CausalContext& context) {
  Entry& entry = entries_[{session, key}];
  entry.context.merge(context);
  by_touch_.erase(entry.touched);
  entry.touched = ++touches_;
  by_touch_.emplace(entry.touched, Place{session, key});
  if (entries_.size() <= k_keys_max) return;
  entries_.erase(by_touch_.begin()->second);
  by_touch_.erase(by_touch_.begin());
}

}  // namespace ringside
