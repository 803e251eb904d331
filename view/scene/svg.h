#pragma once
#include <span>
#include <string>

#include "view/render/draw_list.h"
#include "view/scene/label.h"

namespace ringside {

/// What is put into a picture of lines and letters.
struct SvgInput {
  Rect area;  ///< What of it is shown.
  Colour background;
  const DrawList& marks;
  std::span<const Label> labels;
};

/// The marks as a scalable picture (SVG 1.1): shapes as shapes, text as text, in the order in which
/// they are drawn. Sharp at any size; what the shader softens is softened by gradients.
std::string svg(const SvgInput& input);

}  // namespace ringside
