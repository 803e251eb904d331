#include "core/node/hints.h"

#include <catch_amalgamated.hpp>
#include <chrono>
#include <map>
#include <vector>

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

TEST_CASE("hints: tell of the write they are kept for, whatever else the record tells", "[node]") {
  NodeBench bench = holder();
  StoreRequest request = hint("k", "v", 10, 1);
  request.op = OpId{11};  // among siblings, another operation's version may be the newest
  CHECK(given(bench, request).ok());
  const auto& events = bench.out().events;
  const auto kept = std::find_if(events.begin(), events.end(), [](const TraceEvent& event) {
    return event.kind == EventKind::hint_kept;
  });
  REQUIRE(kept != events.end());
  CHECK(kept->op == OpId{11});
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
  bench.step(NodeId{1}, HandoffReply{batch.batch});
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
  CHECK(replies[0].second.outcome.ok());
  CHECK(bench.stored("k")->value() == "v");
}

TEST_CASE("hints: stay until their own batch is acknowledged", "[node]") {
  NodeBench bench = holder();
  given(bench, hint("k", "v", 10, 1));
  bench.step(NodeId{1}, ForwardReply{OpId{99}});
  const HandoffRequest batch = handed_over(bench, 1);
  bench.step(NodeId{2}, HandoffReply{batch.batch});
  bench.step(NodeId{1}, HandoffReply{batch.batch + 1});
  CHECK(bench.node().hints().size() == 1);
  bench.step(NodeId{1}, HandoffReply{batch.batch, ErrorCode::invalid_argument});
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
  bench.step(NodeId{1}, HandoffReply{batch.batch});
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
    bench.step(NodeId{1}, HandoffReply{batch.batch});
    if (bench.sent<HandoffRequest>().empty() && bench.node().hints().size() > 0)
      bench.tick_at_deadline();
  }
  CHECK(records == 150);
  CHECK(batches == 3);
}

TEST_CASE("hints: are handed over no faster than the rate, to however many nodes", "[node]") {
  Timing timing = quiet();
  timing.handoff_rate = 1000;
  NodeBench bench = holder(timing);
  for (const std::uint32_t node : {1u, 2u}) {
    for (int i = 0; i < 70; ++i) given(bench, hint("k" + std::to_string(i), "v", 10, node));
  }
  const Time begun = bench.now();
  std::vector<Duration> times;
  for (const std::uint32_t node : {1u, 2u}) {
    bench.step(NodeId{node}, ForwardReply{OpId{99}});
    for (std::size_t left = 70; left > 0;) {
      while (bench.sent<HandoffRequest>().empty()) {
        CHECK(bench.node().busy());
        bench.tick_at_deadline();
      }
      const HandoffRequest batch = handed_over(bench, node);
      times.push_back(bench.now() - begun);
      left -= batch.records.size();
      bench.step(NodeId{node}, HandoffReply{batch.batch});
    }
  }
  // One batch may be owed: the second one does not wait for the first, but the third for both.
  CHECK(times == std::vector<Duration>{0ms, 0ms, 6ms, 70ms});
  CHECK(bench.node().hints().size() == 0);
}

TEST_CASE("hints: who has too much handed over says so, and takes nothing of it", "[node]") {
  Timing timing = quiet();
  timing.handoff_rate = 1000;
  NodeBench bench({.node = 1, .timing = timing});
  HandoffRequest batch{1, {}};
  for (std::size_t i = 0; i < Hints::k_batch; ++i)
    batch.records.push_back(hint("k" + std::to_string(i), "v", 10, 1).record);
  const auto give = [&] {
    ++batch.batch;
    bench.step(NodeId{3}, batch);
    return bench.sent<HandoffReply>().at(0).second.outcome;
  };
  int taken = 0;
  while (give().ok()) ++taken;
  CHECK(taken == Hints::k_burst / Hints::k_batch + 1);
  CHECK(give() == Outcome{ErrorCode::overloaded});
  batch.records = {hint("another", "v", 10, 1).record};
  CHECK(give() == Outcome{ErrorCode::overloaded});
  CHECK(bench.stored("another") == nullptr);
  bench.pass(std::chrono::milliseconds{Hints::k_batch});
  CHECK(give().ok());
  CHECK(bench.stored("another"));
}

