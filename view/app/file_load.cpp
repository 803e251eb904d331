#include "view/app/file_load.h"

#include <algorithm>

#include "core/base/hash.h"
#include "view/app/text.h"

namespace ringside {

FileLoad::FileLoad(std::string name, KeyValueFile file)
    : name_(std::move(name)), file_(std::move(file)) {}

void FileLoad::feed(ClusterSession& session) {
  for (std::size_t fed = 0; fed < k_puts_per_frame && next_ < file_.entries.size(); ++fed) {
    const KeyValue& entry = file_.entries[next_];
    const auto id = session.submit(PutCommand{entry.key, entry.value}, GivenBy::program);
    if (!id && id.error().code == ErrorCode::overloaded) return;
    ++next_;
    if (id) {
      open_.insert(*id);
      own_.insert(*id);
    } else {
      note_failure(id.error().message);
    }
  }
}

bool FileLoad::take(const OperationResult& result) {
  if (open_.erase(result.id) == 0) return false;
  if (result.ok()) {
    ++stored_;
  } else {
    note_failure(result.error->message);
  }
  return true;
}

bool FileLoad::finished(const World& world) const {
  if (next_ < file_.entries.size() || !open_.empty()) return false;
  // A put is acknowledged before its last copy has arrived: that one counts too.
  return std::none_of(world.in_flight().begin(), world.in_flight().end(),
                      [&](const auto& entry) { return own_.contains(entry.second.facts.op); });
}

std::string FileLoad::summary(const World& world) const {
  std::set<KeyHash> keys;
  for (const KeyValue& entry : file_.entries) keys.insert(hash_key(entry.key));
  std::uint64_t found = 0;
  std::uint64_t copies = 0;
  std::set<NodeId> nodes;
  for (const KeyHash key : keys) {
    const auto at = world.keys().find(key);
    if (at == world.keys().end()) continue;
    std::uint64_t here = 0;
    for (const Holding& copy : at->second.copies) {
      if (copy.tombstone) continue;
      ++here;
      nodes.insert(copy.node);
    }
    found += here > 0 ? 1 : 0;
    copies += here;
  }
  std::string said = text::load_done(found, nodes.size(), copies);
  if (failed_ > 0) said += "; " + text::load_failed_part(failed_, first_error_);
  return said;
}

void FileLoad::note_failure(const std::string& why) {
  if (failed_++ == 0) first_error_ = why;
}

}  // namespace ringside
