#include <algorithm>
#include <cmath>

#include "view/scene/marks.h"

namespace ringside {
namespace {

// The gap in the outline of a node that is down, and the cross in it, point up and to the right.
constexpr float k_gap_angle = -k_pi / 4;
constexpr float k_gap = 0.95f;

// 0 … 1, slower and slower towards the end.
float eased(float part) {
  const float left = 1 - std::clamp(part, 0.0f, 1.0f);
  return 1 - left * left * left;
}

// The wave that goes out from a node as it crashes or starts.
void draw_wave(DrawList& list, const NodeMark& mark, Colour colour) {
  const float part = mark.since_change / k_node_settled;
  if (part >= 1) return;
  const float left = 1 - part;
  const float reach = mark.radius * (1 + 1.1f * eased(part));
  list.ring(mark.at, reach, 0.5f + 2 * left, faded(colour, 0.8f * left * mark.opacity));
}

void draw_down(DrawList& list, const NodeMark& mark, const Palette& palette) {
  const float stroke = std::max(mark.radius * 0.12f, 1.5f);
  const Colour grey = faded(palette.down, mark.opacity);
  list.disc(mark.at, mark.radius, faded(palette.groove, mark.opacity));
  const float outline = mark.radius - stroke / 2;
  list.arc({.centre = mark.at,
            .radius = outline,
            .from = k_gap_angle + k_gap / 2,
            .sweep = 2 * k_pi - k_gap,
            .width = stroke},
           grey);
  const float cross = std::max(mark.radius * 0.24f, 3.0f);
  const Point in_gap = mark.at + direction(k_gap_angle) * outline;
  list.plus(in_gap, cross, stroke * 1.1f, k_pi / 4, faded(palette.bad, mark.opacity));
  draw_wave(list, mark, palette.bad);
}

// Frosted, with two bars where one that is down has its cross.
void draw_paused(DrawList& list, const NodeMark& mark, const Palette& palette) {
  list.disc(mark.at, mark.radius, faded(palette.groove, 0.55f * mark.opacity));
  const float size = std::max(mark.radius * 0.36f, 4.0f);
  const Point at = mark.at + direction(k_gap_angle) * mark.radius;
  list.disc(at, size + 1.5f, faded(palette.background, mark.opacity));
  list.disc(at, size, faded(palette.paused, mark.opacity));
  for (const float side : {-1.0f, 1.0f}) {
    const Point bar = at + Point{side * size * 0.3f, 0};
    list.line(bar - Point{0, size * 0.35f}, bar + Point{0, size * 0.35f}, size * 0.26f,
              faded(palette.background, mark.opacity));
  }
}

void draw_up(DrawList& list, const NodeMark& mark, const Palette& palette) {
  const float filled = eased(mark.since_change / k_node_settled);
  const float glow = (palette.is_dark ? 0.16f : 0.0f) + 0.3f * mark.warmth;
  list.glow(mark.at, mark.radius * 2.5f, faded(mark.hue, glow * filled * mark.opacity));
  list.disc(mark.at, mark.radius + 2, faded(palette.background, mark.opacity));
  list.disc(mark.at, mark.radius, faded(mixed(palette.groove, mark.hue, filled), mark.opacity));
  if (mark.paused) draw_paused(list, mark, palette);
  if (filled >= 1) return;
  const float stroke = std::max(mark.radius * 0.14f, 1.5f);
  list.arc({.centre = mark.at,
            .radius = mark.radius + 1 + stroke,
            .from = -k_pi / 2,
            .sweep = 2 * k_pi * filled,
            .width = stroke},
           faded(mark.hue, mark.opacity));
  draw_wave(list, mark, mark.hue);
}

void draw_tick(DrawList& list, const NodeMark& mark, const Palette& palette) {
  const Point out = direction(mark.angle);
  const float half = std::max(mark.radius - mark.tick_width / 2, 0.5f);
  if (mark.up) {
    const Colour hue = faded(mark.hue, mark.opacity);
    list.line(mark.at - out * half, mark.at + out * half, mark.tick_width, hue);
  } else {
    const Colour grey = faded(palette.down, mark.opacity);
    const float gap = mark.radius * 0.35f + mark.tick_width / 2;
    list.line(mark.at - out * half, mark.at - out * std::min(gap, half), mark.tick_width, grey);
    list.line(mark.at + out * std::min(gap, half), mark.at + out * half, mark.tick_width, grey);
  }
  draw_wave(list, mark, mark.up ? mark.hue : palette.bad);
}

}  // namespace

void draw_node(DrawList& list, const NodeMark& mark, const Palette& palette) {
  if (mark.tick_width > 0) {
    draw_tick(list, mark, palette);
  } else if (mark.up) {
    draw_up(list, mark, palette);
  } else {
    draw_down(list, mark, palette);
  }
}

void draw_wrong(DrawList& list, Point at, float radius, float opacity, const Palette& palette) {
  const Colour ground = faded(palette.background, opacity);
  list.disc(at, radius + 1.5f, ground);
  list.disc(at, radius, faded(palette.warning, opacity));
  const float half = radius * 0.5f;
  for (const float y : {-0.22f, 0.22f})
    list.line(at + Point{-half, y * radius}, at + Point{half, y * radius}, radius * 0.2f, ground);
  list.line(at + Point{-half * 0.5f, half}, at + Point{half * 0.5f, -half}, radius * 0.2f, ground);
}

void draw_node_ring(DrawList& list, const NodeMark& mark, Colour colour, bool missing) {
  const float stroke = std::clamp(mark.radius * 0.1f, 1.25f, 2.5f);
  const float radius = mark.radius + 2.5f + stroke;
  if (!missing) {
    list.ring(mark.at, radius, stroke, colour);
    return;
  }
  constexpr int k_dashes = 10;
  constexpr float k_step = 2 * k_pi / k_dashes;
  for (int dash = 0; dash < k_dashes; ++dash) {
    list.arc({.centre = mark.at,
              .radius = radius,
              .from = k_step * static_cast<float>(dash),
              .sweep = k_step * 0.5f,
              .width = stroke},
             colour);
  }
}

}  // namespace ringside
