#include "core/trace/export_text.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/trace/exports.h"

namespace ringside {
namespace {

bool is_continuation(char c) { return (static_cast<unsigned char>(c) & 0xc0u) == 0x80u; }

// How many bytes the character at the start has; 0 where there is none (Unicode 15, table 3-7).
std::size_t character_size(std::string_view text) {
  const auto first = static_cast<unsigned char>(text.front());
  if (first < 0x80) return 1;
  const std::size_t size = first < 0xc2 ? 0 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
  if (size == 0 || first > 0xf4 || text.size() < size) return 0;
  if (!std::all_of(text.begin() + 1, text.begin() + static_cast<std::ptrdiff_t>(size),
                   is_continuation))
    return 0;
  const auto second = static_cast<unsigned char>(text[1]);
  const bool too_long = (first == 0xe0 && second < 0xa0) || (first == 0xf0 && second < 0x90);
  const bool surrogate = first == 0xed && second >= 0xa0;
  const bool too_large = first == 0xf4 && second >= 0x90;
  return too_long || surrogate || too_large ? 0 : size;
}

}  // namespace

Address place_of(const TraceEvent& event) {
  switch (event.kind) {
    case EventKind::message_delivered: return event.peer;
    case EventKind::message_lost:
    case EventKind::message_held:
    case EventKind::message_rescheduled:
    case EventKind::network_changed:
    case EventKind::link_changed:
    case EventKind::link_reset:
    case EventKind::links_cut: return k_no_node;
    default: return event.node;
  }
}

std::string place_name(Address place) {
  return place == Address{k_no_node} ? "network" : name_of(place);
}

bool ends_message(EventKind kind) {
  return kind == EventKind::message_delivered || kind == EventKind::message_lost;
}

bool is_about_message(EventKind kind) {
  return kind == EventKind::message_sent || ends_message(kind) || kind == EventKind::message_held ||
         kind == EventKind::message_rescheduled;
}

bool is_about_key(EventKind kind) {
  switch (kind) {
    case EventKind::operation_started:
    case EventKind::operation_finished:
    case EventKind::write_coordinated:
    case EventKind::write_acknowledged:
    case EventKind::get_forwarded:
    case EventKind::read_repaired:
    case EventKind::record_stored:
    case EventKind::record_expired:
    case EventKind::record_collected:
    case EventKind::hint_kept:
    case EventKind::values_merged:
    case EventKind::key_hot: return true;
    default: return false;
  }
}

std::string as_utf8(std::string_view text) {
  std::string result;
  result.reserve(text.size());
  while (!text.empty()) {
    const std::size_t size = character_size(text);
    result += size == 0 ? std::string_view("\xef\xbf\xbd") : text.substr(0, size);
    text.remove_prefix(std::max<std::size_t>(size, 1));
  }
  return result;
}

std::string json_string(std::string_view text) {
  std::string result = "\"";
  for (const char c : as_utf8(text)) {
    if (c == '"' || c == '\\') {
      result += '\\';
      result += c;
    } else if (static_cast<unsigned char>(c) < 0x20) {
      result += fmt::format("\\u{:04x}", static_cast<unsigned>(c));
    } else {
      result += c;
    }
  }
  return result + "\"";
}

std::optional<ExportFormat> export_format(std::string_view name) {
  if (name == "perfetto") return ExportFormat::perfetto;
  if (name == "shiviz") return ExportFormat::shiviz;
  if (name == "csv") return ExportFormat::csv;
  return std::nullopt;
}

std::string export_trace(const TraceLog& log, ExportFormat format) {
  switch (format) {
    case ExportFormat::perfetto: return perfetto_json(log);
    case ExportFormat::shiviz: return shiviz_log(log);
    case ExportFormat::csv: return events_csv(log);
  }
  return {};
}

}  // namespace ringside
