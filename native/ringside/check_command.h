#pragma once
#include <CLI/CLI.hpp>

namespace ringside {

/// Adds `ringside check`: whether recorded histories are linearizable. `exit_status` is set if it
/// ran.
void add_check_command(CLI::App& app, int& exit_status);

}  // namespace ringside
