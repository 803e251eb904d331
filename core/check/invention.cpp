#include "core/check/invention.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <utility>

#include "core/check/merged_reads.h"

namespace ringside {
namespace {

using KeyAndValue = std::pair<std::string_view, std::string_view>;

// When the first put of each value to each key began. A put that never ended may have begun at any
// time.
std::map<KeyAndValue, Time> first_puts(const History& history) {
  std::map<OpId, Time> started;
  for (const OperationResult& result : history.results) started.emplace(result.id, result.started);
  std::map<KeyAndValue, Time> first;
  for (const auto& [id, asked] : history.asked) {
    if (asked.kind != OperationKind::put) continue;
    const auto found = started.find(id);
    const Time began = found == started.end() ? k_start_of_time : found->second;
    const auto [place, is_new] = first.try_emplace(KeyAndValue{asked.key, asked.value}, began);
    if (!is_new) place->second = std::min(place->second, began);
  }
  return first;
}

}  // namespace

Violations check_invention(const History& history) {
  if (history.merge != nullptr) return check_merged_reads(history);
  Violations violations;
  const auto puts = first_puts(history);
  std::map<std::pair<std::string_view, Version>, std::string_view> values;
  for (const OperationResult& result : history.results) {
    if (!result.ok() || result.kind == OperationKind::remove) continue;
    if (result.kind == OperationKind::get) {
      const auto put = puts.find(KeyAndValue{result.key, result.value});
      if (put == puts.end()) {
        violations.add(fmt::format("op {}: '{}' read as '{}', which nobody put", raw(result.id),
                                   result.key, result.value));
        continue;
      }
      if (put->second > result.finished) {
        violations.add(fmt::format("op {}: '{}' read as '{}' before it was put", raw(result.id),
                                   result.key, result.value));
      }
    }
    const auto [place, is_new] =
        values.try_emplace({result.key, result.receipt.version}, result.value);
    if (!is_new && place->second != result.value) {
      violations.add(fmt::format("op {}: one version of '{}' is both '{}' and '{}'", raw(result.id),
                                 result.key, place->second, result.value));
    }
  }
  return violations;
}

}  // namespace ringside
