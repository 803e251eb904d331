#pragma once
#include <string>
#include <vector>

#include "core/base/error.h"
#include "core/scenario/player.h"
#include "core/trial/trial.h"
#include "native/ringside/live_run.h"
#include "native/ringside/report.h"

namespace ringside {

/// What came of playing a script.
struct ScriptReport {
  std::vector<PlayedStep> steps;
  std::uint64_t failed = 0;   ///< Expectations that were not met.
  std::uint64_t refused = 0;  ///< Commands that the cluster did not take.
  Duration cluster_time{};
  OutcomeCounts outcomes;
  WorldTotals totals;
  Promises promises;
  std::vector<Judgement> judgements;  ///< What all checkers say.
};

/// Plays a script to its end and waits until nothing moves. Errors: timeout if the cluster hangs.
Result<ScriptReport> run_script(LiveRun& run, const Script& script);

struct ScriptTitle {
  std::string file_name;
  std::string_view host;
};
std::string script_json(const ScriptTitle& title, const Script& script, const ClusterConfig& config,
                        const ScriptReport& report, const std::string& digest);
std::string script_text(const ScriptTitle& title, const Script& script, const ClusterConfig& config,
                        const ScriptReport& report);

}  // namespace ringside
