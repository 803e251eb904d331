#include "native/ringside/run_command.h"

#include <fmt/format.h>

#include <algorithm>
#include <memory>

#include "core/scenario/library.h"
#include "core/scenario/run_link.h"
#include "core/scenario/script.h"
#include "core/scenario/text.h"
#include "core/scenario/units.h"
#include "native/ringside/console.h"
#include "native/ringside/data_text.h"
#include "native/ringside/exit_status.h"
#include "native/ringside/explain.h"
#include "native/ringside/input_file.h"
#include "native/ringside/link_run.h"
#include "native/ringside/options.h"
#include "native/ringside/script_run.h"
#include "native/ringside/table.h"
#include "native/ringside/trace_export.h"

namespace ringside {
namespace {

struct RunOptions {
  std::string file;
  ClusterOptions cluster;
  HostOptions host;
  std::uint64_t workers = 0;
  std::vector<std::string> kill;
  TraceExport exports;
  std::string explain;  // an operation
  bool list = false;
  bool json = false;
};

int refuse(const std::string& message) {
  say_error(message);
  return k_exit_usage;
}

std::string list_text() {
  TextTable table({TextTable::Align::left, TextTable::Align::left});
  for (const BuiltInScenario& scenario : built_in_scenarios()) {
    const auto script = parse_script(scenario.name, scenario.text);
    table.add_row({std::string(scenario.name), script ? script->title : script.error().message});
  }
  return table.text();
}

// The nodes of --kill 1,2 or --kill 1 --kill 2.
Result<std::vector<NodeId>> nodes_to_kill(const std::vector<std::string>& words,
                                          std::uint32_t nodes) {
  std::vector<NodeId> kill;
  for (const std::string& word : words) {
    const auto node = parse_u32(word, "the node to kill");
    if (!node) return error_of(node);
    if (*node >= nodes) {
      return invalid(
          fmt::format("there is no node {} to kill; nodes are 0 to {}", *node, nodes - 1));
    }
    if (std::find(kill.begin(), kill.end(), NodeId{*node}) != kill.end()) {
      return invalid(fmt::format("node {} is to be killed twice; name it once", *node));
    }
    kill.push_back(NodeId{*node});
  }
  return kill;
}

int finish(LiveRun& run, const RunOptions& options, const std::string& report, int status) {
  std::string text = options.host.trace ? run.take_trace() : report;
  if (options.host.link) {
    auto link = encode_link(run.link());
    if (!link) return refuse(link.error().message);
    text = *link + "\n";
  }
  if (!options.explain.empty()) {
    const auto story = explain(*options.host.events, run.cluster().config().shape, options.explain);
    if (!story) return refuse(story.error().message);
    text = *story;
  }
  const bool written = write_result(text);
  Recorder& cluster = run.cluster();
  const TraceHead head{cluster.config(), std::string(cluster.host_name()), cluster.now()};
  if (const auto exported = options.exports.write(head); !exported)
    return refuse(exported.error().message);
  return written ? status : k_exit_usage;
}

int play(const RunOptions& options, const Script& script) {
  if (!options.kill.empty()) return refuse("--kill is for data files; a script has kill as a step");
  const auto config = options.cluster.apply_to(configure(script));
  if (!config) return refuse(config.error().message);
  auto run = LiveRun::start(*config, options.host);
  if (!run) return refuse(run.error().message);
  const auto report = run_script(**run, script);
  if (!report) {
    say_error(report.error().message);
    return k_exit_broken;
  }
  const ScriptTitle title{options.file, (*run)->cluster().host_name()};
  const std::string text = options.json
                               ? script_json(title, script, *config, *report, (*run)->digest())
                               : script_text(title, script, *config, *report);
  const bool broken = !broken_promises(report->judgements).empty();
  const int status = broken || report->failed > 0 ? k_exit_broken
                     : report->refused > 0        ? k_exit_usage
                                                  : k_exit_good;
  return finish(**run, options, text, status);
}

int load(const RunOptions& options, const KeyValueFile& file) {
  const auto config = options.cluster.apply_to({});
  if (!config) return refuse(config.error().message);
  const auto kill = nodes_to_kill(options.kill, config->shape.nodes);
  if (!kill) return refuse(kill.error().message);
  auto run = LiveRun::start(*config, options.host);
  if (!run) return refuse(run.error().message);
  const auto report = run_data(**run, file, *kill);
  if (!report) {
    say_error(report.error().message);
    return k_exit_broken;
  }
  const DataTitle title{options.file == "-" ? "standard input" : options.file, file.format,
                        (*run)->cluster().host_name()};
  const std::string text = options.json ? data_json(title, *config, *report, (*run)->digest())
                                        : data_text(title, *config, *report);
  return finish(**run, options, text,
                report->kept() && report->complete() ? k_exit_good : k_exit_broken);
}

// A link has all that decides its run.
int open_link(RunOptions& options) {
  const bool alone = options.cluster.given().empty() && options.kill.empty() &&
                     options.host.host == "sim" && !options.host.link && options.explain.empty();
  if (!alone)
    return refuse(
        "a link has its cluster and its commands in it; give it alone, or with --trace, --json or "
        "--export");
  return run_link({options.file, options.host.trace, options.json}, options.exports);
}

int run(RunOptions& options) {
  if (options.list) return write_result(list_text()) ? k_exit_good : k_exit_usage;
  if (options.file.empty())
    return refuse("run needs a FILE, or - for standard input; ringside run --help shows examples");
  if (options.workers > 1024) return refuse("--workers is at most 1024");
  if (options.json + options.host.trace + options.host.link + !options.explain.empty() > 1)
    return refuse("--json, --trace, --link and --explain are each the output; give one of them");
  options.host.workers = static_cast<std::uint32_t>(options.workers);

  if (is_run_link(options.file)) return open_link(options);
  auto content = read_input(options.file);
  const BuiltInScenario* built_in = content ? nullptr : find_built_in_scenario(options.file);
  if (built_in) content = std::string(built_in->text);
  if (!content) return refuse(content.error().message);
  if (is_trace_file(*content))
    return refuse(fmt::format("{} is the trace of a run, not to be run again: ringside trace {}",
                              options.file, options.file));
  if (const auto opened = options.exports.open(); !opened) return refuse(opened.error().message);
  if (options.exports.wanted() || !options.explain.empty())
    options.host.events = &options.exports.log();
  const std::string name = options.file == "-" ? "standard input" : options.file;
  if (built_in || looks_like_script(options.file, *content)) {
    const auto script = parse_script(name, *content);
    return script ? play(options, *script) : refuse(script.error().message);
  }
  const auto file = read_key_values(name, *content);
  return file ? load(options, *file) : refuse(file.error().message);
}

}  // namespace

void add_run_command(CLI::App& app, int& exit_status) {
  auto* command =
      app.add_subcommand("run", "Play a script, or load a key-value file and read it back");
  const auto options = std::make_shared<RunOptions>();
  command->add_option("FILE", options->file,
                      "a script, a data file (TSV, CSV, JSON lines), a built-in scenario, a link "
                      "to a run, or - for standard input");
  command
      ->add_option("--host", options->host.host, "what carries the cluster: sim or threads [sim]")
      ->type_name("HOST");
  command
      ->add_option("--kill", options->kill,
                   "after a load: kill these nodes and read everything again")
      ->type_name("NODE,…")
      ->delimiter(',')
      ->allow_extra_args(false);
  add_number(*command, "--workers", options->workers,
             "threads that carry the nodes [as many as the machine runs at once]");
  command->add_option("--rate", options->host.rate, "of threads: cluster time in wall time [1]")
      ->type_name("X")
      ->check(CLI::Range(0.000001, 1000.0));
  command->add_flag("--trace", options->host.trace, "print every event instead of the report");
  command->add_flag(
      "--link", options->host.link,
      "print a link to the run instead of the report, for the page's address or for run");
  add_explain(*command, options->explain);
  command->add_flag("--list", options->list, "list the built-in scenarios");
  command->add_flag("--json", options->json, "print one JSON object");
  options->exports.add_to(*command);
  options->cluster.add_to(*command);
  command->footer(
      "Examples:\n"
      "  ringside run --list\n"
      "  ringside run primary-dies-mid-put\n"
      "  ringside run primary-dies-mid-put --explain 1\n"
      "  ringside run my.scenario --trace\n"
      "  ringside run two-kills --export perfetto=trace.json --export csv=events.csv\n"
      "  ringside run two-kills --export trace=two-kills.ringside\n"
      "  ringside run packages.tsv --nodes 8 --replicas 2 --host threads --kill 2,5\n"
      "  ringside run \"$(ringside run two-kills --link)\" --json\n"
      "  dpkg-query -W -f '${Package}\\t${Version}\\n' | ringside run - --nodes 8\n"
      "docs/scenario-files.md describes the files, docs/sharing.md what is exported.\n"
      "Exit status: 0 good; 1 a promise was broken, an expectation not met, or not everything "
      "stored;\n"
      "2 wrong arguments or input.");
  command->callback([options, &exit_status] { exit_status = run(*options); });
}

}  // namespace ringside
