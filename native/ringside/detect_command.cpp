#include "native/ringside/detect_command.h"

#include <fmt/format.h>

#include <limits>
#include <memory>

#include "core/scenario/text.h"
#include "core/scenario/units.h"
#include "native/ringside/console.h"
#include "native/ringside/detect_run.h"
#include "native/ringside/exit_status.h"
#include "native/ringside/numbers.h"
#include "native/ringside/options.h"
#include "native/ringside/report.h"
#include "native/ringside/table.h"

namespace ringside {
namespace {

struct DetectOptions {
  ClusterOptions cluster;
  std::uint64_t periods = 100;
  std::uint64_t trials = 20;
  std::uint64_t slow_nodes = 0;
  std::string slow_by = "20ms";
  bool json = false;
};

Json stats_json(const PeriodStats& stats) {
  if (stats.empty()) return nullptr;
  return {{"mean", stats.mean()}, {"max", stats.max()}};
}

std::string to_json(const DetectPlan& plan, const DetectReport& report) {
  Json settings = settings_json(plan.cluster);
  settings["periods"] = plan.periods;
  settings["trials"] = plan.trials;
  settings["slow_nodes"] = plan.slow_nodes;
  settings["slow_by_ms"] = milliseconds(plan.slow_by);
  return json_line({{"settings", std::move(settings)},
                    {"messages_per_member_period", report.messages},
                    {"false_suspicions", report.false_suspicions},
                    {"false_deaths", report.false_deaths},
                    {"member_periods", report.member_periods},
                    {"first_suspected_periods", stats_json(report.first_suspected)},
                    {"dead_to_all_periods", stats_json(report.dead_to_all)},
                    {"back_to_all_periods", stats_json(report.back_to_all)},
                    {"not_found", report.not_found},
                    {"times_real_time", report.speed}});
}

void add_stats(TextTable& table, const char* name, const PeriodStats& stats, Duration period) {
  if (stats.empty()) return;
  const auto time = [&](double periods) {
    return short_time(
        Duration{static_cast<std::int64_t>(periods * static_cast<double>(period.count()))});
  };
  table.add_row({name, fmt::format("{:.2f} periods", stats.mean()),
                 fmt::format("{} on average, {} at most", time(stats.mean()), time(stats.max()))});
}

std::string to_text(const DetectPlan& plan, const DetectReport& report) {
  const Timing& timing = plan.cluster.timing;
  std::string text = bold("failure detection") + "   " + settings_text(plan.cluster) +
                     fmt::format(" · {} · a period is {}\n\n", to_string(timing.failure_detection),
                                 short_time(timing.probe_interval));
  TextTable table({TextTable::Align::left, TextTable::Align::right, TextTable::Align::left});
  table.add_row({"messages of a member a period", fmt::format("{:.3f}", report.messages),
                 "answers included"});
  table.add_row({"live members suspected", with_thousands(report.false_suspicions),
                 fmt::format("times in {} periods of a member",
                             with_thousands(static_cast<std::uint64_t>(report.member_periods)))});
  table.add_row({"live members taken for dead", with_thousands(report.false_deaths), "times"});
  add_stats(table, "a dead one is suspected after", report.first_suspected, timing.probe_interval);
  add_stats(table, "and dead to all after", report.dead_to_all, timing.probe_interval);
  add_stats(table, "once back, alive to all after", report.back_to_all, timing.probe_interval);
  if (report.not_found > 0)
    table.add_row({"not known to all in time", with_thousands(report.not_found), ""});
  table.add_row({"speed", fmt::format("{:.3g} ×", report.speed), "real time, of one processor"});
  return text + table.text(2);
}

Result<DetectPlan> plan_of(const DetectOptions& options) {
  const auto cluster = options.cluster.apply_to({});
  if (!cluster) return tl::unexpected<Error>(cluster.error());
  const auto slow_by = parse_duration(options.slow_by);
  if (!slow_by) return tl::unexpected<Error>(slow_by.error());
  constexpr std::uint64_t k_u32_max = std::numeric_limits<std::uint32_t>::max();
  const auto count = [&](std::uint64_t number) {
    return static_cast<std::uint32_t>(std::min(number, k_u32_max));
  };
  const DetectPlan plan{.cluster = *cluster,
                        .periods = count(options.periods),
                        .trials = count(options.trials),
                        .slow_nodes = count(options.slow_nodes),
                        .slow_by = *slow_by};
  if (const auto good = validate(plan); !good) return tl::unexpected<Error>(good.error());
  return plan;
}

int run(const DetectOptions& options) {
  const auto plan = plan_of(options);
  if (!plan) {
    say_error(plan.error().message);
    return k_exit_usage;
  }
  const DetectReport report = run_detect(*plan);
  if (!write_result(options.json ? to_json(*plan, report) : to_text(*plan, report)))
    return k_exit_usage;
  return k_exit_good;
}

}  // namespace

void add_detect_command(CLI::App& app, int& exit_status) {
  auto* command = app.add_subcommand(
      "detect", "Measure how fast, how surely and at what cost nodes find out who is gone");
  const auto options = std::make_shared<DetectOptions>();
  add_number(*command, "--periods", options->periods,
             "periods to watch while every node is up [100]");
  add_number(*command, "--trials", options->trials, "nodes that die then, and come back [20]");
  add_number(*command, "--slow-nodes", options->slow_nodes, "nodes that are slow [0]");
  command->add_option("--slow-by", options->slow_by, "how long those take for each message [20ms]")
      ->type_name("20ms");
  command->add_flag("--json", options->json, "print one JSON object");
  options->cluster.add_to(*command);
  command->footer(
      "Examples:\n"
      "  ringside detect --nodes 1000 --vnodes 2\n"
      "  ringside detect --nodes 16 --loss 20% --trials 200\n"
      "  ringside detect --nodes 100 --failure-detection phi --json\n"
      "Exit status: 0 done, 2 wrong arguments.");
  command->callback([options, &exit_status] { exit_status = run(*options); });
}

}  // namespace ringside
