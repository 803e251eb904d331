#include "core/node/hints.h"

#include <catch_amalgamated.hpp>
#include <chrono>

#include "tests/node/bench.h"

namespace ringside::hints_test {
namespace {

using namespace std::chrono_literals;

// Node 3 is in no group: what it is sent it keeps for others.
NodeBench holder(Timing timing = quiet()) { return NodeBench({.node = 3, .timing = timing}); }

StoreRequest hint(const std::string& key, const char* value, std::int64_t stamp,
                  std::uint32_t intended) {
  StoreRequest request = NodeBench::store(static_cast<std::uint64_t>(stamp), key, value, stamp);
  request.intended = NodeId{intended};
  return request;
}

Outcome given(NodeBench& bench, const StoreRequest& request) {
  bench.step(NodeId{0}, request);
  const auto replies = bench.sent<StoreReply>();
  REQUIRE(replies.size() == 1);
  CHECK(replies[0].first == Address{NodeId{0}});
  CHECK(replies[0].second.version == request.record->version);
  return replies[0].second.outcome;
}

// What the latest step handed over. REQUIRES: it did.
HandoffRequest handed_over(const NodeBench& bench, std::uint32_t to) {
  const auto requests = bench.sent<HandoffRequest>();
  REQUIRE(requests.size() == 1);
  CHECK(requests[0].first == Address{NodeId{to}});
  return requests[0].second;
}

TEST_CASE("hints: are kept apart, and are nothing that the holder itself has", "[node]") {
  NodeBench bench = holder();
  CHECK(given(bench, hint("k", "v", 10, 1)).ok());
  CHECK(bench.traced(EventKind::hint_kept) == 1);
  CHECK(bench.node().hints().size() == 1);
  CHECK(bench.stored("k") == nullptr);
  bench.step(ClientId{0}, NodeBench::get(9, "k"));
  CHECK(bench.sent<GetReply>().empty());
}

TEST_CASE("hints: are handed over once the node is heard from, and forgotten once it has them",
          "[node]") {
  NodeBench bench = holder();
  const StoreRequest kept = hint("k", "v", 10, 1);
  given(bench, kept);
  bench.step(NodeId{1}, ForwardReply{OpId{99}});  // anything
  const HandoffRequest batch = handed_over(bench, 1);
  REQUIRE(batch.records.size() == 1);
  CHECK(batch.records[0] == kept.record);
  CHECK(bench.node().busy());
  bench.step(NodeId{1}, HandoffReply{batch.batch, true});
  CHECK(bench.traced(EventKind::hints_handed_over) == 1);
  CHECK(bench.node().hints().size() == 0);
  CHECK_FALSE(bench.node().busy());
  CHECK(bench.node().next_deadline() == k_end_of_time);
}

TEST_CASE("hints: who takes a batch keeps it, and says so", "[node]") {
  NodeBench bench({.node = 1});
  bench.step(NodeId{3}, HandoffRequest{5, {hint("k", "v", 10, 1).record}});
  const auto replies = bench.sent<HandoffReply>();
  REQUIRE(replies.size() == 1);
  CHECK(replies[0].second.batch == 5);
  CHECK(replies[0].second.kept);
  CHECK(bench.stored("k")->value == "v");
}

TEST_CASE("hints: stay until their own batch is acknowledged", "[node]") {
  NodeBench bench = holder();
  given(bench, hint("k", "v", 10, 1));
  bench.step(NodeId{1}, ForwardReply{OpId{99}});
  const HandoffRequest batch = handed_over(bench, 1);
  bench.step(NodeId{2}, HandoffReply{batch.batch, true});
  bench.step(NodeId{1}, HandoffReply{batch.batch + 1, true});
  CHECK(bench.node().hints().size() == 1);
  bench.step(NodeId{1}, HandoffReply{batch.batch, false});
  CHECK(bench.node().hints().size() == 1);
}

TEST_CASE("hints: are tried again at times while the node does not answer", "[node]") {
  NodeBench bench = holder();
  given(bench, hint("k", "v", 10, 1));
  CHECK_FALSE(bench.node().busy());  // nobody knows when it comes back
  for (int i = 0; i < 3; ++i) {
    const Time before = bench.now();
    bench.tick_at_deadline();
    CHECK(bench.now() == before + quiet().handoff_retry);
    CHECK(handed_over(bench, 1).records.size() == 1);
    CHECK_FALSE(bench.node().busy());
  }
}

TEST_CASE("hints: of one key the newest is kept, also one that came while it was handed over",
          "[node]") {
  NodeBench bench = holder();
  given(bench, hint("k", "old", 10, 1));
  bench.step(NodeId{1}, ForwardReply{OpId{99}});
  const HandoffRequest batch = handed_over(bench, 1);
  const StoreRequest newer = hint("k", "new", 20, 1);
  given(bench, newer);
  given(bench, hint("k", "oldest", 5, 1));
  CHECK(bench.node().hints().size() == 1);
  bench.step(NodeId{1}, HandoffReply{batch.batch, true});
  CHECK(bench.node().hints().size() == 1);
  CHECK(handed_over(bench, 1).records[0] == newer.record);
}

TEST_CASE("hints: go in batches, each after the one before has arrived", "[node]") {
  NodeBench bench = holder();
  for (int i = 0; i < 150; ++i) given(bench, hint("k" + std::to_string(i), "v", 10, 1));
  bench.step(NodeId{1}, ForwardReply{OpId{99}});
  std::size_t records = 0;
  int batches = 0;
  for (; bench.node().hints().size() > 0; ++batches) {
    const HandoffRequest batch = handed_over(bench, 1);
    CHECK(batch.records.size() <= Hints::k_batch);
    records += batch.records.size();
    bench.step(NodeId{1}, HandoffReply{batch.batch, true});
  }
  CHECK(records == 150);
  CHECK(batches == 3);
}

TEST_CASE("hints: more than there is room for are refused as overload, newer versions are not",
          "[node]") {
  Timing timing = quiet();
  timing.hints_max = 2;
  NodeBench bench = holder(timing);
  CHECK(given(bench, hint("a", "v", 10, 1)).ok());
  CHECK(given(bench, hint("b", "v", 10, 2)).ok());
  CHECK(given(bench, hint("c", "v", 10, 2)) == Outcome{ErrorCode::overloaded});
  CHECK(given(bench, hint("a", "w", 20, 1)).ok());
  CHECK(bench.node().hints().size() == 2);
}

TEST_CASE("hints: too old ones are dropped, and that is traced", "[node]") {
  Timing timing = quiet();
  timing.hint_age_max = 1s;
  NodeBench bench = holder(timing);
  given(bench, hint("k", "v", 10, 1));
  const Time kept = bench.now();
  while (bench.node().hints().size() > 0) {
    bench.tick_at_deadline();
    REQUIRE(bench.now() <= kept + 1s + timing.handoff_retry);
  }
  CHECK(bench.now() >= kept + 1s);
  CHECK(bench.traced(EventKind::hints_dropped) == 1);
}

TEST_CASE("hints: a stamp too far ahead is refused", "[node]") {
  NodeBench bench = holder();
  const std::int64_t ahead = nanoseconds(bench.now() + quiet().clock_skew_max) + 1;
  CHECK(given(bench, hint("k", "v", ahead, 1)) == Outcome{ErrorCode::invalid_argument});
  CHECK(bench.node().hints().size() == 0);
}

}  // namespace
}  // namespace ringside::hints_test
