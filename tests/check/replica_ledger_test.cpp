#include "core/check/replica_ledger.h"

#include <catch_amalgamated.hpp>
#include <cstdint>
#include <memory>

namespace ringside::replica_ledger_test {
namespace {

constexpr KeyHash k_key{7};
constexpr NodeId k_a{0};
constexpr NodeId k_b{1};
constexpr OpId k_op{1};
constexpr OpId k_other{2};

TraceEvent stored(NodeId node, OpId op, std::int64_t stamp, NodeId maker) {
  return trace::record_stored(time_at(1), node,
                              {k_key, op, {{time_at(stamp), 0}, {maker, Incarnation{1}}}, false});
}
TraceEvent started(OpId op) {
  return trace::operation_started(time_at(1), ClientId{0}, op, OperationKind::put, k_key);
}
TraceEvent coordinated(NodeId node, OpId op) {
  return trace::write_coordinated(time_at(1), node, op, k_key, 2);
}
TraceEvent acknowledged(OpId op) {
  return trace::message_sent(
      time_at(2), {MessageId{9}, MessageKind::put_reply, Outcome{}, k_a, ClientId{0}, op, false},
      time_at(3));
}
TraceEvent finished(OpId op) {
  return trace::operation_finished(time_at(2), ClientId{0},
                                   {op, OperationKind::put, Outcome{}, k_key, time_at(0), 1});
}
// All three nodes keep every key.
RingViewPtr ring() { return RingView::founding(Shape{.nodes = 3, .replicas = 2, .failures = 1}); }

TEST_CASE("replica ledger: a replica that takes an older version went back, in one life",
          "[check]") {
  ReplicaLedger ledger(ring());
  ledger.apply(stored(k_a, k_op, 5, k_a));
  ledger.apply(stored(k_a, k_other, 9, k_b));
  CHECK(ledger.went_back().count == 0);
  ledger.apply(stored(k_a, k_op, 5, k_a));
  CHECK(ledger.went_back().count == 1);
  ledger.apply(trace::node_crashed(time_at(2), {k_a, Incarnation{1}}));
  ledger.apply(stored(k_a, k_op, 1, k_b));
  CHECK(ledger.went_back().count == 1);
}

TEST_CASE("replica ledger: a late attempt at a write that has ended is not judged", "[check]") {
  ReplicaLedger ledger(ring());
  ledger.apply(started(k_op));
  ledger.apply(finished(k_op));
  ledger.apply(coordinated(k_a, k_op));
  ledger.apply(acknowledged(k_op));
  CHECK(ledger.under_kept().count == 0);
}

TEST_CASE("replica ledger: what comes back after its removal was collected is found", "[check]") {
  const auto collected = [](NodeId node) {
    return trace::record_collected(
        time_at(1), node, {k_key, k_other, {{time_at(9), 0}, {k_b, Incarnation{1}}}, true});
  };
  ReplicaLedger ledger(ring());
  ledger.apply(stored(k_a, k_op, 5, k_a));
  ledger.apply(stored(k_a, k_other, 9, k_b));
  ledger.apply(collected(k_a));
  ledger.apply(stored(k_b, OpId{3}, 12, k_b));  // a new write
  CHECK(ledger.came_back().count == 0);
  ledger.apply(stored(k_a, k_op, 5, k_a));
  CHECK(ledger.came_back().count == 1);
  // One that recovers does not speak for it.
  ledger.apply(trace::node_crashed(time_at(2), {k_a, Incarnation{1}}));
  ledger.apply(trace::node_started(time_at(2), {k_a, Incarnation{1}}));
  ledger.apply(trace::node_crashed(time_at(2), {k_a, Incarnation{1}}));
  ledger.apply(trace::node_started(time_at(2), {k_a, Incarnation{2}}));
  ledger.apply(stored(k_a, k_op, 5, k_a));
  CHECK(ledger.came_back().count == 1);
  CHECK(ledger.went_back().count == 0);
}

TEST_CASE("replica ledger: who makes a second version of what it keeps is found", "[check]") {
  ReplicaLedger ledger(ring());
  ledger.apply(started(k_op));
  ledger.apply(coordinated(k_a, k_op));
  ledger.apply(stored(k_a, k_op, 5, k_a));
  ledger.apply(coordinated(k_b, k_op));
  ledger.apply(stored(k_b, k_op, 6, k_b));  // it does not have the first one
  ledger.apply(stored(k_a, k_op, 6, k_b));  // and gives away its own
  CHECK(ledger.second_versions().count == 0);
  ledger.apply(coordinated(k_a, k_op));
  ledger.apply(stored(k_a, k_op, 7, k_a));
  CHECK(ledger.second_versions().count == 1);
}

TEST_CASE("replica ledger: an acknowledgement counts who kept it, a hint or something newer",
          "[check]") {
  ReplicaLedger alone(ring());
  alone.apply(started(k_op));
  alone.apply(coordinated(k_a, k_op));
  alone.apply(stored(k_a, k_op, 5, k_a));
  ReplicaLedger with_copy = alone;
  ReplicaLedger with_hint = alone;
  ReplicaLedger with_newer = alone;
  ReplicaLedger with_older = alone;
  alone.apply(acknowledged(k_op));
  CHECK(alone.under_kept().count == 1);
  with_copy.apply(stored(k_b, k_op, 5, k_a));
  with_copy.apply(acknowledged(k_op));
  CHECK(with_copy.under_kept().count == 0);
  with_hint.apply(trace::hint_kept(time_at(1), {k_b, NodeId{2}, k_op, k_key, 1}));
  with_hint.apply(acknowledged(k_op));
  CHECK(with_hint.under_kept().count == 0);
  CHECK(with_hint.hints_of(k_b) == 1);
  with_newer.apply(stored(k_b, k_other, 6, k_b));
  with_newer.apply(acknowledged(k_op));
  CHECK(with_newer.under_kept().count == 0);
  with_older.apply(stored(k_b, k_other, 4, k_b));
  with_older.apply(acknowledged(k_op));
  CHECK(with_older.under_kept().count == 1);
}

TEST_CASE("replica ledger: what a life kept that is known to be over does not count", "[check]") {
  ReplicaLedger ledger(ring());
  ledger.apply(trace::node_started(time_at(0), {k_b, Incarnation{1}}));
  ledger.apply(started(k_op));
  ledger.apply(coordinated(k_a, k_op));
  ledger.apply(stored(k_a, k_op, 5, k_a));
  ledger.apply(stored(k_b, k_op, 5, k_a));
  ledger.apply(trace::node_crashed(time_at(1), {k_b, Incarnation{1}}));
  ledger.apply(trace::node_started(time_at(1), {k_b, Incarnation{2}}));
  ReplicaLedger unheard = ledger;
  unheard.apply(acknowledged(k_op));
  CHECK(unheard.under_kept().count == 0);
  const MessageFacts hello{MessageId{1}, MessageKind::compare_request, Outcome{}, k_b, k_a, {}};
  ledger.apply(trace::message_sent(time_at(1), hello, time_at(2)));
  ledger.apply(trace::message_delivered(time_at(2), hello));
  ledger.apply(acknowledged(k_op));
  CHECK(ledger.under_kept().count == 1);
}

TEST_CASE("replica ledger: who has recovered has what had been acknowledged before it came back",
          "[check]") {
  ReplicaLedger ledger(ring());
  ledger.apply(trace::node_started(time_at(0), {k_b, Incarnation{1}}));
  ledger.apply(started(k_op));
  ledger.apply(coordinated(k_a, k_op));
  ledger.apply(stored(k_a, k_op, 5, k_a));
  ledger.apply(finished(k_op));
  ledger.apply(trace::node_crashed(time_at(1), {k_b, Incarnation{1}}));
  ledger.apply(trace::node_started(time_at(1), {k_b, Incarnation{2}}));
  ReplicaLedger empty = ledger;
  empty.apply(trace::node_recovered(time_at(2), {k_b, Incarnation{2}}, 0));
  CHECK(empty.recovered_short({}, 1).count == 1);
  ReplicaLedger doubtful = ledger;
  doubtful.apply(trace::node_recovered(time_at(2), {k_b, Incarnation{2}}, 1));
  CHECK(doubtful.recovered_short({}, 1).count == 0);
  ledger.apply(stored(k_b, k_op, 5, k_a));
  ledger.apply(trace::node_recovered(time_at(2), {k_b, Incarnation{2}}, 0));
  CHECK(ledger.recovered_short({}, 1).count == 0);
}

TEST_CASE("replica ledger: who has recovered need not have what it has not heard it is to get",
          "[check]") {
  const RingViewPtr before = RingView::founding(Shape{.nodes = 4, .replicas = 1, .failures = 0});
  const NodeId leaving = before->preference_list(k_key)[0];
  const NodeId staying = before->preference_list(k_key)[1];
  const RingViewPtr moving = before->moving({RingChange::Kind::remove, leaving});
  const NodeId gaining = moving->group(1, k_key)[1];
  REQUIRE_FALSE(before->is_member(gaining, k_key));
  const trace::ViewFacts facts{RingEpoch{2}, static_cast<std::uint8_t>(RingChange::Kind::remove),
                               leaving, true};
  ReplicaLedger ledger(before);
  ledger.apply(trace::node_started(time_at(0), {gaining, Incarnation{1}}));
  ledger.apply(started(k_op));
  ledger.apply(coordinated(leaving, k_op));
  ledger.apply(stored(leaving, k_op, 5, leaving));
  ledger.apply(finished(k_op));
  ledger.apply(trace::node_crashed(time_at(1), {gaining, Incarnation{1}}));
  ledger.apply(trace::node_started(time_at(1), {gaining, Incarnation{2}}));
  ledger.apply(trace::view_changed(time_at(2), staying, facts));
  ledger.apply(trace::node_recovered(time_at(2), {gaining, Incarnation{2}}, 0));
  CHECK(ledger.recovered_short({}, 1).count == 0);
  ledger.apply(trace::view_changed(time_at(3), gaining, facts));
  ledger.apply(trace::node_recovered(time_at(3), {gaining, Incarnation{2}}, 0));
  CHECK(ledger.recovered_short({}, 1).count == 1);
}

TEST_CASE("replica ledger: no node comes back as the same life", "[check]") {
  ReplicaLedger ledger(ring());
  ledger.apply(trace::node_started(time_at(0), {k_b, Incarnation{1}}));
  CHECK(ledger.went_back().count == 0);
  ledger.apply(trace::node_started(time_at(1), {k_b, Incarnation{1}}));
  CHECK(ledger.went_back().count == 1);
}

}  // namespace
}  // namespace ringside::replica_ledger_test
