#include <catch_amalgamated.hpp>

#include "tests/view/scene_fixture.h"
#include "view/scene/marks.h"

namespace ringside::scene_motion_test {
namespace {

TEST_CASE("motion: what was so before the first look does not move", "[view]") {
  SceneWorld made;
  made.crash(10, 1);
  SceneMotion motion;
  motion.observe(made.world(), 100, {});
  CHECK_FALSE(motion.moving());
  CHECK(motion.since_change(NodeId{1}) > k_node_settled);
}

TEST_CASE("motion: a crash is new when it is seen, and settles", "[view]") {
  SceneWorld made;
  SceneMotion motion;
  motion.observe(made.world(), 100, {});
  made.crash(10, 1);
  motion.observe(made.world(), 101, {});
  CHECK(motion.since_change(NodeId{1}) == 0);
  CHECK(motion.moving());
  motion.observe(made.world(), 110, {});
  CHECK(motion.since_change(NodeId{1}) > k_node_settled);
  CHECK_FALSE(motion.moving());
}

TEST_CASE("motion: a node that receives messages warms and cools", "[view]") {
  SceneWorld made;
  SceneMotion motion;
  World world = made.world();
  motion.observe(world, 1, {});
  const MessageFacts facts{MessageId{1}, MessageKind::store_request, {}, NodeId{0}, NodeId{2},
                           OpId{}};
  world.apply(trace::message_sent(time_at(1), facts, time_at(2)));
  world.apply(trace::message_delivered(time_at(2), facts));
  motion.observe(world, 1.1, {});
  CHECK(motion.warmth(NodeId{2}) > 0.1f);
  CHECK(motion.warmth(NodeId{0}) == 0);
  motion.observe(world, 30, {});
  CHECK(motion.warmth(NodeId{2}) == 0);
  CHECK_FALSE(motion.moving());
}

TEST_CASE("motion: the highlight comes up, stays, and goes with what it was on", "[view]") {
  const SceneWorld made;
  SceneMotion motion;
  motion.observe(made.world(), 1, {});
  motion.observe(made.world(), 1.02, Hit{NodeId{3}});
  CHECK(motion.focus_strength() > 0);
  CHECK(motion.focus_strength() < 1);
  motion.observe(made.world(), 3, Hit{NodeId{3}});
  CHECK(motion.focus_strength() == 1);
  CHECK_FALSE(motion.moving());
  motion.observe(made.world(), 3.05, {});
  CHECK(motion.focus() == std::optional<Hit>{NodeId{3}});
  CHECK(motion.moving());
  motion.observe(made.world(), 5, {});
  CHECK_FALSE(motion.focus());
}

TEST_CASE("motion: another cluster or a clock that went back starts afresh", "[view]") {
  SceneMotion motion;
  motion.observe(SceneWorld().world(), 100, Hit{NodeId{3}});
  motion.observe(SceneWorld(shape_of(9, 4)).world(), 101, {});
  CHECK_FALSE(motion.moving());
  motion.observe(SceneWorld(shape_of(9, 4)).world(), 50, {});
  CHECK_FALSE(motion.moving());
}

TEST_CASE("node: one that is down looks down in the very frame after its crash", "[view]") {
  SceneWorld made;
  SceneMotion motion;
  RingScene scene;
  SceneInput input = scene_input(made.world());
  scene.build(input, motion);
  const auto has_colour = [&](Colour colour, Point near, float reach) {
    for (const DrawList::Vertex& v : scene.marks().vertices()) {
      const Colour drawn{v.colour[0], v.colour[1], v.colour[2], colour.a};
      if (drawn == colour && distance({v.x, v.y}, near) < reach && v.shape != 4) return true;
    }
    return false;
  };
  const Point seat = scene.bounds_of(NodeId{2}).centre();
  const float reach = scene.bounds_of(NodeId{2}).width * 0.75f;
  CHECK(has_colour(input.palette.node_hue(NodeId{2}), seat, reach));
  made.crash(10, 2);
  input.now = time_at(10);
  scene.build(input, motion);
  CHECK_FALSE(has_colour(input.palette.node_hue(NodeId{2}), seat, reach));
  CHECK(has_colour(input.palette.down, seat, reach));
}

TEST_CASE("legend: explains what is on screen, and forgets it seconds after it left", "[view]") {
  SceneWorld made;
  SceneMotion motion;
  RingScene scene;
  SceneInput input = scene_input(made.world());
  scene.build(input, motion);
  const auto explains = [&](LegendItem item) {
    const std::string text = legend_entry(item, Palette::dark()).text;
    return std::any_of(scene.legend().begin(), scene.legend().end(),
                       [&](const LegendEntry& entry) { return entry.text == text; });
  };
  CHECK(explains(LegendItem::node));
  CHECK_FALSE(explains(LegendItem::node_down));
  CHECK_FALSE(explains(LegendItem::copy));

  made.send(1, 100, NodeId{0}, NodeId{1});
  made.crash(2, 3);
  scene.build(input, motion);
  CHECK(explains(LegendItem::copy));
  CHECK(explains(LegendItem::node_down));

  made.restart(3, 3);
  input.wall_seconds += 1;
  scene.build(input, motion);
  CHECK(explains(LegendItem::node_down));
  input.wall_seconds += 10;
  scene.build(input, motion);
  CHECK_FALSE(explains(LegendItem::node_down));
}

TEST_CASE("legend: every item has words of its own and a mark within its box", "[view]") {
  std::vector<std::string> texts;
  for (std::size_t i = 0; i < k_legend_items; ++i) {
    for (const Palette* palette : {&Palette::dark(), &Palette::light()}) {
      const LegendEntry entry = legend_entry(static_cast<LegendItem>(i), *palette);
      CHECK_FALSE(entry.text.empty());
      CHECK(entry.mark.quads() > 0);
      if (palette == &Palette::dark()) texts.push_back(entry.text);
      for (const DrawList::Vertex& v : entry.mark.vertices()) {
        if (v.shape == 4) continue;
        CHECK(std::abs(v.x) <= k_legend_mark_width / 2 + 1);
        CHECK(std::abs(v.y) <= k_legend_mark_height / 2 + 1);
      }
    }
  }
  std::sort(texts.begin(), texts.end());
  CHECK(std::adjacent_find(texts.begin(), texts.end()) == texts.end());
}

}  // namespace
}  // namespace ringside::scene_motion_test
