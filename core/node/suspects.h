#pragma once
#include <map>
#include <set>

#include "core/base/ids.h"
#include "core/base/mutant.h"
#include "core/base/time.h"

namespace ringside {

/// Whom one node or client does not ask first. Who lately did not answer it is suspected for a
/// time, or until it is heard from; whom the failure detector distrusts, until it trusts it again.
class Suspects {
 public:
  void add(NodeId node, Time until) { until_[node] = until; }
  void heard_from(NodeId node) { until_.erase(node); }

  void distrust(NodeId node) { distrusted_.insert(node); }
  void trust(NodeId node) { distrusted_.erase(node); }

  bool contains(NodeId node, Time now) const {
    if (distrusted_.contains(node)) return true;
    const auto found = until_.find(node);
    return found != until_.end() && (now < found->second || mutant(Mutant::suspect_for_good));
  }

 private:
  std::map<NodeId, Time> until_;
  std::set<NodeId> distrusted_;
};

}  // namespace ringside
