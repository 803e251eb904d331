#include "core/check/outcomes.h"

#include <fmt/format.h>

#include <optional>
#include <set>

namespace ringside {
namespace {

bool can_end_so(OperationKind kind, ErrorCode code) {
  switch (code) {
    case ErrorCode::not_found: return kind != OperationKind::put;
    case ErrorCode::timeout: return kind == OperationKind::get;
    case ErrorCode::outcome_unknown: return kind != OperationKind::get;
    case ErrorCode::stale_context:
    case ErrorCode::too_many_siblings: return kind == OperationKind::put;
    case ErrorCode::unavailable:
    case ErrorCode::overloaded: return true;
    // What a cluster accepts, it has found to be valid.
    case ErrorCode::invalid_argument: return false;
  }
  return false;
}

// What is wrong with the end of an operation that was asked for; nothing if it is right.
std::optional<std::string> fault_of(const OperationResult& result, const History::Asked& asked) {
  if (result.kind != asked.kind || result.key != asked.key) {
    return fmt::format("was {} '{}' and ended as {} '{}'", to_string(asked.kind), asked.key,
                       to_string(result.kind), result.key);
  }
  if (result.finished < result.started) return "ended before it began";
  if (result.error && !can_end_so(result.kind, result.error->code)) {
    return fmt::format("a {} ended with {}", to_string(result.kind), to_string(result.error->code));
  }
  return std::nullopt;
}

}  // namespace

Violations check_outcomes(const History& history) {
  Violations violations;
  std::set<OpId> ended;
  for (const OperationResult& result : history.results) {
    const auto asked = history.asked.find(result.id);
    if (asked == history.asked.end()) {
      violations.add(fmt::format("op {}: ended and was never asked for", raw(result.id)));
      continue;
    }
    if (!ended.insert(result.id).second)
      violations.add(fmt::format("op {}: ended twice", raw(result.id)));
    if (const auto fault = fault_of(result, asked->second)) {
      violations.add(fmt::format("op {}: {}", raw(result.id), *fault));
    }
  }
  for (const auto& [id, asked] : history.asked) {
    if (!ended.contains(id)) {
      violations.add(
          fmt::format("op {}: {} '{}' never ended", raw(id), to_string(asked.kind), asked.key));
    }
  }
  return violations;
}

}  // namespace ringside
