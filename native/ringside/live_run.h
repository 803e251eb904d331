#pragma once
#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "core/base/error.h"
#include "core/check/recorder.h"
#include "core/host/cluster.h"
#include "core/scenario/trace_text.h"
#include "native/ringside/noted_cluster.h"

namespace ringside {

/// Which host carries a run, and how.
struct HostOptions {
  std::string host = "sim";    ///< "sim" or "threads".
  std::uint32_t workers = 0;   ///< Threads; 0: as many as the machine runs at once.
  double rate = 1;             ///< Of threads: cluster time in wall time.
  bool link = false;           ///< Note what a link to the run tells.
  bool trace = false;          ///< Keep the trace as text.
  TraceLog* events = nullptr;  ///< Where to keep the events as well; it must outlive the run.
};

/// Something that is driven until it is done, such as a Player or a Pipeline.
struct Work {
  std::function<void(Cluster&)> advance;
  std::function<void(const OperationResult&)> take;
  std::function<bool()> done;
  std::function<std::optional<Time>()> wake = [] { return std::nullopt; };
};

/// A cluster being run and recorded from this thread: carries a simulator on, or waits for threads
/// without burning.
class LiveRun {
 public:
  /// invalid_argument if there is no such host, or this build has none; unavailable if no thread
  /// could be started.
  static Result<std::unique_ptr<LiveRun>> start(const ClusterConfig& config,
                                                const HostOptions& options);

  Recorder& cluster() { return recorder_; }

  /// Drives the work until it is done. timeout if nothing has happened for so long that nothing
  /// will.
  Result<void> drive(const Work& work);
  /// Waits until every operation has ended and no message is under way.
  Result<void> settle();

  /// The trace so far as text, if it is kept.
  std::string take_trace() { return trace_.take(); }
  /// The run so far, if that is noted.
  RunLink link() const { return noted_ ? noted_->link() : RunLink{}; }
  /// Of what was traced so far; of no use for threads, whose runs are never alike.
  std::string digest() const { return digest_.hex(); }
  std::chrono::nanoseconds wall_time() const { return std::chrono::steady_clock::now() - started_; }

 private:
  LiveRun(std::unique_ptr<Cluster> host, NotedCluster* noted, const HostOptions& options);
  bool go_on(std::optional<Time> wake);
  void collect();

  HostOptions options_;
  std::unique_ptr<Cluster> host_;
  NotedCluster* noted_;  // the host, or nullptr
  Recorder recorder_;
  TraceText trace_;
  Digest digest_;
  TraceBatch batch_;
  std::uint64_t steps_ = 0;
  std::chrono::steady_clock::time_point started_ = std::chrono::steady_clock::now();
  std::chrono::steady_clock::time_point last_news_ = started_;
};

}  // namespace ringside
