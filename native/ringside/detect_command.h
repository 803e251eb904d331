#pragma once
#include <CLI/CLI.hpp>

namespace ringside {

/// Adds `ringside detect`: how fast, how surely and at what cost a cluster's failure detector finds
/// out. Its callback leaves what the program should return.
void add_detect_command(CLI::App& app, int& exit_status);

}  // namespace ringside
