#include "view/scene/paint.h"

namespace ringside {
namespace {

float angle_behind(float angle, float from) {
  const float way = std::fmod(angle - from, k_turn);
  return way < 0 ? way + k_turn : way;
}

bool holds(const BandArc& arc, float angle) { return angle_behind(angle, arc.from) <= arc.sweep; }

// How far an owner's arcs have come to look like those of a node that is up, 0 … 1.
float liveliness(const Painter& p, NodeId owner) {
  if (!p.world().node(owner).up) return 0;
  if (p.input.reduced_motion) return 1;
  return std::min(p.motion.since_change(owner) / k_node_settled, 1.0f);
}

void paint_arc(const Painter& p, const BandArc& arc, float gap) {
  const Palette& palette = p.palette();
  const bool holds_key = p.focus.key() && holds(arc, angle_of(*p.focus.key()));
  const float opacity = p.focus.of_arc(arc.owner, holds_key);
  const bool lifted = p.focus.strength() > 0 && opacity >= 1;
  const float alive = liveliness(p, arc.owner);
  const float radius = p.layout.band_radius();
  // Down is thinner as well as grey: never by hue alone.
  const float width =
      p.layout.band_width() * (0.4f + 0.6f * alive) + (lifted ? 3 * p.focus.strength() : 0);
  const float trim = arc.sweep * radius > 3 * gap ? gap / radius / 2 : 0;
  const Colour colour =
      mixed(faded(palette.down, 0.55f), faded(palette.node_hue(arc.owner), 0.85f), alive);
  p.list.arc({.centre = p.layout.centre(),
              .radius = radius,
              .from = arc.from + trim,
              .sweep = arc.sweep - 2 * trim,
              .width = width,
              .round_ends = false},
             faded(colour, opacity));
}

}  // namespace

void paint_band(const Painter& p, const HashBand& band) {
  const Palette& palette = p.palette();
  const Point centre = p.layout.centre();
  p.list.glow(centre, p.layout.side() / 2, faded(palette.background_glow, 0.75f));
  p.list.ring(centre, p.layout.band_radius(), p.layout.band_width() + 4, palette.groove);
  p.list.ring(centre, p.layout.key_radius(), 1, palette.groove);

  const float pitch = k_turn * p.layout.band_radius() /
                      static_cast<float>(std::max<std::size_t>(band.arcs.size(), 1));
  const float gap = pitch > 8 ? 1.6f : pitch > 5 ? 1.0f : 0.0f;
  for (const BandArc& arc : band.arcs) paint_arc(p, arc, gap);
  const float zero = angle_of(KeyHash{0});
  const Point edge =
      centre + direction(zero) * (p.layout.band_radius() + p.layout.band_width() / 2 + 1);
  draw_zero(p.list, edge, zero, 4, palette);
  p.legend.see(LegendItem::zero);
  p.legend.see(LegendItem::arc);
}

void paint_clients(const Painter& p) {
  const Palette& palette = p.palette();
  const Point centre = p.layout.centre();
  p.list.disc(centre, p.layout.hub_radius(), faded(palette.groove, 0.85f));
  p.list.ring(centre, p.layout.hub_radius(), 1, palette.border);
  for (std::uint32_t client = 0; client < std::max(p.input.clients, 1u); ++client) {
    draw_client(p.list, p.layout.client_seat(ClientId{client}), p.layout.client_radius(), 0.85f,
                palette);
  }
  p.legend.see(LegendItem::client);
}

NodeMark Painter::node_mark(NodeId node) const {
  return {.at = layout.seat(node),
          .radius = layout.node_radius(),
          .angle = layout.seat_angle(node),
          .tick_width = layout.tick_width(),
          .up = world().node(node).up,
          .paused = world().node(node).paused,
          .since_change = input.reduced_motion ? 1e6f : motion.since_change(node),
          .warmth = input.reduced_motion ? 0 : motion.warmth(node),
          .hue = palette().node_hue(node),
          .opacity = focus.of_node(node)};
}

void paint_nodes(const Painter& p) {
  for (std::uint32_t i = 0; i < p.world().nodes().size(); ++i) {
    const NodeMark mark = p.node_mark(NodeId{i});
    draw_node(p.list, mark, p.palette());
    p.legend.see(!mark.up      ? LegendItem::node_down
                 : mark.paused ? LegendItem::node_paused
                               : LegendItem::node);
  }
}

}  // namespace ringside
