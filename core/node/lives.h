#pragma once
#include <map>

#include "core/base/ids.h"

namespace ringside {

/// The youngest life of each other node that one has heard from, or of. What an older life said
/// counts for nothing: the memory that stood behind it is gone.
class Lives {
 public:
  /// Takes note of a life. False if a younger one is known.
  bool admit(NodeId node, Incarnation life) {
    const Incarnation youngest = of(node);
    if (life > youngest) youngest_[node] = life;
    return life >= youngest;
  }

  /// The youngest life known; the first one if none is.
  Incarnation of(NodeId node) const {
    const auto found = youngest_.find(node);
    return found == youngest_.end() ? Incarnation{1} : found->second;
  }

 private:
  std::map<NodeId, Incarnation> youngest_;  // those that are not the first
};

}  // namespace ringside
