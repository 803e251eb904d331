// The Chrome trace event format ("Trace Event Format", N. Duca and D. Sinclair), of which
// ui.perfetto.dev reads what is used here: complete slices (X), async slices (b, n, e), flows (s,
// f) and names (M). Times are microseconds.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <vector>

#include "core/trace/export_text.h"
#include "core/trace/exports.h"

namespace ringside {
namespace {

constexpr std::uint64_t k_step_ns_max = 1000;

// Unsigned, so that no time that a file may hold overflows.
std::string microseconds(std::int64_t ns) {
  const bool negative = ns < 0;
  const std::uint64_t size =
      negative ? 0 - static_cast<std::uint64_t>(ns) : static_cast<std::uint64_t>(ns);
  return fmt::format("{}{}.{:03}", negative ? "-" : "", size / 1000, size % 1000);
}
std::string microseconds(Time at) { return microseconds(nanoseconds(at)); }

// Which thread of which process shows a place; none is 0, which means the idle thread.
std::string thread_of(Address place) {
  if (place.is_node())
    return fmt::format(R"("pid":1,"tid":{})", std::uint64_t{raw(place.node())} + 1);
  if (place.is_client())
    return fmt::format(R"("pid":2,"tid":{})", std::uint64_t{raw(place.client())} + 1);
  return R"("pid":3,"tid":1)";
}

// Of which messages both ends are in the log: only those are drawn as arrows.
std::set<MessageId> whole_messages(const TraceLog& log) {
  std::set<MessageId> sent;
  std::set<MessageId> whole;
  for (const TraceEvent& event : log.events()) {
    if (event.kind == EventKind::message_sent) {
      sent.insert(event.message());
    } else if (ends_message(event.kind) && sent.erase(event.message()) != 0) {
      whole.insert(event.message());
    }
  }
  return whole;
}

std::string step_name(const TraceEvent& event) {
  const std::string kind(to_string(event.message_kind()));
  switch (event.kind) {
    case EventKind::message_delivered: return kind;
    case EventKind::message_sent: return "send " + kind;
    case EventKind::message_lost: return "lose " + kind;
    default: return std::string(to_string(event.kind));
  }
}

class PerfettoWriter {
 public:
  explicit PerfettoWriter(const TraceLog& log) : log_(log), whole_(whole_messages(log)) {}

  std::string write() {
    for (const TraceEvent& event : log_.events()) {
      add_to_step(event);
      add_operation(event);
      add_fault(event);
    }
    for (const auto& [place, step] : steps_) end_step(place, step, k_step_ns_max);
    name_threads();
    return "{\"displayTimeUnit\":\"ns\",\"traceEvents\":[\n" + text_ + "\n]}\n";
  }

 private:
  // All that happens at one place at one instant.
  struct Step {
    Time at{};
    std::string name;
    std::string words;  // JSON strings
    std::vector<std::string> flows;
  };

  void put(const std::string& event) { text_ += (text_.empty() ? "{" : ",\n{") + event + "}"; }

  void add_to_step(const TraceEvent& event) {
    const Address place = place_of(event);
    const auto [found, is_new] = steps_.try_emplace(place);
    Step& step = found->second;
    if (!is_new && step.at != event.at) {
      const std::uint64_t gap = static_cast<std::uint64_t>(nanoseconds(event.at)) -
                                static_cast<std::uint64_t>(nanoseconds(step.at));
      end_step(place, step, std::min(gap, k_step_ns_max));
      step = {};
    }
    if (step.name.empty()) {
      step.at = event.at;
      step.name = step_name(event);
    }
    step.words += (step.words.empty() ? "" : ",") + json_string(describe(event, log_));
    const bool is_end = event.kind == EventKind::message_sent || ends_message(event.kind);
    if (is_end && whole_.contains(event.message())) step.flows.push_back(flow(event, place));
  }

