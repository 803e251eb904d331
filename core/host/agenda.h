#pragma once
#include <algorithm>
#include <cstdint>
#include <optional>
#include <utility>
#include <variant>
#include <vector>

#include "core/host/envelope.h"

namespace ringside {

/// What is to happen at a time: a message arrives, a message is lost under way, a node or client
/// wants its tick(), or a node takes the next of what waits for it.
struct Loss {
  Envelope envelope;
  LossReason reason{};
};
struct Wake {
  Address who;
};
struct Serving {
  NodeId node{};
};
using Appointment = std::variant<Envelope, Loss, Wake, Serving>;

/// Appointments ordered by time, and by the order they were made in where times are equal: so a run
/// has one order. A binary heap of small entries over a pool of appointments. A value.
class Agenda {
 public:
  void add(Time due, Appointment appointment);

  /// k_end_of_time if there is none.
  Time next_due() const { return heap_.empty() ? k_end_of_time : heap_.front().due; }
  bool empty() const { return heap_.empty(); }

  /// Takes out the first appointment. REQUIRES: !empty().
  Appointment take();

  /// Calls visit(appointment) for each, in no order that means anything.
  template <typename Visit>
  void for_each(Visit&& visit) const {
    for (const Entry& entry : heap_) visit(pool_[entry.place]);
  }
  /// Takes out the one appointment that is wanted(appointment), whenever it is due; nothing if none
  /// is. Looks at all of them: for what happens by hand.
  template <typename Wanted>
  std::optional<std::pair<Time, Appointment>> take_only(Wanted&& wanted) {
    const auto found = std::find_if(heap_.begin(), heap_.end(), [&](const Entry& entry) {
      return wanted(std::as_const(pool_[entry.place]));
    });
    if (found == heap_.end()) return std::nullopt;
    return take_out(static_cast<std::size_t>(found - heap_.begin()));
  }

 private:
  struct Entry {
    Time due{};
    std::uint64_t order = 0;
    std::uint32_t place = 0;  // in pool_
  };
  static bool later(const Entry& a, const Entry& b) {
    return a.due != b.due ? a.due > b.due : a.order > b.order;
  }
  std::pair<Time, Appointment> take_out(std::size_t at);

  std::vector<Entry> heap_;
  std::vector<Appointment> pool_;
  std::vector<std::uint32_t> free_;
  std::uint64_t made_ = 0;
};

}  // namespace ringside
