#include <algorithm>

#include "view/scene/paint.h"

namespace ringside {
namespace {

// They are in one order.
LegendItem legend_item(ReplicaState state) {
  return static_cast<LegendItem>(static_cast<int>(LegendItem::replica_fresh) +
                                 static_cast<int>(state) - static_cast<int>(ReplicaState::fresh));
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
  // As many ranges as are too thin to be told apart are drawn as one.
  const auto tokens = ring.tokens();
  double from = turn_of(tokens.back().at) - 1;
  for (std::size_t first = 0, end = 1; first < tokens.size(); first = end++) {
    while (end < tokens.size() && turn_of(tokens[end - 1].at) - from < least) ++end;
    const double to = turn_of(tokens[end - 1].at);
    const float sweep = static_cast<float>(to - from) * k_turn;
    const float angle = angle_of_turn(from);
    from = to;
    for (std::size_t place = 0; place < size; ++place) {
      std::size_t worst = first;
      for (std::size_t i = first + 1; i < end; ++i)
        if (census.states[i * size + place] > census.states[worst * size + place]) worst = i;
      const ReplicaState state = census.states[worst * size + place];
      if (state == ReplicaState::idle) continue;
      const NodeId member = ring.group_of(worst)[place];
      const float radius = outer - step * (static_cast<float>(place) + 0.5f);
      const float trim = sweep * radius > 4 ? 1 / radius : 0;
      draw_replica(p.list,
                   {.centre = layout.centre(),
                    .radius = radius,
                    .from = angle + trim / 2,
                    .sweep = sweep - trim,
                    .width = width},
                   state, p.palette().node_hue(member),
                   p.focus.of_arc(member, looked_at >= first && looked_at < end), p.palette());
      p.legend.see(legend_item(state));
    }
  }
}

}  // namespace ringside
