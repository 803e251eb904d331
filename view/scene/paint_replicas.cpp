#include <algorithm>

#include "view/scene/paint.h"

namespace ringside {
namespace {

LegendItem legend_item(ReplicaState state) {
  switch (state) {
    case ReplicaState::idle: break;
    case ReplicaState::fresh: return LegendItem::replica_fresh;
    case ReplicaState::stale: return LegendItem::replica_stale;
    case ReplicaState::missing: return LegendItem::replica_missing;
    case ReplicaState::hinted: return LegendItem::replica_hinted;
  }
  return LegendItem::replica_fresh;
}

/// Ranges that are drawn as one: as many as are too thin to be told apart.
struct Cell {
  double from = 0;
  double to = 0;
  std::size_t first = 0;  ///< Of its ranges.
  std::size_t end = 0;
};

std::vector<Cell> replica_cells(const Ring& ring, double least) {
  std::vector<Cell> cells;
  const auto tokens = ring.tokens();
  double before = turn_of(tokens.back().at) - 1;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const double at = turn_of(tokens[i].at);
    if (cells.empty() || cells.back().to - cells.back().from >= least)
      cells.push_back({before, at, i, i});
    cells.back().to = at;
    cells.back().end = i + 1;
    before = at;
  }
  return cells;
}

}  // namespace

void draw_replica(DrawList& list, Arc arc, ReplicaState state, Colour hue, float opacity,
                  const Palette& palette) {
  if (state == ReplicaState::idle) return;
  arc.round_ends = false;
  const float width = arc.width;
  if (state == ReplicaState::fresh) return list.arc(arc, faded(hue, 0.85f * opacity));
  if (state == ReplicaState::stale) {
    // Half as wide, and off the middle.
    arc.radius += width / 4;
    arc.width = width / 2;
    return list.arc(arc, faded(hue, 0.85f * opacity));
  }
  arc.width = 1.25f;
  list.arc(arc, faded(palette.warning, opacity));
  if (state != ReplicaState::hinted) return;
  const Point middle = arc.centre + direction(arc.from + arc.sweep / 2) * arc.radius;
  list.ring(middle, width * 0.4f, 1.25f, faded(hue, opacity));
}

void paint_replicas(const Painter& p, const ReplicaCensus& census) {
  const Ring& ring = p.world().ring();
  const std::size_t size = ring.group_size();
  // Of another epoch than the one that is shown, for a moment.
  if (ring.tokens().empty() || census.states.size() != ring.tokens().size() * size) return;
  const RingLayout& layout = p.layout;
  const float outer = layout.key_radius() - layout.key_depth() - 2 * layout.key_size() - 3;
  const float room = std::max(outer - layout.hub_radius(), 0.0f) * 0.5f;
  const float step =
      std::min(std::clamp(layout.side() * 0.016f, 5.0f, 12.0f), room / static_cast<float>(size));
  const float width = step * 0.68f;
  const std::size_t looked_at =
      p.focus.key() ? ring.token_index(*p.focus.key()) : ring.tokens().size();
  const double least = 2.5 / static_cast<double>(k_turn * outer);
  for (std::size_t place = 0; place < size; ++place) {
    const float radius = outer - step * (static_cast<float>(place) + 0.5f);
    p.list.ring(layout.centre(), radius, 1, faded(p.palette().border, 0.5f));
  }
  for (const Cell& cell : replica_cells(ring, least)) {
    const bool holds_key = looked_at >= cell.first && looked_at < cell.end;
    for (std::size_t place = 0; place < size; ++place) {
      const float radius = outer - step * (static_cast<float>(place) + 0.5f);
      std::size_t worst = cell.first;
      for (std::size_t i = cell.first; i < cell.end; ++i)
        if (census.states[i * size + place] > census.states[worst * size + place]) worst = i;
      const ReplicaState state = census.states[worst * size + place];
      if (state == ReplicaState::idle) continue;
      const NodeId member = ring.group_of(worst)[place];
      const float sweep = static_cast<float>(cell.to - cell.from) * k_turn;
      const float trim = sweep * radius > 4 ? 1 / radius : 0;
      draw_replica(p.list,
                   {.centre = layout.centre(),
                    .radius = radius,
                    .from = angle_of_turn(cell.from) + trim / 2,
                    .sweep = sweep - trim,
                    .width = width},
                   state, p.palette().node_hue(member), p.focus.of_arc(member, holds_key),
                   p.palette());
      p.legend.see(legend_item(state));
    }
  }
}

}  // namespace ringside
