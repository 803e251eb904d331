#include "view/scene/ring_scene.h"

#include <limits>

#include "view/scene/lasso.h"
#include "view/scene/paint.h"

namespace ringside {
namespace {

// How far from its edge a mark can still be hit.
constexpr float k_node_reach = 22;
constexpr float k_message_reach = 11;
constexpr float k_key_reach = 8;
constexpr float k_link_reach = 6;

/// The nearest mark seen so far; of equals, the first.
class Nearest {
 public:
  explicit Nearest(Point pointer) : pointer_(pointer) {}

  template <typename Id>
  void consider(const std::vector<Placed<Id>>& placed, float radius, float reach) {
    for (const Placed<Id>& mark : placed) {
      // Less than nothing inside of a mark: of two that overlap, the one whose middle is nearer.
      const float away = distance(mark.at, pointer_) - radius;
      if (away > reach || away >= away_) continue;
      away_ = away;
      hit_ = mark.id;
    }
  }
  const std::optional<Hit>& hit() const { return hit_; }

 private:
  Point pointer_;
  float away_ = std::numeric_limits<float>::infinity();
  std::optional<Hit> hit_;
};

// About the width of the thinnest arc that still can be seen.
std::size_t band_cells(const RingLayout& layout) {
  return static_cast<std::size_t>(6.28f * layout.band_radius() / 2.2f);
}

}  // namespace

void RingScene::build(const SceneInput& input, SceneMotion& motion) {
  const std::optional<Hit>& target = input.hovered ? input.hovered : input.selected;
  motion.observe(input.world, input.wall_seconds, target);
  const float strength = !input.reduced_motion ? motion.focus_strength() : target ? 1.0f : 0.0f;
  const Focus focus(input.world, motion.focus(), strength);
  const auto nodes = static_cast<std::uint32_t>(input.world.nodes().size());
  const RingLayout layout(input.area, input.world.ring(), nodes, input.clients);

  marks_.clear();
  PaintedMessages messages{.placed = std::move(messages_)};
  messages.placed.clear();
  const Painter painter{input, layout, focus, motion, marks_, legend_memory_};
  refresh_band(input.world, band_cells(layout));
  paint_band(painter, band_);
  keys_.refresh(painter);
  for (const LegendItem item : keys_.items()) legend_memory_.see(item);
  marks_.append(keys_.marks(), {});
  if (input.replicas != nullptr) paint_replicas(painter, *input.replicas);
  paint_clients(painter);
  links_.clear();
  paint_links(painter, links_);
  paint_stars(painter, keys_);
  paint_ties(painter, keys_);
  paint_nodes(painter);
  paint_messages(painter, messages);
  paint_beliefs(painter);
  paint_rings(painter, keys_, messages);
  labels_ = make_node_labels(painter);

  nodes_.clear();
  for (std::uint32_t i = 0; i < nodes; ++i) nodes_.push_back({NodeId{i}, layout.seat(NodeId{i})});
  if (!input.lasso.empty()) paint_lasso(painter, nodes_inside(input.lasso));
  node_radius_ = layout.node_radius();
  message_radius_ = messages.radius;
  detail_ = {.messages = input.world.in_flight().size(),
             .messages_as_dots = messages.as_dots,
             .keys = keys_.placed().size(),
             .keys_as_bars = keys_.as_bars(),
             .arcs_merged = band_.merged};
  messages_ = std::move(messages.placed);
  refresh_legend(input);
}

void RingScene::refresh_band(const World& world, std::size_t cells) {
  const BandSource source{world.shape(), world.ring().epoch(), cells};
  if (source == band_source_ && !band_.arcs.empty()) return;
  band_source_ = source;
  band_ = make_hash_band(world.ring(), cells);
}

void RingScene::refresh_legend(const SceneInput& input) {
  std::vector<LegendItem> items = legend_memory_.items(input.wall_seconds);
  if (items == legend_items_ && legend_palette_ == &input.palette) return;
  legend_items_ = std::move(items);
  legend_palette_ = &input.palette;
  legend_.clear();
  for (const LegendItem item : legend_items_) legend_.push_back(legend_entry(item, input.palette));
}

std::optional<Hit> RingScene::hit(Point pointer) const {
  Nearest nearest(pointer);
  nearest.consider(nodes_, node_radius_, std::max(k_node_reach - node_radius_, 4.0f));
  nearest.consider(messages_, message_radius_, k_message_reach);
  nearest.consider(keys_.placed(), keys_.radius(), k_key_reach);
  if (nearest.hit()) return nearest.hit();
  float nearest_link = k_link_reach;
  std::optional<Hit> hit;
  for (const PlacedLink& link : links_) {
    const float away = link.path.distance_to(pointer);
    if (away >= nearest_link) continue;
    nearest_link = away;
    hit = link.ends;
  }
  return hit;
}

std::vector<NodeId> RingScene::nodes_inside(std::span<const Point> line) const {
  std::vector<NodeId> inside;
  for (const auto& [node, at] : nodes_) {
    if (lies_inside(line, at)) inside.push_back(node);
  }
  return inside;
}

Rect RingScene::bounds_of(NodeId node) const { return square(nodes_[raw(node)].at, node_radius_); }

std::optional<Point> RingScene::position_of(const Hit& what) const {
  return std::visit(
      [this](auto id) -> std::optional<Point> {
        using Id = decltype(id);
        if constexpr (std::is_same_v<Id, NodeId>) {
          return find_placed(nodes_, id);
        } else if constexpr (std::is_same_v<Id, MessageId>) {
          return find_placed(messages_, id);
        } else if constexpr (std::is_same_v<Id, KeyHash>) {
          return find_placed(keys_.placed(), id);
        } else if constexpr (std::is_same_v<Id, OpId>) {
          return std::nullopt;  // it is in several places
        } else {
          for (const PlacedLink& link : links_) {
            if (link.ends == id) return link.path.at(0.5f);
          }
          return std::nullopt;
        }
      },
      what);
}

}  // namespace ringside
