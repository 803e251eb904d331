#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/trace/log.h"

namespace ringside {

/// Files that other programs read. docs/sharing.md says what each holds.
enum class ExportFormat : std::uint8_t {
  perfetto,  ///< Chrome trace event JSON, for ui.perfetto.dev.
  shiviz,    ///< A log with vector clocks, for ShiViz.
  csv,       ///< A table of all events.
};

/// The format of this name: "perfetto", "shiviz" or "csv".
std::optional<ExportFormat> export_format(std::string_view name);

/// The events that a log keeps, as a file of this format. Pure: the same log gives the same bytes.
/// Always UTF-8: other bytes in keys and values become U+FFFD. No event can break it, as with
/// World: what it refers to and the log does not have is left out.
std::string export_trace(const TraceLog& log, ExportFormat format);

/// Each actor is a thread. All that it does at one instant is a slice of at most 1 µs, since
/// handling takes no time of its own; each message is an arrow between two slices, each operation
/// an async slice from asking to answer.
std::string perfetto_json(const TraceLog& log);

/// The first line is k_shiviz_pattern, the second is empty, as ShiViz wants it of a file. Then one
/// line an event: who, its vector clock as JSON, then the time and the event in words.
std::string shiviz_log(const TraceLog& log);
/// The regular expression that takes a line of it apart.
inline constexpr std::string_view k_shiviz_pattern =
    R"((?<host>\S+) (?<clock>\{[^}]*\}) (?<event>.*))";

/// As RFC 4180 has it, but that lines end in "\n"; the first line names the columns.
std::string events_csv(const TraceLog& log);

}  // namespace ringside
