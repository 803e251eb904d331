#include "view/app/file_load.h"

#include <algorithm>

#include "core/base/hash.h"
#include "view/app/text.h"

namespace ringside {

namespace {

std::vector<Command> puts_of(const KeyValueFile& file) {
  std::vector<Command> puts;
  puts.reserve(file.entries.size());
  for (const KeyValue& entry : file.entries) puts.emplace_back(PutCommand{entry.key, entry.value});
  return puts;
}

}  // namespace

FileLoad::FileLoad(std::string name, const KeyValueFile& file)
    : name_(std::move(name)), total_(file.entries.size()), puts_(puts_of(file), k_open_max) {
  for (const KeyValue& entry : file.entries) keys_.insert(hash_key(entry.key));
}

void FileLoad::feed(ClusterSession& session) {
  puts_.advance([&](const Command& put) {
    const auto id = session.submit(put, GivenBy::program);
    if (id) own_.insert(*id);
    return id;
  });
}

bool FileLoad::take(const OperationResult& result) {
  if (!puts_.take(result)) return false;
  if (result.ok()) {
    ++stored_;
  } else if (answered_badly_++ == 0) {
    first_error_ = result.error->message;
  }
  return true;
}

bool FileLoad::finished(const World& world) const {
  if (!puts_.done()) return false;
  // A put is acknowledged before its last copy has arrived: that one counts too.
  return std::none_of(world.in_flight().begin(), world.in_flight().end(),
                      [&](const auto& entry) { return own_.contains(entry.second.facts.op); });
}

std::string FileLoad::summary(const World& world) const {
  std::uint64_t found = 0;
  std::uint64_t copies = 0;
  std::set<NodeId> nodes;
  for (const KeyHash key : keys_) {
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
  if (failed() > 0) {
    const std::string& why = first_error_.empty() ? puts_.refusals().front() : first_error_;
    said += "; " + text::load_failed_part(failed(), why);
  }
  return said;
}

}  // namespace ringside
