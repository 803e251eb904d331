#pragma once
#include <atomic>
#include <cstdint>

namespace ringside {

/// How many own something that is never changed and goes with the last of them (the count of
/// std::shared_ptr, in four bytes). Any thread may call. Starts at one.
class SharedCount {
 public:
  void add() const { count_.fetch_add(1, std::memory_order_relaxed); }

  /// True for the last owner, who has to end what was owned: all that the others did with it has
  /// happened by then.
  bool drop() const {
    // Nobody can join the only owner.
    if (count_.load(std::memory_order_acquire) == 1) return true;
    return count_.fetch_sub(1, std::memory_order_acq_rel) == 1;
  }

 private:
  mutable std::atomic<std::uint32_t> count_{1};
};

}  // namespace ringside