  // A flow binds to the slice that is open on its thread, so it follows it in the file.
  static std::string flow(const TraceEvent& event, Address place) {
    const bool begins = event.kind == EventKind::message_sent;
    return fmt::format(R"("ph":"{}","cat":"message","name":"{}","id":"{:x}",{},"ts":{}{})",
                       begins ? "s" : "f", to_string(event.message_kind()), raw(event.message()),
                       thread_of(place), microseconds(event.at), begins ? "" : R"(,"bp":"e")");
  }

  void end_step(Address place, const Step& step, std::uint64_t ns) {
    put(fmt::format(
        R"("ph":"X","cat":"step","name":"{}",{},"ts":{},"dur":{},"args":{{"events":[{}]}})",
        step.name, thread_of(place), microseconds(step.at),
        microseconds(static_cast<std::int64_t>(ns)), step.words));
    for (const std::string& flow : step.flows) put(flow);
  }

  std::string operation(char phase, const TraceEvent& event, Time at, const std::string& args) {
    const std::string name =
        fmt::format("{} {}", to_string(event.operation_kind()), log_.key_text(event.key()));
    return fmt::format(
        R"("ph":"{}","cat":"operation","name":{},"id":"{:x}",{},"ts":{},"args":{{{}}})", phase,
        json_string(name), raw(event.op), thread_of(event.node), microseconds(at), args);
  }

  // The value that it writes or has read.
  std::string value(const TraceEvent& event, OperationKind of) const {
    if (event.operation_kind() != of) return {};
    return fmt::format(R"(,"value":{})", json_string(log_.value_text(event.op)));
  }

  void add_operation(const TraceEvent& event) {
    const std::string client = fmt::format(R"("client":"{}")", name_of(event.node));
    if (event.kind == EventKind::operation_started) {
      open_.insert(event.op);
      put(operation('b', event, event.at, client + value(event, OperationKind::put)));
    } else if (event.kind == EventKind::operation_finished) {
      // A log that begins in the middle lacks the start, but the end says when it was.
      if (open_.erase(event.op) == 0) put(operation('b', event, time_at(event.stamp), client));
      put(operation(
          'e', event, event.at,
          fmt::format(R"("outcome":"{}","attempts":{})", to_string(event.outcome), event.count) +
              value(event, OperationKind::get)));
    }
  }

  // While a node is down or paused.
  void add_fault(const TraceEvent& event) {
    if (!event.node.is_node()) return;
    switch (event.kind) {
      case EventKind::node_started:
      case EventKind::node_resumed: return end_fault(event);
      case EventKind::node_crashed: end_fault(event); return begin_fault(event, "down");
      case EventKind::node_paused: return begin_fault(event, "paused");
      default: return;
    }
  }
  void begin_fault(const TraceEvent& event, const std::string& name) {
    if (faults_.try_emplace(event.node, name).second) put(fault('b', event, name));
  }
  void end_fault(const TraceEvent& event) {
    const auto found = faults_.find(event.node);
    if (found == faults_.end()) return;
    put(fault('e', event, found->second));
    faults_.erase(found);
  }
  static std::string fault(char phase, const TraceEvent& event, const std::string& name) {
    return fmt::format(R"("ph":"{}","cat":"fault","name":"{}","id":"{}",{},"ts":{})", phase, name,
                       name_of(event.node), thread_of(event.node), microseconds(event.at));
  }

  void name_threads() {
    const auto name = [&](const char* what, const std::string& of, std::string_view text) {
      put(fmt::format(R"("ph":"M","name":"{}",{},"ts":0,"args":{{"name":"{}"}})", what, of, text));
    };
    name("process_name", R"("pid":1,"tid":1)", "nodes");
    name("process_name", R"("pid":2,"tid":1)", "clients");
    name("process_name", R"("pid":3,"tid":1)", "network");
    for (const auto& [place, step] : steps_)
      name("thread_name", thread_of(place), place_name(place));
  }

  const TraceLog& log_;
  std::set<MessageId> whole_;
  std::map<Address, Step> steps_;
  std::set<OpId> open_;
  std::map<Address, std::string> faults_;
  std::string text_;
};

}  // namespace

std::string perfetto_json(const TraceLog& log) { return PerfettoWriter(log).write(); }

}  // namespace ringside
