#pragma once
#include <cstdint>
#include <utility>
#include <variant>
#include <vector>

#include "core/host/envelope.h"

namespace ringside {

/// What is to happen at a time: a message arrives, a message is lost under way, a node or client
/// wants its tick(), or a node takes the next of what waits for it.
struct Loss {
  MessageFacts facts;
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

 private:
  struct Entry {
    Time due{};
    std::uint64_t order = 0;
    std::uint32_t place = 0;  // in pool_
  };
  static bool later(const Entry& a, const Entry& b) {
    return a.due != b.due ? a.due > b.due : a.order > b.order;
  }

  std::vector<Entry> heap_;
  std::vector<Appointment> pool_;
  std::vector<std::uint32_t> free_;
  std::uint64_t made_ = 0;
};

}  // namespace ringside
