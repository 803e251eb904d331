#include "core/check/accesses.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/base/hash.h"

namespace ringside {
namespace {

bool is_read(const History::Asked& asked) { return asked.kind == OperationKind::get; }

bool found_nothing(const OperationResult& result) {
  return result.error && result.error->code == ErrorCode::not_found;
}

WriteAccess write_of(OpId op, const History::Asked& asked, const OperationResult* result) {
  WriteAccess write{.op = op,
                    .client = asked.client,
                    .session = asked.session,
                    .removes = asked.kind == OperationKind::remove,
                    .began = asked.began,
                    .ended = k_no_end,
                    .version = {}};
  if (result && result->ok() && asked.ended != 0) {
    write.ended = asked.ended;
    write.version = result->receipt.version;
  }
  return write;
}

// Whether the write may have been applied.
bool may_be_applied(const OperationResult* result) {
  return !result || result->ok() || found_nothing(*result) ||
         result->error->code == ErrorCode::outcome_unknown;
}

// Of siblings the newest, which need not be one with a value.
Version newest_seen(const Receipt& receipt) {
  return receipt.kept ? receipt.kept->version : receipt.version;
}

ReadAccess read_of(const History& history, const History::Asked& asked,
                   const OperationResult& result) {
  using Saw = ReadAccess::Saw;
  ReadAccess read{.op = result.id,
                  .client = asked.client,
                  .session = asked.session,
                  .began = asked.began,
                  .ended = asked.ended,
                  .found = result.ok(),
                  .saw = Saw::unknown,
                  .source = {},
                  .version = newest_seen(result.receipt)};
  if (found_nothing(result) && read.version == Version{}) {
    read.saw = Saw::nothing;
    return read;
  }
  const auto source =
      history.made_by.find({hash_key(result.key), read.version.stamp, read.version.actor.node});
  if (source == history.made_by.end()) return read;
  const auto write = history.asked.find(source->second);
  if (write == history.asked.end() || is_read(write->second)) return read;
  read.saw = Saw::write;
  read.source = source->second;
  return read;
}

}  // namespace

Accesses accesses_of(const History& history) {
  std::vector<const OperationResult*> results;  // by operation, as those asked for are
  results.reserve(history.results.size());
  for (const OperationResult& result : history.results) results.push_back(&result);
  std::stable_sort(
      results.begin(), results.end(),
      [](const OperationResult* a, const OperationResult* b) { return a->id < b->id; });
  Accesses accesses{{}, history.drained};
  auto next = results.begin();
  for (const auto& [op, asked] : history.asked) {
    while (next != results.end() && (*next)->id < op) ++next;
    const OperationResult* result = next != results.end() && (*next)->id == op ? *next : nullptr;
    if (asked.began == 0) continue;
    KeyAccesses& key = accesses.keys[asked.key];
    if (!is_read(asked)) {
      if (may_be_applied(result)) key.writes.push_back(write_of(op, asked, result));
    } else if (result && asked.ended != 0 && (result->ok() || found_nothing(*result))) {
      key.reads.push_back(read_of(history, asked, *result));
    }
  }
  const auto by_begin = [](const auto& a, const auto& b) { return a.began < b.began; };
  for (auto& [name, key] : accesses.keys) {
    std::sort(key.writes.begin(), key.writes.end(), by_begin);
    std::sort(key.reads.begin(), key.reads.end(), by_begin);
  }
  return accesses;
}

std::string seen_text(const ReadAccess& read) {
  switch (read.saw) {
    case ReadAccess::Saw::write: return fmt::format("what op {} wrote", raw(read.source));
    case ReadAccess::Saw::nothing: return "absent";
    case ReadAccess::Saw::unknown: return "what nobody is known to have written";
  }
  return {};
}

Absence::Absence(const KeyAccesses& key) {
  std::map<OpId, std::uint64_t> removes;  // when they began
  for (const WriteAccess& write : key.writes) {
    if (!write.removes) continue;
    removes.emplace(write.op, write.began);
    if (write.is_acknowledged()) {
      first_newer_.emplace(write.version, write.began);
    } else {
      first_unknown_ = std::min(first_unknown_, write.began);
    }
  }
  // Each coordinator that a remove was tried at may have made a version of it.
  for (const ReadAccess& read : key.reads) {
    if (read.saw != ReadAccess::Saw::write) continue;
    if (const auto source = removes.find(read.source); source != removes.end())
      first_newer_.emplace(read.version, source->second);
  }
  std::uint64_t first = k_no_end;
  for (auto entry = first_newer_.rbegin(); entry != first_newer_.rend(); ++entry) {
    first = std::min(first, entry->second);
    entry->second = first;
  }
}

bool Absence::is_possible(const Version& version, std::uint64_t read_ended) const {
  const auto newer = first_newer_.lower_bound(version);
  return first_unknown_ < read_ended || (newer != first_newer_.end() && newer->second < read_ended);
}

}  // namespace ringside
