#pragma once
#include <cstdint>

namespace ringside {

/// A colour in sRGB with straight (not premultiplied) alpha.
struct Colour {
  std::uint8_t r = 0;
  std::uint8_t g = 0;
  std::uint8_t b = 0;
  std::uint8_t a = 255;

  friend constexpr bool operator==(Colour, Colour) = default;
};

/// An opaque colour from its usual notation, for example hex(0x56b4e9).
constexpr Colour hex(std::uint32_t rgb) {
  return {static_cast<std::uint8_t>(rgb >> 16), static_cast<std::uint8_t>(rgb >> 8),
          static_cast<std::uint8_t>(rgb), 255};
}

/// The same colour, `opacity` (0 … 1) times as opaque.
constexpr Colour faded(Colour colour, float opacity) {
  const float clamped = opacity < 0 ? 0 : opacity > 1 ? 1 : opacity;
  colour.a = static_cast<std::uint8_t>(static_cast<float>(colour.a) * clamped + 0.5f);
  return colour;
}

/// From `from` (part 0) to `to` (part 1), channel by channel.
constexpr Colour mixed(Colour from, Colour to, float part) {
  const float t = part < 0 ? 0 : part > 1 ? 1 : part;
  const auto mix = [t](std::uint8_t x, std::uint8_t y) {
    return static_cast<std::uint8_t>(static_cast<float>(x) * (1 - t) + static_cast<float>(y) * t +
                                     0.5f);
  };
  return {mix(from.r, to.r), mix(from.g, to.g), mix(from.b, to.b), mix(from.a, to.a)};
}

/// Relative luminance (WCAG 2.2), 0 … 1, of the colour taken as opaque.
float luminance(Colour colour);

/// Contrast ratio (WCAG 2.2), 1 … 21, of two colours taken as opaque.
float contrast(Colour one, Colour other);

}  // namespace ringside
