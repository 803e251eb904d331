#include "native/ringside/sim_run.h"

#include <algorithm>
#include <chrono>
#include <map>

#include "core/base/hash.h"
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

// Keys have names in what was asked for.
void add_hot_keys(const Recorder& recorder, SimReport& report) {
  const auto& hot = recorder.world().hot_keys();
  std::map<KeyHash, std::string> names;
  for (const auto& [id, asked] : recorder.history().asked) {
    if (const KeyHash hash = hash_key(asked.key); hot.contains(hash))
      names.emplace(hash, asked.key);
  }
  for (const auto& [hash, seen] : hot) report.hot_keys.push_back({names[hash], seen});
  std::stable_sort(report.hot_keys.begin(), report.hot_keys.end(),
                   [](const auto& a, const auto& b) { return a.seen.requests > b.seen.requests; });
}

}  // namespace

SimReport run_sim(const WorkloadPlan& plan, TraceLog* events) {
  const auto wall_start = std::chrono::steady_clock::now();
  WorkloadRun run(plan);
  {
    Progress progress("simulating", plan.workload.operations);
    run.run([&](std::uint64_t ended) { progress.update(ended); },
            [&](const TraceBatch& batch) {
              if (events) events->append(batch);
            });
  }
  SimReport report;
  fill_from_history(run.recorder().history(), report);
  report.crashes = run.crashes();
  report.totals = run.recorder().world().totals();
  report.virtual_time = run.simulation().now() - k_start_of_time;
  report.digest = run.simulation().digest().hex();
  report.promises = check_promises(run.recorder());
  add_hot_keys(run.recorder(), report);
  report.wall_time = std::chrono::steady_clock::now() - wall_start;
  return report;
}

}  // namespace ringside
