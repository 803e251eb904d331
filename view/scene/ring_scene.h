#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "core/trace/world.h"
#include "view/render/draw_list.h"
#include "view/scene/hash_band.h"
#include "view/scene/hit.h"
#include "view/scene/key_painting.h"
#include "view/scene/label.h"
#include "view/scene/legend.h"
#include "view/scene/link_path.h"
#include "view/scene/replica_census.h"
#include "view/scene/scene_motion.h"
#include "view/theme/palette.h"

namespace ringside {

/// What a scene is made from.
struct SceneInput {
  const World& world;
  Time now{};  ///< Cluster time to draw; at or after world.time().
  Rect area;   ///< Where to draw, in logical points.
  const Palette& palette;
  std::uint32_t clients = 1;  ///< Of the cluster: seats in the middle.
  std::optional<Hit> hovered;
  std::optional<Hit> selected;
  std::optional<Hit> marked{};  ///< Has a ring round it besides; nothing else steps back for it.
  double wall_seconds = 0;      ///< Any clock that does not stop: for easing only.
  /// Cluster time in one of wall time when last not paused: how fast a lost message fades.
  double rate = 0.001;
  bool reduced_motion = false;              ///< No pulses, no easing, no trails.
  std::span<const Point> lasso{};           ///< A line that is being drawn round nodes.
  std::span<const KeyHash> starred{};       ///< Keys that a person has marked.
  const ReplicaCensus* replicas = nullptr;  ///< Drawn where it is given: of this world.
};

/// A link that is drawn: messages are on it, it is cut, or it is not as the others are.
struct PlacedLink {
  LinkEnds ends;
  LinkPath path;
};

/// Marks drawn in one frame, and where they stand for more than themselves.
struct SceneDetail {
  std::size_t messages = 0;       ///< Messages under way, each of which is drawn.
  bool messages_as_dots = false;  ///< Too many for their full form.
  std::size_t keys = 0;
  bool keys_as_bars = false;  ///< Too many for a dot each: bars as long as the number of keys.
  bool arcs_merged =
      false;  ///< More arcs than there is room for: each stretch in its main owner's colour.
};

/// The hash ring seen from above: hash 0 at the top, growing clockwise. Pure geometry from the
/// world: no GL, no ImGui, no clock. Build it anew every frame; the object only keeps its memory.
/// Everything lies inside the area.
///
/// A message is drawn at exactly WorldMessage::progress(now) of the way along a circular path from
/// the edge of its sender to the edge of its receiver. Paths keep to the right, so the two
/// directions of a link lie apart.
class RingScene {
 public:
  void build(const SceneInput& input, SceneMotion& motion);

  const DrawList& marks() const { return marks_; }
  const std::vector<Label>& labels() const { return labels_; }
  /// What is on screen, explained; an entry stays a few seconds after its last mark has gone.
  const std::vector<LegendEntry>& legend() const { return legend_; }
  const SceneDetail& detail() const { return detail_; }

  /// What lies under the pointer, or near it: small marks have large hit areas, and the nearest
  /// wins. A link only where there is nothing else.
  std::optional<Hit> hit(Point pointer) const;
  /// The nodes whose seats' middles lie inside a closed line, in order.
  std::vector<NodeId> nodes_inside(std::span<const Point> line) const;
  /// The drawn extent of a node's seat. REQUIRES: the node is one of the world's.
  Rect bounds_of(NodeId node) const;
  /// Where a mark is now, if it is drawn: a place to put a tooltip.
  std::optional<Point> position_of(const Hit& what) const;

 private:
  /// What the band was made from: it costs a walk over all tokens, and seldom changes.
  struct BandSource {
    Shape shape;
    RingEpoch epoch{};
    std::size_t cells = 0;
    friend bool operator==(const BandSource&, const BandSource&) = default;
  };
  void refresh_band(const World& world, std::size_t cells);
  void refresh_legend(const SceneInput& input);

  DrawList marks_;
  std::vector<Label> labels_;
  std::vector<LegendEntry> legend_;
  LegendMemory legend_memory_;
  std::vector<LegendItem> legend_items_;
  const Palette* legend_palette_ = nullptr;
  SceneDetail detail_;
  HashBand band_;
  BandSource band_source_;
  KeyPainting keys_;
  std::vector<Placed<NodeId>> nodes_;
  std::vector<Placed<MessageId>> messages_;
  std::vector<PlacedLink> links_;
  float node_radius_ = 0;
  float message_radius_ = 0;
};

}  // namespace ringside
