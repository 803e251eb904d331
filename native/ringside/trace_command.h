#pragma once
#include <CLI/CLI.hpp>

namespace ringside {

/// Adds `trace`, which tells what is in a trace file. Running it sets `exit_status`.
void add_trace_command(CLI::App& app, int& exit_status);

}  // namespace ringside
