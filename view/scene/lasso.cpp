#include "view/scene/lasso.h"

namespace ringside {

// How often a ray to the right crosses the line: an odd number of times from inside.
bool lies_inside(std::span<const Point> line, Point point) {
  bool inside = false;
  for (std::size_t i = 0; i < line.size(); ++i) {
    const Point a = line[i];
    const Point b = line[(i + 1) % line.size()];
    if ((a.y > point.y) == (b.y > point.y)) continue;
    const float x = a.x + (b.x - a.x) * (point.y - a.y) / (b.y - a.y);
    if (point.x < x) inside = !inside;
  }
  return inside;
}

}  // namespace ringside
