#include <fmt/format.h>

#include "core/trace/export_text.h"
#include "core/trace/exports.h"

namespace ringside {
namespace {

std::string csv_field(std::string_view text) {
  const std::string clean = as_utf8(text);
  if (clean.find_first_of(",\"\r\n") == std::string::npos) return clean;
  std::string field = "\"";
  for (const char c : clean) {
    if (c == '"') field += '"';
    field += c;
  }
  return field + "\"";
}

std::string end_name(Address end) { return end == Address{k_no_node} ? "" : name_of(end); }

std::string_view outcome_field(const TraceEvent& event) {
  const bool has_one = event.kind == EventKind::operation_finished ||
                       (is_about_message(event.kind) && is_reply(event.message_kind()));
  return has_one ? to_string(event.outcome) : std::string_view{};
}

}  // namespace

std::string events_csv(const TraceLog& log) {
  std::string text =
      "number,time_ns,event,node,peer,operation,key,message,message_kind,outcome,reason,count,"
      "words\n";
  std::uint64_t number = log.forgotten();
  for (const TraceEvent& event : log.events()) {
    const bool message = is_about_message(event.kind);
    text += fmt::format("{},{},{},{},{},{},{},{},{},{},{},{},{}\n", ++number, nanoseconds(event.at),
                        to_string(event.kind), end_name(event.node), end_name(event.peer),
                        raw(event.op) == 0 ? "" : std::to_string(raw(event.op)),
                        is_about_key(event.kind) ? csv_field(log.key_text(event.key())) : "",
                        message ? std::to_string(raw(event.message())) : "",
                        message ? to_string(event.message_kind()) : "", outcome_field(event),
                        event.kind == EventKind::message_lost ? to_string(event.reason) : "",
                        event.count, csv_field(describe(event, log)));
  }
  return text;
}

}  // namespace ringside
