#include "core/node/replica.h"

#include <catch_amalgamated.hpp>

#include "tests/node/bench.h"

namespace ringside::replica_test {
namespace {

// A replica's answer to a version that a coordinator (node 0) sent it.
StoreReply answer_to(NodeBench& bench, const StoreRequest& request) {
  bench.step(NodeId{0}, request);
  const auto replies = bench.sent<StoreReply>();
  REQUIRE(replies.size() == 1);
  REQUIRE(replies[0].first == Address{NodeId{0}});
  REQUIRE(replies[0].second.op == request.op);
  REQUIRE(replies[0].second.version == request.record->version);
  return replies[0].second;
}

TEST_CASE("replica: keeps what it is sent, traces it and says so", "[node]") {
  NodeBench bench({.node = 1});
  const StoreReply reply = answer_to(bench, NodeBench::store(1, "k", "v", 10));
  CHECK(reply.outcome.ok());
  CHECK(reply.before == Knowledge::had_not);
  CHECK(bench.stored("k")->value() == "v");
  CHECK(bench.traced(EventKind::record_stored) == 1);
  CHECK_FALSE(bench.waits());
}

TEST_CASE("replica: an older version never replaces a newer one, and is acknowledged", "[node]") {
  NodeBench bench({.node = 1});
  answer_to(bench, NodeBench::store(2, "k", "new", 20));
  const StoreReply reply = answer_to(bench, NodeBench::store(1, "k", "old", 10));
  CHECK(reply.outcome.ok());
  CHECK(reply.before == Knowledge::had);
  CHECK(bench.stored("k")->value() == "new");
  CHECK(bench.traced(EventKind::record_stored) == 0);
}

TEST_CASE("replica: of one stamp, the version of the larger node stays", "[node]") {
  NodeBench bench({.node = 1});
  answer_to(bench, NodeBench::store(1, "k", "of 2", 10, 2));
  answer_to(bench, NodeBench::store(2, "k", "of 0", 10, 0));
  CHECK(bench.stored("k")->value() == "of 2");
}

TEST_CASE("replica: a tombstone replaces a value and keeps older values out", "[node]") {
  NodeBench bench({.node = 1});
  answer_to(bench, NodeBench::store(1, "k", "v", 10));
  CHECK(answer_to(bench, NodeBench::store_tombstone(2, "k", 20)).before == Knowledge::had);
  CHECK(bench.stored("k")->tombstone);
  answer_to(bench, NodeBench::store(1, "k", "v", 10));
  CHECK(bench.stored("k")->tombstone);
  CHECK(answer_to(bench, NodeBench::store(3, "k", "again", 30)).before == Knowledge::had_not);
  CHECK(bench.stored("k")->value() == "again");
}

TEST_CASE("replica: one that lost its memory does not claim that a key was not there", "[node]") {
  NodeBench bench({.node = 1, .incarnation = 2, .lost_memory = true});
  CHECK(answer_to(bench, NodeBench::store(1, "k", "v", 10)).before == Knowledge::ignorant);
  CHECK(answer_to(bench, NodeBench::store(2, "k", "w", 20)).before == Knowledge::had);
}

// The first answer may have been lost. What was there before the version came is no longer known:
// saying "nothing" would turn a successful remove into not_found.
TEST_CASE("replica: asked again, it acknowledges again, and claims nothing about before",
          "[node]") {
  NodeBench bench({.node = 1});
  answer_to(bench, NodeBench::store(1, "k", "v", 10));
  const StoreRequest tombstone = NodeBench::store_tombstone(2, "k", 20);
  CHECK(answer_to(bench, tombstone).before == Knowledge::had);
  const StoreReply again = answer_to(bench, tombstone);
  CHECK(again.outcome.ok());
  CHECK(again.before == Knowledge::ignorant);
}

TEST_CASE("replica: refuses a stamp too far ahead of its clock, and keeps nothing", "[node]") {
  NodeBench bench({.node = 1});
  const std::int64_t allowed = nanoseconds(bench.now() + NodeBench::timing().clock_skew_max);
  const StoreReply refused = answer_to(bench, NodeBench::store(1, "k", "v", allowed + 1));
  CHECK(refused.outcome == Outcome{ErrorCode::invalid_argument});
  CHECK(bench.stored("k") == nullptr);
  CHECK(answer_to(bench, NodeBench::store(2, "k", "v", allowed)).outcome.ok());
}

TEST_CASE("replica: what it coordinates later is newer than all that it keeps", "[node]") {
  NodeBench bench({.node = 1});
  const std::int64_t ahead = nanoseconds(bench.now()) + 1000;
  answer_to(bench, NodeBench::store(1, "k", "ahead", ahead, 2));
  bench.step(ClientId{0}, NodeBench::put(2, "k", "later"));
  CHECK(bench.stored("k")->value() == "later");
  CHECK(bench.stored("k")->version.stamp > HlcStamp{time_at(ahead), 0});
}

TEST_CASE("node: what an earlier life of a node said counts for nothing", "[node]") {
  NodeBench bench({.node = 1});
  bench.step({NodeId{0}, Incarnation{2}}, NodeBench::store(1, "k", "new life", 10));
  CHECK(bench.sent<StoreReply>().size() == 1);
  bench.step({NodeId{0}, Incarnation{1}}, NodeBench::store(2, "k", "old life", 20));
  CHECK(bench.out().sends.empty());
  CHECK(bench.stored("k")->value() == "new life");
}

}  // namespace
}  // namespace ringside::replica_test
