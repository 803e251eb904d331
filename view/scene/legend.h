#pragma once
#include <string>

#include "view/render/draw_list.h"

namespace ringside {

/// One line of the legend: a mark as the scene draws it, and what it means.
struct LegendEntry {
  DrawList mark;  ///< Drawn round (0, 0), within k_legend_mark_width × k_legend_mark_height points.
  std::string text;
};
inline constexpr float k_legend_mark_width = 32;
inline constexpr float k_legend_mark_height = 18;

}  // namespace ringside
