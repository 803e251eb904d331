#include "native/desktop/icon.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

#include "view/theme/palette.h"

namespace ringside {
namespace {

constexpr float k_centre = 32;
constexpr float k_ring = 19;
constexpr float k_stroke = 2.5F;  // half of it
constexpr float k_node = 6;

/// How much of a pixel lies inside a shape whose edge is `distance` away.
float coverage(float distance) { return std::clamp(0.5F - distance, 0.0F, 1.0F); }

float to_node(float x, float y, float turn) {
  const float angle = turn * 6.2831853F;
  const float nx = k_centre + k_ring * std::sin(angle);
  const float ny = k_centre - k_ring * std::cos(angle);
  return std::hypot(x - nx, y - ny) - k_node;
}

/// A square with round corners, as wide as the icon.
float to_tile(float x, float y) {
  constexpr float k_corner = 14;
  const float dx = std::max(std::abs(x - k_centre) - (k_centre - k_corner), 0.0F);
  const float dy = std::max(std::abs(y - k_centre) - (k_centre - k_corner), 0.0F);
  return std::hypot(dx, dy) - k_corner;
}

}  // namespace

Icon draw_icon() {
  const Palette& palette = Palette::dark();
  Icon icon;
  for (int row = 0; row < Icon::k_side; ++row) {
    for (int column = 0; column < Icon::k_side; ++column) {
      const float x = static_cast<float>(column) + 0.5F;
      const float y = static_cast<float>(row) + 0.5F;
      const float ring = std::abs(std::hypot(x - k_centre, y - k_centre) - k_ring) - k_stroke;
      Colour colour = mixed(palette.background, palette.border, coverage(ring));
      for (std::size_t node = 0; node < 3; ++node) {
        const float distance = to_node(x, y, static_cast<float>(node) / 3);
        colour = mixed(colour, palette.node_hues[node], coverage(distance));
      }
      const std::size_t at = static_cast<std::size_t>(row * Icon::k_side + column) * 4;
      icon.pixels[at] = colour.r;
      icon.pixels[at + 1] = colour.g;
      icon.pixels[at + 2] = colour.b;
      icon.pixels[at + 3] = faded(colour, coverage(to_tile(x, y))).a;
    }
  }
  return icon;
}

}  // namespace ringside
