#pragma once
#include <optional>
#include <vector>

#include "core/trace/world.h"
#include "view/scene/hit.h"

namespace ringside {

/// What a scene remembers from frame to frame so that changes ease in rather than jump. Never the
/// only sign of anything: a scene built with a fresh one shows the same facts. A small value.
class SceneMotion {
 public:
  /// Takes in the world as it is at `wall_seconds` and what the pointer is on. Time that runs
  /// backwards starts afresh.
  void observe(const World& world, double wall_seconds, const std::optional<Hit>& focus);

  /// Seconds since the node was seen to crash or start; large if that was before the first look.
  float since_change(NodeId node) const;
  /// 0 … 1: how busy the node has been a moment ago, by the messages that it received.
  float warmth(NodeId node) const;
  /// 0 … 1: how far the highlight of focus() has come up.
  float focus_strength() const { return focus_strength_; }
  /// What is, or just was, pointed at.
  const std::optional<Hit>& focus() const { return focus_; }
  /// Whether the next frame would look different even if the world stood still.
  bool moving() const { return moving_; }

 private:
  struct Seen {
    bool up = false;
    Incarnation incarnation{};
    double changed_at = 0;
    std::uint64_t received = 0;
    float warmth = 0;
  };
  void start(const World& world, double wall_seconds);
  bool follow_node(Seen& seen, const WorldNode& node, float elapsed);

  std::vector<Seen> nodes_;
  std::optional<Hit> focus_;
  float focus_strength_ = 0;
  double now_ = 0;
  bool moving_ = false;
};

}  // namespace ringside
