#pragma once
#include <cstddef>
#include <cstdint>

#include "view/render/geometry.h"

namespace ringside {

/// How the window is divided.
enum class LayoutKind : std::uint8_t {
  columns,  ///< Controls on the left; nodes, inspector and events on the right.
  side,     ///< One column whose pages are chosen by tabs, beside the ring.
  sheet,    ///< Pages in a sheet below the ring, tabs at the bottom edge.
};

/// What a layout is made for, in points.
struct LayoutInput {
  float width = 0;
  float height = 0;
  int answers = 0;         ///< How many answers of the command line there are.
  bool touch = false;      ///< Controls are as large as a finger needs.
  bool sheet_open = true;  ///< Whether a page is shown where it would lie in a sheet.
  float node_rows = 5;     ///< Rows of the node table.
  bool embedded = false;   ///< Only ring, notices and time axis: part of another page.
  bool diagram = false;    ///< Whether the space-time diagram is open beside the ring.
  bool story = false;      ///< Whether an operation's steps, or a node or key, want more room.
  std::size_t stars = 0;   ///< Keys that are watched.
  bool guide = false;      ///< Whether a guide is open; in a sheet: and looked at.
};

/// Where everything lies, in points. Rectangles that a kind does not have are empty; none overlap,
/// none leave the window.
struct Layout {
  LayoutKind kind = LayoutKind::columns;
  Rect header;     ///< sheet: title and transport.
  Rect left;       ///< columns: controls. side: the page.
  Rect guide;      ///< columns: above the controls, while one is open.
  Rect nodes;      ///< columns.
  Rect inspector;  ///< columns.
  Rect events;     ///< columns.
  Rect stats;      ///< Clock and totals, above the ring.
  Rect ring;
  Rect diagram;   ///< columns, while it is open.
  Rect stars;     ///< Keys that are watched, below the ring.
  Rect notice;    ///< Below the ring: what has just happened. Empty at times.
  Rect timeline;  ///< Transport and the time axis. Empty where a keyboard leaves no room.
  Rect command;   ///< sheet: empty while a guide needs the room.
  Rect sheet;     ///< sheet: the page, empty while it is closed.
  Rect tabs;      ///< sheet: the tab bar.

  int answers = 0;           ///< Newest answers to show above the command line.
  float answer_height = 22;  ///< Room of each.
};

/// A row for a watched key, in one line or in two.
inline constexpr float k_star_row = 30;
inline constexpr float k_star_row_tall = 44;
/// Below this width pages lie in a sheet.
inline constexpr float k_sheet_below = 720;
/// Below this width the timeline's buttons lie above its axis.
inline constexpr float k_timeline_one_row = 620;
/// From this size on there are two columns.
inline constexpr float k_columns_width = 1120;
inline constexpr float k_columns_height = 640;

Layout lay_out(const LayoutInput& input);

}  // namespace ringside
