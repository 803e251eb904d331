#pragma once
#include <cstdint>
#include <map>

#include "core/node/detector_step.h"

namespace ringside {

/// Probes made for others: asks a member in another's stead, and tells that one whether it has
/// answered. Bounded: who asks for more than k_relays_max at once is told no.
class Relays {
 public:
  void on(DetectorStep step, NodeId from, const PingRequest& request);
  /// Passes the answer on to who asked for it.
  void on_answer(DetectorStep step, std::uint64_t number);
  /// Says no where no answer has come in time.
  void tick(DetectorStep step);
  Time next_deadline() const {
    return relays_.empty() ? k_end_of_time : relays_.begin()->second.until;
  }

  static constexpr std::size_t k_relays_max = 64;

 private:
  struct Relay {
    NodeId requester{};
    std::uint64_t requested{};  // its number for the probe
    Time until{};
  };

  static void reply(DetectorStep step, const Relay& relay, Outcome outcome);

  std::map<std::uint64_t, Relay> relays_;  // by one's own number; all wait equally long
};

}  // namespace ringside
