#pragma once
#include <cstdint>
#include <string_view>
#include <vector>

#include "core/check/crash_ledger.h"
#include "core/check/history.h"
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

 private:
  void record(const TraceEvent& event);

  Cluster& cluster_;
  History history_;
  World world_;
  CrashLedger crashes_;
};

}  // namespace ringside
