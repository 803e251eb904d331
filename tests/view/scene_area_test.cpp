#include <catch_amalgamated.hpp>
#include <cmath>
#include <vector>

#include "tests/view/scene_fixture.h"

namespace ringside::scene_area_test {
namespace {

const std::vector<Rect> k_areas{{0, 0, 360, 360},   {10, 60, 390, 500}, {280, 40, 880, 840},
                                {0, 0, 3840, 2160}, {5, 5, 360, 1200},  {0, 0, 1600, 361}};

SceneWorld busy_world(std::uint32_t nodes, std::uint32_t vnodes) {
  SceneWorld made(shape_of(nodes, vnodes));
  made.store_keys(1, 300);
  for (std::uint32_t i = 0; i < 60; ++i) {
    made.send(2, 1000, NodeId{i % nodes}, NodeId{(i + 1) % nodes});
    made.send(3, 1000, ClientId{i % 4}, NodeId{i % nodes}, MessageKind::put_request);
  }
  made.send_and_lose(4, 100, 1000, NodeId{0}, NodeId{1});
  made.crash(5, nodes - 1);
  return made;
}

TEST_CASE("scene: all of it is finite and inside the area, from 2 to 1000 nodes", "[view]") {
  // A soft spot may reach further, since its rim is invisible and the renderer clips it.
  constexpr std::uint8_t k_glow = 4;
  constexpr float k_soft_edge = 2;
  for (const std::uint32_t nodes : {2u, 3u, 5u, 8u, 17u, 40u, 61u, 250u, 1000u}) {
    for (const std::uint32_t vnodes : {1u, 16u}) {
      const SceneWorld made = busy_world(nodes, vnodes);
      for (const Rect& area : k_areas) {
        SceneInput input = scene_input(made.world(), 500, area);
        input.selected = Hit{NodeId{0}};
        const RingScene scene = scene_of(input);
        std::size_t outside = 0;
        for (const DrawList::Vertex& v : scene.marks().vertices()) {
          REQUIRE(std::isfinite(v.x + v.y + v.u + v.v));
          const Rect room{area.x - k_soft_edge, area.y - k_soft_edge, area.width + 2 * k_soft_edge,
                          area.height + 2 * k_soft_edge};
          if (v.shape != k_glow && !room.contains({v.x, v.y})) ++outside;
        }
        INFO(nodes << " nodes, " << vnodes << " vnodes, area " << area.width << " x "
                   << area.height);
        CHECK(outside == 0);
      }
    }
  }
}

TEST_CASE("scene: 256 virtual nodes of 1000 nodes are drawn within bounds", "[view]") {
  const SceneWorld made(shape_of(1000, 256));
  const RingScene scene = scene_of(scene_input(made.world()));
  CHECK(scene.detail().arcs_merged);
  CHECK(scene.marks().quads() < 10'000);
}

TEST_CASE("scene: an area of no size is drawn without harm", "[view]") {
  const SceneWorld made = busy_world(5, 8);
  for (const Rect& area : {Rect{0, 0, 0, 0}, Rect{0, 0, 1, 700}, Rect{0, 0, 40, 40}}) {
    const RingScene scene = scene_of(scene_input(made.world(), 500, area));
    for (const DrawList::Vertex& v : scene.marks().vertices()) {
      REQUIRE(std::isfinite(v.x + v.y + v.u + v.v));
    }
  }
}

TEST_CASE("scene: labels keep clear of each other and of the border", "[view]") {
  for (const std::uint32_t nodes : {2u, 5u, 8u, 13u, 24u, 40u, 60u, 61u, 150u, 1000u}) {
    const SceneWorld made = busy_world(nodes, 8);
    for (const Rect& area : k_areas) {
      const RingScene scene = scene_of(scene_input(made.world(), 500, area));
      const std::vector<Label>& labels = scene.labels();
      INFO(nodes << " nodes, area " << area.width << " x " << area.height);
      std::size_t bad = 0;
      for (std::size_t i = 0; i < labels.size(); ++i) {
        const Rect box = bounds(labels[i]);
        const Point last{box.right(), box.bottom()};
        if (!area.contains({box.x, box.y}) || !area.contains(last)) ++bad;
        for (std::size_t j = 0; j < i; ++j) bad += box.overlaps(bounds(labels[j])) ? 1 : 0;
      }
      CHECK(bad == 0);
    }
  }
}

TEST_CASE("scene: every disc carries its node's name", "[view]") {
  const SceneWorld made = busy_world(8, 8);
  const RingScene scene = scene_of(scene_input(made.world(), 500));
  for (std::uint32_t i = 0; i < 8; ++i) {
    const auto named =
        std::any_of(scene.labels().begin(), scene.labels().end(), [&](const Label& l) {
          return l.text == "n" + std::to_string(i) && scene.bounds_of(NodeId{i}).contains(l.at);
        });
    CHECK(named);
  }
}

TEST_CASE("scene: among many ticks a node that is down or pointed at keeps its name", "[view]") {
  SceneWorld made(shape_of(600, 2));
  made.crash(1, 333);
  SceneInput input = scene_input(made.world(), 1);
  input.hovered = Hit{NodeId{77}};
  SceneMotion motion;
  RingScene scene;
  scene.build(input, motion);
  input.wall_seconds += 1;
  scene.build(input, motion);
  const auto has = [&](const std::string& name) {
    return std::any_of(scene.labels().begin(), scene.labels().end(),
                       [&](const Label& label) { return label.text == name; });
  };
  CHECK(has("n333"));
  CHECK(has("n77"));
  CHECK(scene.labels().size() < 100);
}

}  // namespace
}  // namespace ringside::scene_area_test
