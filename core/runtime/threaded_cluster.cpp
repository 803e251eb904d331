#include "core/runtime/threaded_cluster.h"

#include <algorithm>
#include <thread>
#include <vector>

#include "core/base/check.h"
#include "core/host/admission.h"
#include "core/runtime/worker.h"

namespace ringside {
namespace {

class ThreadedCluster final : public Cluster {
 public:
  ThreadedCluster(const ClusterConfig& config, std::uint32_t workers);
  ~ThreadedCluster() override;

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

 private:
  Mailbox& mailbox_of(std::uint32_t number) {
    return group_.workers[number % group_.workers.size()]->mailbox();
  }
  void post(Command command);

  ClusterConfig config_;
  Admission admission_;
  std::uint64_t posted_ = 0;  // obligations made by handing out operations and commands
  WorkerGroup group_;
  std::vector<std::thread> threads_;
};

ThreadedCluster::ThreadedCluster(const ClusterConfig& config, std::uint32_t workers)
    : config_(config), admission_(config) {
  RINGSIDE_CHECK(validate(config).has_value());
  config_.rare = 0;
  const RingViewPtr ring = RingView::founding(config.shape);
  for (std::uint32_t i = 0; i < workers; ++i) {
    const EngineShare share{i, workers};
    Engine engine(config, ring, share, k_start_of_time);
    group_.workers.push_back(std::make_unique<Worker>(group_, std::move(engine), share));
  }
  for (const auto& worker : group_.workers) threads_.emplace_back([w = worker.get()] { w->run(); });
}

ThreadedCluster::~ThreadedCluster() {
  request_stop();
  for (std::thread& thread : threads_) thread.join();
}

Result<OpId> ThreadedCluster::submit(Command command) {
  if (group_.stopping.load()) return fail(ErrorCode::unavailable, "the cluster has been stopped");
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

void ThreadedCluster::post(Command command) {
  if (const auto* set = std::get_if<SetNetworkCommand>(&command)) config_.network = set->network;
  if (const auto node = node_of(command)) {
    ++posted_;
    mailbox_of(raw(*node)).put(std::move(command));
    return;
  }
  posted_ += group_.workers.size();
  for (const auto& worker : group_.workers) worker->mailbox().put(command);
}

void ThreadedCluster::set_rate(double rate) {
  RINGSIDE_CHECK(rate >= 0 && rate <= 1000);
  group_.clock.set_rate(rate);
  // Everybody who waits for a time waits for another one now.
  for (const auto& worker : group_.workers) worker->mailbox().nudge();
}

std::vector<OperationResult> ThreadedCluster::take_results() {
  std::vector<OperationResult> results = group_.sink.take_results();
  admission_.finished(results.size());
  return results;
}

bool ThreadedCluster::idle() const {
  std::uint64_t met = 0;
  for (const auto& worker : group_.workers) met += worker->obligations_met();
  std::uint64_t made = posted_;
  for (const auto& worker : group_.workers) made += worker->obligations_made();
  return made == met;
}

void ThreadedCluster::request_stop() {
  group_.stopping.store(true);
  for (const auto& worker : group_.workers) worker->mailbox().nudge();
}

}  // namespace

std::unique_ptr<Cluster> start_threaded_cluster(const ClusterConfig& config,
                                                RuntimeOptions options) {
  const std::uint32_t hardware = std::max(1u, std::thread::hardware_concurrency());
  const std::uint32_t wanted = options.workers == 0 ? hardware : options.workers;
  return std::make_unique<ThreadedCluster>(config, std::clamp(wanted, 1u, config.shape.nodes));
}

}  // namespace ringside
