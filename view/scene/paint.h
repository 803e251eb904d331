#pragma once
#include <vector>

#include "view/scene/focus.h"
#include "view/scene/hash_band.h"
#include "view/scene/marks.h"
#include "view/scene/ring_layout.h"
#include "view/scene/ring_scene.h"

namespace ringside {

/// What every part of a scene is painted from, and where it goes.
struct Painter {
  const SceneInput& input;
  const RingLayout& layout;
  const Focus& focus;
  const SceneMotion& motion;
  DrawList& list;
  LegendMemory& legend;

  const World& world() const { return input.world; }
  const Palette& palette() const { return input.palette; }
  /// A node as its seat shows it.
  NodeMark node_mark(NodeId node) const;
};

/// The glow behind everything, the groove of the ring, and its arcs in their owners' colours.
void paint_band(const Painter& painter, const HashBand& band);

void paint_clients(const Painter& painter);
void paint_nodes(const Painter& painter);

/// Inside the keys, a track for each place of a group: how the member of each range stands to what
/// it should keep.
void paint_replicas(const Painter& painter, const ReplicaCensus& census);

/// Stars at the keys of input.starred, and faint ties to their copies.
void paint_stars(const Painter& painter, const KeyPainting& keys);

/// What the node that is brought out believes of the others, where it does not go without saying;
/// without one, who is doubted though it is up.
void paint_beliefs(const Painter& painter);

/// The links that have something to tell: faint where messages are on them, broken where they are
/// cut, dashed where they are not as the others are. Adds them to `placed`; none where there are
/// too many to be told apart.
void paint_links(const Painter& painter, std::vector<PlacedLink>& placed);
/// The line of input.lasso, and what letting go would cut.
void paint_lasso(const Painter& painter, const std::vector<NodeId>& inside);

/// More messages than this are dots, and links are not drawn for them.
inline constexpr std::size_t k_full_form_max = 2500;

/// Messages under way and lost ones; and where each is.
struct PaintedMessages {
  std::vector<Placed<MessageId>> placed;  ///< In the order of their ids.
  bool as_dots = false;
  float radius = 0;
};
void paint_messages(const Painter& painter, PaintedMessages& result);

/// What ties the thing pointed at to others: lines from a key to its copies, the whole way of a
/// message.
void paint_ties(const Painter& painter, const KeyPainting& keys);
/// Rings round what is pointed at and what is selected.
void paint_rings(const Painter& painter, const KeyPainting& keys, const PaintedMessages& messages);

/// Names and key counts of nodes, as far as they fit inside the area without touching one another.
std::vector<Label> make_node_labels(const Painter& painter);

/// The entry of an id in a list ordered by it, if it is there.
template <typename Id>
std::optional<Point> find_placed(const std::vector<Placed<Id>>& placed, Id id) {
  const auto found = std::lower_bound(placed.begin(), placed.end(), id,
                                      [](const Placed<Id>& p, Id wanted) { return p.id < wanted; });
  if (found == placed.end() || found->id != id) return std::nullopt;
  return found->at;
}

}  // namespace ringside
