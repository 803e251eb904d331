#include <catch_amalgamated.hpp>

#include "tests/view/scene_fixture.h"
#include "view/scene/focus.h"
#include "view/scene/ring_layout.h"

namespace ringside::scene_messages_test {
namespace {

using Catch::Matchers::WithinAbs;

TEST_CASE("message: is drawn at exactly its progress along its way", "[view]") {
  SceneWorld made;
  const Address from = NodeId{1};
  const Address to = NodeId{3};
  const MessageId id = made.send(1'000'000, 2'000'000, from, to);
  const SceneInput still = scene_input(made.world());
  const LinkPath path =
      RingLayout(still.area, made.world().ring(), 5, still.clients).path(from, to);
  for (int percent = 0; percent <= 100; ++percent) {
    const RingScene scene = scene_of(scene_input(made.world(), 1'000'000 + percent * 10'000));
    const auto at = scene.position_of(id);
    REQUIRE(at);
    const Point expected = path.at(static_cast<float>(percent) / 100);
    CHECK_THAT(distance(*at, expected), WithinAbs(0, 0.01));
  }
}

TEST_CASE("message: its place follows the world's own progress, whatever the latency", "[view]") {
  for (const std::int64_t latency : {1, 17, 1'000, 123'456'789}) {
    SceneWorld made;
    const MessageId id =
        made.send(50, 50 + latency, ClientId{2}, NodeId{0}, MessageKind::put_request);
    const SceneInput input = scene_input(made.world(), 50 + latency / 3);
    const LinkPath path =
        RingLayout(input.area, made.world().ring(), 5, input.clients).path(ClientId{2}, NodeId{0});
    const double progress = made.world().in_flight().at(id).progress(input.now);
    const auto at = scene_of(input).position_of(id);
    REQUIRE(at);
    CHECK_THAT(distance(*at, path.at(static_cast<float>(progress))), WithinAbs(0, 0.01));
  }
}

TEST_CASE("message: those of a selected operation stand out, and all others step back", "[view]") {
  World world = SceneWorld().world();
  const MessageFacts its{MessageId{901}, MessageKind::store_request, {}, NodeId{1}, NodeId{3},
                         OpId{7}};
  const MessageFacts other{MessageId{902}, MessageKind::store_request, {}, NodeId{0}, NodeId{2},
                           OpId{8}};
  for (const MessageFacts& facts : {its, other})
    world.apply(trace::message_sent(time_at(0), facts, time_at(10)));
  const Focus focus(world, Hit{OpId{7}}, 1);
  CHECK(focus.of_message(its) == 1);
  CHECK(focus.of_message(other) < 0.5f);
  CHECK(focus.of_node(NodeId{1}) == 1);
  CHECK(focus.of_node(NodeId{3}) == 1);
  CHECK(focus.of_node(NodeId{0}) < 0.5f);
}

TEST_CASE("message: a lost one stands still where it was lost, and then is gone", "[view]") {
  SceneWorld made;
  const MessageId id = made.send_and_lose(0, 400'000, 1'000'000, NodeId{0}, NodeId{2});
  SceneInput input = scene_input(made.world(), 400'000);
  const LinkPath path =
      RingLayout(input.area, made.world().ring(), 5, input.clients).path(NodeId{0}, NodeId{2});
  for (const std::int64_t now : {400'000, 700'000, 1'500'000}) {
    input.now = time_at(now);
    const auto at = scene_of(input).position_of(id);
    REQUIRE(at);
    CHECK_THAT(distance(*at, path.at(0.4f)), WithinAbs(0, 0.01));
  }
  input.now = time_at(5'000'000'000);
  CHECK_FALSE(scene_of(input).position_of(id));
}

TEST_CASE("message: how long a lost one shows follows the rate", "[view]") {
  SceneWorld made;
  const MessageId id = made.send_and_lose(0, 400'000, 1'000'000, NodeId{0}, NodeId{2});
  SceneInput input = scene_input(made.world(), 3'400'000);
  input.rate = 0.01;
  CHECK(scene_of(input).position_of(id));
  input.rate = 0.001;
  CHECK_FALSE(scene_of(input).position_of(id));
}

TEST_CASE("message: a lost one does not show before it is lost", "[view]") {
  SceneWorld made;
  const MessageId id = made.send_and_lose(0, 400'000, 1'000'000, NodeId{0}, NodeId{2});
  CHECK_FALSE(scene_of(scene_input(made.world(), 100'000)).position_of(id));
}

TEST_CASE("message: every one is drawn, as dots when there are very many", "[view]") {
  SceneWorld made;
  for (std::uint32_t i = 0; i < 40; ++i) made.send(0, 1000, NodeId{i % 5}, NodeId{(i + 2) % 5});
  const RingScene few = scene_of(scene_input(made.world(), 500));
  CHECK_FALSE(few.detail().messages_as_dots);
  CHECK(few.detail().messages == 40);

  for (std::uint32_t i = 0; i < 20'000; ++i) made.send(0, 1000, NodeId{i % 5}, NodeId{(i + 2) % 5});
  const RingScene empty = scene_of(scene_input(SceneWorld().world(), 500));
  const RingScene many = scene_of(scene_input(made.world(), 500));
  CHECK(many.detail().messages_as_dots);
  CHECK(many.detail().messages == 20'040);
  CHECK(many.marks().quads() == empty.marks().quads() + 20'040);
}

TEST_CASE("message: every kind has a line of its own in the legend", "[view]") {
  const std::size_t lines_without = scene_of(scene_input(SceneWorld().world())).legend().size();
  struct Case {
    MessageKind kind;
    Address from;
    LegendItem item;
  };
  for (const Case& c :
       {Case{MessageKind::put_request, ClientId{0}, LegendItem::request},
        Case{MessageKind::forward_request, NodeId{0}, LegendItem::forwarded_request},
        Case{MessageKind::forward_reply, NodeId{0}, LegendItem::forward_taken},
        Case{MessageKind::fetch_request, NodeId{0}, LegendItem::forwarded_request},
        Case{MessageKind::fetch_reply, NodeId{0}, LegendItem::forward_taken},
        Case{MessageKind::get_reply, NodeId{0}, LegendItem::reply_ok},
        Case{MessageKind::store_request, NodeId{0}, LegendItem::copy},
        Case{MessageKind::store_reply, NodeId{0}, LegendItem::copy_stored},
        Case{MessageKind::ping, NodeId{0}, LegendItem::probe},
        Case{MessageKind::ping_request_reply, NodeId{0}, LegendItem::probe_answered}}) {
    SceneWorld made;
    made.send(0, 1000, c.from, NodeId{2}, c.kind);
    const RingScene scene = scene_of(scene_input(made.world(), 500));
    CHECK(scene.legend().size() == lines_without + 1);
    const std::string text = legend_entry(c.item, Palette::dark()).text;
    CHECK(std::any_of(scene.legend().begin(), scene.legend().end(),
                      [&](const LegendEntry& entry) { return entry.text == text; }));
  }
}

TEST_CASE("message: reduced motion leaves the trails out", "[view]") {
  SceneWorld made;
  made.send(0, 1000, NodeId{0}, NodeId{2});
  SceneInput input = scene_input(made.world(), 500);
  const std::size_t with_trail = scene_of(input).marks().quads();
  input.reduced_motion = true;
  CHECK(scene_of(input).marks().quads() < with_trail);
}

}  // namespace
}  // namespace ringside::scene_messages_test
