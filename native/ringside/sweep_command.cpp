#include "native/ringside/sweep_command.h"

#include <fmt/format.h>

#include <array>

#include "core/scenario/text.h"
#include "core/scenario/units.h"
#include "core/trial/fault_kinds.h"
#include "native/ringside/console.h"
#include "native/ringside/exit_status.h"
#include "native/ringside/interrupts.h"
#include "native/ringside/numbers.h"
#include "native/ringside/sweep_report.h"

namespace ringside {
namespace {

constexpr std::uint64_t k_jobs_max = 1024;

// What an option of the single run was given as; nothing if it was not.
std::optional<std::string> given(const CLI::App& command, const std::string& name) {
  const CLI::Option* option = command.get_option(name);
  if (option->count() == 0) return std::nullopt;
  return option->results().front();
}

// Those that make sense for a single run only.
Result<void> refuse_others(const CLI::App& command) {
  constexpr const char* k_becomes_script =
      "each trial that breaks a promise becomes a script, which ringside run exports";
  constexpr std::pair<const char*, const char*> k_others[] = {
      {"--crashes", "crash and restart are faults"},
      {"--restart-after", "crash and restart are faults"},
      {"--seed", "say --seeds in place of it"},
      {"--export", k_becomes_script},
      {"--trace", k_becomes_script}};
  for (const auto& [name, instead] : k_others) {
    if (!given(command, name)) continue;
    return invalid(
        fmt::format("{} is for a single run; with --seeds or --faults, {}", name, instead));
  }
  return {};
}

Result<SweepPlan> plan_of(const SweepOptions& options, const SharedOptions& shared) {
  if (const auto good = refuse_others(shared.command); !good) return error_of(good);
  SweepPlan plan;
  const auto seeds = parse_seeds(options.seeds.empty() ? "1" : options.seeds);
  if (!seeds) return error_of(seeds);
  plan.seeds = *seeds;
  const auto faults = parse_faults(options.faults.empty() ? "all" : options.faults);
  if (!faults) return error_of(faults);
  plan.settings.faults = *faults;
  // The option itself has found these to be numbers and shares.
  const auto number = [&](const char* name) -> std::optional<std::uint64_t> {
    auto text = given(shared.command, name);
    if (!text) return std::nullopt;
    if (text->ends_with('%')) text->pop_back();
    return *parse_u64(*text, name);
  };
  if (const auto operations = number("--ops")) plan.settings.operations = *operations;
  plan.settings.keys = number("--keys");
  plan.settings.reads_percent = number("--reads");
  plan.settings.removes_percent = number("--removes");
  plan.settings.fixed = shared.cluster.given();
  if (options.jobs > k_jobs_max) return invalid(fmt::format("--jobs is at most {}", k_jobs_max));
  plan.jobs = static_cast<std::uint32_t>(options.jobs);
  if (const auto good = validate(plan.settings); !good) return error_of(good);
  return plan;
}

// What runs the same trials, but for --seeds.
std::string command_of(const SweepPlan& plan, const SharedOptions& shared) {
  std::string command = "ringside sim --faults " + to_text(plan.settings.faults);
  for (const char* name : {"--ops", "--keys", "--reads", "--removes"}) {
    if (const auto text = given(shared.command, name))
      command += fmt::format(" {} {}", name, *text);
  }
  for (const Script::Setting& setting : plan.settings.fixed) {
    const bool is_word = setting.value.find_first_of("() ") == std::string::npos;
    const std::string value = is_word ? setting.value : "'" + setting.value + "'";
    command += fmt::format(" --{} {}", setting.name, value);
  }
  return command;
}

}  // namespace

void SweepOptions::add_to(CLI::App& command) {
  constexpr const char* k_group = "Trials: many short runs with faults";
  command.add_option("--seeds", seeds, "run a trial of each of these seeds")
      ->type_name("A-B")
      ->group(k_group);
  command
      .add_option("--faults", faults,
                  "what trials mix: all, none, or some of " + to_text(FaultSet::all()) + " [all]")
      ->type_name("LIST")
      ->group(k_group);
  add_number(command, "--jobs", jobs, "trials at once [as many as the machine runs at once]")
      ->group(k_group);
  command.add_option("--save-to", save_to, "folder for scripts that break a promise [.]")
      ->type_name("FOLDER")
      ->group(k_group);
}

int run_sweep_command(const SweepOptions& options, const SharedOptions& shared) {
  auto plan = plan_of(options, shared);
  if (!plan) {
    say_error(plan.error().message);
    return k_exit_usage;
  }
  SweepReport report;
  {
    Progress progress("trials", plan->seeds.size());
    const Interrupts interrupts;
    report = run_sweep(
        *plan, [&](std::uint64_t done) { progress.update(done); }, interrupts.have_come());
  }
  const bool is_whole = report.trials.size() == plan->seeds.size();
  if (report.trials.empty()) {
    say_error("ended before the first trial was over");
    return k_exit_interrupted;
  }
  if (!is_whole) {
    say_error(fmt::format("ended after {} of {} trials; this is what they came to",
                          with_thousands(report.trials.size()),
                          with_thousands(plan->seeds.size())));
    plan->seeds.last = plan->seeds.first + report.trials.size() - 1;
  }
  const auto broken = explain_broken(*plan, report, command_of(*plan, shared), options.save_to);
  const std::string text =
      shared.json ? sweep_json(*plan, report, broken) : sweep_text(*plan, report, broken);
  if (!write_result(text)) return k_exit_usage;
  if (!broken.empty()) return k_exit_broken;
  return is_whole ? k_exit_good : k_exit_interrupted;
}

}  // namespace ringside
