#include <catch_amalgamated.hpp>

#include "view/scene/diagram.h"

namespace ringside::scene_diagram_test {
namespace {

constexpr Rect k_area{100, 0, 1000, 300};

/// A run of messages between two nodes and a client, and how it is drawn.
class Drawn {
 public:
  MessageId send(std::int64_t at, std::int64_t arrival, Address from, Address to,
                 MessageKind kind = MessageKind::store_request) {
    facts_ = {MessageId{++messages_}, kind, {}, from, to, OpId{7}};
    batch_.events.push_back(trace::message_sent(time_at(at), facts_, time_at(arrival)));
    return facts_.id;
  }
  void lose(std::int64_t at) {
    batch_.events.push_back(trace::message_lost(time_at(at), facts_, LossReason::link));
  }
  const Diagram& draw(double from, double to, bool background = false) {
    TraceLog log;
    log.append(batch_);
    diagram_.build({.log = log,
                    .lives = lives_,
                    .lanes = lanes_,
                    .area = k_area,
                    .from_ns = from,
                    .to_ns = to,
                    .cursor = time_at(1'000'000'000),
                    .present = time_at(1'000'000'000),
                    .palette = Palette::dark(),
                    .background = background,
                    .operation = std::nullopt,
                    .message = std::nullopt});
    return diagram_;
  }
  void fold(std::size_t lane) { lanes_[lane].folded = true; }

 private:
  MessageFacts facts_;
  std::uint64_t messages_ = 0;
  TraceBatch batch_;
  std::vector<TraceEvent> lives_{trace::node_started(Time{}, {NodeId{0}, Incarnation{1}}),
                                 trace::node_started(Time{}, {NodeId{1}, Incarnation{1}})};
  std::vector<DiagramLane> lanes_{{ClientId{0}, 50}, {NodeId{0}, 150}, {NodeId{1}, 250}};
  Diagram diagram_;
};

TEST_CASE("diagram: a message goes from where and when it was sent to where and when it arrives",
          "[view]") {
  Drawn drawn;
  drawn.send(200, 500, NodeId{0}, NodeId{1});
  const auto& messages = drawn.draw(0, 1000).messages();
  REQUIRE(messages.size() == 1);
  CHECK(messages[0].start == Point{300, 150});
  CHECK(messages[0].end == Point{600, 250});
  CHECK_FALSE(messages[0].lost);
}

TEST_CASE("diagram: a lost message ends on its way, where it was lost", "[view]") {
  Drawn drawn;
  drawn.send(200, 600, NodeId{0}, NodeId{1});
  drawn.lose(300);
  const auto& messages = drawn.draw(0, 1000).messages();
  REQUIRE(messages.size() == 1);
  CHECK(messages[0].lost);
  CHECK(messages[0].end == Point{400, 175});
  CHECK(messages[0].ends == time_at(300));
}

TEST_CASE("diagram: regular work is left out unless asked for", "[view]") {
  Drawn drawn;
  drawn.send(200, 600, NodeId{0}, NodeId{1}, MessageKind::ping);
  CHECK(drawn.draw(0, 1000).messages().empty());
  CHECK(drawn.draw(0, 1000, true).messages().size() == 1);
}

TEST_CASE(
    "diagram: what was sent before the window and arrives in it is drawn, what is over is not",
    "[view]") {
  Drawn drawn;
  drawn.send(100, 200, NodeId{0}, NodeId{1});
  drawn.send(300, 700, NodeId{0}, NodeId{1});
  const Diagram& diagram = drawn.draw(500, 1500);
  CHECK(diagram.messages().size() == 1);
  CHECK(diagram.counted() == 0);  // none was sent in the window
}

TEST_CASE("diagram: a folded lane has no messages", "[view]") {
  Drawn drawn;
  drawn.send(200, 500, NodeId{0}, NodeId{1});
  drawn.send(200, 500, ClientId{0}, NodeId{0}, MessageKind::put_request);
  drawn.fold(2);
  const auto& messages = drawn.draw(0, 1000).messages();
  REQUIRE(messages.size() == 1);
  CHECK(messages[0].facts.from == Address{ClientId{0}});
}

TEST_CASE("diagram: the stroke nearest to the pointer is hit, from a little away", "[view]") {
  Drawn drawn;
  const MessageId first = drawn.send(200, 500, NodeId{0}, NodeId{1});
  const MessageId second = drawn.send(400, 700, NodeId{0}, NodeId{1});
  const Diagram& diagram = drawn.draw(0, 1000);
  REQUIRE(diagram.hit({450, 200}) != nullptr);
  CHECK(diagram.hit({450, 200})->facts.id == first);
  CHECK(diagram.hit({653, 200})->facts.id == second);
  CHECK(diagram.hit({150, 20}) == nullptr);
}

TEST_CASE("diagram: too many messages become heights, and are counted exactly", "[view]") {
  Drawn drawn;
  const auto many = static_cast<std::int64_t>(Diagram::k_strokes_max) + 1;
  for (std::int64_t i = 0; i < many; ++i) drawn.send(i, i + 10, NodeId{0}, NodeId{1});
  const Diagram& all = drawn.draw(0, static_cast<double>(many));
  CHECK(all.as_density());
  CHECK(all.counted() == static_cast<std::size_t>(many));
  CHECK(all.messages().empty());
  CHECK(all.marks().quads() > 100);
  const Diagram& part = drawn.draw(0, 100);
  CHECK_FALSE(part.as_density());
  CHECK(part.messages().size() == 100);
}

TEST_CASE("diagram: nothing is drawn outside of its area", "[view]") {
  Drawn drawn;
  drawn.send(0, 10'000, NodeId{0}, NodeId{1});
  drawn.send(900, 5000, NodeId{1}, NodeId{0});
  for (const auto& vertex : drawn.draw(500, 1000).marks().vertices()) {
    CHECK(vertex.x >= k_area.x - 8);
    CHECK(vertex.x <= k_area.right() + 8);
  }
}

}  // namespace
}  // namespace ringside::scene_diagram_test
