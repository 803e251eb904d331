// ringside-bench [NAME…] [--rounds N] [--json]: measures the store, each figure in turns with a
// peer in one run.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>
#include <iterator>
#include <nlohmann/json.hpp>
#include <set>

#include "bench/harness.h"

namespace {

using namespace ringside::bench;

std::vector<Contest> all_contests() {
  std::vector<Contest> all;
  for (auto part : {ring_contests, table_contests, reads_contests, simulator_contests,
                    detection_contests, timeline_contests, threads_contests}) {
    std::vector<Contest> contests = part();
    std::move(contests.begin(), contests.end(), std::back_inserter(all));
  }
  return all;
}

void print(const Standing& standing) {
  fmt::print("{}: {}\n  {:>14.0f} {} a second ({:.0f} to {:.0f})\n", standing.name, standing.what,
             standing.median, standing.unit, standing.lowest, standing.highest);
  if (standing.ratio) {
    fmt::print("  {:>14.0f} {}: ratio {:.2f} ({:.2f} to {:.2f})\n", *standing.peer_median,
               standing.peer_name, *standing.ratio, standing.ratio_lowest, standing.ratio_highest);
  }
  std::fflush(stdout);
}

nlohmann::json to_json(const Standing& standing) {
  nlohmann::json json{{"name", standing.name},        {"what", standing.what},
                      {"unit", standing.unit + "/s"}, {"median", standing.median},
                      {"lowest", standing.lowest},    {"highest", standing.highest}};
  if (standing.ratio) {
    json["peer"] = standing.peer_name;
    json["peer_median"] = *standing.peer_median;
    json["ratio"] = *standing.ratio;
    json["ratio_lowest"] = standing.ratio_lowest;
    json["ratio_highest"] = standing.ratio_highest;
  }
  return json;
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app(
      "Measures the store, each figure in turns with a peer in one run; only ratios mean "
      "something.");
  std::set<std::string> names;
  for (const Contest& contest : all_contests()) names.insert(contest.name);
  std::vector<std::string> wanted;
  int rounds = 5;
  bool json = false;
  app.add_option("name", wanted, "what to measure; everything if none is named")
      ->check(CLI::IsMember(names));
  app.add_option("--rounds", rounds, "rounds to take the median of")
      ->check(CLI::Range(1, 100))
      ->capture_default_str();
  app.add_flag("--json", json, "print one JSON object");
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : 2;
  }
  nlohmann::json results = nlohmann::json::array();
  for (const Contest& contest : all_contests()) {
    if (!wanted.empty() && std::find(wanted.begin(), wanted.end(), contest.name) == wanted.end())
      continue;
    if (json)
      std::fprintf(stderr, "measuring %s: %s\n", contest.name.c_str(), contest.what.c_str());
    const Standing standing = hold(contest, rounds);
    if (json) {
      results.push_back(to_json(standing));
    } else {
      print(standing);
    }
  }
  if (json) fmt::print("{}\n", nlohmann::json{{"rounds", rounds}, {"results", results}}.dump(2));
}
