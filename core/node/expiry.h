#pragma once
#include <set>
#include <string>
#include <tuple>

#include "core/node/output.h"
#include "core/store/record.h"

namespace ringside {

struct NodeState;

/// Makes tombstones of values whose time to live is over, by the node's own wall clock. Each
/// replica does so by itself: replicas differ for as long as their clocks do.
class Expiry {
 public:
  /// To be told of every record that the node keeps.
  void note(const Record& record);
  void tick(NodeState& state, Time now, Output& out);
  /// What expires up to a time has expired, whatever the own wall clock says.
  void expire_until(NodeState& state, Time now, Time wall, Output& out);
  /// When tick() is wanted next, or k_end_of_time.
  Time next_deadline(const NodeState& state) const;

 private:
  std::set<std::tuple<Time, KeyHash, std::string>> due_;
};

}  // namespace ringside
