#include "view/render/draw_list.h"

#include <array>
#include <cmath>
#include <numbers>

namespace ringside {
namespace {

// Room round a shape for its soft edge: half a pixel, at pixel ratios down to one half.
constexpr float k_edge = 1;

std::uint16_t fixed(float points) {
  return static_cast<std::uint16_t>(std::clamp(points * 32 + 0.5f, 0.0f, 65535.0f));
}

// A part of one, for what is not a length.
std::uint16_t unit(float part) {
  return static_cast<std::uint16_t>(std::clamp(part * 65535 + 0.5f, 0.0f, 65535.0f));
}

}  // namespace

/// What shape.frag takes: its number and the meaning of the sizes are told there.
struct DrawList::Shape {
  enum class Kind : std::uint8_t { rounded, plus, arc, straight_arc, glow };
  Kind kind = Kind::rounded;
  std::array<std::uint16_t, 4> size{};
};

void DrawList::corner(Point at, Point local, const Shape& shape, Colour colour) {
  vertices_.push_back({at.x,
                       at.y,
                       local.x,
                       local.y,
                       {shape.size[0], shape.size[1], shape.size[2], shape.size[3]},
                       {colour.r, colour.g, colour.b, colour.a},
                       static_cast<std::uint8_t>(shape.kind),
                       {}});
}

void DrawList::quad(const Frame& frame, Point half, const Shape& shape, Colour from, Colour to) {
  const Point along = frame.along;
  const Point across{-along.y, along.x};
  half = half + Point{k_edge, k_edge};
  for (const float u : {-half.x, half.x}) {
    for (const float v : {-half.y, half.y}) {
      corner(frame.centre + along * u + across * v, {u, v}, shape, u < 0 ? from : to);
    }
  }
}

void DrawList::rounded(const Frame& frame, Point core, float radius, float stroke, Colour from,
                       Colour to) {
  if (from.a == 0 && to.a == 0) return;
  const float outer = radius + stroke / 2;
  if (outer + std::min(core.x, core.y) <= 0) return;
  const Shape shape{Shape::Kind::rounded,
                    {fixed(core.x), fixed(core.y), fixed(radius), fixed(stroke / 2)}};
  quad(frame, core + Point{outer, outer}, shape, from, to);
}

void DrawList::disc(Point centre, float radius, Colour colour) {
  rounded({centre}, {}, radius, 0, colour, colour);
}

void DrawList::ring(Point centre, float radius, float width, Colour colour) {
  constexpr float k_small_radius = 32;
  if (radius < k_small_radius) {
    if (width > 0 && radius > 0) rounded({centre}, {}, radius, width, colour, colour);
  } else {
    arc({.centre = centre, .radius = radius, .sweep = 2 * k_pi, .width = width}, colour);
  }
}

void DrawList::line(Point start, Point end, float width, Colour from, Colour to) {
  const Point way = end - start;
  const float reach = length(way);
  if (width <= 0) return;
  const Point along = reach > 0 ? way * (1 / reach) : Point{1, 0};
  rounded({(start + end) * 0.5f, along}, {reach / 2, 0}, width / 2, 0, from, to);
}

void DrawList::box(const Rect& rect, float corner_radius, Colour colour) {
  const float radius = std::min({corner_radius, rect.width / 2, rect.height / 2});
  rounded({rect.centre()}, {rect.width / 2 - radius, rect.height / 2 - radius}, radius, 0, colour,
          colour);
}

void DrawList::box_outline(const Rect& rect, float corner_radius, float width, Colour colour) {
  if (width <= 0) return;
  const Point half{(rect.width - width) / 2, (rect.height - width) / 2};
  const float radius = std::clamp(corner_radius - width / 2, 0.0f, std::min(half.x, half.y));
  rounded({rect.centre()}, {half.x - radius, half.y - radius}, radius, width, colour, colour);
}

void DrawList::diamond(Point centre, float half, Colour colour) {
  const float side = half / std::numbers::sqrt2_v<float>;
  const float radius = side * 0.22f;
  rounded({centre, direction(k_pi / 4)}, {side - radius, side - radius}, radius, 0, colour, colour);
}

void DrawList::diamond_outline(Point centre, float half, float width, Colour colour) {
  const float side = (half - width / 2) / std::numbers::sqrt2_v<float>;
  if (side <= 0 || width <= 0) return;
  const float radius = side * 0.22f;
  rounded({centre, direction(k_pi / 4)}, {side - radius, side - radius}, radius, width, colour,
          colour);
}

void DrawList::plus(Point centre, float half, float width, float angle, Colour colour) {
  if (colour.a == 0 || half <= 0 || width <= 0) return;
  const Shape shape{Shape::Kind::plus, {fixed(half), fixed(std::min(width / 2, half)), 0, 0}};
  quad({centre, direction(angle)}, {half, half}, shape, colour, colour);
}

void DrawList::glow(Point centre, float radius, Colour colour) {
  if (colour.a == 0 || radius <= 0) return;
  quad({centre}, {radius, radius}, {Shape::Kind::glow, {fixed(radius), 0, 0, 0}}, colour, colour);
}

void DrawList::arc(const Arc& arc, Colour from, Colour to) {
  if ((from.a == 0 && to.a == 0) || arc.radius <= 0 || arc.width <= 0 || arc.sweep == 0) return;
  if (arc.sweep < 0) {
    Arc turned = arc;
    turned.from = arc.from + arc.sweep;
    turned.sweep = -arc.sweep;
    return this->arc(turned, to, from);
  }
  const bool whole = arc.sweep >= 2 * k_pi - 1e-3f;
  const float sweep = std::min(arc.sweep, 2 * k_pi);
  const float half = arc.width / 2;
  const Shape shape =
      whole ? Shape{Shape::Kind::rounded, {0, 0, fixed(arc.radius), fixed(half)}}
            : Shape{arc.round_ends ? Shape::Kind::arc : Shape::Kind::straight_arc,
                    {fixed(arc.radius), fixed(half), unit(std::cos(sweep / 2) / 2 + 0.5f),
                     unit(std::sin(sweep / 2))}};

  // A strip of quads along the stroke: its outer corners lie outside, so that straight sides still
  // enclose it.
  const float beyond =
      whole ? 0 : (k_edge + (arc.round_ends ? half : 0)) / std::max(arc.radius - half, 1.0f);
  const float reach = sweep + 2 * std::min(beyond, (2 * k_pi - sweep) / 2);
  const float step_max = std::clamp(2 * std::sqrt(6 / arc.radius), 0.02f, k_pi / 3);
  const int steps = std::max(1, static_cast<int>(std::ceil(reach / step_max)));
  const float step = reach / static_cast<float>(steps);
  const float inner = std::max(arc.radius - half - k_edge, 0.0f);
  const float outer = (arc.radius + half + k_edge) / std::cos(step / 2);
  const float first = -reach / 2;
  const Point middle = direction(arc.from + sweep / 2);
  const Point aside{-middle.y, middle.x};
  const auto spoke = [&](float angle) {
    const float part = std::clamp((angle + sweep / 2) / sweep, 0.0f, 1.0f);
    const Colour colour = mixed(from, to, part);
    for (const float radius : {inner, outer}) {
      const Point local = direction(angle) * radius;
      corner(arc.centre + middle * local.x + aside * local.y, local, shape, colour);
    }
  };
  for (int i = 0; i < steps; ++i) {
    spoke(first + step * static_cast<float>(i));
    spoke(first + step * static_cast<float>(i + 1));
  }
}

void DrawList::append(const DrawList& other, Point offset) {
  vertices_.reserve(vertices_.size() + other.vertices_.size());
  for (Vertex vertex : other.vertices_) {
    vertex.x += offset.x;
    vertex.y += offset.y;
    vertices_.push_back(vertex);
  }
}

}  // namespace ringside
