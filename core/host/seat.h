#pragma once
#include <optional>

#include "core/host/node_mirror.h"
#include "core/node/node.h"

namespace ringside {

/// Where a node of the cluster lives: the node itself while it is up, and which life it is.
class Seat {
 public:
  /// `setup.seed` is the node's own; its lives draw differently.
  explicit Seat(NodeSetup setup) : setup_(std::move(setup)), seed_(setup_.seed) {}

  /// Starts the node, empty. Every start but the first is a new incarnation that knows that it lost
  /// its memory. REQUIRES: !up().
  void start(Time now);
  /// Ends the node; all that it kept is gone. REQUIRES: up().
  void crash();

  /// How far the wall clock of this node is ahead, in this life and the next ones.
  void set_clock_skew(Duration skew);

  /// From now on tells the mirror of the node in all its lives. It has to outlive the seat.
  void set_mirror(NodeMirror* mirror);
  /// Tells it what is true after a step of the node. REQUIRES: up().
  void show() {
    if (mirror_ != nullptr) mirror_->stands(node_->view(), node_->vouches());
  }

  bool up() const { return node_.has_value(); }
  Actor actor() const { return setup_.self; }
  /// REQUIRES: up().
  Node& node() { return *node_; }
  const Node& node() const { return *node_; }

 private:
  NodeSetup setup_;
  std::uint64_t seed_;
  bool started_before_ = false;
  NodeMirror* mirror_ = nullptr;
  std::optional<Node> node_;
};

}  // namespace ringside
