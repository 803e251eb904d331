#pragma once
#include <memory>
#include <utility>

#include "core/host/cluster.h"
#include "core/scenario/run_link.h"

namespace ringside {

/// A cluster that passes everything on to another one and notes which commands that was given, and
/// where: what a link to its run tells.
class NotedCluster final : public Cluster {
 public:
  explicit NotedCluster(std::unique_ptr<Cluster> cluster)
      : cluster_(std::move(cluster)), start_(cluster_->config()) {}

  const ClusterConfig& config() const override { return cluster_->config(); }
  std::string_view host_name() const override { return cluster_->host_name(); }
  Time now() const override { return cluster_->now(); }
  Result<OpId> submit(Command command) override {
    LinkedCommand given{cluster_->position(), command, true};
    auto id = cluster_->submit(std::move(command));
    if (id) commands_.push_back(std::move(given));
    return id;
  }
  void set_rate(double rate) override { cluster_->set_rate(rate); }
  void pump(Duration wall, std::uint64_t events_max) override { cluster_->pump(wall, events_max); }
  bool can_step() const override { return cluster_->can_step(); }
  bool step() override { return cluster_->step(); }
  void collect(TraceBatch& batch) override { cluster_->collect(batch); }
  std::vector<OperationResult> take_results() override { return cluster_->take_results(); }
  bool idle() const override { return cluster_->idle(); }
  void request_stop() override { cluster_->request_stop(); }
  bool stopped() const override { return cluster_->stopped(); }

  /// The run so far.
  RunLink link() const {
    RunLink link;
    link.config = start_;
    link.threads = !cluster_->can_step();
    if (link.threads) return link;
    link.commands = commands_;
    link.end = cluster_->position();
    link.digest = cluster_->trace_digest().value_or(0);
    return link;
  }

 private:
  std::unique_ptr<Cluster> cluster_;
  ClusterConfig start_;
  std::vector<LinkedCommand> commands_;
};

}  // namespace ringside
