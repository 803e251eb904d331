#include <algorithm>
#include <catch_amalgamated.hpp>

#include "tests/node/bench.h"

namespace ringside::write_test {
namespace {

const Address k_client = ClientId{4};

// The reply that the latest step sent to the client. REQUIRES: exactly one.
WriteReply reply_of(const NodeBench& bench) {
  const auto replies = bench.sent<WriteReply>();
  REQUIRE(replies.size() == 1);
  REQUIRE(replies[0].first == k_client);
  return replies[0].second;
}

// What the coordinator asked its replicas to keep.
StoreRequest asked(const NodeBench& bench) {
  const auto requests = bench.sent<StoreRequest>();
  REQUIRE_FALSE(requests.empty());
  return requests[0].second;
}

TEST_CASE("put: the coordinator keeps it and gives it to the rest of the group", "[node]") {
  NodeBench bench({});
  bench.step(k_client, NodeBench::put(7, "k", "v"));
  const auto requests = bench.sent<StoreRequest>();
  REQUIRE(requests.size() == 2);
  CHECK(requests[0].first == Address{NodeId{1}});
  CHECK(requests[1].first == Address{NodeId{2}});
  const RecordPtr record = bench.stored("k");
  REQUIRE(record != nullptr);
  CHECK(requests[0].second.record == record);
  CHECK(record->value() == "v");
  CHECK(record->op == OpId{7});
  CHECK(record->version.actor == Actor{NodeId{0}, Incarnation{1}});
  CHECK(record->version.stamp.physical == bench.now());
  CHECK(bench.sent<WriteReply>().empty());
  CHECK(bench.traced(EventKind::write_coordinated) == 1);
  CHECK(bench.traced(EventKind::record_stored) == 1);
}

TEST_CASE("put: any member of the group may coordinate, and asks all others", "[node]") {
  NodeBench bench({.node = 2});
  bench.step(k_client, NodeBench::put(7, "k", "v"));
  const auto requests = bench.sent<StoreRequest>();
  REQUIRE(requests.size() == 2);
  CHECK(requests[0].first == Address{NodeId{0}});
  CHECK(requests[1].first == Address{NodeId{1}});
}

TEST_CASE("put: a node outside the group refuses, and keeps nothing", "[node]") {
  NodeBench bench({.node = 3});
  bench.step(k_client, NodeBench::put(7, "k", "v"));
  CHECK(reply_of(bench).outcome == Outcome{ErrorCode::invalid_argument});
  CHECK(bench.stored("k") == nullptr);
  CHECK(bench.sent<StoreRequest>().empty());
}

TEST_CASE("put: is acknowledged once the quorum has it, and only once", "[node]") {
  NodeBench bench({.write_quorum = 2});
  bench.step(k_client, NodeBench::put(7, "k", "v"));
  const StoreRequest request = asked(bench);
  bench.step(NodeId{1}, NodeBench::acknowledge(request));
  const WriteReply reply = reply_of(bench);
  CHECK(reply.outcome.ok());
  CHECK(reply.op == OpId{7});
  CHECK(reply.copies == 2);
  CHECK(reply.required == 2);
  CHECK(reply.version == request.record->version);
  CHECK(bench.traced(EventKind::write_acknowledged) == 1);
  bench.step(NodeId{2}, NodeBench::acknowledge(request));
  CHECK(bench.sent<WriteReply>().empty());
  CHECK(bench.traced(EventKind::write_acknowledged) == 1);
  CHECK_FALSE(bench.waits());
}

TEST_CASE("put: one copy is enough where no failure has to be survived", "[node]") {
  NodeBench bench({.write_quorum = 1});
  bench.step(k_client, NodeBench::put(7, "k", "v"));
  CHECK(reply_of(bench).copies == 1);
  CHECK(bench.sent<StoreRequest>().size() == 2);
}

TEST_CASE("put: a repeated ack from one replica counts once", "[node]") {
  NodeBench bench({.write_quorum = 3});
  bench.step(k_client, NodeBench::put(7, "k", "v"));
  const StoreRequest request = asked(bench);
  bench.step(NodeId{1}, NodeBench::acknowledge(request));
  bench.step(NodeId{1}, NodeBench::acknowledge(request));
  CHECK(bench.sent<WriteReply>().empty());
  CHECK(bench.traced(EventKind::write_acknowledged) == 0);
  bench.step(NodeId{2}, NodeBench::acknowledge(request));
  CHECK(reply_of(bench).copies == 3);
}

TEST_CASE("put: an ack from outside the group counts for nothing", "[node]") {
  NodeBench bench({.write_quorum = 2});
  bench.step(k_client, NodeBench::put(7, "k", "v"));
  bench.step(NodeId{3}, NodeBench::acknowledge(asked(bench)));
  CHECK(bench.sent<WriteReply>().empty());
}

TEST_CASE("put: an ack of another version counts for nothing", "[node]") {
  NodeBench bench({.incarnation = 2, .write_quorum = 2});
  bench.step(k_client, NodeBench::put(7, "k", "v"));
  // The earlier life of this node coordinated the same operation at the same time.
  StoreReply late = NodeBench::acknowledge(asked(bench));
  late.version.actor.incarnation = Incarnation{1};
  bench.step(NodeId{1}, late);
  CHECK(bench.sent<WriteReply>().empty());
}

TEST_CASE("put: replicas that do not answer are asked again, and then the outcome is unknown",
          "[node]") {
  NodeBench bench({.write_quorum = 2});
  bench.step(k_client, NodeBench::put(7, "k", "v"));
  std::uint32_t asked_again = 0;
  while (bench.waits()) {
    const Time before = bench.now();
    bench.tick_at_deadline();
    REQUIRE(bench.now() > before);
    const auto requests = bench.sent<StoreRequest>();
    asked_again += std::count_if(requests.begin(), requests.end(), [](const auto& request) {
      return request.second.intended == k_no_node;
    });
  }
  CHECK(asked_again == 2 * (Replication::k_attempts_max - 1));
  CHECK(reply_of(bench).outcome == Outcome{ErrorCode::outcome_unknown});
  CHECK(reply_of(bench).copies == 1);
  CHECK(bench.stored("k") != nullptr);
}

TEST_CASE("put: once acknowledged, replicas are still asked until they have it, silently",
          "[node]") {
  NodeBench bench({.write_quorum = 2});
  bench.step(k_client, NodeBench::put(7, "k", "v"));
  const StoreRequest request = asked(bench);
  bench.step(NodeId{1}, NodeBench::acknowledge(request));
  bench.tick_at_deadline();
  const auto again = bench.sent<StoreRequest>();
  REQUIRE(again.size() == 2);
  CHECK(again[0].first == Address{NodeId{2}});
  CHECK(again[1].first == Address{NodeId{3}});
  CHECK(again[1].second.intended == NodeId{2});
  CHECK(bench.sent<WriteReply>().empty());
  while (bench.waits()) {
    bench.tick_at_deadline();
    CHECK(bench.sent<WriteReply>().empty());
  }
}

TEST_CASE("put: when too many refuse, the outcome is unknown at once", "[node]") {
  NodeBench bench({.write_quorum = 3});
  bench.step(k_client, NodeBench::put(7, "k", "v"));
  StoreReply refusal = NodeBench::acknowledge(asked(bench));
  refusal.outcome = ErrorCode::invalid_argument;
  bench.step(NodeId{1}, refusal);
  CHECK(bench.sent<WriteReply>().empty());  // 3 may keep it for 1
  refusal.outcome = ErrorCode::overloaded;
  bench.step(NodeId{3}, refusal);
  CHECK(reply_of(bench).outcome == Outcome{ErrorCode::outcome_unknown});
}

TEST_CASE("put: a hint kept for a silent member counts", "[node]") {
  NodeBench bench({.write_quorum = 2});
  bench.step(k_client, NodeBench::put(7, "k", "v"));
  const StoreRequest request = asked(bench);
  bench.tick_at_deadline();  // nobody answered
  const auto hint = bench.sent<StoreRequest>().back();
  CHECK(hint.first == Address{NodeId{3}});
  CHECK(hint.second.record == request.record);
  CHECK(hint.second.intended == NodeId{1});
  bench.step(NodeId{3}, NodeBench::acknowledge(request));
  CHECK(reply_of(bench).outcome.ok());
  CHECK(reply_of(bench).copies == 2);
}

TEST_CASE("put: a member that is suspected is asked, and somebody else at once", "[node]") {
  NodeBench bench({.write_quorum = 2});
  bench.step(k_client, NodeBench::put(7, "k", "v"));
  bench.step(NodeId{2}, NodeBench::acknowledge(asked(bench)));
  bench.tick_at_deadline();  // 1 was silent
  bench.step(k_client, NodeBench::put(8, "l", "v"));
  const auto requests = bench.sent<StoreRequest>();
  REQUIRE(requests.size() == 3);
  CHECK(requests[0].first == Address{NodeId{1}});
  CHECK(requests[1].first == Address{NodeId{2}});
  CHECK(requests[2].first == Address{NodeId{3}});
  CHECK(requests[2].second.intended == NodeId{1});
}

// Replica 1 acknowledged, died, and came back empty; replica 2 knows of it, since 1 has asked it
// what it missed. Only then did 2 get this version, so 1 cannot have learnt it there.
TEST_CASE("put: an ack of a life that is over does not count, whoever tells of it", "[node]") {
  NodeBench bench({.write_quorum = 3});
  bench.step(k_client, NodeBench::put(7, "k", "v"));
  const StoreRequest request = asked(bench);
  bench.step({NodeId{1}, Incarnation{1}}, NodeBench::acknowledge(request));
  StoreReply knowing = NodeBench::acknowledge(request);
  knowing.lives = {{NodeId{1}, Incarnation{2}}};
  bench.step(NodeId{2}, knowing);
  CHECK(bench.sent<WriteReply>().empty());
  REQUIRE(bench.sent<StoreRequest>().size() == 1);  // its new life is asked
  CHECK(bench.sent<StoreRequest>()[0].first == Address{NodeId{1}});
  bench.step({NodeId{1}, Incarnation{1}}, NodeBench::acknowledge(request));  // late
  CHECK(bench.sent<WriteReply>().empty());
  bench.step({NodeId{1}, Incarnation{2}}, NodeBench::acknowledge(request));
  CHECK(reply_of(bench).copies == 3);
}

TEST_CASE("put: one that is recovering refuses to coordinate, unless nobody else would", "[node]") {
  NodeBench bench({.incarnation = 2, .lost_memory = true});
  bench.step(k_client, NodeBench::put(7, "k", "v"));
  CHECK(reply_of(bench).outcome == Outcome{ErrorCode::unavailable});
  CHECK(bench.stored("k") == nullptr);
  bench.step(k_client, NodeBench::insisting(NodeBench::put(7, "k", "v")));
  CHECK(bench.stored("k") != nullptr);
  CHECK(bench.sent<StoreRequest>().size() == 2);
}

TEST_CASE("put: a retry while it is under way makes no second version", "[node]") {
  NodeBench bench({.write_quorum = 2});
  bench.step(k_client, NodeBench::put(7, "k", "v"));
  const StoreRequest request = asked(bench);
  bench.step(k_client, NodeBench::put(7, "k", "v"));
  CHECK(bench.sent<StoreRequest>().empty());
  CHECK(bench.sent<WriteReply>().empty());
  bench.step(NodeId{2}, NodeBench::acknowledge(request));
  CHECK(reply_of(bench).outcome.ok());
  // The reply may have been lost: asked again, it answers again.
  bench.step(k_client, NodeBench::put(7, "k", "v"));
  CHECK(reply_of(bench).version == request.record->version);
}

TEST_CASE("put: a retry after everybody has it gets the same answer", "[node]") {
  NodeBench bench({.write_quorum = 2});
  bench.step(k_client, NodeBench::put(7, "k", "v"));
  const StoreRequest first = asked(bench);
  bench.step(NodeId{1}, NodeBench::acknowledge(first));
  bench.step(NodeId{2}, NodeBench::acknowledge(first));
  bench.pass(std::chrono::milliseconds{60});
  bench.step(k_client, NodeBench::put(7, "k", "v"));
  CHECK(bench.sent<StoreRequest>().empty());
  CHECK(bench.traced(EventKind::record_stored) == 0);
  CHECK(reply_of(bench).version == first.record->version);
}

TEST_CASE("put: a retry at another coordinator goes on with the version that is there", "[node]") {
  NodeBench bench({.node = 1});
  const StoreRequest from_first = NodeBench::store(7, "k", "v", 500);
  bench.step(NodeId{0}, from_first);
  bench.step(k_client, NodeBench::put(7, "k", "v"));
  CHECK(asked(bench).record == from_first.record);
}

TEST_CASE("remove: leaves a tombstone and succeeds where the key was there", "[node]") {
  NodeBench bench({});
  bench.step(NodeId{1}, NodeBench::store(1, "k", "v", 10, 1));
  bench.step(k_client, NodeBench::remove(7, "k"));
  const StoreRequest request = asked(bench);
  CHECK(request.record->tombstone);
  CHECK(request.record->value().empty());
  CHECK(bench.stored("k")->tombstone);
  bench.step(NodeId{1}, NodeBench::acknowledge(request, Knowledge::had));
  CHECK(reply_of(bench).outcome.ok());
  CHECK(reply_of(bench).kind == OperationKind::remove);
}

TEST_CASE("remove: is not_found once enough members know that there was nothing", "[node]") {
  NodeBench bench({});
  bench.step(k_client, NodeBench::remove(7, "k"));
  bench.step(NodeId{1}, NodeBench::acknowledge(asked(bench), Knowledge::had_not));
  CHECK(reply_of(bench).outcome == Outcome{ErrorCode::not_found});
}

TEST_CASE("remove: what a replica had counts where the coordinator had nothing", "[node]") {
  NodeBench bench({.incarnation = 2, .lost_memory = true});
  bench.step(k_client, NodeBench::insisting(NodeBench::remove(7, "k")));
  const StoreRequest request = asked(bench);
  bench.step(NodeId{1}, NodeBench::acknowledge(request, Knowledge::had_not));
  CHECK(bench.sent<WriteReply>().empty());  // acknowledged, but not yet known whether it was there
  bench.step(NodeId{2}, NodeBench::acknowledge(request, Knowledge::had));
  CHECK(reply_of(bench).outcome.ok());
}

TEST_CASE("remove: twice is not_found the second time", "[node]") {
  NodeBench bench({});
  bench.step(NodeId{1}, NodeBench::store_tombstone(1, "k", 10, 1));
  bench.step(k_client, NodeBench::remove(7, "k"));
  bench.step(NodeId{2}, NodeBench::acknowledge(asked(bench), Knowledge::had_not));
  CHECK(reply_of(bench).outcome == Outcome{ErrorCode::not_found});
}

// The first coordinator deleted the key everywhere, but its reply was lost. The tombstones that the
// others have are the remove's own: they must not make it not_found.
TEST_CASE("remove: a retry at another coordinator does not find its own tombstone absent",
          "[node]") {
  NodeBench first({.node = 0});
  NodeBench second({.node = 1});
  NodeBench third({.node = 2});
  for (NodeBench* bench : {&first, &second, &third})
    bench->step(NodeId{3}, NodeBench::store(1, "k", "v", 10));
  first.step(k_client, NodeBench::remove(7, "k"));
  const StoreRequest tombstone = asked(first);
  second.step(NodeId{0}, tombstone);
  third.step(NodeId{0}, tombstone);

  second.step(k_client, NodeBench::remove(7, "k"));
  const StoreRequest again = asked(second);
  first.step(NodeId{1}, again);
  third.step(NodeId{1}, again);
  const StoreReply of_first = first.sent<StoreReply>().at(0).second;
  const StoreReply of_third = third.sent<StoreReply>().at(0).second;
  second.step(NodeId{0}, of_first);
  CHECK(second.sent<WriteReply>().empty());
  second.step(NodeId{2}, of_third);
  CHECK(reply_of(second).outcome.ok());
}

TEST_CASE("write: two writes of one instant have two versions, the later one larger", "[node]") {
  NodeBench bench({});
  bench.step(k_client, NodeBench::put(7, "k", "first"));
  const Version first = asked(bench).record->version;
  bench.step(k_client, NodeBench::put(8, "k", "second"));
  CHECK(asked(bench).record->version > first);
  CHECK(bench.stored("k")->value() == "second");
}

}  // namespace
}  // namespace ringside::write_test
