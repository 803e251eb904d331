#pragma once
#include <atomic>
#include <cstdint>
#include <memory>
#include <vector>

#include "core/host/engine.h"
#include "core/runtime/clock.h"
#include "core/runtime/mailbox.h"
#include "core/runtime/trace_sink.h"

namespace ringside {

class Worker;

/// What the workers of one cluster share.
struct WorkerGroup {
  ScaledClock clock;
  TraceSink sink;
  std::atomic<bool> stopping{false};
  std::atomic<std::uint32_t> ended{0};  ///< Workers whose run() has returned.
  std::vector<std::unique_ptr<Worker>> workers;
};

/// One thread's part of a cluster: an engine that carries a share of the nodes and clients, fed by
/// a mailbox. Messages between its own nodes and clients never leave it and touch no lock.
class Worker {
 public:
  Worker(WorkerGroup& group, Engine engine, EngineShare share);

  /// The thread's body: returns once the group is stopping.
  void run();

  Mailbox& mailbox() { return mailbox_; }

  /// Obligations as published after each batch, for any thread. Made are published before what they
  /// cause can be met by anybody, and met only afterwards: so if all met are read first, then all
  /// made, and the sums are equal, then nothing was left to happen at a time between (the
  /// four-counter method, Mattern 1987).
  std::uint64_t obligations_made() const { return made_.load(); }
  std::uint64_t obligations_met() const { return met_.load(); }

 private:
  void open_parcels();
  void run_due();
  void publish();
  Time now();

  WorkerGroup& group_;
  Engine engine_;
  EngineShare share_;
  Mailbox mailbox_;
  std::vector<Parcel> parcels_;  // taken, not yet opened
  Time last_now_{};
  std::uint64_t parcels_met_ =
      0;  // operations and commands opened: each was an obligation of who posted it
  std::atomic<std::uint64_t> made_{0};
  std::atomic<std::uint64_t> met_{0};
};

}  // namespace ringside
