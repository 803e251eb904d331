#include "view/theme/colour.h"

#include <algorithm>
#include <cmath>

namespace ringside {
namespace {

float linear(std::uint8_t channel) {
  const float c = static_cast<float>(channel) / 255;
  return c <= 0.04045f ? c / 12.92f : std::pow((c + 0.055f) / 1.055f, 2.4f);
}

}  // namespace

float luminance(Colour colour) {
  return 0.2126f * linear(colour.r) + 0.7152f * linear(colour.g) + 0.0722f * linear(colour.b);
}

float contrast(Colour one, Colour other) {
  const float first = luminance(one);
  const float second = luminance(other);
  return (std::max(first, second) + 0.05f) / (std::min(first, second) + 0.05f);
}

}  // namespace ringside
