#pragma once
#include <span>

#include "view/render/geometry.h"

namespace ringside {

/// Whether a point lies inside a line that was drawn freely and is closed by a straight stroke from
/// its end to its start. Where the line crosses itself, what it goes round twice is outside.
bool lies_inside(std::span<const Point> line, Point point);

}  // namespace ringside
