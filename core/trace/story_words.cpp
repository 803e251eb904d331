#include "core/trace/story_words.h"

#include <fmt/format.h>

namespace ringside {

std::string who(Address address) {
  if (address.is_node()) return fmt::format("node {}", raw(address.node()));
  if (address.is_client()) return fmt::format("client {}", raw(address.client()));
  return "nobody";
}

std::string who(std::span<const NodeId> nodes) {
  if (nodes.empty()) return "nobody";
  std::string list = nodes.size() == 1 ? "node " : "nodes ";
  for (std::size_t i = 0; i < nodes.size(); ++i) {
    if (i > 0) list += i + 1 == nodes.size() ? " and " : ", ";
    list += std::to_string(raw(nodes[i]));
  }
  return list;
}

std::string with_capital(std::string sentence) {
  if (!sentence.empty() && sentence[0] >= 'a' && sentence[0] <= 'z')
    sentence[0] = static_cast<char>(sentence[0] - 'a' + 'A');
  return sentence;
}

std::string counted_copies(std::uint32_t copies) {
  return copies == 1 ? "1 copy" : fmt::format("{} copies", copies);
}

std::string version_words(const Holding& kept, const TraceLog& log) {
  const std::string_view value = log.value_text(kept.op);
  std::string words = kept.tombstone ? fmt::format("a deletion (operation {})", raw(kept.op))
                      : value.empty()
                          ? fmt::format("what operation {} wrote", raw(kept.op))
                          : fmt::format("{} (operation {})", quoted_start(value), raw(kept.op));
  if (kept.siblings > 0)
    words += fmt::format(" and {} other value{}", kept.siblings, kept.siblings == 1 ? "" : "s");
  return words;
}

std::string loss_words(LossReason reason, Address receiver) {
  switch (reason) {
    case LossReason::link: return "the link dropped it";
    case LossReason::receiver_down: return who(receiver) + " is down";
    case LossReason::overloaded: return who(receiver) + " has too much to do";
    case LossReason::partition: return "the link is cut";
    case LossReason::dropped: return "it was dropped by hand";
  }
  return "it never arrived";
}

const char* answer_words(OperationKind kind, Outcome outcome) {
  if (const auto error = outcome.error()) {
    switch (*error) {
      case ErrorCode::invalid_argument: return "it cannot do that";
      case ErrorCode::not_found:
        return kind == OperationKind::remove ? "there was nothing to delete" : "there is nothing";
      case ErrorCode::unavailable: return "it cannot, or too few others can";
      case ErrorCode::timeout: return "it took too long";
      case ErrorCode::outcome_unknown: return "it may be kept or not";
      case ErrorCode::overloaded: return "there is too much to do";
      case ErrorCode::stale_context: return "the key has changed meanwhile";
      case ErrorCode::too_many_siblings: return "the key has too many values already";
    }
  }
  switch (kind) {
    case OperationKind::put: return "it is stored";
    case OperationKind::get: return "here is the value";
    case OperationKind::remove: return "it is deleted";
    case OperationKind::scan: break;
  }
  return "here are the keys";
}

}  // namespace ringside
