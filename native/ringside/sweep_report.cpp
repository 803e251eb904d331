#include "native/ringside/sweep_report.h"

#include <fmt/format.h>

#include <array>
#include <filesystem>
#include <fstream>
#include <numeric>

#include "core/base/hash.h"
#include "core/trial/shrink.h"
#include "native/ringside/console.h"
#include "native/ringside/numbers.h"
#include "native/ringside/report.h"
#include "native/ringside/table.h"

namespace ringside {
namespace {

constexpr std::size_t k_explained_max = 3;

// What is counted, of one trial or of all.
struct Counts {
  std::uint64_t operations = 0, acked = 0, unknown = 0, lost_beyond = 0, collected = 0, refused = 0;
  std::uint64_t messages = 0, events = 0;
  Duration virtual_time{};
  std::uint64_t digest = 0;
  std::array<std::uint64_t, k_rare_branches> rare{};
  std::vector<std::pair<std::string, std::uint64_t>> found;  // by the checkers, in their order

  void add(const TrialReport& trial) {
    operations += trial.operations;
    acked += trial.acked;
    unknown += trial.unknown;
    lost_beyond += trial.lost_beyond;
    collected += trial.collected;
    refused += trial.refused;
    messages += trial.messages;
    events += trial.events;
    virtual_time += trial.virtual_time;
    for (std::size_t i = 0; i < k_rare_branches; ++i) rare[i] += trial.rare[i];
    digest = digest == 0 ? trial.digest.value() : hash_mix(trial.digest.value(), digest);
    if (found.empty()) {
      for (const Judgement& judgement : trial.judgements) found.emplace_back(judgement.name, 0);
    }
    for (std::size_t i = 0; i < found.size(); ++i)
      found[i].second += trial.judgements[i].violations.count;
  }

