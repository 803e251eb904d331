#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/error.h"

namespace ringside {

/// One line of a history: an operation is called, or a call ends.
struct HistoryEvent {
  enum class Type : std::uint8_t { invoke, ok, fail, info };
  enum class Function : std::uint8_t { read, write, cas, append };
  /// nil, or a text. A number is its digits.
  using Value = std::optional<std::string>;

  std::optional<std::uint64_t> index;  ///< Grows from line to line where there is one.
  std::uint64_t process = 0;
  Type type{};
  Function function{};
  std::string key;            ///< "" if the line names none.
  std::vector<Value> values;  ///< One; two of a compare-and-set; none where nothing is known.
};

/// "invoke", "ok", "fail", "info".
std::optional<HistoryEvent::Type> history_type_of(std::string_view word);
/// "read" and "get", "write" and "put", "cas", "append".
std::optional<HistoryEvent::Function> history_function_of(std::string_view word);
/// "read", "write", "cas", "append".
std::string_view to_string(HistoryEvent::Function function);

/// Each reads one line of a format (docs/histories.md). invalid_argument with what would be right,
/// without the line's number. Nothing for a line that is no client's.
Result<std::optional<HistoryEvent>> read_log_event(std::string_view line);
Result<std::optional<HistoryEvent>> read_edn_event(std::string_view line);
Result<std::optional<HistoryEvent>> read_json_event(std::string_view line);

}  // namespace ringside
