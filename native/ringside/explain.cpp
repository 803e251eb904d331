#include "native/ringside/explain.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/scenario/text.h"
#include "core/scenario/units.h"
#include "core/trace/story.h"
#include "native/ringside/console.h"
#include "native/ringside/numbers.h"
#include "native/ringside/table.h"

namespace ringside {
namespace {

Result<OpId> operation_named(const TraceLog& log, const std::string& which) {
  std::uint64_t last = 0;
  for (const TraceEvent& event : log.events()) {
    if (event.kind == EventKind::operation_started) last = std::max(last, raw(event.op));
  }
  if (last == 0) return invalid("--explain: no operation was asked for in this run");
  if (which == "last") return OpId{last};
  const auto number = parse_u32(which, "--explain");
  if (!number) return error_of(number);
  if (*number == 0 || *number > last)
    return invalid(fmt::format("--explain: there is no operation {}; they are 1 to {}, or last",
                               *number, last));
  return OpId{*number};
}

}  // namespace

void add_explain(CLI::App& command, std::string& which) {
  command
      .add_option("--explain", which,
                  "tell what became of an operation, step by step, instead of the report: its "
                  "number, or last")
      ->type_name("OPERATION");
}

Result<std::string> explain(const TraceLog& log, const Shape& shape, const std::string& which) {
  const auto op = operation_named(log, which);
  if (!op) return error_of(op);
  OperationEvents events;
  events.update(log, 1, *op);
  World before(shape);
  for (std::uint64_t i = 0; i + 1 < events.all().front().moment; ++i) before.apply(log.events()[i]);
  const Story story = tell_story(events, log, &before);
  TextTable table({TextTable::Align::right, TextTable::Align::right, TextTable::Align::left});
  table.add_row({"after", "took", ""});
  for (const StoryStep& step : story.steps) {
    table.add_row({short_time(step.at - story.started),
                   step.at > step.from ? short_time(step.at - step.from) : "", step.words});
  }
  std::string text = bold(story.asked) + "\n" + table.text();
  text += story.finished ? fmt::format("{} after {}.\n", story.ended,
                                       short_time(*story.finished - story.started))
                         : story.ended + ".\n";
  for (const std::string& reason : story.why) text += reason + "\n";
  return text;
}

}  // namespace ringside
