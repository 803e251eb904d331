#pragma once
#include <CLI/CLI.hpp>

namespace ringside {

/// Adds `ringside sim`: a seeded random workload in the simulator. `exit_status` is set if it ran.
void add_sim_command(CLI::App& app, int& exit_status);

}  // namespace ringside
