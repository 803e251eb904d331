#include "core/check/merged_reads.h"

#include <fmt/format.h>

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace ringside {
namespace {

struct Put {
  std::string_view value;
  Time began = k_start_of_time;  // one that never ended may have begun at any time
};

std::map<std::string_view, std::vector<Put>> puts_of(const History& history) {
  std::map<OpId, Time> started;
  for (const OperationResult& result : history.results) started.emplace(result.id, result.started);
  std::map<std::string_view, std::vector<Put>> puts;
  for (const auto& [id, asked] : history.asked) {
    if (asked.kind != OperationKind::put) continue;
    const auto found = started.find(id);
    puts[asked.key].push_back(
        {asked.value, found == started.end() ? k_start_of_time : found->second});
  }
  return puts;
}

}  // namespace

bool absorbs(MergeFunction merge, std::string_view value, std::string_view part) {
  return merge(value, part) == value;
}

// All puts that the value has in it make it up, whichever of them it was merged from.
Violations check_merged_reads(const History& history) {
  Violations violations;
  const auto puts = puts_of(history);
  for (const OperationResult& read : history.results) {
    if (!read.ok() || read.kind != OperationKind::get) continue;
    std::optional<std::string> all;
    if (const auto of_key = puts.find(read.key); of_key != puts.end()) {
      for (const Put& put : of_key->second) {
        if (put.began > read.finished || !absorbs(history.merge, read.value, put.value)) continue;
        all = history.merge(all ? *all : put.value, put.value);
      }
    }
    if (all == read.value) continue;
    violations.add(
        fmt::format("op {}: '{}' read as '{}', which is no merger of what was put before",
                    raw(read.id), read.key, read.value));
  }
  return violations;
}

}  // namespace ringside