TEST_CASE("hints: each overload in a row doubles the wait, and one success ends that", "[node]") {
  NodeBench bench = holder();
  for (int i = 0; i < 70; ++i) given(bench, hint("k" + std::to_string(i), "v", 10, 1));
  bench.step(NodeId{1}, ForwardReply{OpId{99}});
  for (const Duration wait : {200ms, 400ms, 800ms}) {
    const HandoffRequest batch = handed_over(bench, 1);
    bench.step(NodeId{1}, HandoffReply{batch.batch, ErrorCode::overloaded});
    const Time told = bench.now();
    CHECK(bench.node().hints().size() == 70);
    bench.step(NodeId{1}, ForwardReply{OpId{99}});  // that it lives changes nothing
    CHECK(bench.sent<HandoffRequest>().empty());
    CHECK(bench.node().busy());
    bench.tick_at_deadline();
    CHECK(bench.now() - told == wait);
  }
  bench.step(NodeId{1}, HandoffReply{handed_over(bench, 1).batch});
  CHECK(bench.node().hints().size() == 6);
  bench.step(NodeId{1}, HandoffReply{handed_over(bench, 1).batch, ErrorCode::overloaded});
  const Time told = bench.now();
  bench.tick_at_deadline();
  CHECK(bench.now() - told == 200ms);
}

// The key's group is node 0, 1, 2; once node 1 is off the ring it is node 0, 2, 3.
TEST_CASE("hints: for who was evicted or drained are handed over to all that keep the key now",
          "[node]") {
  for (const auto kind : {RingChange::Kind::remove, RingChange::Kind::drain}) {
    for (const bool comes_later : {false, true}) {
      NodeBench bench({.node = 3});
      const StoreRequest kept = hint("k", "v", 10, 1);
      if (!comes_later) given(bench, kept);
      const RingViewPtr gone = NodeBench::ring()->moving({kind, NodeId{1}})->settled();
      bench.step({NodeId{0}, Incarnation{1}, gone}, ForwardReply{OpId{99}});
      if (comes_later) bench.step({NodeId{0}, Incarnation{1}, gone}, kept);
      CAPTURE(to_string(kind), comes_later);
      CHECK(bench.stored("k"));  // it is one of them
      std::map<Address, std::size_t> handed;
      for (int i = 0; i < 8; ++i) {
        for (const auto& [to, batch] : bench.sent<HandoffRequest>()) {
          handed[to] += batch.records.size();
          bench.step({to.node(), Incarnation{1}, gone}, HandoffReply{batch.batch});
        }
        if (bench.node().hints().size() > 0) bench.tick_at_deadline();
      }
      CHECK(bench.node().hints().size() == 0);
      CHECK(handed.size() == 2);
      CHECK(handed.contains(NodeId{0}));
      CHECK(handed.contains(NodeId{2}));
    }
  }
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

TEST_CASE("hints: nothing is handed over to whom nothing is kept for", "[node]") {
  Timing timing = quiet();
  timing.hints_max = 1;
  NodeBench bench = holder(timing);
  CHECK(given(bench, hint("a", "v", 10, 1)).ok());
  CHECK(given(bench, hint("b", "v", 10, 2)) == Outcome{ErrorCode::overloaded});
  bench.step(NodeId{2}, ForwardReply{OpId{99}});
  CHECK(bench.sent<HandoffRequest>().empty());
}

TEST_CASE("hints: what its node refuses is offered again at times, not with each of its messages",
          "[node]") {
  NodeBench bench = holder();
  given(bench, hint("k", "v", 10, 1));
  bench.step(NodeId{1}, ForwardReply{OpId{99}});
  const Time refused = bench.now();
  bench.step(NodeId{1}, HandoffReply{handed_over(bench, 1).batch, ErrorCode::invalid_argument});
  CHECK(bench.sent<HandoffRequest>().empty());
  bench.step(NodeId{1}, ForwardReply{OpId{99}});
  CHECK(bench.sent<HandoffRequest>().empty());
  CHECK(bench.node().hints().size() == 1);
  bench.tick_at_deadline();
  CHECK(handed_over(bench, 1).records.size() == 1);
  CHECK(bench.now() >= refused + quiet().handoff_retry);
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
