#include <algorithm>
#include <catch_amalgamated.hpp>

#include "tests/node/bench.h"

namespace ringside::read_test {
namespace {

constexpr ClientId k_client{4};

GetRequest question(Level level, std::uint32_t read_quorum = 0) {
  GetRequest request = NodeBench::get(7, "k");
  request.consistency = {.level = level, .read_quorum = read_quorum};
  return request;
}

// What a member says that keeps this, or nothing.
FetchReply tells(const RecordPtr& record, bool vouches = true) {
  return {OpId{7}, vouches, record, {}};
}
RecordPtr version(const std::string& value, std::int64_t stamp) {
  return NodeBench::store(static_cast<std::uint64_t>(stamp), "k", value, stamp, 1).record;
}

std::vector<Address> receivers(const std::vector<std::pair<Address, FetchRequest>>& sent) {
  std::vector<Address> to;
  for (const auto& [receiver, request] : sent) to.push_back(receiver);
  return to;
}

GetReply reply_of(const NodeBench& bench) {
  const auto replies = bench.sent<GetReply>();
  REQUIRE(replies.size() == 1);
  REQUIRE(replies[0].first == Address{k_client});
  return replies[0].second;
}

// Node 0 keeps "old", of time 10.
NodeBench with_old() {
  NodeBench bench({});
  bench.step(NodeId{1}, {NodeBench::store(1, "k", "old", 10)});
  return bench;
}

TEST_CASE("read: a quorum is asked, the coordinator's own answer included", "[node]") {
  NodeBench bench = with_old();
  bench.step(k_client, question(Level::sloppy));
  CHECK(receivers(bench.sent<FetchRequest>()) == std::vector<Address>{NodeId{1}});
  CHECK(bench.sent<GetReply>().empty());
  bench.step(NodeId{1}, tells(bench.stored("k")));
  CHECK(reply_of(bench).record->value() == "old");
  CHECK(reply_of(bench).answers == 2);
  CHECK(reply_of(bench).required == 2);
  CHECK_FALSE(bench.waits());
}

TEST_CASE("read: the newest version of a quorum is the answer, and repairs the others", "[node]") {
  NodeBench bench = with_old();
  bench.step(k_client, question(Level::sloppy, 3));
  bench.step(NodeId{1}, tells(version("new", 20)));
  CHECK(bench.sent<GetReply>().empty());
  bench.step(NodeId{2}, tells(nullptr));
  CHECK(reply_of(bench).record->value() == "new");
  const auto repairs = bench.sent<StoreRequest>();
  REQUIRE(repairs.size() == 1);
  CHECK(repairs[0].first == Address{NodeId{2}});
  CHECK(repairs[0].second.record->value() == "new");
  CHECK(repairs[0].second.op == OpId{7});
  CHECK(bench.stored("k")->value() == "new");
  CHECK(bench.traced(EventKind::read_repaired) == 2);  // its own, and node 2
}

TEST_CASE("read: who tells after the answer is repaired too", "[node]") {
  NodeBench bench = with_old();
  bench.step(k_client, question(Level::sloppy));
  bench.pass(bench.timing().reply_timeout);
  bench.tick();  // node 1 is silent: everybody is asked
  CHECK(receivers(bench.sent<FetchRequest>()) == std::vector<Address>{NodeId{1}, NodeId{2}});
  bench.step(NodeId{2}, tells(version("new", 20)));
  CHECK(reply_of(bench).record->value() == "new");
  bench.step(NodeId{1}, tells(bench.stored("k")));
  CHECK(bench.sent<StoreRequest>().empty());
  CHECK_FALSE(bench.waits());
}

TEST_CASE("read: a strict one is told only when a read quorum keeps what it says", "[node]") {
  NodeBench bench = with_old();
  bench.step(k_client, question(Level::strict));
  SECTION("where another member is behind, once that has taken it") {
    bench = NodeBench({});
    bench.step(NodeId{1}, NodeBench::store(1, "k", "new", 20));
    bench.step(k_client, question(Level::strict));
    bench.step(NodeId{1}, tells(version("old", 10)));
    CHECK(bench.sent<GetReply>().empty());
    const auto repairs = bench.sent<StoreRequest>();
    REQUIRE(repairs.size() == 1);
    StoreReply done = NodeBench::acknowledge(repairs[0].second);
    bench.step(NodeId{1}, done);
    CHECK(reply_of(bench).record->value() == "new");
  }
  SECTION("where the coordinator itself is, at once") {
    bench.step(NodeId{1}, tells(version("new", 20)));
    CHECK(reply_of(bench).record->value() == "new");
    CHECK(bench.stored("k")->value() == "new");
  }
}

TEST_CASE("read: where a repair is not acknowledged, another member is given it", "[node]") {
  NodeBench bench({});
  bench.step(NodeId{1}, NodeBench::store(1, "k", "new", 20));
  bench.step(k_client, question(Level::linearizable));
  bench.step(NodeId{1}, tells(nullptr));
  CHECK(bench.sent<GetReply>().empty());
  bench.tick_at_deadline();
  const auto again = bench.sent<StoreRequest>();
  REQUIRE(again.size() == 2);  // node 1 once more, and node 2
  CHECK(again[1].first == Address{NodeId{2}});
  bench.step(NodeId{2}, NodeBench::acknowledge(again[1].second));
  CHECK(reply_of(bench).outcome.ok());
}

TEST_CASE("read: nobody has anything: not_found once a quorum has said so", "[node]") {
  NodeBench bench({});
  bench.step(k_client, question(Level::linearizable));
  CHECK(bench.sent<GetReply>().empty());
  bench.step(NodeId{1}, tells(nullptr));
  CHECK(reply_of(bench).outcome == Outcome{ErrorCode::not_found});
  CHECK(reply_of(bench).record == nullptr);
}

TEST_CASE("read: who cannot vouch does not count, and another one is asked", "[node]") {
  NodeBench bench({});
  bench.step(k_client, question(Level::strict));
  bench.step(NodeId{1}, tells(nullptr, false));
  CHECK(bench.sent<GetReply>().empty());
  CHECK(receivers(bench.sent<FetchRequest>()) == std::vector<Address>{NodeId{2}});
  bench.step(NodeId{2}, tells(nullptr, false));
  CHECK(reply_of(bench).outcome == Outcome{ErrorCode::unavailable});
}

TEST_CASE("read: what a member has that cannot vouch is news all the same", "[node]") {
  NodeBench bench({});
  bench.step(k_client, question(Level::strict));
  bench.step(NodeId{1}, tells(version("new", 20), false));
  bench.step(NodeId{2}, tells(nullptr));
  const auto repairs = bench.sent<StoreRequest>();
  REQUIRE(repairs.size() == 1);
  CHECK(repairs[0].first == Address{NodeId{2}});
  // The coordinator and node 1 keep it: a read quorum of two.
  CHECK(reply_of(bench).record->value() == "new");
}

TEST_CASE("read: a recovering coordinator asks as many others as a quorum needs", "[node]") {
  NodeBench bench({.incarnation = 2, .lost_memory = true});
  bench.step(k_client, question(Level::strict));
  CHECK(receivers(bench.sent<FetchRequest>()) == std::vector<Address>{NodeId{1}, NodeId{2}});
}

TEST_CASE("read: with too few answers it is unavailable", "[node]") {
  NodeBench bench = with_old();
  bench.step(k_client, question(Level::strict));
  std::vector<GetReply> replies;
  while (bench.waits()) {
    bench.tick_at_deadline();
    for (const auto& [to, reply] : bench.sent<GetReply>()) replies.push_back(reply);
  }
  REQUIRE(replies.size() == 1);
  CHECK(replies[0].outcome == Outcome{ErrorCode::unavailable});
  CHECK(replies[0].answers == 1);
}

TEST_CASE("read: what a life that is over acknowledged does not count", "[node]") {
  NodeBench bench({});
  bench.step(NodeId{1}, NodeBench::store(1, "k", "new", 20));
  GetRequest request = question(Level::linearizable);
  request.consistency.write_quorum = 3;  // all have to keep it
  request.consistency.read_quorum = 3;
  bench.step(k_client, request);
  bench.step(NodeId{1}, tells(bench.stored("k")));
  bench.step(NodeId{2}, tells(nullptr));
  const auto repair = bench.sent<StoreRequest>();
  REQUIRE(repair.size() == 1);
  StoreReply done = NodeBench::acknowledge(repair[0].second);
  done.lives = {{NodeId{1}, Incarnation{2}}};
  bench.step(NodeId{2}, done);
  CHECK(bench.sent<GetReply>().empty());
  const auto again = bench.sent<StoreRequest>();
  REQUIRE(again.size() == 1);
  CHECK(again[0].first == Address{NodeId{1}});
}

}  // namespace
}  // namespace ringside::read_test
