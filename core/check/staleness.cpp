#include "core/check/staleness.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>

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

  explicit OldReads(const KeyAccesses& key) : absence_(key) {}

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

// What one client, or one session, did to one key.
struct Mine {
  std::vector<Known> writes;
  std::vector<Known> seen;
  std::vector<ReadAccess> reads;
};

// By what `owner_of` says of an access; of whom it says nothing is left out.
template <typename OwnerOf>
auto by_owner(const KeyAccesses& key, OwnerOf owner_of) {
  std::map<typename decltype(owner_of(key.writes.front()))::value_type, Mine> owners;
  for (const WriteAccess& write : key.writes) {
    if (const auto owner = owner_of(write); owner && write.is_acknowledged())
      owners[*owner].writes.push_back({write.ended, write.version, write.op});
  }
  for (const ReadAccess& read : key.reads) {
    const auto owner = owner_of(read);
    if (!owner) continue;
    Mine& mine = owners[*owner];
    mine.reads.push_back(read);
    mine.seen.push_back({read.ended, read.version, read.op});
  }
  return owners;
}

template <typename OwnerOf, typename LeaveOut>
SessionGuarantees check_guarantees(const Accesses& accesses, OwnerOf owner_of,
                                   std::string_view whose, const LeaveOut& leave_out) {
  SessionGuarantees guarantees;
  for (const auto& [name, key] : accesses.keys) {
    if (leave_out(name)) continue;
    OldReads old_reads(key);
    const std::string_view shown = name;
    for (auto& [owner, mine] : by_owner(key, owner_of)) {
      old_reads.find(
          std::move(mine.writes), mine.reads, [&](const ReadAccess& read, const Known& newest) {
            guarantees.read_your_writes.add(
                older(shown, read, fmt::format("its {}'s own write,", whose), newest.op));
          });
      old_reads.find(
          std::move(mine.seen), mine.reads, [&](const ReadAccess& read, const Known& newest) {
            guarantees.monotonic_reads.add(
                older(shown, read, fmt::format("what its {} had seen by", whose), newest.op));
          });
    }
  }
  return guarantees;
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
  return check_guarantees(
      accesses, [](const auto& access) { return std::optional(access.client); }, "client",
      [](std::string_view) { return false; });
}

SessionGuarantees check_named_sessions(const Accesses& accesses,
                                       const std::function<bool(std::string_view)>& may_be_lost) {
  const auto session_of = [](const auto& access) {
    return access.session.empty() ? std::nullopt : std::optional(access.session);
  };
  return check_guarantees(accesses, session_of, "session", may_be_lost);
}

}  // namespace ringside
