#include "core/check/history_event.h"

namespace ringside {

std::optional<HistoryEvent::Type> history_type_of(std::string_view word) {
  if (word == "invoke") return HistoryEvent::Type::invoke;
  if (word == "ok") return HistoryEvent::Type::ok;
  if (word == "fail") return HistoryEvent::Type::fail;
  if (word == "info") return HistoryEvent::Type::info;
  return std::nullopt;
}

std::optional<HistoryEvent::Function> history_function_of(std::string_view word) {
  if (word == "read" || word == "get") return HistoryEvent::Function::read;
  if (word == "write" || word == "put") return HistoryEvent::Function::write;
  if (word == "cas") return HistoryEvent::Function::cas;
  if (word == "append") return HistoryEvent::Function::append;
  return std::nullopt;
}

std::string_view to_string(HistoryEvent::Function function) {
  switch (function) {
    case HistoryEvent::Function::read: return "read";
    case HistoryEvent::Function::write: return "write";
    case HistoryEvent::Function::cas: return "cas";
    case HistoryEvent::Function::append: return "append";
  }
  return "";
}

}  // namespace ringside
