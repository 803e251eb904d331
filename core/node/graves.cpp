#include "core/node/graves.h"

#include "core/store/siblings.h"

namespace ringside {

void Graves::note(const Record& record) {
  if (is_on_ && is_absent(record)) noted_.emplace(absent_since(record), record.hash, record.key());
}

bool Graves::any_until(const Table& table, HlcStamp stamp) {
  while (!noted_.empty()) {
    const auto& [since, hash, key] = *noted_.begin();
    if (since > stamp) return false;
    const RecordPtr* kept = table.find(hash, key);
    if (kept != nullptr && is_absent(**kept) && absent_since(**kept) == since) return true;
    noted_.erase(noted_.begin());
  }
  return false;
}

std::vector<RecordPtr> Graves::take_until(const Table& table, HlcStamp stamp) {
  std::vector<RecordPtr> taken;
  while (any_until(table, stamp)) {
    const auto& [since, hash, key] = *noted_.begin();
    taken.push_back(*table.find(hash, key));
    noted_.erase(noted_.begin());
  }
  return taken;
}

}  // namespace ringside
