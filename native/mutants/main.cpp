// ringside-mutants: shows that each of a list of bugs, planted into the protocol, is found.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <chrono>

#include "core/trial/mutants.h"
#include "native/ringside/console.h"
#include "native/ringside/exit_status.h"
#include "native/ringside/numbers.h"
#include "native/ringside/report.h"
#include "native/ringside/table.h"

namespace {

using namespace ringside;

struct Hunted {
  MutantCase known;
  MutantHunt hunt;
  std::chrono::nanoseconds wall_time{};
};

std::string to_json(const std::vector<Hunted>& all, std::uint64_t missed) {
  Json mutants = Json::array();
  for (const Hunted& one : all) {
    mutants.push_back({{"name", one.known.name},
                       {"bug", one.known.bug},
                       {"seeds", one.known.seeds},
                       {"ops", one.known.operations},
                       {"faults", one.known.faults},
                       {"found", one.hunt.found()},
                       {"trials", one.hunt.trials},
                       {"seed", one.hunt.found() ? Json(one.hunt.seed) : Json(nullptr)},
                       {"broken", one.hunt.broken},
                       {"wall_ms", milliseconds(one.wall_time)}});
  }
  return json_line({{"mutants", std::move(mutants)}, {"missed", missed}});
}

std::string to_text(const std::vector<Hunted>& all, std::uint64_t missed) {
  using Align = TextTable::Align;
  TextTable table({Align::left, Align::left, Align::right, Align::left});
  table.add_row({"mutant", "what it does wrong", "trials", "broken"});
  for (const Hunted& one : all) {
    table.add_row({std::string(one.known.name), std::string(one.known.bug),
                   fmt::format("{}", one.hunt.trials),
                   one.hunt.found() ? one.hunt.broken : red("not found")});
  }
  return table.text(2) + "\n" +
         (missed == 0 ? green(fmt::format("all {} found", all.size())) + "\n"
                      : red(fmt::format("{} of {} not found", missed, all.size())) + "\n");
}

}  // namespace

int main(int argc, char** argv) {
  prepare_console();
  CLI::App app{"Plants one bug after another and runs trials until one breaks a promise.",
               "ringside-mutants"};
  std::string only;
  std::uint64_t seeds = 0;
  bool json = false;
  app.add_option("--only", only, "this mutant only")->type_name("NAME");
  app.add_option("--seeds", seeds, "trials at most for each [as many as it is known to take]")
      ->type_name("K");
  app.add_flag("--json", json, "print one JSON object");
  app.footer("Exit status: 0 every bug was found, 1 one was not, 2 wrong arguments.");
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? k_exit_good : k_exit_usage;
  }
  std::vector<Hunted> all;
  std::uint64_t missed = 0;
  Progress progress("mutants", mutant_cases().size());
  for (const MutantCase& known : mutant_cases()) {
    progress.update(all.size());
    if (!only.empty() && only != known.name) continue;
    const auto began = std::chrono::steady_clock::now();
    const MutantHunt found = hunt(known, seeds > 0 ? seeds : known.seeds);
    all.push_back({known, found, std::chrono::steady_clock::now() - began});
    missed += found.found() ? 0 : 1;
  }
  if (all.empty()) {
    say_error("there is no mutant \"" + only + "\"");
    return k_exit_usage;
  }
  if (!write_result(json ? to_json(all, missed) : to_text(all, missed))) return k_exit_usage;
  return missed == 0 ? k_exit_good : k_exit_broken;
}
