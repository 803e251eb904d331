// Lines drawn round nodes, and links that can be pointed at.
#include <catch_amalgamated.hpp>
#include <vector>

#include "tests/view/scene_fixture.h"
#include "view/scene/lasso.h"

namespace ringside::scene_lasso_test {
namespace {

std::vector<Point> square_line(Point centre, float half) {
  return {{centre.x - half, centre.y - half},
          {centre.x + half, centre.y - half},
          {centre.x + half, centre.y + half},
          {centre.x - half, centre.y + half}};
}

TEST_CASE("lasso: a point is inside the line that is closed, whichever way it goes round",
          "[view]") {
  std::vector<Point> line = square_line({50, 50}, 20);
  CHECK(lies_inside(line, {50, 50}));
  CHECK(lies_inside(line, {31, 69}));
  CHECK_FALSE(lies_inside(line, {29, 50}));
  CHECK_FALSE(lies_inside(line, {50, 71}));
  std::reverse(line.begin(), line.end());
  CHECK(lies_inside(line, {50, 50}));
  CHECK_FALSE(lies_inside({}, {0, 0}));
  CHECK_FALSE(lies_inside(std::vector<Point>{{5, 5}}, {5, 5}));
  // A bay is outside.
  const std::vector<Point> bay{{0, 0}, {40, 0}, {40, 40}, {20, 10}, {0, 40}};
  CHECK(lies_inside(bay, {5, 20}));
  CHECK_FALSE(lies_inside(bay, {20, 30}));
}

TEST_CASE("lasso: catches the nodes whose middles it goes round", "[view]") {
  const SceneWorld made;
  const RingScene scene = scene_of(scene_input(made.world()));
  const Point two = scene.bounds_of(NodeId{2}).centre();
  CHECK(scene.nodes_inside(square_line(two, 30)) == std::vector{NodeId{2}});
  CHECK(scene.nodes_inside(square_line({450, 400}, 5)).empty());
  CHECK(scene.nodes_inside(square_line({450, 400}, 900)).size() == 5);
}

TEST_CASE("lasso: while it is drawn it and what it would cut are drawn, and then nothing is left",
          "[view]") {
  const SceneWorld made;
  SceneInput input = scene_input(made.world());
  const std::size_t plain = scene_of(input).marks().quads();
  const RingScene before = scene_of(input);
  const std::vector<Point> round_two = square_line(before.bounds_of(NodeId{2}).centre(), 30);
  input.lasso = round_two;
  const std::size_t with_cuts = scene_of(input).marks().quads();
  // Four sides, a ring round the node, and eight links with two stumps and two bars each.
  CHECK(with_cuts >= plain + 5 + 8 * 4);
  const std::vector<Point> beside = square_line({450, 400}, 5);
  input.lasso = beside;
  CHECK(scene_of(input).marks().quads() == plain + 4);
}

TEST_CASE("links: one with messages on it is hit along its way, but not under a message",
          "[view]") {
  SceneWorld made;
  const MessageId id = made.send(0, 1000, NodeId{0}, NodeId{2});
  const RingScene scene = scene_of(scene_input(made.world(), 900));
  const LinkEnds link{NodeId{0}, NodeId{2}};
  const auto middle = scene.position_of(link);
  REQUIRE(middle);
  CHECK(scene.hit(*middle) == Hit{link});
  CHECK(scene.hit({middle->x + 4, middle->y}) == Hit{link});
  CHECK_FALSE(scene.hit({middle->x + 60, middle->y + 60}) == Hit{link});
  CHECK(scene.hit(*scene.position_of(id)) == Hit{id});
  CHECK_FALSE(scene.position_of(LinkEnds{NodeId{2}, NodeId{0}}));
}

TEST_CASE("links: cut ones and odd ones are drawn, explained and hit, each way by itself",
          "[view]") {
  SceneWorld made;
  World world = made.world();
  const auto quads = [&] { return scene_of(scene_input(world)).marks().quads(); };
  const std::size_t plain = quads();
  world.apply(trace::links_cut(time_at(1), LinkSet::block_of(NodeId{1}, NodeId{3}), 8));
  CHECK(quads() > plain);
  const RingScene scene = scene_of(scene_input(world));
  const LinkEnds cut{NodeId{1}, NodeId{3}};
  REQUIRE(scene.position_of(cut));
  CHECK(scene.hit(*scene.position_of(cut)) == Hit{cut});
  CHECK_FALSE(scene.position_of(LinkEnds{NodeId{3}, NodeId{1}}));
  world.apply(trace::link_changed(time_at(2), NodeId{3}, NodeId{1}, {}));
  const RingScene both = scene_of(scene_input(world));
  CHECK(both.hit(*both.position_of(LinkEnds{NodeId{3}, NodeId{1}})) ==
        Hit{LinkEnds{NodeId{3}, NodeId{1}}});
  const auto explains = [&](LegendItem item) {
    const std::string text = legend_entry(item, Palette::dark()).text;
    return std::any_of(both.legend().begin(), both.legend().end(),
                       [&](const LegendEntry& entry) { return entry.text == text; });
  };
  CHECK(explains(LegendItem::link_cut));
  CHECK(explains(LegendItem::link_odd));
}

TEST_CASE("links: of what a file may say of ends that are not there nothing is drawn", "[view]") {
  World world = SceneWorld().world();
  world.apply(trace::links_cut(time_at(1), LinkSet::block_of(NodeId{1}, ClientId{700}),
                               LinkSet::bit_of(ClientId{700})));
  const RingScene scene = scene_of(scene_input(world));
  CHECK_FALSE(scene.position_of(LinkEnds{NodeId{1}, ClientId{700}}));
  SceneInput input = scene_input(world);
  input.hovered = Hit{LinkEnds{NodeId{90}, NodeId{91}}};
  CHECK(scene_of(input).marks().quads() > 0);
}

TEST_CASE("nodes: a paused one looks unlike one that is up, and one that is down", "[view]") {
  SceneWorld made;
  World world = made.world();
  const auto quads = [&] { return scene_of(scene_input(world, 10'000'000'000)).marks().quads(); };
  const std::size_t up = quads();
  world.apply(trace::node_paused(time_at(5), {NodeId{2}, Incarnation{1}}));
  CHECK(quads() > up);
  const RingScene scene = scene_of(scene_input(world, 10'000'000'000));
  CHECK(std::any_of(scene.labels().begin(), scene.labels().end(),
                    [](const Label& label) { return label.text == "paused"; }));
}

TEST_CASE("messages: a held one has a mark of its own", "[view]") {
  SceneWorld made;
  const MessageId id = made.send(0, 1000, NodeId{0}, NodeId{2});
  World world = made.world();
  const std::size_t plain = scene_of(scene_input(world, 500)).marks().quads();
  world.apply(trace::message_held(time_at(500), world.in_flight().at(id).facts));
  const RingScene held = scene_of(scene_input(world, 900));
  CHECK(held.marks().quads() > plain);
  CHECK(held.position_of(id) == scene_of(scene_input(made.world(), 500)).position_of(id));
}

}  // namespace
}  // namespace ringside::scene_lasso_test
