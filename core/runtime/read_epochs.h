#pragma once
#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <vector>

#include "core/runtime/process_barrier.h"

namespace ringside {

/// When what readers may still hold can be freed: epoch-based reclamation (Fraser 2004, section
/// 5.2.3). A reader says in which epoch it began, in a line of memory of its own, and nothing else:
/// readers wait for nobody and write nothing that others write. Writers pay for that with a barrier
/// on all running threads (process_barrier.h) each time they look; where the system has none, each
/// read has a full fence.
class ReadEpochs {
 public:
  using Epoch = std::uint64_t;

  /// A reader's line.
  struct alignas(64) Seat {
    std::atomic<Epoch> since{k_away};
    bool taken = false;
  };

  /// Which threads may read at once. Any thread may call.
  Seat& join();
  void leave(Seat& seat);

  /// What a reader finds between enter() and exit() stays until exit(). Not to be nested.
  void enter(Seat& seat) const {
    seat.since.store(now_.load(std::memory_order_acquire), std::memory_order_release);
    if (has_barrier_) {
      std::atomic_signal_fence(std::memory_order_seq_cst);
    } else {
      fence(seat);
    }
  }
  void exit(Seat& seat) const { seat.since.store(k_away, std::memory_order_release); }

  /// The epoch that what no reader can find any more belongs to; the next one begins. Any thread
  /// may call.
  Epoch retire() { return now_.fetch_add(1, std::memory_order_acq_rel); }

  /// All that was retired in epochs before this one can be freed: no reader has it. Any thread may
  /// call; takes microseconds.
  Epoch free_before() const;

 private:
  static constexpr Epoch k_away = ~Epoch{0};
  static void fence(Seat& seat);

  const bool has_barrier_ = register_process_barrier();

  alignas(64) std::atomic<Epoch> now_{1};
  alignas(64) mutable std::mutex mutex_;
  std::vector<std::unique_ptr<Seat>> seats_;  // never fewer: who left may come back
};

/// A reader's stay between enter() and exit().
class ReadPin {
 public:
  ReadPin(const ReadEpochs& epochs, ReadEpochs::Seat& seat) : epochs_(epochs), seat_(seat) {
    epochs_.enter(seat_);
  }
  ~ReadPin() { epochs_.exit(seat_); }
  ReadPin(const ReadPin&) = delete;
  ReadPin& operator=(const ReadPin&) = delete;

 private:
  const ReadEpochs& epochs_;
  ReadEpochs::Seat& seat_;
};

}  // namespace ringside
