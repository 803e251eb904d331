#pragma once
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/host/cluster.h"
#include "core/scenario/trace_file.h"

namespace ringside {

/// A run from a trace file, as if it were a cluster that has come to its end: collect() hands out
/// what happened, nothing more happens, and it takes no commands. Like threads it has no copy, so
/// what it did can be watched but not gone on with.
class RecordedCluster final : public Cluster {
 public:
  /// Checks all of the file first. Errors as TraceReader's; also where it has more than
  /// `events_max` events.
  static Result<std::unique_ptr<Cluster>> open(std::string content, std::uint64_t events_max);

  const ClusterConfig& config() const override { return facts_.head.config; }
  std::string_view host_name() const override { return facts_.head.host; }
  /// The end of the run, once all of it was collected.
  Time now() const override { return idle() ? facts_.head.end : Time{}; }
  /// unavailable.
  Result<OpId> submit(Command command) override;
  void set_rate(double) override {}
  void pump(Duration, std::uint64_t) override {}
  bool can_step() const override { return false; }
  bool step() override { return false; }
  std::optional<std::uint64_t> trace_digest() const override { return facts_.digest; }
  /// Some thousand events at a time, until it is idle.
  void collect(TraceBatch& batch) override;
  std::vector<OperationResult> take_results() override { return {}; }
  bool idle() const override { return content_.empty(); }
  void request_stop() override {}
  bool stopped() const override { return true; }

 private:
  RecordedCluster(std::string content, TraceFacts facts);

  TraceFacts facts_;
  std::string content_;  // until all of it was collected
  std::optional<TraceReader> reader_;
};

}  // namespace ringside
