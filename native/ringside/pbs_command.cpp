#include "native/ringside/pbs_command.h"

#include <fmt/format.h>

#include <chrono>
#include <limits>
#include <memory>

#include "core/pbs/measure.h"
#include "core/pbs/presets.h"
#include "core/scenario/text.h"
#include "core/scenario/units.h"
#include "native/ringside/console.h"
#include "native/ringside/exit_status.h"
#include "native/ringside/numbers.h"
#include "native/ringside/options.h"
#include "native/ringside/report.h"
#include "native/ringside/table.h"

namespace ringside {
namespace {

constexpr std::uint32_t k_shown_per_100000[] = {50'000, 90'000, 99'000, 99'900, 99'990};
constexpr std::uint32_t k_versions_shown = 5;
constexpr std::uint64_t k_measured_max = 1'000'000;

struct PbsOptions {
  std::string preset;
  std::string latency;
  std::uint64_t n = 3;
  std::uint64_t r = 1;
  std::uint64_t w = 1;
  std::uint64_t trials = 1'000'000;
  std::uint64_t seed = 1;
  std::uint64_t measured = 0;
  std::vector<std::string> times;
  bool primary = false;
  bool json = false;
};

// What is to be done, once the options have been found to be right.
struct Plan {
  WarsSettings wars;
  std::vector<Duration> times;
  std::optional<StalenessProbe> probe;
};

struct Outcomes {
  WarsResult wars;
  std::vector<double> measured;  // by time; empty if nothing was measured
  Duration wall{};
};

std::string preset_names() {
  std::string names;
  for (const WarsPreset& preset : wars_presets())
    names += (names.empty() ? "" : ", ") + std::string(preset.name);
  return names;
}

Result<WarsLegs> legs_of(const PbsOptions& options) {
  if (options.preset.empty() == options.latency.empty())
    return invalid("give either --preset, one of " + preset_names() +
                   ", or --latency, of all four legs");
  if (options.latency.empty()) {
    const auto preset = wars_preset(options.preset);
    if (!preset)
      return invalid("there is no preset \"" + excerpt(options.preset) + "\"; there are " +
                     preset_names());
    return preset->legs;
  }
  const auto latency = parse_latency(options.latency);
  if (!latency) return error_of(latency);
  WarsLegs legs;
  legs.w = legs.a = legs.r = legs.s = *latency;
  return legs;
}

Result<std::vector<Duration>> times_of(const PbsOptions& options) {
  using std::chrono::milliseconds;
  std::vector<Duration> times;
  if (options.times.empty()) {
    for (const int ms : {0, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000})
      times.push_back(milliseconds{ms});
  }
  for (const std::string& text : options.times) {
    const auto time = parse_duration(text);
    if (!time) return error_of(time);
    times.push_back(*time);
  }
  return times;
}

std::uint32_t clamped(std::uint64_t number) {
  return static_cast<std::uint32_t>(
      std::min<std::uint64_t>(number, std::numeric_limits<std::uint32_t>::max()));
}

Result<Plan> plan_of(const PbsOptions& options) {
  Plan plan;
  auto legs = legs_of(options);
  if (!legs) return error_of(legs);
  plan.wars = {.legs = std::move(*legs),
               .n = clamped(options.n),
               .r = clamped(options.r),
               .w = clamped(options.w),
               .trials = options.trials,
               .seed = options.seed};
  auto times = times_of(options);
  if (!times) return error_of(times);
  plan.times = std::move(*times);
  if (options.measured > 0) {
    if (options.latency.empty() || options.r != 1)
      return invalid(
          "--measure needs --latency and --r 1: links have one latency, and a get asks one member");
    if (options.measured > k_measured_max)
      return invalid(
          fmt::format("--measure {} must be at most {}", options.measured, k_measured_max));
    plan.probe = StalenessProbe{.n = plan.wars.n,
                                .w = plan.wars.w,
                                .latency = std::get<Latency>(plan.wars.legs.w),
                                .trials = options.measured,
                                .seed = options.seed};
    if (const auto good = validate(*plan.probe); !good) return error_of(good);
    plan.wars.legs = wars_of(*plan.probe).legs;
  }
  plan.wars.legs.primary_coordinates |= options.primary;
  if (const auto good = validate(plan.wars); !good) return error_of(good);
  return plan;
}

std::string percentile_name(std::uint32_t per_100000) {
  return "p" + fmt::format("{:g}", per_100000 / 1000.0);
}

std::string_view coordinator_name(const Plan& plan) {
  return plan.wars.legs.primary_coordinates ? "primary" : "apart";
}

std::string to_json(const PbsOptions& options, const Plan& plan, const Outcomes& outcomes) {
  const WarsSettings& wars = plan.wars;
  Json times = Json::array();
  for (std::size_t i = 0; i < plan.times.size(); ++i) {
    Json row{{"t_ms", milliseconds(plan.times[i])}, {"p", outcomes.wars.fresh(plan.times[i])}};
    if (!outcomes.measured.empty()) row["measured"] = outcomes.measured[i];
    times.push_back(std::move(row));
  }
  Json reads = Json::object();
  Json writes = Json::object();
  for (const std::uint32_t per : k_shown_per_100000) {
    reads[percentile_name(per)] = milliseconds(outcomes.wars.read_latency(per));
    writes[percentile_name(per)] = milliseconds(outcomes.wars.write_latency(per));
  }
  Json versions = Json::array();
  for (std::uint32_t k = 1; k <= k_versions_shown; ++k)
    versions.push_back({{"k", k}, {"p", fresh_within_versions(wars.n, wars.r, wars.w, k)}});
  return json_line({{"preset", options.preset.empty() ? Json(nullptr) : Json(options.preset)},
                    {"latency", options.latency.empty() ? Json(nullptr) : Json(options.latency)},
                    {"n", wars.n},
                    {"r", wars.r},
                    {"w", wars.w},
                    {"trials", wars.trials},
                    {"seed", wars.seed},
                    {"coordinator", coordinator_name(plan)},
                    {"p_fresh", outcomes.wars.fresh(Duration::zero())},
                    {"t_visibility", std::move(times)},
                    {"visible_ms_99", milliseconds(outcomes.wars.visible_to(99'000))},
                    {"visible_ms_99.9", milliseconds(outcomes.wars.visible_to(99'900))},
                    {"read_ms", std::move(reads)},
                    {"write_ms", std::move(writes)},
                    {"fresh_within_versions", std::move(versions)},
                    {"wall_ms", milliseconds(outcomes.wall)}});
}

std::string to_text(const PbsOptions& options, const Plan& plan, const Outcomes& outcomes) {
  const WarsSettings& wars = plan.wars;
  std::string text =
      bold("staleness") +
      fmt::format("   {} · N = {} · R = {} · W = {} · {} · coordinator {}\n\n",
                  options.preset.empty() ? options.latency : options.preset, wars.n, wars.r, wars.w,
                  counted(wars.trials, "trial", "trials"),
                  wars.legs.primary_coordinates ? "is the primary" : "is no replica");
  using Align = TextTable::Align;
  TextTable fresh({Align::right, Align::right, Align::right});
  const bool is_measured = !outcomes.measured.empty();
  fresh.add_row({"t", "fresh", is_measured ? "measured" : ""});
  for (std::size_t i = 0; i < plan.times.size(); ++i) {
    fresh.add_row({short_time(plan.times[i]),
                   fmt::format("{:.3f} %", 100 * outcomes.wars.fresh(plan.times[i])),
                   is_measured ? fmt::format("{:.2f} %", 100 * outcomes.measured[i]) : ""});
  }
  text += fresh.text(2) + fmt::format("  99.9 % of reads are fresh {} after a write\n\n",
                                      short_time(outcomes.wars.visible_to(99'900)));
  TextTable latency({Align::left, Align::right, Align::right});
  latency.add_row({"latency", "read", "write"});
  for (const std::uint32_t per : k_shown_per_100000) {
    latency.add_row({percentile_name(per), short_time(outcomes.wars.read_latency(per)),
                     short_time(outcomes.wars.write_latency(per))});
  }
  text += latency.text(2) + "\n  fresh within versions, however fast writes come:";
  for (std::uint32_t k = 1; k <= k_versions_shown; ++k) {
    text +=
        fmt::format("   {}: {:.2f} %", k, 100 * fresh_within_versions(wars.n, wars.r, wars.w, k));
  }
  return text + "\n";
}

int run(const PbsOptions& options) {
  const auto plan = plan_of(options);
  if (!plan) {
    say_error(plan.error().message);
    return k_exit_usage;
  }
  const auto started = std::chrono::steady_clock::now();
  Outcomes outcomes{run_wars(plan->wars), {}, {}};
  if (plan->probe) {
    Progress progress("measuring", plan->times.size());
    for (const Duration t : plan->times) {
      StalenessProbe probe = *plan->probe;
      probe.t = t;
      outcomes.measured.push_back(measure_fresh(probe));
      progress.update(outcomes.measured.size());
    }
  }
  outcomes.wall = std::chrono::steady_clock::now() - started;
  const bool written = write_result(options.json ? to_json(options, *plan, outcomes)
                                                 : to_text(options, *plan, outcomes));
  return written ? k_exit_good : k_exit_usage;
}

}  // namespace

void add_pbs_command(CLI::App& app, int& exit_status) {
  auto* command = app.add_subcommand(
      "pbs", "Say how stale partial quorums read: probabilistically bounded staleness");
  const auto options = std::make_shared<PbsOptions>();
  command->add_option("--preset", options->preset, "latencies of a real store")
      ->type_name("lnkd-ssd|lnkd-disk|ymmr|wan");
  command->add_option("--latency", options->latency, "instead: latency of all four legs")
      ->type_name("0.1ms+exp(2ms)");
  add_number(*command, "--n", options->n, "replicas [3]");
  add_number(*command, "--r", options->r, "responses that a read waits for [1]");
  add_number(*command, "--w", options->w, "acknowledgements that a write waits for [1]");
  add_number(*command, "--trials", options->trials, "trials [1000000]");
  add_number(*command, "--seed", options->seed, "decides every draw [1]");
  command->add_option("--t", options->times, "times from a write to a read [0, 1ms … 2s]")
      ->type_name("10ms")
      ->delimiter(',');
  command->add_flag("--primary", options->primary,
                    "the first replica coordinates writes, as in this store; else none does");
  add_number(
      *command, "--measure", options->measured,
      "beside --latency: as many reads of the store itself, in the simulator, for each time");
  command->add_flag("--json", options->json, "print one JSON object");
  command->footer(
      "Examples:\n"
      "  ringside pbs --preset lnkd-disk --n 3 --r 1 --w 1\n"
      "  ringside pbs --preset wan --r 2 --t 0,50ms,100ms --json\n"
      "  ringside pbs --latency '0.1ms+exp(2ms)' --n 3 --w 2 --measure 10000 --t 0,1ms,5ms\n"
      "Exit status: 0 done, 2 wrong arguments.");
  command->callback([options, &exit_status] { exit_status = run(*options); });
}

}  // namespace ringside
