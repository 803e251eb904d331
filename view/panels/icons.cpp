#include <cmath>

#include "view/panels/widgets.h"
#include "view/render/geometry.h"

namespace ringside {
namespace {

void draw_theme(ImDrawList& list, ImVec2 c, float r, ImU32 colour) {
  list.AddCircle(c, r, colour, 32, 1.5f);
  list.PathArcTo(c, r, -k_pi / 2, k_pi / 2, 24);
  list.PathFillConvex(colour);
}

}  // namespace

void draw_icon(ImDrawList& list, Icon icon, ImVec2 c, float size, ImU32 colour) {
  const float r = size / 2;
  switch (icon) {
    case Icon::play:
      // A triangle's middle lies a third from its base: shifted so that it looks centred.
      return list.AddTriangleFilled({c.x - r * 0.62f, c.y - r * 0.9f}, {c.x + r, c.y},
                                    {c.x - r * 0.62f, c.y + r * 0.9f}, colour);
    case Icon::pause:
      list.AddRectFilled({c.x - r * 0.75f, c.y - r * 0.85f}, {c.x - r * 0.2f, c.y + r * 0.85f},
                         colour, 1.5f);
      return list.AddRectFilled({c.x + r * 0.2f, c.y - r * 0.85f},
                                {c.x + r * 0.75f, c.y + r * 0.85f}, colour, 1.5f);
    case Icon::step:
      list.AddTriangleFilled({c.x - r * 0.8f, c.y - r * 0.8f}, {c.x + r * 0.4f, c.y},
                             {c.x - r * 0.8f, c.y + r * 0.8f}, colour);
      return list.AddRectFilled({c.x + r * 0.5f, c.y - r * 0.8f}, {c.x + r * 0.9f, c.y + r * 0.8f},
                                colour, 1);
    case Icon::theme: return draw_theme(list, c, r * 0.9f, colour);
    case Icon::close:
      list.AddLine({c.x - r * 0.6f, c.y - r * 0.6f}, {c.x + r * 0.6f, c.y + r * 0.6f}, colour,
                   1.5f);
      return list.AddLine({c.x - r * 0.6f, c.y + r * 0.6f}, {c.x + r * 0.6f, c.y - r * 0.6f},
                          colour, 1.5f);
    case Icon::back: {
      const ImVec2 corner[] = {{c.x + r * 0.35f, c.y - r * 0.7f},
                               {c.x - r * 0.35f, c.y},
                               {c.x + r * 0.35f, c.y + r * 0.7f}};
      return list.AddPolyline(corner, 3, colour, 0, 1.75f);
    }
  }
}

}  // namespace ringside
