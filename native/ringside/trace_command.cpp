#include "native/ringside/trace_command.h"

#include <fmt/format.h>

#include <limits>
#include <memory>

#include "core/scenario/trace_file.h"
#include "core/scenario/trace_text.h"
#include "core/trace/world.h"
#include "native/ringside/console.h"
#include "native/ringside/exit_status.h"
#include "native/ringside/explain.h"
#include "native/ringside/input_file.h"
#include "native/ringside/numbers.h"
#include "native/ringside/report.h"
#include "native/ringside/table.h"
#include "native/ringside/trace_export.h"

namespace ringside {
namespace {

struct TraceOptions {
  std::string file;
  std::string explain;  // an operation
  TraceExport exports;
  bool events = false;
  bool json = false;
};

// A trace that was read, and what is shown of it.
struct ReadTrace {
  TraceFacts facts;
  World world;
  std::string lines;  // every event in words, if they are asked for
};

int refuse_trace(const std::string& message) {
  say_error(message);
  return k_exit_usage;
}

Result<ReadTrace> read_trace(const std::string& content, TraceOptions& options) {
  auto reader = TraceReader::open(content);
  if (!reader) return tl::unexpected<Error>(reader.error());
  ReadTrace trace{{}, World(reader->head().config.shape), {}};
  const bool kept = options.exports.wanted() || !options.explain.empty();
  TraceText text;
  TraceBatch batch;
  for (bool more = true; more;) {
    const auto read = reader->next(batch);
    if (!read) return tl::unexpected<Error>(read.error());
    more = *read;
    for (const TraceEvent& event : batch.events) trace.world.apply(event);
    if (options.events) text.append(batch);
    if (kept) options.exports.log().append(batch);
    batch.events.clear();
    batch.texts.clear();
  }
  trace.facts = {reader->head(), reader->events(), trace.world.time(), reader->digest().value()};
  trace.lines = text.take();
  return trace;
}

std::string trace_json(const ReadTrace& trace) {
  const WorldTotals& totals = trace.world.totals();
  const TraceFacts& facts = trace.facts;
  return json_line({{"settings", settings_json(facts.head.config)},
                    {"host", facts.head.host},
                    {"events", facts.events},
                    {"ops", totals.operations},
                    {"succeeded", totals.succeeded},
                    {"failed", totals.failed},
                    {"messages", totals.sent},
                    {"messages_lost", totals.lost},
                    {"keys", trace.world.keys().size()},
                    {"cluster_ms", milliseconds(facts.head.end - k_start_of_time)},
                    {"digest", fmt::format("{:016x}", facts.digest)}});
}

std::string trace_report(const ReadTrace& trace) {
  const WorldTotals& totals = trace.world.totals();
  const TraceFacts& facts = trace.facts;
  TextTable table({TextTable::Align::left, TextTable::Align::right, TextTable::Align::left});
  table.add_row({"operations", with_thousands(totals.operations),
                 fmt::format("{} failed", with_thousands(totals.failed))});
  table.add_row({"messages", with_thousands(totals.sent),
                 fmt::format("{} lost", with_thousands(totals.lost))});
  table.add_row({"keys", with_thousands(trace.world.keys().size()), ""});
  table.add_row({"events", with_thousands(facts.events), ""});
  table.add_row({"time", short_time(facts.head.end - k_start_of_time), ""});
  return bold("the trace of a run") +
         fmt::format("   {} · seed {} · {}\n\n{}\n  digest    {:016x}\n",
                     settings_text(facts.head.config), facts.head.config.seed, facts.head.host,
                     table.text(2), facts.digest);
}

int run(TraceOptions& options) {
  if (options.json + options.events + !options.explain.empty() > 1)
    return refuse_trace("--json, --events and --explain are each the output; give one of them");
  const auto content = read_input(options.file);
  if (!content) return refuse_trace(content.error().message);
  if (const auto opened = options.exports.open(); !opened)
    return refuse_trace(opened.error().message);
  const auto trace = read_trace(*content, options);
  if (!trace) return refuse_trace(options.file + ": " + trace.error().message);
  std::string text = options.events ? trace->lines
                     : options.json ? trace_json(*trace)
                                    : trace_report(*trace);
  if (!options.explain.empty()) {
    auto story = explain(options.exports.log(), trace->facts.head.config.shape, options.explain);
    if (!story) return refuse_trace(story.error().message);
    text = std::move(*story);
  }
  const bool written = write_result(text);
  if (const auto exported = options.exports.write(trace->facts.head); !exported)
    return refuse_trace(exported.error().message);
  return written ? k_exit_good : k_exit_usage;
}

}  // namespace

void add_trace_command(CLI::App& app, int& exit_status) {
  auto* command = app.add_subcommand("trace", "Tell what is in a trace file");
  const auto options = std::make_shared<TraceOptions>();
  command->add_option("FILE", options->file, "a trace of a run, or - for standard input")
      ->required();
  command->add_flag("--events", options->events, "print every event instead of the report");
  add_explain(*command, options->explain);
  command->add_flag("--json", options->json, "print one JSON object");
  options->exports.add_to(*command);
  command->footer(
      "Examples:\n"
      "  ringside sim --ops 500 --crashes 1 --trace run.ringside\n"
      "  ringside trace run.ringside\n"
      "  ringside trace run.ringside --explain last\n"
      "  ringside trace run.ringside --export perfetto=trace.json --export csv=events.csv\n"
      "Window and page open the same file. docs/sharing.md describes it.\n"
      "Exit status: 0 good, 2 wrong arguments, or the file is none or damaged.");
  command->callback([options, &exit_status] { exit_status = run(*options); });
}

}  // namespace ringside
