#pragma once
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

#include "core/base/error.h"
#include "core/host/cluster.h"
#include "core/trace/timeline.h"
#include "view/app/app.h"
#include "view/app/time_marks.h"

namespace ringside {

/// What carries a cluster.
enum class HostKind : std::uint8_t { simulator, threads };

/// The cluster that is shown and all that its trace has told so far. Never blocks: a cluster that
/// was replaced lives on here until its threads have ended.
class ClusterSession {
 public:
  /// Starts a first cluster. REQUIRES: validate(config), and hosts.simulator; where there are no
  /// threads, the simulator carries it whatever `kind` says.
  ClusterSession(Hosts hosts, const ClusterConfig& config, HostKind kind);

  /// Replaces the cluster by a fresh one. The old one, its log and its world are gone afterwards,
  /// unless this fails: invalid_argument for a wrong configuration or a host that this build does
  /// not have.
  Result<void> start(const ClusterConfig& config, HostKind kind);

  /// Lets `wall` time pass at `rate` cluster seconds per second, and takes in what happened.
  void advance(Duration wall, double rate);
  /// Carries out the next event. False if there is none or the host cannot.
  bool step();
  /// Hands a command over and takes in at once what it caused, even while time stands still.
  Result<OpId> submit(Command command);
  /// Results of operations since the last call.
  std::vector<OperationResult> take_results();

  bool has_threads() const { return static_cast<bool>(hosts_.threads); }
  std::string_view why_no_threads() const { return hosts_.why_no_threads; }
  HostKind kind() const { return kind_; }
  bool can_step() const { return cluster_->can_step(); }
  bool idle() const { return cluster_->idle(); }
  /// Never before the last event that was taken in.
  Time now() const { return std::max(cluster_->now(), world().time()); }
  /// As the cluster runs now: with the links that commands have set since it started.
  const ClusterConfig& config() const { return config_; }
  /// As it is now.
  const World& world() const { return timeline_.present(); }
  const TraceLog& log() const { return timeline_.kept(); }
  /// As it was at any time, and what there is to see on the way.
  const Timeline& timeline() const { return timeline_; }
  const TimeMarks& marks() const { return marks_; }
  /// Grows with every fresh cluster: operation ids of an older one mean nothing any more.
  std::uint64_t generation() const { return generation_; }
  /// Part of the speed asked for that the simulator reached lately, 0 … 1.
  double pace() const { return pace_; }

 private:
  void collect();

  /// More would make a frame late; the simulator's clock lags behind instead.
  static constexpr std::uint64_t k_events_per_frame = 4000;

  Hosts hosts_;
  ClusterConfig config_;
  HostKind kind_ = HostKind::simulator;
  std::unique_ptr<Cluster> cluster_;
  std::vector<std::unique_ptr<Cluster>> retired_;
  Timeline timeline_;
  TimeMarks marks_;
  TraceBatch batch_;
  std::uint64_t generation_ = 1;
  double pace_ = 1.0;
};

}  // namespace ringside
