#include "core/runtime/read_epochs.h"

#include <algorithm>

#include "core/runtime/thread_sanitizer.h"

namespace ringside {

// A swap says the same as a fence to all who swap, and to ThreadSanitizer.
void ReadEpochs::fence([[maybe_unused]] Seat& seat) {
#if RINGSIDE_TSAN
  seat.since.exchange(seat.since.load(std::memory_order_relaxed), std::memory_order_seq_cst);
#else
  std::atomic_thread_fence(std::memory_order_seq_cst);
#endif
}

ReadEpochs::Seat& ReadEpochs::join() {
  const std::lock_guard lock(mutex_);
  auto free = std::find_if(seats_.begin(), seats_.end(), [](const auto& s) { return !s->taken; });
  if (free == seats_.end()) free = seats_.insert(free, std::make_unique<Seat>());
  (*free)->taken = true;
  return **free;
}

void ReadEpochs::leave(Seat& seat) {
  const std::lock_guard lock(mutex_);
  seat.taken = false;
}

ReadEpochs::Epoch ReadEpochs::free_before() const {
  Epoch oldest = now_.load(std::memory_order_seq_cst);
#if !RINGSIDE_TSAN
  std::atomic_thread_fence(std::memory_order_seq_cst);
#endif
  if (has_barrier_) process_barrier();
  const std::lock_guard lock(mutex_);
  for (const auto& seat : seats_)
    oldest = std::min(oldest, seat->since.load(std::memory_order_seq_cst));
  return oldest;
}

}  // namespace ringside
