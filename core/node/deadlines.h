#pragma once
#include <set>
#include <utility>

#include "core/base/ids.h"
#include "core/base/time.h"

namespace ringside {

/// When each operation that something waits for wants to be looked at again: at most one time an
/// operation.
class Deadlines {
 public:
  void set(OpId op, Time old_time, Time new_time) {
    times_.erase({old_time, op});
    times_.insert({new_time, op});
  }
  void add(OpId op, Time time) { times_.insert({time, op}); }
  void remove(OpId op, Time time) { times_.erase({time, op}); }

  /// The earliest time, or k_end_of_time if nothing waits.
  Time next() const { return times_.empty() ? k_end_of_time : times_.begin()->first; }
  /// The operation with the earliest time. REQUIRES: next() != k_end_of_time.
  OpId first() const { return times_.begin()->second; }

 private:
  std::set<std::pair<Time, OpId>> times_;
};

}  // namespace ringside
