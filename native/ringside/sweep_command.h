#pragma once
#include <CLI/CLI.hpp>
#include <cstdint>
#include <string>

#include "native/ringside/options.h"

namespace ringside {

/// The options of `ringside sim` that ask for many short trials with faults in place of one long
/// run.
struct SweepOptions {
  std::string seeds;
  std::string faults;
  std::string save_to = ".";
  std::uint64_t jobs = 0;

  void add_to(CLI::App& command);
  bool given() const { return !seeds.empty() || !faults.empty(); }
};

/// Options that a sweep shares with a single run; what was not given is drawn for each trial.
struct SharedOptions {
  const CLI::App& command;
  const ClusterOptions& cluster;
  bool json = false;
};

/// Runs the sweep and says what came of it. The exit status of the program.
int run_sweep_command(const SweepOptions& options, const SharedOptions& shared);

}  // namespace ringside
