#include "core/runtime/threaded_cluster.h"

#include <fmt/format.h>

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
  Result<void> post(Command command);
  Result<void> set_up(NodeId node, bool up);

  ClusterConfig config_;
  Admission admission_;
  std::vector<bool> up_;      // nodes as they will be once all posted commands are carried out
  std::uint64_t posted_ = 0;  // obligations made by handing out operations and commands
  WorkerGroup group_;
  std::vector<std::thread> threads_;
};

ThreadedCluster::ThreadedCluster(const ClusterConfig& config, std::uint32_t workers)
    : config_(config), admission_(config), up_(config.shape.nodes, true) {
  RINGSIDE_CHECK(validate(config).has_value());
  const auto ring = std::make_shared<const Ring>(config.shape);
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
    if (auto posted = post(std::move(command)); !posted) return tl::unexpected(posted.error());
    return OpId{0};
  }
  auto& [operation, client] = **admitted;
  const OpId id = operation.id;
  ++posted_;
  mailbox_of(raw(client)).put(Submission{client, std::move(operation)});
  return id;
}

Result<void> ThreadedCluster::post(Command command) {
  if (const auto* crash = std::get_if<CrashCommand>(&command)) return set_up(crash->node, false);
  if (const auto* restart = std::get_if<RestartCommand>(&command))
    return set_up(restart->node, true);
  if (const auto* set = std::get_if<SetNetworkCommand>(&command)) config_.network = set->network;
  posted_ += group_.workers.size();
  for (const auto& worker : group_.workers) worker->mailbox().put(command);
  return {};
}

Result<void> ThreadedCluster::set_up(NodeId node, bool up) {
  if (up_[raw(node)] == up) {
    return fail(ErrorCode::invalid_argument,
                fmt::format("node {} is {} already", raw(node), up ? "up" : "down"));
  }
  up_[raw(node)] = up;
  ++posted_;
  mailbox_of(raw(node)).put(up ? Command{RestartCommand{node}} : Command{CrashCommand{node}});
  return {};
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
