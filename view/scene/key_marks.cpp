#include <algorithm>

#include "view/scene/marks.h"

namespace ringside {

void draw_key(DrawList& list, const KeyMark& mark, const Palette& palette) {
  if (mark.deleted) {
    list.ring(mark.at, mark.radius * 0.7f, 1, faded(mark.hue, 0.45f * mark.opacity));
    return;
  }
  if (mark.fresh >= mark.wanted) {
    list.disc(mark.at, mark.radius, faded(mark.hue, mark.opacity));
    return;
  }
  // A socket that its copies fill: the larger the dot in it, the more of them there are.
  const bool warns = mark.fresh < mark.safe;
  const Colour socket = warns ? palette.warning : mark.hue;
  const float part = static_cast<float>(mark.fresh) / static_cast<float>(std::max(mark.wanted, 1u));
  const float stroke = std::max(mark.radius * 0.3f, 0.8f);
  list.ring(mark.at, mark.radius + stroke / 2, stroke,
            faded(socket, (warns ? 1.0f : 0.6f) * mark.opacity));
  list.disc(mark.at, mark.radius * (0.2f + 0.5f * part), faded(mark.hue, 0.85f * mark.opacity));
}

void draw_star(DrawList& list, Point at, float radius, Colour colour) {
  const auto corner = [&](int i) {
    const float reach = i % 2 == 0 ? radius : radius * 0.5f;
    return at + direction(-k_pi / 2 + k_pi / 5 * static_cast<float>(i)) * reach;
  };
  for (int i = 0; i < 10; ++i)
    list.line(corner(i), corner((i + 1) % 10), std::max(radius * 0.16f, 1.25f), colour);
}

void draw_zero(DrawList& list, Point at, float angle, float length, const Palette& palette) {
  list.line(at, at + direction(angle) * length, 1.5f, faded(palette.text_muted, 0.8f));
}

void draw_client(DrawList& list, Point at, float radius, float opacity, const Palette& palette) {
  list.box(square(at, radius), radius * 0.45f, faded(palette.client, opacity));
}

}  // namespace ringside
