#include <catch_amalgamated.hpp>

#include "view/app/event_index.h"

namespace ringside::app_event_index_test {
namespace {

TraceBatch batch_of(std::initializer_list<TraceEvent> events) {
  return {.events = events, .texts = {}};
}

TraceEvent crash(std::int64_t ns) {
  return trace::node_crashed(time_at(ns), {NodeId{1}, Incarnation{1}});
}
TraceEvent delivery(std::int64_t ns) {
  MessageFacts message;
  message.from = NodeId{0};
  message.to = NodeId{1};
  return trace::message_delivered(time_at(ns), message);
}

TEST_CASE("event index: every kind passes exactly one filter besides all", "[view]") {
  for (std::uint8_t kind = 0; kind < k_event_kinds; ++kind) {
    TraceEvent event;
    event.kind = static_cast<EventKind>(kind);
    INFO(to_string(event.kind));
    CHECK(passes(EventFilter::all, event));
    const int others = passes(EventFilter::operations, event) +
                       passes(EventFilter::messages, event) + passes(EventFilter::nodes, event);
    CHECK(others == 1);
  }
}

TEST_CASE("event index: finds what passes as the log grows", "[view]") {
  TraceLog log;
  EventIndex index;
  log.append(batch_of({delivery(1), crash(2)}));
  index.update(log, 1, {EventFilter::nodes});
  REQUIRE(index.size() == 1);
  CHECK(nanoseconds(index.at(log, 0).at) == 2);
  log.append(batch_of({delivery(3), crash(4)}));
  index.update(log, 1, {EventFilter::nodes});
  REQUIRE(index.size() == 2);
  CHECK(nanoseconds(index.at(log, 1).at) == 4);
}

TEST_CASE("event index: another filter or another cluster starts afresh", "[view]") {
  TraceLog log;
  EventIndex index;
  log.append(batch_of({delivery(1), crash(2)}));
  index.update(log, 1, {EventFilter::nodes});
  index.update(log, 1, {EventFilter::all});
  CHECK(index.size() == 2);
  log.clear();
  log.append(batch_of({crash(5)}));
  index.update(log, 2, {EventFilter::all});
  REQUIRE(index.size() == 1);
  CHECK(nanoseconds(index.at(log, 0).at) == 5);
}

TEST_CASE("event index: lets go what the log lets go", "[view]") {
  TraceLog log(3);
  EventIndex index;
  for (int i = 1; i <= 10; ++i) {
    log.append(batch_of({crash(i)}));
    index.update(log, 1, {EventFilter::all});
  }
  REQUIRE(index.size() == log.events().size());
  CHECK(nanoseconds(index.at(log, 0).at) == nanoseconds(log.events().front().at));
}

TEST_CASE("event index: the regular work of nodes is left out unless asked for", "[view]") {
  MessageFacts ping;
  ping.kind = MessageKind::ping;
  ping.from = NodeId{0};
  ping.to = NodeId{1};
  TraceLog log;
  log.append(batch_of({trace::message_sent(time_at(1), ping, time_at(2)), delivery(2), crash(3),
                       trace::message_lost(time_at(4), ping, LossReason::link)}));
  EventIndex index;
  index.update(log, 1, {EventFilter::all});
  CHECK(index.size() == 2);
  index.update(log, 1, {EventFilter::messages});
  CHECK(index.size() == 1);
  index.update(log, 1, {EventFilter::all, true});
  CHECK(index.size() == 4);
}

TEST_CASE("event index: knows how many had happened at a moment", "[view]") {
  TraceLog log;
  log.append(batch_of({crash(1), delivery(2), crash(3), crash(4)}));
  EventIndex index;
  index.update(log, 1, {EventFilter::nodes});
  CHECK(index.size_at(0) == 0);
  CHECK(index.size_at(1) == 1);
  CHECK(index.size_at(2) == 1);
  CHECK(index.size_at(3) == 2);
  CHECK(index.size_at(99) == 3);
}

}  // namespace
}  // namespace ringside::app_event_index_test
