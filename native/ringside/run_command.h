#pragma once
#include <CLI/CLI.hpp>

namespace ringside {

/// Adds `ringside run FILE`: plays a script, or loads a data file and reads it back. `exit_status`
/// is set if it ran.
void add_run_command(CLI::App& app, int& exit_status);

}  // namespace ringside
