#include "core/runtime/threaded_cluster.h"

#include <algorithm>
#include <thread>
#include <vector>

#include "core/base/check.h"
#include "core/host/admission.h"
#include "core/runtime/worker.h"

namespace ringside {
namespace {

class WorkerCluster final : public ThreadedCluster {
 public:
  WorkerCluster(const ClusterConfig& config, std::uint32_t workers, bool direct_reads);
  ~WorkerCluster() override;

  const ClusterConfig& config() const override { return config_; }
  std::string_view host_name() const override { return "threads"; }
  Time now() const override { return group_.clock.now(); }
  Result<OpId> submit(Command command) override;
  void set_rate(double rate) override;
  void pump(Duration, std::uint64_t) override {}
  bool can_step() const override { return false; }
  bool step() override { return false; }
  void collect(TraceBatch& batch) override { group_.sink.collect(batch); }
  std::vector<OperationResult> take_results() override;
  bool idle() const override;
  void request_stop() override;
  bool stopped() const override { return group_.ended.load() == group_.workers.size(); }
  std::unique_ptr<DirectReader> direct_reader() override;

 private:
  Mailbox& mailbox_of(std::uint32_t number) {
    return group_.workers[number % group_.workers.size()]->mailbox();
  }
  void post(Command command);

  ClusterConfig config_;
  Admission admission_;
  std::uint64_t posted_ = 0;          // obligations made by handing out operations and commands
  std::shared_ptr<ReadBoard> board_;  // none: no direct reads. Outlives the engines that write it
  WorkerGroup group_;
  std::vector<std::thread> threads_;
};

WorkerCluster::WorkerCluster(const ClusterConfig& config, std::uint32_t workers, bool direct_reads)
    : config_(config), admission_(config) {
  RINGSIDE_CHECK(validate(config).has_value());
  config_.rare = 0;
  const RingViewPtr ring = RingView::founding(config.shape);
  if (direct_reads) {
    const Shape& shape = config.shape;
    board_ = std::make_shared<ReadBoard>(ring, shape.group_size() - shape.write_quorum() + 1);
  }
  for (std::uint32_t i = 0; i < workers; ++i) {
    const EngineShare share{i, workers};
    Engine engine(config, ring, share, k_start_of_time);
    for (std::uint32_t node = 0; board_ != nullptr && node < ring->seats().size(); ++node) {
      if (share.carries(NodeId{node})) engine.set_mirror(NodeId{node}, &board_->port(NodeId{node}));
    }
    group_.workers.push_back(std::make_unique<Worker>(group_, std::move(engine), share));
  }
  for (const auto& worker : group_.workers) threads_.emplace_back([w = worker.get()] { w->run(); });
}

WorkerCluster::~WorkerCluster() {
  request_stop();
  for (std::thread& thread : threads_) thread.join();
  // Readers may outlive it.
  for (std::uint32_t node = 0; board_ != nullptr && node < config_.shape.nodes; ++node)
    board_->port(NodeId{node}).ended();
}

Result<OpId> WorkerCluster::submit(Command command) {
  if (group_.stopping.load()) return fail(ErrorCode::unavailable, "the cluster has been stopped");
  if (std::holds_alternative<MessageCommand>(command)) {
    return fail(ErrorCode::invalid_argument,
                "threads hand messages over by themselves: only the simulator can touch one");
  }
  auto admitted = admission_.admit(command);
  if (!admitted) return tl::unexpected(admitted.error());
  if (!*admitted) {
    post(std::move(command));
    return OpId{0};
  }
  auto& [operation, client] = **admitted;
  const OpId id = operation.id;
  ++posted_;
  mailbox_of(raw(client)).put(Submission{client, std::move(operation)});
  return id;
}

void WorkerCluster::post(Command command) {
  if (const auto* set = std::get_if<SetNetworkCommand>(&command)) config_.network = set->network;
  if (const auto node = node_of(command)) {
    ++posted_;
    mailbox_of(raw(*node)).put(std::move(command));
    return;
  }
  posted_ += group_.workers.size();
  for (const auto& worker : group_.workers) worker->mailbox().put(command);
}

void WorkerCluster::set_rate(double rate) {
  RINGSIDE_CHECK(rate >= 0 && rate <= 1000);
  group_.clock.set_rate(rate);
  // Everybody who waits for a time waits for another one now.
  for (const auto& worker : group_.workers) worker->mailbox().nudge();
}

std::vector<OperationResult> WorkerCluster::take_results() {
  std::vector<OperationResult> results = group_.sink.take_results();
  admission_.finished(results.size());
  return results;
}

bool WorkerCluster::idle() const {
  std::uint64_t met = 0;
  for (const auto& worker : group_.workers) met += worker->obligations_met();
  std::uint64_t made = posted_;
  for (const auto& worker : group_.workers) made += worker->obligations_made();
  return made == met;
}

std::unique_ptr<DirectReader> WorkerCluster::direct_reader() {
  RINGSIDE_CHECK(board_ != nullptr);
  return std::make_unique<DirectReader>(board_);
}

void WorkerCluster::request_stop() {
  group_.stopping.store(true);
  for (const auto& worker : group_.workers) worker->mailbox().nudge();
}

}  // namespace

std::unique_ptr<ThreadedCluster> start_threaded_cluster(const ClusterConfig& config,
                                                        RuntimeOptions options) {
  const std::uint32_t hardware = std::max(1u, std::thread::hardware_concurrency());
  const std::uint32_t wanted = options.workers == 0 ? hardware : options.workers;
  return std::make_unique<WorkerCluster>(config, std::clamp(wanted, 1u, config.shape.nodes),
                                         options.direct_reads);
}

}  // namespace ringside
