#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "view/app/app.h"

namespace ringside {

/// What the page's address asks for, and what of it was wrong.
struct StartOptions {
  AppOptions app;
  std::vector<std::string> problems;  ///< Sentences for the person who typed the address.
};

/// Reads `name=value` lines, one for each parameter of the address:
///   nodes, replicas, failures, vnodes, seed   the cluster (core/host/config.h)
///   host = sim | threads                      which host starts
///   speed = 0.001                             cluster seconds in a second of wall time
///   play = on | off, demo = on | off          whether time passes and a workload runs from the
///   start
/// Names that are not its own (theme and threads, which the page's scripts read) are passed over. A
/// value that is wrong leaves the default in place and is told in `problems`.
StartOptions read_start_options(std::string_view lines);

}  // namespace ringside
