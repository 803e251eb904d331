#include "core/trial/trial.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "core/check/convergence.h"
#include "core/check/denial.h"
#include "core/check/durability.h"
#include "core/check/run_verdict.h"
#include "core/check/scans.h"
#include "core/sim/simulation.h"
#include "core/store/siblings.h"

namespace ringside {
namespace {

using namespace std::chrono_literals;

constexpr Duration k_patience = 1min;
constexpr std::uint64_t k_steps_between_looks = 1024;
// Events in one second of cluster time, and more for each step of a script.
constexpr std::uint64_t k_storm = 500'000;
constexpr std::uint64_t k_storm_of_step = 500;

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

// Whether every node is up and goes on at once, and every link is whole.
bool is_whole(const World& world) {
  const auto& nodes = world.nodes();
  return world.links().cuts.empty() &&
         std::all_of(nodes.begin(), nodes.end(), [](const auto& node) {
           return node.up && !node.paused && node.slowed_by == Duration::zero();
         });
}

Violations check_rest(const Recorder& run, const RunEnd& end) {
  Violations unfinished;
  if (end.storm) {
    unfinished.add(fmt::format("{} messages are under way, and each begets others",
                               run.world().in_flight().size()));
  } else if (end.stuck) {
    unfinished.add(
        fmt::format("{} messages and operations are still under way when all should be over",
                    run.world().in_flight().size() + run.history().asked.size() -
                        run.history().results.size()));
  }
  return unfinished;
}

// When everything with a time that is no get has been begun. Never where other steps are in line.
Time end_of_changes(const Script& script) {
  if (!script.steps.empty()) return k_end_of_time;
  Time last = k_start_of_time;
  for (const TimedStep& timed : script.timed) {
    const auto* command = std::get_if<CommandStep>(&timed.step.action);
    const bool is_get = command && (std::holds_alternative<GetCommand>(command->command) ||
                                    std::holds_alternative<MultiGetCommand>(command->command) ||
                                    std::holds_alternative<ScanCommand>(command->command));
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
        end_of_changes_(end_of_changes(script)),
        patience_(k_patience + cluster.config().timing.operation_deadline),
        second_events_max_(k_storm + k_storm_of_step * script.timed.size()) {}

  // False if the cluster did not come to rest.
  bool to_the_end() {
    bool rests = false;
    Time patient_until = k_start_of_time;
    for (std::uint64_t steps = 1;; ++steps) {
      player_.advance(cluster_);
      const auto wake = player_.wake();
      if (wake) patient_until = *wake + patience_;
      rests = cluster_.idle() && player_.done();
      if (rests) break;
      if (cluster_.now() > patient_until) {
        patient_until = last_arrival() + patience_;
        if (cluster_.now() > patient_until) break;
      }
      if (cluster_.idle()) mark_drained();
      if (!go_on(cluster_, wake)) break;
      for (const OperationResult& result : cluster_.take_results()) player_.take(result);
      if (steps % k_steps_between_looks == 0) look();
      if (is_storm()) break;
    }
    look();
    if (rests) wait_for_repair();
    return rests;
  }

  /// So many events in one second of cluster time have no cause but each other.
  bool is_storm() const { return second_events_ > second_events_max_; }
  const Violations& unspread() const { return unspread_; }
  /// The steps that have ended.
  std::vector<PlayedStep> take_played() { return player_.take_played(); }

 private:
  void look() {
    cluster_.collect(batch_);
    if (cluster_.now() >= second_ends_) {
      second_ends_ = cluster_.now() + 1s;
      second_events_ = 0;
    }
    second_events_ += batch_.events.size();
    batch_.events.clear();
    batch_.texts.clear();
  }
  // A link may take as long as it is told to: that is not the cluster's fault.
  Time last_arrival() {
    look();
    Time last = k_start_of_time;
    for (const auto& [id, message] : cluster_.world().in_flight()) {
      if (!is_background(message.facts.kind)) last = std::max(last, message.arrives_at);
    }
    return last;
  }
  // What is read after it cannot change: where nothing was wrong, what had to be sent has arrived;
  // else copies have been compared, too. Never earlier the more has been looked at.
  Time end_of_differences() const {
    if (end_of_changes_ == k_end_of_time || !cluster_.was_disturbed()) return end_of_changes_;
    return std::max(end_of_changes_, cluster_.last_write_arrival()) +
           repair_time(cluster_.config());
  }
  void mark_drained() {
    if (cluster_.history().drained != 0 || cluster_.now() < end_of_differences()) return;
    look();
    if (cluster_.now() < end_of_differences()) return;
    cluster_.mark_drained();
    if (!cluster_.was_disturbed())
      unspread_ = check_convergence(cluster_.history(), cluster_.world());
  }
  // Of a script that waits until copies have to be equal: a write that came late has to be
  // compared, too.
  void wait_for_repair() {
    const Duration needed = repair_time(cluster_.config());
    if (end_of_changes_ == k_end_of_time || cluster_.now() < end_of_changes_ + needed) return;
    while (cluster_.now() < cluster_.last_write_arrival() + needed && cluster_.step()) look();
  }

  Recorder& cluster_;
  Player player_;
  Time end_of_changes_;
  Duration patience_;
  Time second_ends_ = k_start_of_time;
  std::uint64_t second_events_ = 0;
  std::uint64_t second_events_max_;
  Violations unspread_;
  TraceBatch batch_;
};

// Operations that did not succeed at the first attempt, though nothing was ever wrong.
Violations check_effort(const Recorder& run) {
  Violations violations;
  const Latency& latency = run.config().network.latency;
  const bool is_calm = !run.was_disturbed() && !has_shape(latency.kind) &&
                       latency.kind != Latency::Kind::exponential &&
                       latency.base + latency.spread <= run.config().timing.reply_timeout / 4;
  if (!is_calm) return violations;
  for (const OperationResult& result : run.history().results) {
    const bool succeeded = result.ok() || result.error->code == ErrorCode::not_found ||
                           result.error->code == ErrorCode::stale_context ||
                           result.error->code == ErrorCode::too_many_siblings;
    const bool at_once = result.receipt.attempts <= 1 || run.config().rare != 0;
    if (succeeded && at_once) continue;
    violations.add(fmt::format("op {}: a {} ended with {} after {} attempts, and nothing was wrong",
                               raw(result.id), to_string(result.kind),
                               result.ok() ? "ok" : to_string(result.error->code),
                               result.receipt.attempts));
  }
  return violations;
}

// What nodes themselves say once all is over.
Violations check_hints(const Simulation& cluster, const ReplicaLedger& replicas) {
  Violations violations;
  for (std::uint32_t i = 0; i < cluster.config().shape.nodes; ++i) {
    const Node* node = cluster.node(NodeId{i});
    if (!node) continue;
    if (node->hints().size() > 0)
      violations.add(fmt::format("node {} still keeps {} hints", i, node->hints().size()));
    if (const std::uint64_t said = replicas.hints_of(NodeId{i}); said > node->hints().size())
      violations.add(fmt::format("node {} has {} hints less than it said", i, said));
  }
  return violations;
}

// Tombstones that have been old enough for half of the time that nothing was wrong.
Violations check_tombstones(const Simulation& cluster, Duration quiet) {
  Violations violations;
  const Duration age = cluster.config().timing.tombstones_after;
  if (age == Duration::zero()) return violations;
  const HlcStamp until{cluster.now() - age - quiet / 2, 0};
  for (std::uint32_t i = 0; i < cluster.config().shape.nodes; ++i) {
    const Node* node = cluster.node(NodeId{i});
    if (!node) continue;
    node->table().for_each([&](const RecordPtr& record) {
      if (is_absent(*record) && absent_since(*record) <= until)
        violations.add(fmt::format("node {} still keeps the tombstone of '{}'", i, record->key()));
    });
  }
  return violations;
}

Violations check_digests(const Simulation& cluster, const Ring& ring) {
  Violations violations;
  for (std::uint32_t arc = 0; arc < ring.tokens().size(); ++arc) {
    std::optional<RangeDigest> common;
    for (const NodeId member : ring.group_of(arc)) {
      const Node* node = cluster.node(member);
      if (!node) continue;
      const RangeDigest own = node->table().digest(ring.arc(arc));
      if (!common) common = own;
      if (own == *common) continue;
      violations.add(
          fmt::format("arc {}: node {} has another digest than the first", arc, raw(member)));
      break;
    }
  }
  return violations;
}

// Ranges still move when all should be over. A change needs most members to remember what they have
// said of it, so that counts only if fewer have ever lost their memory.
Violations check_ring(const Recorder& run) {
  Violations violations;
  if (run.world().view().is_moving())
    violations.add(fmt::format("epoch {} is not settled", raw(run.world().view().epoch())));
  return violations;
}

Violations check_views(const Recorder& run) {
  Violations violations;
  for (std::uint64_t i = 0; i < run.world().view_conflicts(); ++i)
    violations.add("two nodes have different views of one epoch");
  return violations;
}

Judgement promised_if(bool promised, std::string name, Violations violations) {
  return {std::move(name), std::move(violations), promised};
}

}  // namespace

std::string broken_promises(const std::vector<Judgement>& judgements) {
  std::string names;
  for (const Judgement& judgement : judgements) {
    if (!judgement.promised || judgement.violations.count == 0) continue;
    if (!names.empty()) names += ",";
    names += judgement.name;
  }
  return names;
}

Time last_change(const std::vector<PlayedStep>& played) {
  Time last = k_start_of_time;
  for (const PlayedStep& step : played) {
    const bool is_get = step.result && (step.result->kind == OperationKind::get ||
                                        step.result->kind == OperationKind::scan);
    if (!is_get) last = std::max(last, step.at);
  }
  return last;
}

Duration repair_time(const ClusterConfig& config) {
  constexpr int k_rounds = 4;
  return k_rounds * config.shape.nodes * config.timing.repair_interval;
}

std::vector<Judgement> judge_promises(const Recorder& run, const RunEnd& end) {
  RunVerdict verdict = judge_run(run.history(), run.world(), run.crashes());
  ScansVerdict scans = check_scans(run.history(), run.world(), run.crashes(),
                                   run.config().timing.operation_deadline);
  if (!run.history().scans.empty()) verdict.invented = std::move(scans.invented);
  Violations sessions = std::move(verdict.sessions.read_your_writes);
  sessions.count += verdict.sessions.monotonic_reads.count;
  Violations named = std::move(verdict.named.read_your_writes);
  named.count += verdict.named.monotonic_reads.count;
  for (std::string& example : verdict.named.monotonic_reads.examples)
    if (!named.is_full()) named.examples.push_back(std::move(example));
  const bool has_siblings = keeps_siblings(run.config().conflicts);
  if (!has_siblings) verdict.siblings = {};
  const Level level = run.config().consistency.level;
  if (level >= Level::strict) {
    StrictVerdict strict = judge_strictly(run.history(), run.world(), run.crashes());
    // Of siblings the newest version does not tell what else was seen.
    verdict.irregular_reads = has_siblings ? check_seen(run.history(), run.world(), run.crashes())
                                           : std::move(strict.irregular_reads);
    if (level == Level::linearizable) verdict.atomicity = std::move(strict.atomicity);
  }
  const bool repaired = is_whole(run.world()) && end.quiet >= repair_time(run.config());
  return {
      {"lost_acked", std::move(verdict.durability.lost)},
      {"invented", std::move(verdict.invented)},
      {"denied", check_denial(run.history(), run.crashes())},
      {"unwritten", check_written(run.history())},
      promised_if(run.can_step(), "under_kept", run.replicas().under_kept()),
      {"went_back", run.replicas().went_back()},
      {"came_back", run.replicas().came_back()},
      {"second_versions", run.replicas().second_versions()},
      promised_if(run.can_step(), "recovered_short",
                  run.replicas().recovered_short(run.crashes(), run.config().shape.failures)),
      promised_if(run.can_step(), "effort", check_effort(run)),
      {"unspread", end.unspread},
      {"wrong_ends", std::move(verdict.wrong_ends)},
      // Threads keep time only as well as the machine lets them.
      promised_if(run.can_step(), "late_ends", check_deadlines(run)),
      {"scan_missed", std::move(scans.missed)},
      {"scan_disordered", std::move(scans.disordered)},
      promised_if(run.can_step(), "scan_ends", std::move(scans.wrong_ends)),
      {"stuck", check_rest(run, end)},
      {"two_rings", check_views(run)},
      promised_if(repaired, "resurrected", std::move(verdict.resurrected)),
      promised_if(repaired, "diverged", std::move(verdict.diverged)),
      promised_if(repaired && has_siblings, "lost_siblings", std::move(verdict.siblings.lost)),
      promised_if(repaired && has_siblings, "not_maximal", std::move(verdict.siblings.not_maximal)),
      promised_if(repaired, "digests_differ", end.digests_differ),
      promised_if(repaired, "hints_left", end.hints_left),
      promised_if(repaired && !run.world().view().is_moving(), "tombstones_left",
                  end.tombstones_left),
      promised_if(repaired && run.crashes().ever_crashed() * 2 < run.world().view().voters().size(),
                  "unsettled", check_ring(run)),
      promised_if(false, "stale_reads", std::move(verdict.stale_reads)),
      promised_if(false, "session_violations", std::move(sessions)),
      {"session_broken", std::move(named)},
      promised_if(level >= Level::strict, "irregular_reads", std::move(verdict.irregular_reads)),
      // A key with several values is no register.
      promised_if(level == Level::linearizable && !has_siblings, "non_linearizable",
                  std::move(verdict.atomicity.not_linearizable))};
}

TrialReport run_trial(const Script& script, const Judge& judge) {
  Simulation simulation(configure(script));
  Recorder recorder(simulation);
  TrialReport report;
  Play play(recorder, script);
  const bool rests = play.to_the_end();
  const std::vector<PlayedStep> played = play.take_played();
  for (const PlayedStep& step : played)
    report.refused += step.verdict == PlayedStep::Verdict::refused ? 1 : 0;
  report.operations = recorder.history().asked.size() + recorder.history().scans.size();
  for (const OperationResult& result : recorder.history().results) {
    if (result.kind == OperationKind::get) continue;
    if (result.ok()) ++report.acked;
    if (result.error && result.error->code == ErrorCode::outcome_unknown) ++report.unknown;
  }
  report.lost_beyond =
      check_durability(recorder.history(), recorder.world(), recorder.crashes()).lost_beyond;
  for (const auto& [key, tombstones] : recorder.history().collected)
    report.collected += tombstones.size();
  report.messages = recorder.world().totals().sent;
  report.events = simulation.events_traced();
  for (std::uint32_t i = 0; i < simulation.config().shape.nodes; ++i) {
    const Node* node = simulation.node(NodeId{i});
    for (std::size_t branch = 0; node && branch < k_rare_branches; ++branch)
      report.rare[branch] += node->rare().taken()[branch];
  }
  report.virtual_time = simulation.now() - k_start_of_time;
  report.digest = simulation.digest();
  const Time changed = std::max(last_change(played), recorder.last_write_arrival());
  report.judgements =
      judge(recorder, {!rests, play.is_storm(), simulation.now() - changed, play.unspread(),
                       check_hints(simulation, recorder.replicas()),
                       check_tombstones(simulation, simulation.now() - changed),
                       check_digests(simulation, recorder.world().ring())});
  return report;
}

}  // namespace ringside
