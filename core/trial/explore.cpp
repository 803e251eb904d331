#include "core/trial/explore.h"

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <set>
#include <utility>

#include "core/base/check.h"
#include "core/check/convergence.h"
#include "core/check/crash_ledger.h"
#include "core/check/durability.h"
#include "core/check/invention.h"
#include "core/check/outcomes.h"
#include "core/trace/world.h"
#include "core/trial/explore_point.h"
#include "core/trial/trial.h"

namespace ringside {
namespace {

class Explorer {
 public:
  explicit Explorer(const ExploreSettings& settings)
      : settings_(settings), ring_(RingView::founding(settings.shape)) {
    ClusterConfig config;
    config.shape = settings.shape;
    config.timing = settings.timing;
    repair_time_ = repair_time(config);
  }

  Exploration run() {
    ExplorePoint start(settings_, ring_);
    start.begin(OperationKind::put, "old");
    RINGSIDE_CHECK(start.run_fairly());
    std::uint64_t number = 0;
    for (const OperationKind kind : settings_.operations)
      start.begin(kind, fmt::format("new{}", ++number));
    visit(start);
    return std::move(found_);
  }

 private:
  void visit(const ExplorePoint& point) {
    if (found_.states == settings_.states_max) {
      found_.complete = false;
      return;
    }
    if (!seen_.insert(point.key()).second) return;
    ++found_.states;
    found_.deepest = std::max(found_.deepest, way_.size());
    bool must_move = false;
    for (ExploreMove move : point.moves(settings_)) {
      must_move = must_move || move.kind == ExploreMove::Kind::deliver;
      const std::size_t sends = try_move(point, move);
      if (!point.may_crash(settings_)) continue;
      for (std::size_t sent = 0; sent < sends; ++sent) {
        move.dies_after = sent;
        try_move(point, move);
      }
    }
    if (!must_move) judge_end(point);
  }

  std::size_t try_move(const ExplorePoint& point, const ExploreMove& move) {
    ++found_.transitions;
    ExplorePoint next = point;
    way_.push_back(point.describe(move));
    const std::size_t sends = next.make(move);
    visit(next);
    way_.pop_back();
    return sends;
  }

  // What is under way has arrived: the rest happens by itself.
  void judge_end(ExplorePoint point) {
    ++found_.ends;
    note_seen(point);
    if (!point.run_fairly()) return report("the operations do not end");
    point.run_for(repair_time_);
    World world(settings_.shape);
    CrashLedger crashes;
    for (const TraceEvent& event : point.events()) {
      world.apply(event);
      crashes.apply(event);
    }
    const History& history = point.history();
    for (const std::string& what : check_outcomes(history).examples) report(what);
    for (const std::string& what : check_invention(history).examples) report(what);
    for (const std::string& what : check_durability(history, world, crashes).lost.examples)
      report(what);
    if (repair_time_ == Duration::zero()) return;
    for (const std::string& what : check_convergence(history, world).examples) report(what);
    for (const std::string& what :
         check_resurrection(accesses_of(history), world, crashes).examples)
      report(what);
    for (const Seat& seat : point.seats()) {
      if (seat.node().hints().size() > 0)
        report(fmt::format("{} still has hints", name_of(seat.actor().node)));
    }
  }

  void note_seen(const ExplorePoint& point) {
    const auto has = [&](EventKind kind) {
      return std::any_of(point.events().begin(), point.events().end(),
                         [kind](const TraceEvent& event) { return event.kind == kind; });
    };
    found_.ends_with_hints += has(EventKind::hint_kept) ? 1 : 0;
    found_.ends_with_handoffs += has(EventKind::hints_handed_over) ? 1 : 0;
    found_.ends_with_recoveries += has(EventKind::node_recovered) ? 1 : 0;
  }

  void report(const std::string& what) {
    std::string way;
    for (const std::string& step : way_) way += (way.empty() ? "" : "; ") + step;
    found_.violations.add(fmt::format("{} after: {}", what, way));
  }

  const ExploreSettings& settings_;
  RingViewPtr ring_;
  Duration repair_time_{};
  std::set<std::uint64_t> seen_;
  std::vector<std::string> way_;
  Exploration found_;
};

}  // namespace

Result<void> validate(const ExploreSettings& settings) {
  constexpr std::uint32_t k_nodes_max = 4;
  constexpr std::size_t k_operations_max = 3;
  if (auto good = validate(settings.shape); !good) return good;
  if (settings.shape.nodes > k_nodes_max) {
    return fail(ErrorCode::invalid_argument,
                fmt::format("{} nodes are too many for every order to be tried; at most {}",
                            settings.shape.nodes, k_nodes_max));
  }
  if (settings.operations.empty() || settings.operations.size() > k_operations_max) {
    return fail(ErrorCode::invalid_argument,
                fmt::format("{} operations must be between 1 and {}", settings.operations.size(),
                            k_operations_max));
  }
  return {};
}

Exploration explore(const ExploreSettings& settings) {
  RINGSIDE_CHECK(validate(settings).has_value());
  return Explorer(settings).run();
}

}  // namespace ringside
