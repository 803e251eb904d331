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

// A triangle that points to the right (1) or to the left (-1).
void draw_triangle(ImDrawList& list, ImVec2 c, float r, float way, ImU32 colour) {
  const ImVec2 tip{c.x + way * r * 0.6f, c.y};
  const ImVec2 upper{c.x - way * r * 0.6f, c.y - r * 0.8f};
  const ImVec2 lower{c.x - way * r * 0.6f, c.y + r * 0.8f};
  // ImGui smooths the edges of triangles that turn one way only.
  if (way > 0) {
    list.AddTriangleFilled(upper, tip, lower, colour);
  } else {
    list.AddTriangleFilled(upper, lower, tip, colour);
  }
}

void draw_step(ImDrawList& list, ImVec2 c, float r, float way, ImU32 colour) {
  draw_triangle(list, {c.x - way * r * 0.2f, c.y}, r, way, colour);
  const float bar = c.x + way * r * 0.7f;
  list.AddRectFilled({bar - r * 0.2f, c.y - r * 0.8f}, {bar + r * 0.2f, c.y + r * 0.8f}, colour, 1);
}

// To the end of an operation: an arrow to a dot, which is how an answer looks.
void draw_operation(ImDrawList& list, ImVec2 c, float r, float way, ImU32 colour) {
  draw_triangle(list, {c.x - way * r * 0.42f, c.y}, r, way, colour);
  list.AddCircle({c.x + way * r * 0.72f, c.y}, r * 0.34f, colour, 16, 1.5f);
}

// To a mark: an arrow to a diamond.
void draw_to_mark(ImDrawList& list, ImVec2 c, float r, float way, ImU32 colour) {
  draw_triangle(list, {c.x - way * r * 0.5f, c.y}, r, way, colour);
  const float x = c.x + way * r * 0.65f;
  const float half = r * 0.52f;
  list.AddQuadFilled({x, c.y - half}, {x + half, c.y}, {x, c.y + half}, {x - half, c.y}, colour);
}

// An arrow that turns back.
void draw_undo(ImDrawList& list, ImVec2 c, float r, ImU32 colour) {
  list.PathArcTo({c.x, c.y + r * 0.1f}, r * 0.72f, -k_pi * 0.75f, k_pi * 0.55f, 24);
  list.PathStroke(colour, 0, 1.75f);
  const ImVec2 tip{c.x - r * 0.51f, c.y - r * 0.41f};
  list.AddTriangleFilled({tip.x - r * 0.42f, tip.y - r * 0.42f},
                         {tip.x + r * 0.48f, tip.y - r * 0.3f},
                         {tip.x - r * 0.3f, tip.y + r * 0.48f}, colour);
}

void draw_fork(ImDrawList& list, ImVec2 c, float r, ImU32 colour) {
  const float x = c.x - r * 0.45f;
  list.AddLine({x, c.y - r * 0.45f}, {x, c.y + r * 0.45f}, colour, 1.5f);
  list.AddBezierCubic({x, c.y + r * 0.35f}, {x, c.y - r * 0.2f}, {c.x + r * 0.5f, c.y + r * 0.2f},
                      {c.x + r * 0.5f, c.y - r * 0.4f}, colour, 1.5f, 12);
  list.AddCircleFilled({x, c.y - r * 0.65f}, r * 0.28f, colour, 12);
  list.AddCircleFilled({x, c.y + r * 0.65f}, r * 0.28f, colour, 12);
  list.AddCircleFilled({c.x + r * 0.5f, c.y - r * 0.6f}, r * 0.28f, colour, 12);
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
    case Icon::step: return draw_step(list, c, r, 1, colour);
    case Icon::step_back: return draw_step(list, c, r, -1, colour);
    case Icon::operation: return draw_operation(list, c, r, 1, colour);
    case Icon::operation_back: return draw_operation(list, c, r, -1, colour);
    case Icon::mark_next: return draw_to_mark(list, c, r, 1, colour);
    case Icon::mark_back: return draw_to_mark(list, c, r, -1, colour);
    case Icon::live: return list.AddCircleFilled(c, r * 0.6f, colour, 20);
    case Icon::undo: return draw_undo(list, c, r, colour);
    case Icon::fork: return draw_fork(list, c, r, colour);
    case Icon::diagram:
      for (const float y : {-0.75f, 0.75f})
        list.AddLine({c.x - r * 0.95f, c.y + r * y}, {c.x + r * 0.95f, c.y + r * y}, colour, 1.5f);
      list.AddLine({c.x - r * 0.6f, c.y - r * 0.75f}, {c.x, c.y + r * 0.75f}, colour, 1.5f);
      return list.AddLine({c.x + r * 0.1f, c.y + r * 0.75f}, {c.x + r * 0.7f, c.y - r * 0.75f},
                          colour, 1.5f);
    case Icon::story:
      for (const float y : {-0.7f, 0.0f, 0.7f}) {
        const ImVec2 from{c.x + r * (0.45f * y - 0.5f), c.y + r * y};
        list.AddLine(from, {from.x + r, from.y}, colour, 1.75f);
      }
      return;
    case Icon::star:
    case Icon::starred: {
      ImVec2 corners[10];
      for (int i = 0; i < 10; ++i) {
        const Point way = direction(-k_pi / 2 + k_pi / 5 * static_cast<float>(i));
        const float reach = r * (i % 2 == 0 ? 1.1f : 0.55f);
        corners[i] = {c.x + way.x * reach, c.y + way.y * reach};
      }
      if (icon == Icon::star)
        return list.AddPolyline(corners, 10, colour, ImDrawFlags_Closed, 1.25f);
      return list.AddConcavePolyFilled(corners, 10, colour);
    }
    case Icon::plots: {
      const ImVec2 line[] = {{c.x - r, c.y + r * 0.5f},
                             {c.x - r * 0.3f, c.y - r * 0.3f},
                             {c.x + r * 0.2f, c.y + r * 0.2f},
                             {c.x + r, c.y - r * 0.8f}};
      list.AddPolyline(line, 4, colour, 0, 1.75f);
      return list.AddLine({c.x - r, c.y + r}, {c.x + r, c.y + r}, colour, 1.5f);
    }
    case Icon::promises: {
      list.AddCircle(c, r * 0.95f, colour, 24, 1.5f);
      const ImVec2 tick[] = {{c.x - r * 0.42f, c.y + r * 0.02f},
                             {c.x - r * 0.1f, c.y + r * 0.38f},
                             {c.x + r * 0.45f, c.y - r * 0.34f}};
      return list.AddPolyline(tick, 3, colour, 0, 1.75f);
    }
    case Icon::theme: return draw_theme(list, c, r * 0.9f, colour);
    case Icon::close:
      list.AddLine({c.x - r * 0.6f, c.y - r * 0.6f}, {c.x + r * 0.6f, c.y + r * 0.6f}, colour,
                   1.5f);
      return list.AddLine({c.x - r * 0.6f, c.y + r * 0.6f}, {c.x + r * 0.6f, c.y - r * 0.6f},
                          colour, 1.5f);
    case Icon::more:
      for (const float x : {-0.65f, 0.0f, 0.65f})
        list.AddCircleFilled({c.x + r * x, c.y}, r * 0.18f, colour, 12);
      return;
    case Icon::back: {
      const ImVec2 corner[] = {{c.x + r * 0.35f, c.y - r * 0.7f},
                               {c.x - r * 0.35f, c.y},
                               {c.x + r * 0.35f, c.y + r * 0.7f}};
      return list.AddPolyline(corner, 3, colour, 0, 1.75f);
    }
  }
}

}  // namespace ringside
