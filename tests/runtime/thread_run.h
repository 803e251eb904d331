#pragma once
#include <catch_amalgamated.hpp>
#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "core/runtime/threaded_cluster.h"

namespace ringside {

/// A cluster of threads whose trace and results are kept for judging.
class ThreadRun {
 public:
  explicit ThreadRun(const ClusterConfig& config, std::uint32_t workers = 0)
      : ThreadRun(config, RuntimeOptions{.workers = workers}) {}
  ThreadRun(const ClusterConfig& config, RuntimeOptions options)
      : shape_(config.shape), cluster_(start_threaded_cluster(config, options)) {}

  ThreadedCluster& cluster() { return *cluster_; }
  /// Destroys the cluster; what was collected stays.
  void destroy() { cluster_.reset(); }

  /// Submits an operation; REQUIREs that it is accepted.
  OpId put(const std::string& key, const std::string& value) {
    return submit(PutCommand{key, value});
  }
  OpId get(const std::string& key) { return submit(GetCommand{key}); }
  OpId remove(const std::string& key) { return submit(RemoveCommand{key}); }
  OpId multi_get(const std::vector<std::string>& keys) {
    submitted_ += keys.size() - 1;
    return submit(MultiGetCommand{keys});
  }
  bool crash(NodeId node) { return cluster_->submit(CrashCommand{node}).has_value(); }
  bool restart(NodeId node) { return cluster_->submit(RestartCommand{node}).has_value(); }

  /// Polls until `done()`. The deadline is only there so that a hang fails instead of hanging.
  template <typename Done>
  void wait_until(Done done) {
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::minutes{3};
    while (!done()) {
      if (std::chrono::steady_clock::now() > deadline) FAIL("nothing came of it in three minutes");
      collect();
      std::this_thread::yield();
    }
    collect();
  }
  void wait_idle() {
    wait_until([this] { return cluster_->idle(); });
  }

  /// Polls so often, whatever comes.
  void poll(int times) {
    for (int i = 0; i < times; ++i) {
      collect();
      std::this_thread::yield();
    }
  }

  void collect();

  /// REQUIREs that every operation submitted has ended exactly once and the trace obeys the rules.
  /// Call when idle.
  void judge();

  const Shape& shape() const { return shape_; }
  const std::vector<TraceEvent>& events() const { return batch_.events; }
  const std::map<OpId, OperationResult>& results() const { return results_; }
  std::size_t count(EventKind kind) const;

 private:
  OpId submit(Command command);

  Shape shape_;
  std::unique_ptr<ThreadedCluster> cluster_;
  TraceBatch batch_;
  std::uint64_t submitted_ = 0;
  std::map<OpId, OperationResult> results_;
};

/// Waits so long that no pause of a busy machine can make anything time out: what should succeed
/// must.
ClusterConfig patient_cluster();

/// The default waits, but nothing moves that is not asked for.
Timing timing_on_request();

}  // namespace ringside