  void put_into(Json& json) const {
    json["ops"] = operations;
    json["acked"] = acked;
    json["unknown"] = unknown;
    for (const auto& [name, count] : found) json[name] = count;
    json["lost_beyond_promise"] = lost_beyond;
    json["tombstones_collected"] = collected;
    json["messages"] = messages;
    json["events"] = events;
    json["virtual_ms"] = milliseconds(virtual_time);
    json["digest"] = fmt::format("{:016x}", digest);
  }
};

Counts sum_of(const SweepReport& report) {
  Counts counts;
  for (const TrialReport& trial : report.trials) counts.add(trial);
  return counts;
}

BrokenTrial explain(const SweepPlan& plan, const TrialReport& trial, std::uint64_t seed,
                    const std::string& command, const std::string& folder) {
  BrokenTrial broken{seed, fmt::format("{} --seeds {}", command, seed), {}, 0, {}};
  for (const Judgement& judgement : trial.judgements) {
    if (!judgement.promised) continue;
    for (const std::string& example : judgement.violations.examples)
      broken.examples.push_back(fmt::format("{}: {}", judgement.name, example));
  }
  // One of the promises that it breaks: what breaks another one is another story.
  const std::string all = broken_promises(trial.judgements);
  const std::string what = all.substr(0, all.find(','));
  const auto fails = [&](const Script& script) {
    const std::string broken_now = broken_promises(run_trial(script).judgements);
    return broken_now.substr(0, broken_now.find(',')) == what;
  };
  Script script = shrink(draw_trial(plan.settings, seed), fails).script;
  script.title = fmt::format("Trial {} breaks a promise: {}", seed, what);
  script.purpose = fmt::format("What is left of the trial of seed {} once no step can go.", seed);
  broken.steps = script.timed.size();
  const std::string file = fmt::format("{}/violation-{}.scenario", folder, seed);
  std::error_code ignored;  // what comes of it is seen by the file
  std::filesystem::create_directories(folder, ignored);
  std::ofstream out(file);
  out << script_text(script);
  out.close();
  if (out) {
    broken.scenario = file;
  } else {
    say_error(fmt::format("{} could not be written", file));
  }
  return broken;
}

}  // namespace

std::vector<BrokenTrial> explain_broken(const SweepPlan& plan, const SweepReport& report,
                                        const std::string& command, const std::string& folder) {
  std::vector<BrokenTrial> broken;
  for (std::size_t i = 0; i < report.trials.size() && broken.size() < k_explained_max; ++i) {
    if (report.trials[i].kept()) continue;
    broken.push_back(explain(plan, report.trials[i], plan.seeds.first + i, command, folder));
  }
  return broken;
}

std::string sweep_json(const SweepPlan& plan, const SweepReport& report,
                       const std::vector<BrokenTrial>& broken) {
  Json json;
  json["seeds"] = plan.seeds.size();
  json["first_seed"] = plan.seeds.first;
  json["last_seed"] = plan.seeds.last;
  json["faults"] = to_text(plan.settings.faults);
  const Counts sum = sum_of(report);
  sum.put_into(json);
  for (std::size_t i = 0; i < k_rare_branches; ++i)
    json["rare"][std::string(to_string(static_cast<Rare>(i)))] = sum.rare[i];
  json["wall_ms"] = milliseconds(report.wall_time);
  std::uint64_t count = 0;
  Json runs = Json::array();
  for (std::size_t i = 0; i < report.trials.size(); ++i) {
    Counts counts;
    counts.add(report.trials[i]);
    Json run;
    run["seed"] = plan.seeds.first + i;
    counts.put_into(run);
    runs.push_back(std::move(run));
    if (!report.trials[i].kept()) ++count;
  }
  json["broken"] = count;
  Json violations = Json::array();
  for (const BrokenTrial& trial : broken) {
    violations.push_back(
        {{"seed", trial.seed},
         {"replay", trial.replay},
         {"scenario", trial.scenario.empty() ? Json(nullptr) : Json(trial.scenario)},
         {"steps", trial.steps},
         {"examples", trial.examples}});
  }
  json["violations"] = std::move(violations);
  json["runs"] = std::move(runs);
  return json_line(json);
}

std::string sweep_text(const SweepPlan& plan, const SweepReport& report,
                       const std::vector<BrokenTrial>& broken) {
  const Counts sum = sum_of(report);
  std::string text =
      bold("trials") + fmt::format("   seeds {} to {} · faults {}\n\n", plan.seeds.first,
                                   plan.seeds.last, to_text(plan.settings.faults));
  TextTable facts({TextTable::Align::left, TextTable::Align::right, TextTable::Align::left});
  facts.add_row({"trials", with_thousands(report.trials.size()), ""});
  facts.add_row({"operations", with_thousands(sum.operations), ""});
  facts.add_row({"acknowledged writes", with_thousands(sum.acked), ""});
  facts.add_row({"writes of unknown outcome", with_thousands(sum.unknown), ""});
  facts.add_row({"lost beyond the promise", with_thousands(sum.lost_beyond),
                 "keys, where more than F of their group died"});
  facts.add_row({"tombstones collected", with_thousands(sum.collected), ""});
  facts.add_row({"events", with_thousands(sum.events), ""});
  facts.add_row(
      {"rare branches taken",
       with_thousands(std::accumulate(sum.rare.begin(), sum.rare.end(), std::uint64_t{0})), ""});
  const double speed = static_cast<double>(sum.virtual_time.count()) /
                       static_cast<double>(std::max<std::int64_t>(report.wall_time.count(), 1));
  facts.add_row(
      {"virtual time", short_time(sum.virtual_time),
       fmt::format("in {} of wall time: {:.3g} × real time", short_time(report.wall_time), speed)});
  text += facts.text(2) + "\n";
  TextTable found({TextTable::Align::left, TextTable::Align::right, TextTable::Align::left});
  for (std::size_t i = 0; i < sum.found.size(); ++i) {
    const bool promised = report.trials.front().judgements[i].promised;
    found.add_row(
        {sum.found[i].first, with_thousands(sum.found[i].second), promised ? "" : "not promised"});
  }
  text += found.text(2) + fmt::format("  digest   {:016x}\n\n", sum.digest);
  for (const BrokenTrial& trial : broken) {
    text += red(fmt::format("seed {} broke a promise", trial.seed)) + "\n";
    for (const std::string& example : trial.examples) text += fmt::format("  {}\n", example);
    text += fmt::format("  replay with: {}\n", trial.replay);
    if (!trial.scenario.empty()) {
      text += fmt::format("  shrunk to {}: ringside run {}\n",
                          counted(trial.steps, "step", "steps"), trial.scenario);
    }
  }
  if (broken.empty()) text += green("promises kept") + " in every trial\n";
  return text;
}

}  // namespace ringside
