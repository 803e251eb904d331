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
  index.update(log, 1, EventFilter::nodes);
  REQUIRE(index.size() == 1);
  CHECK(nanoseconds(index.at(log, 0).at) == 2);
  log.append(batch_of({delivery(3), crash(4)}));
  index.update(log, 1, EventFilter::nodes);
  REQUIRE(index.size() == 2);
  CHECK(nanoseconds(index.at(log, 1).at) == 4);
}

TEST_CASE("event index: another filter or another cluster starts afresh", "[view]") {
  TraceLog log;
  EventIndex index;
  log.append(batch_of({delivery(1), crash(2)}));
  index.update(log, 1, EventFilter::nodes);
  index.update(log, 1, EventFilter::all);
  CHECK(index.size() == 2);
  log.clear();
  log.append(batch_of({crash(5)}));
  index.update(log, 2, EventFilter::all);
  REQUIRE(index.size() == 1);
  CHECK(nanoseconds(index.at(log, 0).at) == 5);
}

TEST_CASE("event index: lets go what the log lets go", "[view]") {
  TraceLog log(3);
  EventIndex index;
  for (int i = 1; i <= 10; ++i) {
    log.append(batch_of({crash(i)}));
    index.update(log, 1, EventFilter::all);
  }
  REQUIRE(index.size() == log.events().size());
  CHECK(nanoseconds(index.at(log, 0).at) == nanoseconds(log.events().front().at));
}

}  // namespace
}  // namespace ringside::app_event_index_test
