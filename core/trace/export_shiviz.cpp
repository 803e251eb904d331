#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "core/trace/export_text.h"
#include "core/trace/exports.h"

namespace ringside {
namespace {

// How many events of each place are known at another one.
using VectorClock = std::map<Address, std::uint64_t>;

void learn(VectorClock& clock, const VectorClock& heard) {
  for (const auto& [place, events] : heard) {
    std::uint64_t& known = clock[place];
    known = std::max(known, events);
  }
}

std::string clock_json(const VectorClock& clock) {
  std::string text;
  for (const auto& [place, events] : clock)
    text += fmt::format("{}\"{}\":{}", text.empty() ? "" : ",", place_name(place), events);
  return "{" + text + "}";
}

}  // namespace

std::string shiviz_log(const TraceLog& log) {
  std::map<Address, VectorClock> clocks;
  std::map<MessageId, VectorClock> under_way;  // as their senders were when they sent them
  // One run, so nothing parts it from others: the second line is empty.
  std::string text = fmt::format("{}\n\n", k_shiviz_pattern);
  for (const TraceEvent& event : log.events()) {
    const Address place = place_of(event);
    VectorClock& clock = clocks[place];
    ++clock[place];
    if (event.kind == EventKind::message_sent) {
      under_way.insert_or_assign(event.message(), clock);
    } else if (ends_message(event.kind)) {
      if (const auto sent = under_way.find(event.message()); sent != under_way.end()) {
        learn(clock, sent->second);
        under_way.erase(sent);
      }
    }
    text += fmt::format("{} {} {} ns {}\n", place_name(place), clock_json(clock),
                        nanoseconds(event.at), as_utf8(describe(event, log)));
  }
  return text;
}

}  // namespace ringside
