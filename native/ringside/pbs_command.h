#pragma once
#include <CLI/CLI.hpp>

namespace ringside {

/// Adds `ringside pbs`: how stale partial quorums read, by the WARS model, and how stale the store
/// itself reads beside it. `exit_status` is set if it ran.
void add_pbs_command(CLI::App& app, int& exit_status);

}  // namespace ringside
