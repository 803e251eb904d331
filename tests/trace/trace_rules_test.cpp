#include "tests/trace/trace_rules.h"

#include <catch_amalgamated.hpp>
#include <functional>
#include <string>
#include <vector>

namespace ringside::trace_rules_test {
namespace {

using Catch::Matchers::StartsWith;

constexpr Shape k_shape{.nodes = 3, .replicas = 2, .failures = 1, .vnodes = 1};
constexpr KeyHash k_key{5};

Time at(std::int64_t ns) { return time_at(ns); }

// A put that goes as it should, event by event.
std::vector<TraceEvent> good_trace() {
  const auto message = [](std::uint64_t id, MessageKind kind, Address from, Address to) {
    return MessageFacts{MessageId{id}, kind, {}, from, to, OpId{1}};
  };
  const ClientId client{0};
  const MessageFacts put = message(1, MessageKind::put_request, client, NodeId{0});
  const MessageFacts store = message(2, MessageKind::store_request, NodeId{0}, NodeId{1});
  const MessageFacts stored = message(3, MessageKind::store_reply, NodeId{1}, NodeId{0});
  const MessageFacts done = message(4, MessageKind::put_reply, NodeId{0}, client);
  const trace::StoredRecord record{
      k_key, OpId{1}, {{at(2), 0}, {NodeId{0}, Incarnation{1}}}, false};
  return {
      trace::node_started(at(0), {NodeId{0}, Incarnation{1}}),
      trace::node_started(at(0), {NodeId{1}, Incarnation{1}}),
      trace::operation_started(at(1), client, OpId{1}, OperationKind::put, k_key),
      trace::message_sent(at(1), put, at(2)),
      trace::message_delivered(at(2), put),
      trace::write_coordinated(at(2), NodeId{0}, OpId{1}, k_key, 2),
      trace::record_stored(at(2), NodeId{0}, record),
      trace::message_sent(at(2), store, at(3)),
      trace::message_delivered(at(3), store),
      trace::record_stored(at(3), NodeId{1}, record),
      trace::message_sent(at(3), stored, at(4)),
      trace::message_delivered(at(4), stored),
      trace::write_acknowledged(at(4), NodeId{0}, NodeId{1}, OpId{1}, k_key, 2),
      trace::message_sent(at(4), done, at(5)),
      trace::message_delivered(at(5), done),
      trace::operation_finished(at(5), client, {OpId{1}, OperationKind::put, {}, k_key, at(1), 1}),
  };
}

TEST_CASE("trace rules: find nothing in a good trace", "[trace]") {
  CHECK(TraceRules{k_shape}.broken_by(good_trace()).empty());
}

// Each change breaks one rule: the judge must see it, or it would be worth nothing.
TEST_CASE("trace rules: find each kind of fault", "[trace]") {
  struct Fault {
    const char* found;
    std::function<void(std::vector<TraceEvent>&)> make;
  };
  const auto drop = [](std::size_t index) {
    return [index](std::vector<TraceEvent>& t) {
      t.erase(t.begin() + static_cast<std::ptrdiff_t>(index));
    };
  };
  const auto twice = [](std::size_t index) {
    return [index](std::vector<TraceEvent>& t) {
      const TraceEvent event = t[index];
      t.insert(t.begin() + static_cast<std::ptrdiff_t>(index), event);
    };
  };
  const auto change = [](std::size_t index, std::function<void(TraceEvent&)> how) {
    return [index, how = std::move(how)](std::vector<TraceEvent>& t) { how(t[index]); };
  };
  const std::vector<Fault> faults{
      {"time runs back", change(8, [](TraceEvent& e) { e.at = at(1); })},
      {"a node starts that is up", twice(0)},
      {"delivered to a node that is down", drop(1)},
      {"a message id is used twice", change(7, [](TraceEvent& e) { e.subject = 1; })},
      {"a message ends that is not under way", drop(3)},
      {"a message ends that is not under way", twice(4)},
      {"a message never ends", drop(14)},
      {"a message arrives too early", change(7, [](TraceEvent& e) { e.stamp = 9; })},
      {"a message arrives too late", change(3, [](TraceEvent& e) { e.stamp = 1; })},
      {"a message changes on its way", change(4, [](TraceEvent& e) { e.op = OpId{2}; })},
      {"an operation starts twice", twice(2)},
      {"an operation ends that is not open", twice(15)},
      {"an operation never ends", drop(15)},
      {"an operation forgets attempts", change(15, [](TraceEvent& e) { e.count = 2; })},
      {"a put cannot end so", change(15, [](TraceEvent& e) { e.outcome = ErrorCode::timeout; })},
      {"a record gets older", twice(9)},
      {"a write is acknowledged that too few keep", drop(9)},
      {"another quorum", change(5, [](TraceEvent& e) { e.count = 1; })},
      {"unknown kind", change(5, [](TraceEvent& e) { e.kind = static_cast<EventKind>(99); })},
  };
  for (const Fault& fault : faults) {
    CAPTURE(fault.found);
    std::vector<TraceEvent> events = good_trace();
    fault.make(events);
    const auto broken = TraceRules{k_shape}.broken_by(events);
    REQUIRE_FALSE(broken.empty());
    CHECK_THAT(broken[0], StartsWith(fault.found));
  }
}

}  // namespace
}  // namespace ringside::trace_rules_test
