#include <catch_amalgamated.hpp>
#include <string>
#include <vector>

#include "view/app/layout.h"

namespace ringside::app_layout_test {
namespace {

std::vector<Rect> parts_of(const Layout& layout) {
  std::vector<Rect> parts;
  for (const Rect& rect : {layout.header, layout.left, layout.guide, layout.nodes, layout.inspector,
                           layout.events, layout.stats, layout.ring, layout.diagram, layout.notice,
                           layout.timeline, layout.command, layout.sheet, layout.tabs}) {
    if (rect.width > 0 && rect.height > 0) parts.push_back(rect);
  }
  return parts;
}

TEST_CASE("layout: as a part of another page it is ring and time axis, without overlap", "[view]") {
  for (const float width : {280.0f, 640.0f, 1400.0f}) {
    for (const float height : {200.0f, 420.0f, 900.0f}) {
      const Layout layout = lay_out({.width = width, .height = height, .embedded = true});
      const std::vector<Rect> parts = parts_of(layout);
      CHECK(parts.size() == (height < 320 ? 2 : 3));
      CHECK(layout.ring.height > height / 2);
      for (std::size_t i = 0; i < parts.size(); ++i) {
        CHECK(parts[i].right() <= width);
        CHECK(parts[i].bottom() <= height);
        for (std::size_t j = 0; j < i; ++j) CHECK_FALSE(parts[i].overlaps(parts[j]));
      }
    }
  }
}

TEST_CASE("layout: parts never overlap, never leave the window, and the ring has room", "[view]") {
  for (const float width : {320.0f, 390.0f, 600.0f, 719.0f, 720.0f, 844.0f, 1024.0f, 1119.0f,
                            1120.0f, 1440.0f, 2560.0f}) {
    for (const float height : {360.0f, 390.0f, 480.0f, 640.0f, 700.0f, 844.0f, 900.0f, 1440.0f}) {
      for (const int answers : {0, 1, 50}) {
        for (const bool open : {true, false}) {
          INFO(width << " × " << height << ", answers " << answers << ", sheet open " << open);
          const Layout layout = lay_out({.width = width,
                                         .height = height,
                                         .answers = answers,
                                         .touch = width < k_sheet_below,
                                         .sheet_open = open,
                                         .node_rows = 8,
                                         .diagram = answers == 1,
                                         .story = answers == 1,
                                         .guide = answers == 50});
          const std::vector<Rect> parts = parts_of(layout);
          for (std::size_t i = 0; i < parts.size(); ++i) {
            CHECK((parts[i].x >= 0 && parts[i].y >= 0));
            CHECK((parts[i].right() <= width + 0.01f && parts[i].bottom() <= height + 0.01f));
            for (std::size_t j = 0; j < i; ++j) CHECK_FALSE(parts[i].overlaps(parts[j]));
          }
          CHECK(layout.ring.width >= 280);
          CHECK(layout.ring.height >= 170);
          const bool makes_room = layout.sheet.height > 0 && answers == 50;
          CHECK((makes_room ? layout.command.height == 0 : layout.command.height >= 46));
          CHECK(layout.notice.height >= 20);
        }
      }
    }
  }
}

TEST_CASE("layout: kinds follow the room there is", "[view]") {
  CHECK(lay_out({.width = 1440, .height = 900}).kind == LayoutKind::columns);
  CHECK(lay_out({.width = 1440, .height = 500}).kind == LayoutKind::side);
  CHECK(lay_out({.width = 844, .height = 390}).kind == LayoutKind::side);
  CHECK(lay_out({.width = 390, .height = 844}).kind == LayoutKind::sheet);
}

TEST_CASE("layout: a closed sheet leaves its place to the ring", "[view]") {
  const Layout open = lay_out({.width = 390, .height = 844});
  const Layout closed = lay_out({.width = 390, .height = 844, .sheet_open = false});
  CHECK(open.sheet.height > 200);
  CHECK(closed.sheet.height == 0);
  CHECK(closed.ring.height > open.ring.height + 200);
}

TEST_CASE("layout: a guide has room beside the ring, and on a phone that of the command line",
          "[view]") {
  const Layout wide = lay_out({.width = 1440, .height = 900, .guide = true});
  CHECK(wide.guide.height >= 400);
  CHECK(wide.left.height >= 200);
  const Layout phone = lay_out({.width = 390, .height = 844, .touch = true, .guide = true});
  CHECK(phone.sheet.height >= 330);
  CHECK(phone.ring.height >= 240);
  const Layout closed =
      lay_out({.width = 390, .height = 844, .touch = true, .sheet_open = false, .guide = true});
  CHECK(closed.command.height > 0);
}

TEST_CASE("layout: with a keyboard on a small screen the ring and the command line stay",
          "[view]") {
  const Layout layout = lay_out({.width = 390, .height = 400, .answers = 1, .touch = true});
  CHECK(layout.sheet.height == 0);
  CHECK(layout.tabs.height == 0);
  CHECK(layout.ring.height > 200);
  CHECK(layout.command.height > 0);
}

}  // namespace
}  // namespace ringside::app_layout_test
