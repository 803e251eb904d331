#include "native/ringside/sim_run.h"

#include <chrono>

#include "native/ringside/console.h"

namespace ringside {
namespace {

void fill_from_history(const History& history, SimReport& report) {
  report.operations = history.asked.size();
  report.outcomes = count_outcomes(history);
  for (const OperationResult& result : history.results) {
    if (result.ok() && result.kind != OperationKind::get) ++report.acked;
    const bool answered = result.ok() || result.error->code == ErrorCode::not_found;
    if (answered) {
      report.latency.add(result.finished - result.started);
    } else {
      ++report.failed;
    }
  }
}

}  // namespace

SimReport run_sim(const WorkloadPlan& plan) {
  const auto wall_start = std::chrono::steady_clock::now();
  WorkloadRun run(plan);
  {
    Progress progress("simulating", plan.workload.operations);
    run.run([&](std::uint64_t ended) { progress.update(ended); });
  }
  SimReport report;
  fill_from_history(run.recorder().history(), report);
  report.crashes = run.crashes();
  report.totals = run.recorder().world().totals();
  report.virtual_time = run.simulation().now() - k_start_of_time;
  report.digest = run.simulation().digest().hex();
  report.promises = check_promises(run.recorder());
  report.wall_time = std::chrono::steady_clock::now() - wall_start;
  return report;
}

}  // namespace ringside
