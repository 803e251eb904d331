#pragma once
#include <CLI/CLI.hpp>

namespace ringside {

/// Adds `ringside explore`: every order of events of a small cluster. `exit_status` is set if it
/// ran.
void add_explore_command(CLI::App& app, int& exit_status);

}  // namespace ringside
