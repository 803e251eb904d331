#pragma once
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "view/render/geometry.h"
#include "view/theme/colour.h"

namespace ringside {

/// A stretch of a circle. `sweep` may be negative (counter-clockwise) and is at most a full turn
/// either way.
struct Arc {
  Point centre{};
  float radius = 0;  ///< Of the middle of the stroke; less than k_arc_radius_max.
  float from = 0;    ///< Angle of the start, radians clockwise from the x axis.
  float sweep = 0;
  float width = 1;
  bool round_ends = true;
};
inline constexpr float k_arc_radius_max = 2000;

/// What to draw, back to front, as plain data: shapes described by signed distances, each on a quad
/// (or, for long arcs, a strip of quads) that hugs it. Positions and sizes are in logical points;
/// edges are antialiased by the shader at any pixel ratio. Sizes are kept to 1/32 point, up to 2047
/// points. Shapes of no size or wholly transparent are left out. No GL: a value that can be built
/// and tested anywhere.
class DrawList {
 public:
  void clear() { vertices_.clear(); }

  void disc(Point centre, float radius, Colour colour);
  /// A circle's outline; `radius` is to the middle of the stroke.
  void ring(Point centre, float radius, float width, Colour colour);
  /// Coloured along its way from `from` to `to`.
  void arc(const Arc& arc, Colour from, Colour to);
  void arc(const Arc& shape, Colour colour) { arc(shape, colour, colour); }
  /// A stroke with round ends, coloured along its way.
  void line(Point start, Point end, float width, Colour from, Colour to);
  void line(Point start, Point end, float width, Colour colour) {
    line(start, end, width, colour, colour);
  }
  void box(const Rect& rect, float corner, Colour colour);
  /// The stroke lies inside the rectangle.
  void box_outline(const Rect& rect, float corner, float width, Colour colour);
  /// A square on its corner, `half` from the middle to a corner.
  void diamond(Point centre, float half, Colour colour);
  void diamond_outline(Point centre, float half, float width, Colour colour);
  /// Two crossing strokes of length 2 × half; at angle 0 a plus, at π/4 a cross.
  void plus(Point centre, float half, float width, float angle, Colour colour);
  /// A soft spot that falls off to nothing at `radius`.
  void glow(Point centre, float radius, Colour colour);

  /// All of another list, moved.
  void append(const DrawList& other, Point offset);

  /// A quad's corner as the shader takes it. Four make a quad, in the order of a triangle strip.
  struct Vertex {
    float x, y;  ///< Place in logical points.
    float u, v;  ///< Place relative to the shape, in its own turned frame, in points.
    std::uint16_t
        size[4];  ///< In 1/32 point; what they mean depends on the shape (see shape.frag).
    std::uint8_t colour[4];  ///< Straight alpha.
    std::uint8_t shape;
    std::uint8_t unused[3];
  };
  static_assert(sizeof(Vertex) == 32);

  std::span<const Vertex> vertices() const { return vertices_; }
  std::size_t quads() const { return vertices_.size() / 4; }

 private:
  struct Shape;
  /// Where a shape lies and which way its own x axis points.
  struct Frame {
    Point centre;
    Point along{1, 0};
  };
  void corner(Point at, Point local, const Shape& shape, Colour colour);
  void quad(const Frame& frame, Point half, const Shape& shape, Colour from, Colour to);
  void rounded(const Frame& frame, Point core, float radius, float stroke, Colour from, Colour to);

  std::vector<Vertex> vertices_;
};

}  // namespace ringside
