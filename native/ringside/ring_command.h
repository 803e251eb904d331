#pragma once
#include <CLI/CLI.hpp>

namespace ringside {

/// Adds `ringside ring`: who owns how much of the ring, and where keys lie. `exit_status` is set if
/// it ran.
void add_ring_command(CLI::App& app, int& exit_status);

}  // namespace ringside
