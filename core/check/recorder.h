#pragma once
#include <cstdint>
#include <string_view>
#include <vector>

#include "core/check/crash_ledger.h"
#include "core/check/history.h"
#include "core/check/replica_ledger.h"
#include "core/host/cluster.h"
#include "core/trace/world.h"

namespace ringside {

/// A cluster that passes everything on to another one and keeps what a checker needs: the history
/// of operations, the world of its trace, and how often each node died. Whoever drives a cluster
/// can drive this instead.
///
/// The world is as new as the last collect().
class Recorder final : public Cluster {
 public:
  /// `cluster` must outlive it, and from now on be driven through it only.
  explicit Recorder(Cluster& cluster);

  const ClusterConfig& config() const override { return cluster_.config(); }
  std::string_view host_name() const override { return cluster_.host_name(); }
  Time now() const override { return cluster_.now(); }
  Result<OpId> submit(Command command) override;
  void set_rate(double rate) override { cluster_.set_rate(rate); }
  void pump(Duration wall, std::uint64_t events_max) override { cluster_.pump(wall, events_max); }
  bool can_step() const override { return cluster_.can_step(); }
  bool step() override { return cluster_.step(); }
  void collect(TraceBatch& batch) override;
  std::vector<OperationResult> take_results() override;
  bool idle() const override { return cluster_.idle(); }
  void request_stop() override { cluster_.request_stop(); }
  bool stopped() const override { return cluster_.stopped(); }

  /// Says that from here on faults are over and nothing is under way: what is read now has to be
  /// what stays. To be called when everything has been collected.
  void mark_drained();

  const History& history() const { return history_; }
  const World& world() const { return world_; }
  const CrashLedger& crashes() const { return crashes_; }
  const ReplicaLedger& replicas() const { return replicas_; }
  /// Whether anything was ever wrong: a node, a clock, a link or a message.
  bool was_disturbed() const { return disturbed_; }
  /// When the last message arrived at a node that may change what it keeps, comparisons apart.
  Time last_write_arrival() const { return last_write_arrival_; }

 private:
  void record(const TraceEvent& event);
  void note_trouble(const TraceEvent& event);

  Cluster& cluster_;
  History history_;
  World world_;
  CrashLedger crashes_;
  ReplicaLedger replicas_;
  bool disturbed_ = false;
  Time last_write_arrival_{};
};

}  // namespace ringside
