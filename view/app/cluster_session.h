#pragma once
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

#include "core/base/error.h"
#include "core/host/cluster.h"
#include "core/scenario/run_link.h"
#include "view/app/app.h"
#include "view/app/branch.h"

namespace ringside {

/// What carries a cluster.
enum class HostKind : std::uint8_t {
  simulator,
  threads,
  recording  ///< Nothing: a run from a file is shown.
};

/// Whose idea a command was.
enum class GivenBy : std::uint8_t { hand, program };

/// The cluster that is shown, all that its trace has told so far, and the other branches of its
/// run. Never blocks: a cluster that was replaced lives on here until its threads have ended.
class ClusterSession {
 public:
  /// Starts a first cluster. REQUIRES: validate(config), and hosts.simulator; where there are no
  /// threads, the simulator carries it whatever `kind` says.
  ClusterSession(Hosts hosts, const ClusterConfig& config, HostKind kind);

  /// Replaces the cluster by a fresh one, which the simulator carries where `kind` is a recording.
  /// The old one, its log, its world and its branches are gone
  /// afterwards, unless this fails: invalid_argument for a wrong configuration or a host that this
  /// build does not have.
  Result<void> start(const ClusterConfig& config, HostKind kind);

  /// Shows a recorded run in place of the cluster, as start() does. REQUIRES: a RecordedCluster.
  void show_recording(std::unique_ptr<Cluster> recording);

  /// Lets `wall` time pass at `rate` cluster seconds per second, and takes in what happened.
  void advance(Duration wall, double rate);
  /// Carries out the next event. False if there is none or the host cannot.
  bool step();
  /// Hands a command over and takes in at once what it caused, even while time stands still.
  Result<OpId> submit(Command command, GivenBy by = GivenBy::hand);
  /// Results of operations since the last call.
  std::vector<OperationResult> take_results();

  /// Makes a branch that goes on differently from a time of the past, and shows it. The present
  /// branch stays as it is. The oldest one that nobody needs goes where there are too many;
  /// unavailable where the run cannot be lived again from there.
  Result<void> branch_at(std::uint64_t moment, Time time);
  /// Shows another branch. REQUIRES: index < branches().size().
  void show_branch(std::size_t index);
  /// Whether the host can go back at all: threads cannot, and what was recorded is over.
  bool can_branch() const { return active().history.can_rebuild(); }
  bool recorded() const { return kind_ == HostKind::recording; }
  /// Why there is no branch, or no step, where there is none.
  const char* why_no_branch() const;
  const char* why_no_step() const;
  /// By age.
  const std::vector<std::unique_ptr<Branch>>& branches() const { return branches_; }
  std::size_t active_branch() const { return active_; }
  const Branch& active() const { return *branches_[active_]; }

  /// What it takes to live the run of the shown branch again; of threads only how it was started.
  /// unavailable where the beginning was let go.
  Result<RunLink> link() const;
  /// Replaces the cluster by one that has lived a linked run, as start() does. An error changes
  /// nothing.
  Result<void> relive(const RunLink& link);

  bool has_threads() const { return static_cast<bool>(hosts_.threads); }
  std::string_view why_no_threads() const { return hosts_.why_no_threads; }
  HostKind kind() const { return kind_; }
  bool can_step() const { return active().cluster->can_step(); }
  bool idle() const { return active().cluster->idle(); }
  /// Never before the last event that was taken in.
  Time now() const { return active().now(); }
  /// As the cluster runs now: with the links that commands have set since it started.
  const ClusterConfig& config() const { return active().config; }
  /// As it is now.
  const World& world() const { return timeline().present(); }
  const TraceLog& log() const { return timeline().kept(); }
  /// As it was at any time, and what there is to see on the way.
  const Timeline& timeline() const { return active().timeline; }
  const TimeMarks& marks() const { return active().marks; }
  /// Another one for every cluster and branch: operation ids of one mean nothing in another.
  std::uint64_t generation() const { return active().generation; }
  /// Part of the speed asked for that the simulator reached lately, 0 … 1.
  double pace() const { return pace_; }

  static constexpr std::size_t k_branches_max = 6;

 private:
  std::unique_ptr<Branch> first_branch(const ClusterConfig& config, HostKind kind);
  std::unique_ptr<Branch> first_branch_of(std::unique_ptr<Cluster> cluster);
  void begin(std::unique_ptr<Branch> branch);
  void retire_all();
  Result<OpId> give(Branch& branch, Command command, GivenBy by);
  void take_in(Branch& branch);
  void let_a_branch_go();
  Branch& shown() { return *branches_[active_]; }

  /// More would make a frame late; the simulator's clock lags behind instead.
  static constexpr std::uint64_t k_events_per_frame = 4000;

  Hosts hosts_;
  HostKind kind_ = HostKind::simulator;
  std::vector<std::unique_ptr<Branch>> branches_;
  std::size_t active_ = 0;
  std::uint32_t branches_made_ = 0;
  std::vector<std::unique_ptr<Cluster>> retired_;
  TraceBatch batch_;
  std::uint64_t generations_ = 0;
  double pace_ = 1.0;
};

}  // namespace ringside
