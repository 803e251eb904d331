#include "native/ringside/sim_command.h"

#include <fmt/format.h>

#include <limits>
#include <memory>

#include "core/scenario/text.h"
#include "core/scenario/units.h"
#include "native/ringside/console.h"
#include "native/ringside/exit_status.h"
#include "native/ringside/mutants_program.h"
#include "native/ringside/options.h"
#include "native/ringside/sim_run.h"
#include "native/ringside/sweep_command.h"
#include "native/ringside/table.h"
#include "native/ringside/trace_export.h"

namespace ringside {
namespace {

struct SimOptions {
  ClusterOptions cluster;
  WorkloadSettings workload;
  std::uint64_t crashes = 0;
  std::string restart_after;
  SweepOptions sweep;
  TraceExport exports;
  std::string trace;
  bool mutants = false;
  bool json = false;
};

constexpr std::uint32_t k_shown_per_mille[] = {500, 900, 990, 999, 1000};

std::string per_mille_name(std::uint32_t per_mille) {
  if (per_mille == 1000) return "max";
  return per_mille % 10 == 0 ? fmt::format("p{}", per_mille / 10)
                             : fmt::format("p{}.{}", per_mille / 10, per_mille % 10);
}

Json hot_keys_json(const SimReport& report) {
  Json keys = Json::array();
  for (const SimReport::HotKey& hot : report.hot_keys) {
    keys.push_back({{"key", hot.key},
                    {"node", raw(hot.seen.node)},
                    {"requests_a_second", hot.seen.requests},
                    {"of", hot.seen.of},
                    {"seconds", hot.seen.seconds}});
  }
  return keys;
}

std::string to_json(const WorkloadPlan& plan, SimReport& report) {
  Json settings = settings_json(plan.cluster);
  settings["ops"] = plan.workload.operations;
  settings["keys"] = plan.workload.keys;
  settings["reads_percent"] = plan.workload.reads_percent;
  settings["removes_percent"] = plan.workload.removes_percent;
  settings["crashes"] = plan.crashes;
  settings["restart_after_ms"] =
      plan.restart_after ? Json(milliseconds(*plan.restart_after)) : Json(nullptr);
  Json latency = Json::object();
  for (const std::uint32_t per_mille : k_shown_per_mille) {
    latency[per_mille_name(per_mille)] =
        report.latency.empty() ? Json(nullptr) : Json(milliseconds(report.latency.at(per_mille)));
  }
  const Promises& promises = report.promises;
  return json_line({{"settings", std::move(settings)},
                    {"ops", report.operations},
                    {"outcomes", report.outcomes},
                    {"acked", report.acked},
                    {"failed", report.failed},
                    {"lost_acked", promises.durability.lost.count},
                    {"lost_beyond_promise", promises.durability.lost_beyond},
                    {"invented", promises.invention.count},
                    {"wrong_ends", promises.outcomes.count},
                    {"crashes", report.crashes},
                    {"messages", report.totals.sent},
                    {"messages_lost", report.totals.lost},
                    {"events", report.totals.events},
                    {"virtual_ms", milliseconds(report.virtual_time)},
                    {"wall_ms", milliseconds(report.wall_time)},
                    {"latency_ms", std::move(latency)},
                    {"hot_keys", hot_keys_json(report)},
                    {"promises", promises_json(promises)},
                    {"digest", report.digest}});
}

std::string outcome_text(const SimReport& report) {
  TextTable table({TextTable::Align::left, TextTable::Align::left, TextTable::Align::right});
  for (const auto& [kind, outcomes] : report.outcomes) {
    bool first = true;
    for (const auto& [outcome, count] : outcomes) {
      table.add_row({first ? kind : "", outcome, with_thousands(count)});
      first = false;
    }
  }
  return table.text(2);
}

std::string to_text(const WorkloadPlan& plan, SimReport& report) {
  std::string text = bold("simulation") + "   " + settings_text(plan.cluster) +
                     fmt::format(" · seed {}\n\n", plan.cluster.seed);
  text += outcome_text(report) + "\n";
  TextTable facts({TextTable::Align::left, TextTable::Align::right, TextTable::Align::left});
  facts.add_row({"operations", with_thousands(report.operations),
                 counted(plan.workload.keys, "key", "keys")});
  facts.add_row({"acknowledged writes", with_thousands(report.acked),
                 fmt::format("{} lost", with_thousands(report.promises.durability.lost.count))});
  facts.add_row({"without an answer", with_thousands(report.failed), ""});
  facts.add_row({"messages", with_thousands(report.totals.sent),
                 fmt::format("{} lost", with_thousands(report.totals.lost))});
  for (const SimReport::HotKey& hot : report.hot_keys) {
    facts.add_row(
        {fmt::format("hot key \"{}\"", excerpt(hot.key)), with_thousands(hot.seen.requests),
         fmt::format("of {} requests to n{} in a second",
                     with_thousands(static_cast<std::uint64_t>(hot.seen.of)), raw(hot.seen.node))});
  }
  facts.add_row({"crashes", with_thousands(report.crashes), ""});
  facts.add_row({"events", with_thousands(report.totals.events), ""});
  const double speed = static_cast<double>(report.virtual_time.count()) /
                       static_cast<double>(std::max<std::int64_t>(report.wall_time.count(), 1));
  facts.add_row(
      {"virtual time", short_time(report.virtual_time),
       fmt::format("in {} of wall time: {:.3g} × real time", short_time(report.wall_time), speed)});
  text += facts.text(2) + "\n";
  if (!report.latency.empty()) {
    text += "  latency";
    for (const std::uint32_t per_mille : k_shown_per_mille) {
      text += fmt::format("   {} {}", per_mille_name(per_mille),
                          short_time(report.latency.at(per_mille)));
    }
    text += "\n";
  }
  return text + fmt::format("  digest    {}\n\n", report.digest) + promises_text(report.promises);
}

Result<WorkloadPlan> plan_of(const SimOptions& options) {
  WorkloadPlan plan;
  auto cluster = options.cluster.apply_to({});
  if (!cluster) return tl::unexpected<Error>(cluster.error());
  plan.cluster = *cluster;
  plan.workload = options.workload;
  plan.workload.seed = cluster->seed;
  constexpr std::uint64_t k_u32_max = std::numeric_limits<std::uint32_t>::max();
  plan.crashes = static_cast<std::uint32_t>(std::min(options.crashes, k_u32_max));
  if (!options.restart_after.empty()) {
    const auto after = parse_duration(options.restart_after);
    if (!after) return tl::unexpected<Error>(after.error());
    plan.restart_after = *after;
  }
  if (const auto good = validate(plan); !good) return tl::unexpected<Error>(good.error());
  return plan;
}

int run(SimOptions& options, const CLI::App& command) {
  if (options.mutants) {
    for (const CLI::Option* given : command.parse_order()) {
      if (given->check_name("--mutants") || given->check_name("--json")) continue;
      say_error(given->get_name() + " does not go with --mutants, which has trials of its own");
      return k_exit_usage;
    }
    return become_mutants_program(options.json);
  }
  if (options.sweep.given())
    return run_sweep_command(options.sweep, {command, options.cluster, options.json});
  const auto plan = plan_of(options);
  if (!plan) {
    say_error(plan.error().message);
    return k_exit_usage;
  }
  if (!options.trace.empty()) options.exports.ask_for("trace=" + options.trace);
  if (const auto opened = options.exports.open(); !opened) {
    say_error(opened.error().message);
    return k_exit_usage;
  }
  SimReport report = run_sim(*plan, options.exports.wanted() ? &options.exports.log() : nullptr);
  if (!write_result(options.json ? to_json(*plan, report) : to_text(*plan, report)))
    return k_exit_usage;
  const TraceHead head{plan->cluster, "simulator", k_start_of_time + report.virtual_time};
  if (const auto exported = options.exports.write(head); !exported) {
    say_error(exported.error().message);
    return k_exit_usage;
  }
  return report.promises.kept() ? k_exit_good : k_exit_broken;
}

}  // namespace

void add_sim_command(CLI::App& app, int& exit_status) {
  auto* command =
      app.add_subcommand("sim", "Run random workloads in the simulator and check the promises");
  const auto options = std::make_shared<SimOptions>();
  add_number(*command, "--ops", options->workload.operations,
             "operations in all [10000; 200 in a trial]");
  add_number(*command, "--keys", options->workload.keys, "different keys [500; few in a trial]");
  add_percent(*command, "--reads", options->workload.reads_percent,
              "share of operations that read [50]");
  add_percent(*command, "--removes", options->workload.removes_percent,
              "share of operations that delete [5]");
  add_number(*command, "--crashes", options->crashes, "nodes that die, at random moments [0]");
  command
      ->add_option("--restart-after", options->restart_after,
                   "dead nodes come back, empty, after this long")
      ->type_name("100ms");
  command->add_flag("--json", options->json, "print one JSON object");
  command->add_flag("--mutants", options->mutants,
                    "plant known bugs, and say how many trials find each of them");
  options->exports.add_to(*command);
  command
      ->add_option("--trace", options->trace,
                   "write all that happened to a trace file, as --export trace=FILE does")
      ->type_name("FILE");
  options->sweep.add_to(*command);
  options->cluster.add_to(*command);
  command->footer(
      "Examples:\n"
      "  ringside sim --nodes 8 --replicas 2 --failures 1 --ops 10000 --keys 500 --seed 7\n"
      "  ringside sim --nodes 100 --ops 100000 --loss 1% --latency 0.5ms+exp(2ms) --json\n"
      "  ringside sim --nodes 8 --crashes 1 --reads 20 --removes 10\n"
      "  ringside sim --ops 200 --crashes 1 --export perfetto=trace.json\n"
      "  ringside sim --ops 200 --crashes 1 --trace run.ringside\n"
      "  ringside sim --seeds 1-5000 --faults all\n"
      "  ringside sim --seeds 17 --faults crash,partition,skew --nodes 5 --json\n"
      "  ringside sim --mutants\n"
      "With --seeds or --faults each seed is a trial of its own: what is not given, cluster,\n"
      "workload and mix of faults, is drawn from it. A trial that breaks a promise is shrunk to\n"
      "a script that ringside run plays.\n"
      "The same settings and seed give the same digest on every machine.\n"
      "Exit status: 0 all promises kept, 1 one was broken, 2 wrong arguments.");
  command->callback([options, command, &exit_status] { exit_status = run(*options, *command); });
}

}  // namespace ringside
