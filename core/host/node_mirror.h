#pragma once
#include "core/ring/ring_view.h"
#include "core/store/mirror.h"

namespace ringside {

/// Told what a node keeps and what it can say of it, so that others can read it without asking the
/// node. Called by whoever carries the node, in the order in which things happen to it.
class NodeMirror : public TableMirror {
 public:
  /// What is true after a step of the node: who keeps what as far as it knows, and whether it
  /// vouches for all the keys that it should keep (Node::vouches()).
  virtual void stands(const RingViewPtr& view, bool vouches) = 0;
  /// The node is down, and all that it kept is gone.
  virtual void ended() = 0;
};

}  // namespace ringside
