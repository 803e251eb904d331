#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "native/ringside/sweep.h"

namespace ringside {

/// A trial that broke a promise, and where the script is that shows it with few steps.
struct BrokenTrial {
  std::uint64_t seed = 0;
  std::string replay;    ///< The command that runs it again.
  std::string scenario;  ///< A file; empty if none was written.
  std::size_t steps = 0;
  std::vector<std::string> examples;
};

/// Shrinks the first few trials that broke a promise and writes each to `folder` as a scenario that
/// still breaks the same one. `command` is what ran the sweep, without its seeds.
std::vector<BrokenTrial> explain_broken(const SweepPlan& plan, const SweepReport& report,
                                        const std::string& command, const std::string& folder);

/// The report as one line of JSON: the sums, the broken trials, and every run.
std::string sweep_json(const SweepPlan& plan, const SweepReport& report,
                       const std::vector<BrokenTrial>& broken);
/// The same for a person, without the runs.
std::string sweep_text(const SweepPlan& plan, const SweepReport& report,
                       const std::vector<BrokenTrial>& broken);

}  // namespace ringside
