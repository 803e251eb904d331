#pragma once
#include <string>

#include "view/render/geometry.h"
#include "view/theme/colour.h"

namespace ringside {

/// Text to draw over the marks of a scene. It is drawn by whoever has fonts; the scene only knows
/// how wide a monospaced letter is (k_mono_advance of its size), so scene labels are monospaced.
struct Label {
  std::string text;
  Point at;        ///< The middle of the text: labels are centred both ways.
  float size = 0;  ///< One of type_size, or smaller where a mark has to hold it.
  Colour colour;
  Colour halo;  ///< Drawn a point wide all round; wholly transparent where none is needed.
};

/// Width of one letter of JetBrains Mono, as a part of the type size.
inline constexpr float k_mono_advance = 0.6f;

/// The room that a label takes.
Rect bounds(const Label& label);

}  // namespace ringside
