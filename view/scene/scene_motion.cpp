#include "view/scene/scene_motion.h"

#include <algorithm>
#include <cmath>

#include "view/scene/marks.h"

namespace ringside {
namespace {

constexpr float k_long_ago = 1e6f;
constexpr float k_focus_seconds = 0.14f;
constexpr float k_cooling_seconds = 0.45f;
constexpr float k_warmth_of_message = 0.3f;
constexpr float k_cold = 0.004f;

}  // namespace

void SceneMotion::observe(const World& world, double wall_seconds,
                          const std::optional<Hit>& focus) {
  const bool fresh = nodes_.size() != world.nodes().size() || wall_seconds < now_;
  if (fresh) start(world, wall_seconds);
  const auto elapsed = static_cast<float>(wall_seconds - now_);
  now_ = wall_seconds;

  moving_ = false;
  for (std::size_t i = 0; i < nodes_.size(); ++i) {
    moving_ = follow_node(nodes_[i], world.nodes()[i], elapsed) || moving_;
  }
  if (focus) focus_ = focus;
  const float step = elapsed / k_focus_seconds;
  const float aim = focus ? 1.0f : 0.0f;
  focus_strength_ += std::clamp(aim - focus_strength_, -step, step);
  if (focus_strength_ != aim) moving_ = true;
  if (!focus && focus_strength_ <= 0) focus_.reset();
}

void SceneMotion::start(const World& world, double wall_seconds) {
  nodes_.clear();
  nodes_.reserve(world.nodes().size());
  for (const WorldNode& node : world.nodes()) {
    nodes_.push_back({node.up, node.incarnation, wall_seconds - k_long_ago, node.received, 0});
  }
  focus_.reset();
  focus_strength_ = 0;
  now_ = wall_seconds;
}

bool SceneMotion::follow_node(Seen& seen, const WorldNode& node, float elapsed) {
  if (seen.up != node.up || seen.incarnation != node.incarnation) {
    // The first start of all nodes is where the story begins, not something that happened in it.
    const bool first_start = node.up && node.changed_at == k_start_of_time;
    seen.changed_at = first_start ? now_ - k_long_ago : now_;
    seen.up = node.up;
    seen.incarnation = node.incarnation;
  }
  const auto received = static_cast<float>(node.received - std::min(seen.received, node.received));
  seen.received = node.received;
  seen.warmth *= std::exp(-elapsed / k_cooling_seconds);
  if (seen.warmth < k_cold) seen.warmth = 0;
  seen.warmth = std::min(
      1.0f, seen.warmth + (1 - seen.warmth) * (1 - std::exp(-received * k_warmth_of_message)));
  return seen.warmth > 0 || now_ - seen.changed_at < static_cast<double>(k_node_settled);
}

float SceneMotion::since_change(NodeId node) const {
  return static_cast<float>(now_ - nodes_[raw(node)].changed_at);
}

float SceneMotion::warmth(NodeId node) const { return nodes_[raw(node)].warmth; }

}  // namespace ringside
