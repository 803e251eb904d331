#include "view/app/layout.h"

#include <algorithm>

#include "view/theme/palette.h"

namespace ringside {
namespace {

constexpr float k_gap = space::k_medium;
constexpr float k_stats = 44;
constexpr int k_answers_max = 3;
constexpr float k_node_row = 32;
constexpr float k_notice = 30;
constexpr float k_diagram_least = 120;
constexpr float k_guide_most = 430;

// Takes a strip off one side of what is left, and the gap next to it.
Rect take_left(Rect& rest, float width) {
  const Rect taken{rest.x, rest.y, width, rest.height};
  rest.x += width + k_gap;
  rest.width -= width + k_gap;
  return taken;
}
Rect take_right(Rect& rest, float width) {
  const Rect taken{rest.right() - width, rest.y, width, rest.height};
  rest.width -= width + k_gap;
  return taken;
}
Rect take_top(Rect& rest, float height, float gap = k_gap) {
  const Rect taken{rest.x, rest.y, rest.width, height};
  rest.y += height + gap;
  rest.height -= height + gap;
  return taken;
}
Rect take_bottom(Rect& rest, float height, float gap = k_gap) {
  const Rect taken{rest.x, rest.bottom() - height, rest.width, height};
  rest.height -= height + gap;
  return taken;
}

// Decides how many answers are shown. REQUIRES: answer_height is set.
float command_height(const LayoutInput& input, int answers_max, Layout& layout) {
  layout.answers = std::clamp(input.answers, 0, answers_max);
  const float line = input.touch ? 58.0f : 46.0f;
  if (layout.answers == 0) return line;
  return line + static_cast<float>(layout.answers) * layout.answer_height + space::k_tight;
}

// Rows for watched keys, as many as leave room for the ring.
void take_stars(Layout& layout, Rect& rest, std::size_t stars, float ring_least) {
  constexpr float k_wide = 560;
  const float row = rest.width >= k_wide ? k_star_row : k_star_row_tall;
  while (stars > 0 && rest.height - row * static_cast<float>(stars) < ring_least) --stars;
  if (stars > 0) layout.stars = take_bottom(rest, row * static_cast<float>(stars), space::k_tight);
}

void stack_right_column(Layout& layout, Rect column, const LayoutInput& input) {
  const float wanted = 48 + input.node_rows * (input.touch ? space::k_touch : k_node_row);
  layout.nodes = take_top(column, std::min(wanted, column.height * 0.36f));
  layout.inspector = take_top(column, column.height * (input.story ? 0.74f : 0.42f));
  layout.events = column;
}

Layout lay_out_columns(const LayoutInput& input) {
  Layout layout;
  layout.kind = LayoutKind::columns;
  Rect rest{k_gap, k_gap, input.width - 2 * k_gap, input.height - 2 * k_gap};
  layout.timeline = take_bottom(rest, input.touch ? 80.0f : 70.0f);
  layout.left = take_left(rest, std::clamp(input.width * 0.21f, 272.0f, 312.0f));
  if (input.guide)
    layout.guide = take_top(layout.left, std::min(layout.left.height * 0.62f, k_guide_most));
  stack_right_column(layout, take_right(rest, std::clamp(input.width * 0.25f, 320.0f, 400.0f)),
                     input);
  layout.command = take_bottom(rest, command_height(input, k_answers_max, layout));
  layout.stats = take_top(rest, k_stats, 0);
  constexpr float k_ring_least = 180;
  const float room = rest.height - k_ring_least - k_notice - k_gap - space::k_tight;
  if (input.diagram && room >= k_diagram_least)
    layout.diagram = take_bottom(rest, std::clamp(rest.height * 0.46f, k_diagram_least, room));
  layout.notice = take_bottom(rest, k_notice, space::k_tight);
  take_stars(layout, rest, input.stars, k_ring_least);
  layout.ring = rest;
  return layout;
}

Layout lay_out_side(const LayoutInput& input) {
  Layout layout;
  layout.kind = LayoutKind::side;
  const bool is_short = input.height < 560;
  Rect rest{k_gap, k_gap, input.width - 2 * k_gap, input.height - 2 * k_gap};
  layout.left = take_left(rest, std::clamp(input.width * 0.38f, 288.0f, 340.0f));
  layout.command = take_bottom(rest, command_height(input, is_short ? 1 : k_answers_max, layout),
                               is_short ? space::k_tight : k_gap);
  if (!is_short) layout.stats = take_top(rest, k_stats, 0);
  const float axis = input.touch ? 60.0f : 52.0f;
  // Where it is narrow, the buttons are above the axis.
  const bool is_narrow = rest.width < k_timeline_one_row;
  layout.timeline = take_bottom(rest,
                                is_short    ? 48.0f
                                : is_narrow ? axis + (input.touch ? 52.0f : 42.0f)
                                            : axis,
                                is_short ? space::k_hair : space::k_tight);
  layout.notice = take_bottom(rest, is_short ? 22 : k_notice, is_short ? 0 : space::k_tight);
  take_stars(layout, rest, input.stars, 180);
  layout.ring = rest;
  return layout;
}

Layout lay_out_sheet(const LayoutInput& input) {
  constexpr float k_header = 52;
  constexpr float k_tabs = 50;
  constexpr float k_ring_least = 180;
  constexpr float k_edge = space::k_small;
  Layout layout;
  layout.kind = LayoutKind::sheet;
  Rect rest{k_edge, 0, input.width - 2 * k_edge, input.height};
  // A very low window is one with a keyboard on the screen: the ring and the command line come
  // first.
  const bool is_low = input.height < 420;
  const bool is_short = input.height < 560;
  layout.header = take_top(rest, k_header, 0);
  if (!is_low) layout.tabs = take_bottom(rest, k_tabs, 0);
  const float notice = is_short ? 20 : 36;  // two lines, where there is room
  layout.answer_height = 34;  // two lines: a sentence is longer than the screen is wide
  if (!input.guide || !input.sheet_open || is_low)
    layout.command = take_bottom(rest, command_height(input, 1, layout), space::k_tight);
  if (!is_low && !(is_short && input.sheet_open))
    layout.timeline = take_bottom(rest, 56, space::k_hair);
  if (!is_short) layout.stats = take_top(rest, k_stats, 0);
  if (input.sheet_open && !is_low) {
    // The ring wants a square; the page gets what that leaves, and never less than it needs.
    const float left_over = rest.height - input.width - notice;
    const float least = rest.height * (input.guide ? 0.55f : 0.44f);
    const float wanted = std::min(std::max(left_over, least), 440.0f);
    layout.sheet =
        take_bottom(rest, std::min(wanted, rest.height - notice - k_ring_least), space::k_tight);
  }
  layout.notice = take_bottom(rest, notice, 0);
  take_stars(layout, rest, input.stars, k_ring_least);
  layout.ring = rest;
  return layout;
}

Layout lay_out_embedded(const LayoutInput& input) {
  Layout layout;
  layout.kind = LayoutKind::sheet;
  Rect rest{space::k_small, 0, input.width - 2 * space::k_small, input.height - space::k_small};
  layout.timeline = take_bottom(rest, input.touch ? 56.0f : 48.0f, space::k_hair);
  if (input.height >= 320) layout.notice = take_bottom(rest, 22, 0);
  layout.ring = rest;
  return layout;
}

}  // namespace

Layout lay_out(const LayoutInput& input) {
  if (input.embedded) return lay_out_embedded(input);
  if (input.width < k_sheet_below) return lay_out_sheet(input);
  if (input.width < k_columns_width || input.height < k_columns_height) return lay_out_side(input);
  return lay_out_columns(input);
}

}  // namespace ringside
