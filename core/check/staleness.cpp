#include "core/check/staleness.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <map>

namespace ringside {
namespace {

// A version that was seen or made by then.
struct Known {
  std::uint64_t ended = 0;
  Version version;
  OpId op{};
};

std::vector<Known> acknowledged(const std::vector<WriteAccess>& writes) {
  std::vector<Known> known;
  for (const WriteAccess& write : writes) {
    if (write.is_acknowledged()) known.push_back({write.ended, write.version, write.op});
  }
  return known;
}

// Finds the reads that saw less than was known when they began. One pass over both, by place.
class OldReads {
 public:
  using Found = std::function<void(const ReadAccess& read, const Known& newest)>;

  explicit OldReads(const KeyAccesses& key) : absence_(key.writes) {}

  // `reads` by their begin.
  void find(std::vector<Known> known, const std::vector<ReadAccess>& reads, const Found& found) {
    std::sort(known.begin(), known.end(),
              [](const Known& a, const Known& b) { return a.ended < b.ended; });
    const Known* newest = nullptr;
    std::size_t next = 0;
    for (const ReadAccess& read : reads) {
      for (; next < known.size() && known[next].ended < read.began; ++next) {
        if (!newest || newest->version < known[next].version) newest = &known[next];
      }
      if (newest && is_older(read, *newest)) found(read, *newest);
    }
  }

 private:
  bool is_older(const ReadAccess& read, const Known& newest) const {
    if (read.saw != ReadAccess::Saw::nothing) return read.version < newest.version;
    return newest.version != Version{} && !absence_.is_possible(newest.version, read.ended);
  }

  Absence absence_;
};

std::string older(std::string_view key, const ReadAccess& read, std::string_view than,
                  OpId newest) {
  return fmt::format("op {}: '{}' read as {}, older than {} op {}", raw(read.op), key,
                     seen_text(read), than, raw(newest));
}

// What one client did to one key.
struct Mine {
  std::vector<Known> writes;
  std::vector<Known> seen;
  std::vector<ReadAccess> reads;
};

std::map<ClientId, Mine> by_client(const KeyAccesses& key) {
  std::map<ClientId, Mine> clients;
  for (const WriteAccess& write : key.writes) {
    if (write.is_acknowledged()) {
      clients[write.client].writes.push_back({write.ended, write.version, write.op});
    }
  }
  for (const ReadAccess& read : key.reads) {
    Mine& mine = clients[read.client];
    mine.reads.push_back(read);
    mine.seen.push_back({read.ended, read.version, read.op});
  }
  return clients;
}

}  // namespace

Violations check_stale_reads(const Accesses& accesses) {
  Violations violations;
  for (const auto& [name, key] : accesses.keys) {
    OldReads(key).find(acknowledged(key.writes), key.reads,
                       [&, shown = name](const ReadAccess& read, const Known& newest) {
                         violations.add(older(shown, read, "the acknowledged write of", newest.op));
                       });
  }
  return violations;
}

SessionGuarantees check_session_guarantees(const Accesses& accesses) {
  SessionGuarantees guarantees;
  for (const auto& [name, key] : accesses.keys) {
    OldReads old_reads(key);
    const std::string_view shown = name;
    for (auto& [client, mine] : by_client(key)) {
      old_reads.find(std::move(mine.writes), mine.reads,
                     [&](const ReadAccess& read, const Known& newest) {
                       guarantees.read_your_writes.add(
                           older(shown, read, "its client's own write,", newest.op));
                     });
      old_reads.find(std::move(mine.seen), mine.reads,
                     [&](const ReadAccess& read, const Known& newest) {
                       guarantees.monotonic_reads.add(
                           older(shown, read, "what its client had seen by", newest.op));
                     });
    }
  }
  return guarantees;
}

}  // namespace ringside
