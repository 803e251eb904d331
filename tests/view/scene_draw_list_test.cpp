#include <catch_amalgamated.hpp>
#include <cmath>
#include <numbers>

#include "view/render/draw_list.h"

namespace ringside::scene_draw_list_test {
namespace {

constexpr float k_pi = std::numbers::pi_v<float>;
constexpr Colour k_ink = hex(0x8090a0);

// Whether a quad of the list covers the point: the quads are convex, in the order of a strip.
bool covered(const DrawList& list, Point p) {
  const auto side = [&](const DrawList::Vertex& a, const DrawList::Vertex& b) {
    return (b.x - a.x) * (p.y - a.y) - (b.y - a.y) * (p.x - a.x);
  };
  const auto vertices = list.vertices();
  for (std::size_t quad = 0; quad < list.quads(); ++quad) {
    const DrawList::Vertex* v = &vertices[4 * quad];
    const std::array<float, 4> sides{side(v[0], v[1]), side(v[1], v[3]), side(v[3], v[2]),
                                     side(v[2], v[0])};
    const bool left = std::all_of(sides.begin(), sides.end(), [](float s) { return s >= -1e-2f; });
    const bool right = std::all_of(sides.begin(), sides.end(), [](float s) { return s <= 1e-2f; });
    if (left || right) return true;
  }
  return false;
}

TEST_CASE("draw list: shapes of no size or no colour are left out", "[view]") {
  DrawList list;
  list.disc({5, 5}, 0, k_ink);
  list.disc({5, 5}, 3, faded(k_ink, 0));
  list.ring({5, 5}, 3, 0, k_ink);
  list.line({0, 0}, {5, 5}, 0, k_ink);
  list.arc({.centre = {}, .radius = 5, .sweep = 0}, k_ink);
  list.glow({}, 0, k_ink);
  list.plus({}, 0, 1, 0, k_ink);
  CHECK(list.quads() == 0);
}

TEST_CASE("draw list: a small shape is one quad with room for its edge", "[view]") {
  DrawList list;
  list.disc({10, 20}, 4, k_ink);
  REQUIRE(list.quads() == 1);
  CHECK(list.vertices()[0].x == Catch::Approx(5));
  CHECK(list.vertices()[3].x == Catch::Approx(15));
  CHECK(list.vertices()[3].y == Catch::Approx(25));
  CHECK(list.vertices()[0].size[2] == 4 * 32);
}

TEST_CASE("draw list: the quads of an arc cover all of it", "[view]") {
  for (const float radius : {3.0f, 20.0f, 300.0f, 1500.0f}) {
    for (const float sweep : {0.02f, 0.5f, -1.3f, 3.5f, 6.2f, 2 * k_pi}) {
      DrawList list;
      const Arc arc{
          .centre = {50, 60}, .radius = radius, .from = 0.7f, .sweep = sweep, .width = 2.5f};
      list.arc(arc, k_ink);
      std::size_t missed = 0;
      for (int i = 0; i <= 200; ++i) {
        const float angle = arc.from + sweep * static_cast<float>(i) / 200;
        for (const float offset : {-1.7f, 0.0f, 1.7f}) {
          const Point at = arc.centre + direction(angle) * (radius + offset);
          if (!covered(list, at)) ++missed;
        }
      }
      INFO("radius " << radius << ", sweep " << sweep);
      CHECK(missed == 0);
    }
  }
}

TEST_CASE("draw list: an arc is coloured along its way, whichever way it turns", "[view]") {
  for (const float sweep : {1.0f, -1.0f}) {
    DrawList list;
    list.arc({.centre = {}, .radius = 100, .from = 0, .sweep = sweep, .width = 4}, faded(k_ink, 0),
             k_ink);
    for (const DrawList::Vertex& v : list.vertices()) {
      const float along = std::atan2(v.y, v.x) / sweep;
      CHECK(std::abs(static_cast<float>(v.colour[3]) / 255 - std::clamp(along, 0.0f, 1.0f)) <
            0.01f);
    }
  }
}

TEST_CASE("draw list: a list can be added to another, moved", "[view]") {
  DrawList mark;
  mark.disc({1, 1}, 2, k_ink);
  DrawList list;
  list.append(mark, {100, 50});
  list.append(mark, {0, 0});
  REQUIRE(list.quads() == 2);
  CHECK(list.vertices()[0].x == mark.vertices()[0].x + 100);
  CHECK(list.vertices()[0].y == mark.vertices()[0].y + 50);
  CHECK(list.vertices()[0].u == mark.vertices()[0].u);
  CHECK(list.vertices()[4].x == mark.vertices()[0].x);
}

}  // namespace
}  // namespace ringside::scene_draw_list_test
