#pragma once
#include <cstdint>
#include <map>
#include <set>
#include <utility>
#include <vector>

#include "core/base/ids.h"
#include "core/base/time.h"
#include "core/node/timing.h"

namespace ringside {

/// How long a suspicion lasts before it counts as a death, in a cluster of so many members
/// (Lifeguard, Dadgar et al. 2018, section IV-B, LHA-Suspicion).
struct SuspicionTimeout {
  Duration min{};  ///< Once enough others have found out the same by themselves.
  Duration max{};  ///< While nobody else has.
  std::uint32_t confirmations_max = 0;  ///< So many others are enough.

  SuspicionTimeout(const Timing& timing, std::uint32_t members);

  /// Falls with the logarithm of the confirmations from `max` to `min`.
  Duration after(std::uint32_t confirmations) const;

  /// What k others found out by themselves is taken as certain as it will get.
  static constexpr std::uint32_t k_confirmations_max = 3;
};

/// The members that one suspects, who accuses them, and when each suspicion becomes a death.
class Suspicions {
 public:
  Suspicions(const Timing& timing, std::uint32_t members) : timeout_(timing, members) {}

  void start(NodeId about, NodeId accuser, Time now);
  /// Takes note of another accuser. True, and the time left is shorter, if it is a new one and they
  /// are not enough yet. Nothing happens if the member is not suspected.
  bool confirm(NodeId about, NodeId accuser, Time now);
  void end(NodeId about);

  /// One who found it out by itself; k_no_node if the member is not suspected.
  NodeId accuser_of(NodeId about) const;

  /// When the next suspicion becomes a death, or k_end_of_time.
  Time next_deadline() const {
    return deadlines_.empty() ? k_end_of_time : deadlines_.begin()->first;
  }
  /// Whose it is. REQUIRES: next_deadline() != k_end_of_time.
  NodeId first() const { return deadlines_.begin()->second; }

  /// Gives every suspicion so much longer.
  void postpone(Duration time);

 private:
  struct Suspicion {
    Time since{};
    Time deadline{};
    std::vector<NodeId> accusers{};
  };

  SuspicionTimeout timeout_;
  std::map<NodeId, Suspicion> suspicions_;
  std::set<std::pair<Time, NodeId>> deadlines_;
};

}  // namespace ringside
