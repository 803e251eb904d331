#include <fmt/format.h>

#include "core/ring/ring_view.h"
#include "core/trace/log.h"

namespace ringside {
namespace {

constexpr std::size_t k_shown_bytes_max = 64;

std::string milliseconds(std::uint64_t ns) {
  return fmt::format("{}.{:06} ms", ns / 1'000'000, ns % 1'000'000);
}

// Unsigned, so that no time that a file may hold overflows.
std::string milliseconds_between(std::int64_t from, std::int64_t to) {
  return to < from
             ? "-" + milliseconds_between(to, from)
             : milliseconds(static_cast<std::uint64_t>(to) - static_cast<std::uint64_t>(from));
}

// Events of no operation have op 0.
std::string of_operation(OpId op) {
  return raw(op) == 0 ? std::string{} : fmt::format(" op {}", raw(op));
}

std::string message(const TraceEvent& event) {
  const MessageKind kind = event.message_kind();
  std::string line =
      fmt::format("{} → {} {}", name_of(event.node), name_of(event.peer), to_string(kind));
  if (is_reply(kind)) line += fmt::format(" {}", to_string(event.outcome));
  if (event.count != 0) line += " (duplicate)";
  return line + of_operation(event.op);
}

std::string link_settings(const TraceEvent& event) {
  return fmt::format("latency {} and {}, loss {} of a million",
                     milliseconds_between(0, static_cast<std::int64_t>(event.subject)),
                     milliseconds_between(0, event.stamp), event.count);
}

std::string links_cut(const TraceEvent& event) {
  const LinkSet::Block block{event.node, event.count};
  std::string line = name_of(event.node) + " ↛";
  for (std::uint32_t bit = 0; bit < 64; ++bit) {
    if ((event.subject >> bit & 1) != 0) line += " " + name_of(receiver(block, bit));
  }
  if (event.subject != 0) return line;
  return fmt::format("{} → {} … {} are whole", name_of(event.node), name_of(receiver(block, 0)),
                     name_of(receiver(block, 63)));
}

std::string operation_started(const TraceEvent& event, const TraceLog& log) {
  std::string line = fmt::format("{} {} {}", name_of(event.node), to_string(event.operation_kind()),
                                 quoted_start(log.key_text(event.key())));
  if (event.operation_kind() == OperationKind::put)
    line += fmt::format(" = {}", quoted_start(log.value_text(event.op)));
  return line;
}

std::string operation_finished(const TraceEvent& event, const TraceLog& log) {
  std::string line = fmt::format("{} {} {}", name_of(event.node), to_string(event.operation_kind()),
                                 quoted_start(log.key_text(event.key())));
  if (event.operation_kind() == OperationKind::get && event.outcome.ok()) {
    line += fmt::format(" = {}", quoted_start(log.value_text(event.op)));
  }
  return line + fmt::format(" {} in {}, attempts {}", to_string(event.outcome),
                            milliseconds_between(event.stamp, nanoseconds(event.at)), event.count);
}

std::string record_stored(const TraceEvent& event, const TraceLog& log) {
  const std::string beside =
      event.siblings() == 0 ? "" : fmt::format(" and {} siblings", event.siblings());
  return fmt::format("{} {}{}{} version {}+{} by {}", name_of(event.node),
                     quoted_start(log.key_text(event.key())), event.tombstone() ? " tombstone" : "",
                     beside, milliseconds_between(0, event.stamp), event.count,
                     name_of(event.peer));
}

std::string belief_changed(const TraceEvent& event) {
  std::string line =
      fmt::format("{} by {} incarnation {}", name_of(event.peer), name_of(event.node), event.count);
  if (event.subject != 0) line += fmt::format(" refutation {}", event.subject);
  return line;
}

std::string details(const TraceEvent& event, const TraceLog& log) {
  const auto key = [&] { return quoted_start(log.key_text(event.key())); };
  switch (event.kind) {
    case EventKind::node_started:
    case EventKind::node_crashed:
    case EventKind::node_paused:
    case EventKind::node_resumed:
      return fmt::format("{} incarnation {}", name_of(event.node), event.count);
    case EventKind::operation_started:
      return operation_started(event, log) + of_operation(event.op);
    case EventKind::operation_retried:
      return fmt::format("{} → {} attempt {}", name_of(event.node), name_of(event.peer),
                         event.count) +
             of_operation(event.op);
    case EventKind::operation_finished:
      return operation_finished(event, log) + of_operation(event.op);
    case EventKind::message_sent:
    case EventKind::message_held:
    case EventKind::message_delivered: return message(event);
    case EventKind::message_rescheduled:
      return fmt::format("{} arrives in {}", message(event),
                         milliseconds_between(nanoseconds(event.at), event.stamp));
    case EventKind::message_lost:
      return fmt::format("{} ({})", message(event), to_string(event.reason));
    case EventKind::write_coordinated:
      return fmt::format("{} {} needs {} copies", name_of(event.node), key(), event.count) +
             of_operation(event.op);
    case EventKind::values_merged:
      return fmt::format("{} {} merged with {} values", name_of(event.node), key(), event.count) +
             of_operation(event.op);
    case EventKind::write_acknowledged:
      return fmt::format("{} ← {} {} copies {}", name_of(event.node), name_of(event.peer), key(),
                         event.count) +
             of_operation(event.op);
    case EventKind::get_forwarded:
    case EventKind::read_repaired:
      return fmt::format("{} → {} {}", name_of(event.node), name_of(event.peer), key()) +
             of_operation(event.op);
    case EventKind::replicas_compared:
      return fmt::format("{} ⇄ {} {} records", name_of(event.node), name_of(event.peer),
                         event.count);
    case EventKind::node_recovered:
      return fmt::format("{} doubtful arcs {}", name_of(event.node), event.count);
    case EventKind::hint_kept:
      return fmt::format("{} for {} {}", name_of(event.node), name_of(event.peer), key()) +
             of_operation(event.op);
    case EventKind::hints_handed_over:
    case EventKind::hints_dropped:
      return fmt::format("{} for {} {} hints", name_of(event.node), name_of(event.peer),
                         event.count);
    case EventKind::record_expired:
    case EventKind::record_collected:
    case EventKind::record_stored: return record_stored(event, log) + of_operation(event.op);
    case EventKind::node_slowed:
      return fmt::format("{} by {}", name_of(event.node), milliseconds_between(0, event.stamp));
    case EventKind::clock_skewed:
      return fmt::format("{} by {}{}", name_of(event.node), event.stamp < 0 ? "" : "+",
                         milliseconds_between(0, event.stamp));
    case EventKind::network_changed: return link_settings(event);
    case EventKind::link_changed:
      return fmt::format("{} → {} {}", name_of(event.node), name_of(event.peer),
                         link_settings(event));
    case EventKind::link_reset:
      return fmt::format("{} → {}", name_of(event.node), name_of(event.peer));
    case EventKind::links_cut: return links_cut(event);
    case EventKind::node_suspected:
    case EventKind::node_confirmed_dead:
    case EventKind::node_alive_again: return belief_changed(event);
    case EventKind::key_hot:
      return fmt::format("{} {} {} of {} requests", name_of(event.node), key(), event.count,
                         event.stamp);
    case EventKind::view_changed:
      return fmt::format("{} epoch {}: {} {} {}", name_of(event.node), event.count,
                         to_string(static_cast<RingChange::Kind>(event.detail)),
                         name_of(event.peer), event.subject != 0 ? "moves" : "is settled");
    case EventKind::range_dropped:
      return fmt::format("{} {:016x} … {:016x} {} records", name_of(event.node), event.subject,
                         static_cast<std::uint64_t>(event.stamp), event.count);
  }
  return fmt::format("kind {}", static_cast<unsigned>(event.kind));
}

}  // namespace

// Keys and values are any bytes: what would break the line, or look like the end of the text, is
// escaped.
std::string quoted_start(std::string_view text) {
  std::string line = "\"";
  std::size_t shown = std::min(text.size(), k_shown_bytes_max);
  while (shown > 0 && shown < text.size() &&
         (static_cast<unsigned char>(text[shown]) & 0xc0u) == 0x80u)
    --shown;
  for (const char c : text.substr(0, shown)) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      line += '\\';
      line += c;
    } else if (byte < 0x20 || byte == 0x7f) {
      line += fmt::format("\\x{:02x}", byte);
    } else {
      line += c;
    }
  }
  return line + (shown < text.size() ? "…\"" : "\"");
}

std::string name_of(Address address) {
  if (address.is_node()) return fmt::format("n{}", raw(address.node()));
  if (address.is_client()) return fmt::format("c{}", raw(address.client()));
  return "nobody";
}

std::string describe(const TraceEvent& event, const TraceLog& log) {
  return fmt::format("{} {}", to_string(event.kind), details(event, log));
}

}  // namespace ringside
