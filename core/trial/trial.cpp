#include "core/trial/trial.h"

#include <fmt/format.h>

#include <utility>

#include "core/check/durability.h"
#include "core/check/run_verdict.h"
#include "core/scenario/player.h"
#include "core/sim/simulation.h"

namespace ringside {
namespace {

constexpr Duration k_patience = std::chrono::minutes{1};
constexpr std::uint64_t k_steps_between_looks = 1024;

// Operations that were under way for longer than their deadline.
Violations check_deadlines(const Recorder& run) {
  Violations late;
  const Duration deadline = run.config().timing.operation_deadline;
  for (const OperationResult& result : run.history().results) {
    if (result.finished - result.started <= deadline) continue;
    late.add(fmt::format("op {}: the {} of '{}' took {} ns, its deadline was {} ns", raw(result.id),
                         to_string(result.kind), result.key,
                         (result.finished - result.started).count(), deadline.count()));
  }
  return late;
}

Violations check_rest(const Recorder& run, bool stuck) {
  Violations unfinished;
  if (stuck) {
    unfinished.add(
        fmt::format("{} messages and operations are still under way when all should be over",
                    run.world().in_flight().size() + run.history().asked.size() -
                        run.history().results.size()));
  }
  return unfinished;
}

// When the last step with a time that is no get is due: what is read after it cannot change.
Time last_change(const Script& script) {
  Time last = k_start_of_time;
  for (const TimedStep& timed : script.timed) {
    const auto* command = std::get_if<CommandStep>(&timed.step.action);
    const bool is_get = command && std::holds_alternative<GetCommand>(command->command);
    if (!is_get) last = timed.at;
  }
  return last;
}

// Carries a recorded cluster through a script.
class Play {
 public:
  Play(Recorder& cluster, const Script& script)
      : cluster_(cluster),
        player_(script, cluster.config().shape),
        last_change_(last_change(script)),
        patience_(k_patience + cluster.config().timing.operation_deadline) {}

  // False if the cluster did not come to rest.
  bool to_the_end() {
    bool rests = false;
    Time last_step = k_start_of_time;
    for (std::uint64_t steps = 1;; ++steps) {
      player_.advance(cluster_);
      const auto wake = player_.wake();
      if (wake) last_step = *wake;
      rests = cluster_.idle() && player_.done();
      if (rests || cluster_.now() > last_step + patience_) break;
      if (cluster_.idle() && cluster_.now() >= last_change_) mark_drained();
      if (!go_on(cluster_, wake)) break;
      for (const OperationResult& result : cluster_.take_results()) player_.take(result);
      if (steps % k_steps_between_looks == 0) look();
    }
    look();
    return rests;
  }

  std::uint64_t refused() {
    std::uint64_t count = 0;
    for (const PlayedStep& step : player_.take_played())
      count += step.verdict == PlayedStep::Verdict::refused ? 1 : 0;
    return count;
  }

 private:
  void look() {
    cluster_.collect(batch_);
    batch_.events.clear();
    batch_.texts.clear();
  }
  void mark_drained() {
    if (cluster_.history().drained != 0) return;
    look();
    cluster_.mark_drained();
  }

  Recorder& cluster_;
  Player player_;
  Time last_change_;
  Duration patience_;
  TraceBatch batch_;
};

Judgement count_only(std::string name, Violations violations) {
  return {std::move(name), std::move(violations), false};
}

}  // namespace

bool TrialReport::kept() const { return broken().empty(); }

std::string TrialReport::broken() const {
  std::string names;
  for (const Judgement& judgement : judgements) {
    if (!judgement.promised || judgement.violations.count == 0) continue;
    if (!names.empty()) names += ",";
    names += judgement.name;
  }
  return names;
}

std::vector<Judgement> judge_promises(const Recorder& run, bool stuck) {
  RunVerdict verdict = judge_run(run.history(), run.world(), run.crashes());
  Violations sessions = std::move(verdict.sessions.read_your_writes);
  sessions.count += verdict.sessions.monotonic_reads.count;
  return {{"lost_acked", std::move(verdict.durability.lost)},
          {"invented", std::move(verdict.invented)},
          {"wrong_ends", std::move(verdict.wrong_ends)},
          {"late_ends", check_deadlines(run)},
          {"stuck", check_rest(run, stuck)},
          count_only("resurrected", std::move(verdict.resurrected)),
          count_only("diverged", std::move(verdict.diverged)),
          count_only("stale_reads", std::move(verdict.stale_reads)),
          count_only("session_violations", std::move(sessions)),
          count_only("non_linearizable", std::move(verdict.atomicity.not_linearizable))};
}

TrialReport run_trial(const Script& script, const Judge& judge) {
  Simulation simulation(configure(script));
  Recorder recorder(simulation);
  TrialReport report;
  Play play(recorder, script);
  const bool rests = play.to_the_end();
  report.refused = play.refused();
  report.operations = recorder.history().asked.size();
  for (const OperationResult& result : recorder.history().results) {
    if (result.kind == OperationKind::get) continue;
    if (result.ok()) ++report.acked;
    if (result.error && result.error->code == ErrorCode::outcome_unknown) ++report.unknown;
  }
  report.lost_beyond =
      check_durability(recorder.history(), recorder.world(), recorder.crashes()).lost_beyond;
  report.messages = recorder.world().totals().sent;
  report.events = simulation.events_traced();
  report.virtual_time = simulation.now() - k_start_of_time;
  report.digest = simulation.digest();
  report.judgements = judge(recorder, !rests);
  return report;
}

}  // namespace ringside
