#pragma once
#include <map>

#include "core/base/ids.h"
#include "core/base/time.h"

namespace ringside {

/// Who lately did not answer, as one node or client sees it. A suspicion passes with time, or with
/// any message heard.
class Suspects {
 public:
  void add(NodeId node, Time until) { until_[node] = until; }
  void heard_from(NodeId node) { until_.erase(node); }
  bool contains(NodeId node, Time now) const {
    const auto found = until_.find(node);
    return found != until_.end() && now < found->second;
  }

 private:
  std::map<NodeId, Time> until_;
};

}  // namespace ringside
