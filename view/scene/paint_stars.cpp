// Keys that a person has marked: a star at each, and ties to its copies.
#include "view/scene/paint.h"

namespace ringside {

void paint_stars(const Painter& p, const KeyPainting& keys) {
  for (const KeyHash hash : p.input.starred) {
    const Point seat = p.layout.centre() + direction(angle_of(hash)) * p.layout.key_radius();
    const Point at = find_placed(keys.placed(), hash).value_or(seat);
    const float opacity = p.focus.key() && p.focus.key() != hash ? 0.5f : 1.0f;
    const bool tied = p.focus.key() == hash && p.focus.strength() > 0;
    const auto found = p.world().keys().find(hash);
    if (found != p.world().keys().end() && !tied) {
      const Holding& newest = found->second.newest();
      for (const Holding& copy : found->second.copies) {
        const bool fresh = copy.stamp == newest.stamp && copy.maker == newest.maker;
        const LinkPath path({at, keys.radius() + 5}, p.layout.end_of(copy.node), p.layout.centre());
        const Colour colour = faded(p.palette().node_hue(copy.node), opacity * 0.5f);
        // A copy that is older is tied by dashes.
        const float step = fresh ? 1.0f : 12 / std::max(path.length(), 12.0f);
        for (float part = 0; part < 1; part += step)
          path.draw(p.list, part, fresh ? 1 : std::min(part + step / 2, 1.0f), 1.25f, colour,
                    colour);
      }
    }
    draw_star(p.list, at, std::max(keys.radius() + 4, 7.0f), faded(p.palette().accent, opacity));
    p.legend.see(LegendItem::starred);
  }
}

}  // namespace ringside
