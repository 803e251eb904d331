#include "core/check/regularity.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace ringside {
namespace {

// Judges the reads of one key, in order of their begin.
class Regular {
 public:
  Regular(std::string_view name, const KeyAccesses& key) : name_(name) {
    for (const WriteAccess& write : key.writes) {
      writes_.emplace(write.op, &write);
      if (write.is_acknowledged()) by_end_.push_back(&write);
      if (!write.removes) continue;
      removed_until_ = std::max(removed_until_, write.ended);
      removals_.emplace(write.began, removed_until_);
    }
    std::sort(by_end_.begin(), by_end_.end(),
              [](const WriteAccess* a, const WriteAccess* b) { return a->ended < b->ended; });
  }

  void judge(const ReadAccess& read, Violations& violations) {
    for (; next_ < by_end_.size() && by_end_[next_]->ended < read.began; ++next_) {
      if (!latest_ || latest_->began < by_end_[next_]->began) latest_ = by_end_[next_];
    }
    if (read.saw == ReadAccess::Saw::unknown) return;
    if (read.saw == ReadAccess::Saw::nothing) {
      if (latest_ && end_of_removals(read.ended) < latest_->began) violations.add(outdated(read));
      return;
    }
    const auto source = writes_.find(read.source);
    if (source == writes_.end()) {
      violations.add(wrong(read, "which was not applied"));
    } else if (source->second->began > read.ended) {
      violations.add(wrong(read, "which began later"));
    } else if (latest_ && source->second->ended < latest_->began) {
      violations.add(outdated(read));
    }
  }

 private:
  // When the last remove ended of those that had begun by then; 0 if there was none.
  std::uint64_t end_of_removals(std::uint64_t begun_by) const {
    const auto after = removals_.upper_bound(begun_by);
    return after == removals_.begin() ? 0 : std::prev(after)->second;
  }

  std::string wrong(const ReadAccess& read, std::string_view why) const {
    return fmt::format("op {}: '{}' read as {}, {}", raw(read.op), name_, seen_text(read), why);
  }
  std::string outdated(const ReadAccess& read) const {
    return wrong(read,
                 fmt::format("before the acknowledged write of op {} had begun", raw(latest_->op)));
  }

  std::string_view name_;
  std::map<OpId, const WriteAccess*> writes_;
  std::vector<const WriteAccess*> by_end_;  // acknowledged ones
  std::size_t next_ = 0;
  const WriteAccess* latest_ = nullptr;  // of those that had ended the one that began last
  std::uint64_t removed_until_ = 0;
  std::map<std::uint64_t, std::uint64_t> removals_;  // by begin: the last end so far
};

}  // namespace

Violations check_regularity(const Accesses& accesses) {
  Violations violations;
  for (const auto& [name, key] : accesses.keys) {
    Regular regular(name, key);
    for (const ReadAccess& read : key.reads) regular.judge(read, violations);
  }
  return violations;
}

}  // namespace ringside
