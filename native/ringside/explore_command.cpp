#include "native/ringside/explore_command.h"

#include <fmt/format.h>

#include <chrono>
#include <memory>
#include <vector>

#include "core/scenario/text.h"
#include "core/trial/explore.h"
#include "native/ringside/console.h"
#include "native/ringside/exit_status.h"
#include "native/ringside/numbers.h"
#include "native/ringside/options.h"
#include "native/ringside/report.h"
#include "native/ringside/table.h"

namespace ringside {
namespace {

constexpr std::uint64_t k_allowance_max = 16;

struct ExploreOptions {
  ClusterOptions cluster;
  std::vector<std::string> operations{"put"};
  std::uint64_t crashes = 1;
  std::uint64_t restarts = 1;
  std::uint64_t losses = 0;
  std::uint64_t timers = 0;
  std::uint64_t states_max = 10'000'000;
  bool json = false;
};

Result<OperationKind> operation_kind(const std::string& word) {
  if (word == "put") return OperationKind::put;
  if (word == "get") return OperationKind::get;
  if (word == "del") return OperationKind::remove;
  return invalid(fmt::format("there is no operation \"{}\"; it is put, get or del", excerpt(word)));
}

Result<ExploreSettings> settings_of(const ExploreOptions& options) {
  ExploreSettings settings;
  ClusterConfig small;
  small.shape = settings.shape;
  const auto config = options.cluster.apply_to(small);
  if (!config) return error_of(config);
  settings.shape = config->shape;
  settings.operations.clear();
  for (const std::string& word : options.operations) {
    const auto kind = operation_kind(word);
    if (!kind) return error_of(kind);
    settings.operations.push_back(*kind);
  }
  for (const auto& [given, taken] :
       {std::pair{options.crashes, &settings.crashes},
        std::pair{options.restarts, &settings.restarts},
        std::pair{options.losses, &settings.losses}, std::pair{options.timers, &settings.timers}}) {
    if (given > k_allowance_max)
      return invalid(fmt::format("{} of a kind are more than {}", given, k_allowance_max));
    *taken = static_cast<std::uint32_t>(given);
  }
  settings.states_max = options.states_max;
  if (const auto good = validate(settings); !good) return error_of(good);
  return settings;
}

std::string to_json(const ExploreSettings& settings, const Exploration& found,
                    std::chrono::nanoseconds wall_time) {
  Json operations = Json::array();
  for (const OperationKind kind : settings.operations) operations.push_back(to_string(kind));
  return json_line({{"nodes", settings.shape.nodes},
                    {"replicas", settings.shape.replicas},
                    {"failures", settings.shape.failures},
                    {"operations", std::move(operations)},
                    {"crashes", settings.crashes},
                    {"restarts", settings.restarts},
                    {"losses", settings.losses},
                    {"timers", settings.timers},
                    {"states", found.states},
                    {"transitions", found.transitions},
                    {"ends", found.ends},
                    {"ends_with_hints", found.ends_with_hints},
                    {"ends_with_handoffs", found.ends_with_handoffs},
                    {"ends_with_recoveries", found.ends_with_recoveries},
                    {"deepest", found.deepest},
                    {"complete", found.complete},
                    {"violations", found.violations.count},
                    {"examples", found.violations.examples},
                    {"wall_ms", milliseconds(wall_time)}});
}

std::string to_text(const ExploreSettings& settings, const Exploration& found,
                    std::chrono::nanoseconds wall_time) {
  std::string text =
      bold("every order") + fmt::format("   {} · R = {} · F = {} ·",
                                        counted(settings.shape.nodes, "node", "nodes"),
                                        settings.shape.replicas, settings.shape.failures);
  for (const OperationKind kind : settings.operations) text += fmt::format(" {}", to_string(kind));
  text += fmt::format("\n  at most {} crashed, {} restarted, {} lost, {} early\n\n",
                      counted(settings.crashes, "node", "nodes"), settings.restarts,
                      counted(settings.losses, "message", "messages"),
                      counted(settings.timers, "timer", "timers"));
  TextTable facts({TextTable::Align::left, TextTable::Align::right});
  facts.add_row({"states", with_thousands(found.states)});
  facts.add_row({"transitions", with_thousands(found.transitions)});
  facts.add_row({"ends", with_thousands(found.ends)});
  facts.add_row({"  with a hint kept", with_thousands(found.ends_with_hints)});
  facts.add_row({"  with hints handed over", with_thousands(found.ends_with_handoffs)});
  facts.add_row({"  with a node recovered", with_thousands(found.ends_with_recoveries)});
  facts.add_row({"longest way", with_thousands(found.deepest)});
  facts.add_row({"time", short_time(wall_time)});
  text += facts.text(2) + "\n";
  for (const std::string& example : found.violations.examples) text += red(example) + "\n";
  if (!found.complete) {
    text += red("not all states were seen: there are more than allowed") + "\n";
  } else if (found.violations.count == 0) {
    text += green("promises kept") + " in every order\n";
  }
  return text;
}

int run(const ExploreOptions& options) {
  const auto settings = settings_of(options);
  if (!settings) {
    say_error(settings.error().message);
    return k_exit_usage;
  }
  const auto began = std::chrono::steady_clock::now();
  const Exploration found = explore(*settings);
  const auto wall_time = std::chrono::steady_clock::now() - began;
  if (!write_result(options.json ? to_json(*settings, found, wall_time)
                                 : to_text(*settings, found, wall_time)))
    return k_exit_usage;
  return found.complete && found.violations.count == 0 ? k_exit_good : k_exit_broken;
}

}  // namespace

void add_explore_command(CLI::App& app, int& exit_status) {
  auto* command = app.add_subcommand(
      "explore", "Try every order of events of a few operations on a small cluster");
  const auto options = std::make_shared<ExploreOptions>();
  command
      ->add_option("--op", options->operations,
                   "operations on one key that begin together: put, get, del [put]")
      ->type_name("OP")
      ->delimiter(',');
  add_number(*command, "--crashes", options->crashes,
             "nodes that die, between any steps or in the middle of one [1]");
  add_number(*command, "--restarts", options->restarts,
             "dead nodes that come back, at any later step [1]");
  add_number(*command, "--losses", options->losses, "messages that get lost, any ones [0]");
  add_number(*command, "--timers", options->timers,
             "timers that run out before what is under way arrives [0]");
  add_number(*command, "--states", options->states_max, "give up after so many states [10000000]");
  command->add_flag("--json", options->json, "print one JSON object");
  options->cluster.add_ring_options_to(*command);
  command->footer(
      "Examples:\n"
      "  ringside explore --op put --crashes 1\n"
      "  ringside explore --op put,del --crashes 1 --restarts 0 --timers 1\n"
      "  ringside explore --nodes 4 --op get --losses 2 --json\n"
      "Orders that differ only in what independent nodes do count as one.\n"
      "Exit status: 0 all promises kept in every order, 1 one was broken, or there were too many\n"
      "states; 2 wrong arguments.");
  command->callback([options, &exit_status] { exit_status = run(*options); });
}

}  // namespace ringside
