#include <algorithm>
#include <catch_amalgamated.hpp>

#include "tests/node/bench.h"

namespace ringside::strict_write_test {
namespace {

const Address k_client = ClientId{4};

WriteRequest at(Level level, WriteRequest request) {
  request.consistency.level = level;
  return request;
}

WriteReply reply_of(const NodeBench& bench) {
  const auto replies = bench.sent<WriteReply>();
  REQUIRE(replies.size() == 1);
  return replies[0].second;
}

StoreRequest asked(const NodeBench& bench, std::size_t index = 0) {
  const auto requests = bench.sent<StoreRequest>();
  REQUIRE(requests.size() > index);
  return requests[index].second;
}

FetchReply tells(const RecordPtr& record, bool vouches = true) {
  return {OpId{7}, vouches, record, {}};
}

TEST_CASE("strict put: a copy that is kept as a hint does not count", "[node]") {
  NodeBench bench({});
  bench.step(k_client, at(Level::strict, NodeBench::put(7, "k", "v")));
  const StoreRequest wanted = asked(bench);
  bench.tick_at_deadline();  // both members are silent: node 3 keeps a hint
  const auto requests = bench.sent<StoreRequest>();
  REQUIRE(std::any_of(requests.begin(), requests.end(),
                      [](const auto& request) { return request.first == Address{NodeId{3}}; }));
  bench.step(NodeId{3}, NodeBench::acknowledge(wanted));
  CHECK(bench.sent<WriteReply>().empty());
  bench.step(NodeId{1}, NodeBench::acknowledge(wanted));
  CHECK(reply_of(bench).outcome.ok());
  CHECK(reply_of(bench).copies == 2);
  CHECK(reply_of(bench).hints == 1);
}

TEST_CASE("strict put: where members keep something newer, it gets a version beyond that",
          "[node]") {
  NodeBench bench({});
  bench.step(k_client, at(Level::strict, NodeBench::put(7, "k", "v")));
  const StoreRequest first = asked(bench);
  StoreReply has_newer = NodeBench::acknowledge(first);
  has_newer.newest = first.record->version;
  has_newer.newest.stamp.physical += std::chrono::milliseconds{5};
  bench.step(NodeId{1}, has_newer);
  CHECK(bench.sent<WriteReply>().empty());
  const StoreRequest second = asked(bench);
  CHECK(second.record->version > has_newer.newest);
  CHECK(second.record->value() == "v");
  CHECK(second.record->op == OpId{7});
  bench.step(NodeId{2}, NodeBench::acknowledge(first));  // of the version that nobody wants now
  CHECK(bench.sent<WriteReply>().empty());
  bench.step(NodeId{2}, NodeBench::acknowledge(second));
  CHECK(reply_of(bench).outcome.ok());
  CHECK(reply_of(bench).version == second.record->version);
}

TEST_CASE("eventual put: it does not care", "[node]") {
  NodeBench bench({});
  bench.step(k_client, NodeBench::put(7, "k", "v"));
  StoreReply has_newer = NodeBench::acknowledge(asked(bench));
  has_newer.newest.stamp.physical = bench.now() + std::chrono::milliseconds{5};
  bench.step(NodeId{1}, has_newer);
  CHECK(reply_of(bench).outcome.ok());
}

TEST_CASE("linearizable put: asks what there is before it makes a version", "[node]") {
  NodeBench bench({});
  bench.step(k_client, at(Level::linearizable, NodeBench::put(7, "k", "v")));
  CHECK(bench.sent<StoreRequest>().empty());
  CHECK(bench.stored("k") == nullptr);
  REQUIRE(bench.sent<FetchRequest>().size() == 1);
  const std::int64_t ahead = nanoseconds(bench.now() + std::chrono::milliseconds{5});
  bench.step(NodeId{1}, tells(NodeBench::store(1, "k", "old", ahead, 1).record));
  const StoreRequest wanted = asked(bench);
  CHECK(wanted.record->version.stamp.physical >= time_at(ahead));
  bench.step(NodeId{2}, NodeBench::acknowledge(wanted));
  CHECK(reply_of(bench).outcome.ok());
}

TEST_CASE("linearizable put: where too few can tell, nothing is written: unavailable", "[node]") {
  NodeBench bench({});
  bench.step(k_client, at(Level::linearizable, NodeBench::put(7, "k", "v")));
  bench.step(NodeId{1}, tells(nullptr, false));
  bench.step(NodeId{2}, tells(nullptr, false));
  CHECK(reply_of(bench).outcome == Outcome{ErrorCode::unavailable});
  CHECK(bench.stored("k") == nullptr);
  CHECK(bench.sent<StoreRequest>().empty());
}

TEST_CASE("linearizable remove: of what is not there writes nothing", "[node]") {
  NodeBench bench({});
  bench.step(k_client, at(Level::linearizable, NodeBench::remove(7, "k")));
  SECTION("where nobody has anything, at once") {
    bench.step(NodeId{1}, tells(nullptr));
    CHECK(reply_of(bench).outcome == Outcome{ErrorCode::not_found});
    CHECK(bench.stored("k") == nullptr);
  }
  SECTION("where it was deleted, once a write quorum keeps the tombstone") {
    bench.step(NodeId{1}, tells(NodeBench::store_tombstone(1, "k", 10).record));
    CHECK(bench.sent<WriteReply>().empty());
    const StoreRequest spread = asked(bench);
    CHECK(spread.record->op == OpId{1});
    bench.step(NodeId{2}, NodeBench::acknowledge(spread));
    CHECK(reply_of(bench).outcome == Outcome{ErrorCode::not_found});
  }
}

TEST_CASE("put: the same request again, after it has ended, gets the same answer", "[node]") {
  NodeBench bench({});
  bench.step(k_client, NodeBench::put(7, "k", "v"));
  const StoreRequest wanted = asked(bench);
  bench.step(NodeId{1}, NodeBench::acknowledge(wanted));
  bench.step(NodeId{2}, NodeBench::acknowledge(wanted));
  bench.step(NodeId{1}, NodeBench::store(8, "k", "later", nanoseconds(bench.now()) + 5, 1));
  bench.step(k_client, NodeBench::put(7, "k", "v"));
  CHECK(reply_of(bench).outcome.ok());
  CHECK(reply_of(bench).version == wanted.record->version);
  CHECK(bench.stored("k")->value() == "later");
  CHECK(bench.sent<StoreRequest>().empty());
}

TEST_CASE("put: a request that comes after its client has turned to another node does nothing",
          "[node]") {
  NodeBench bench({});
  WriteRequest request = NodeBench::put(7, "k", "v");
  request.begin_by = bench.now();
  bench.step(k_client, request);
  CHECK(bench.out().sends.empty());
  CHECK(bench.stored("k") == nullptr);
}

TEST_CASE("linearizable put: who is only asked for the outcome does not begin", "[node]") {
  NodeBench bench({});
  WriteRequest request = at(Level::linearizable, NodeBench::put(7, "k", "v"));
  request.only_ask = true;
  bench.step(k_client, request);
  CHECK(reply_of(bench).outcome == Outcome{ErrorCode::outcome_unknown});
  CHECK(bench.sent<FetchRequest>().empty());
}

TEST_CASE("linearizable put: a life does not begin what an earlier one may have begun", "[node]") {
  NodeBench bench({});
  WriteRequest request = at(Level::linearizable, NodeBench::put(7, "k", "v"));
  request.started = time_at(-1);
  bench.step(k_client, request);
  CHECK(reply_of(bench).outcome == Outcome{ErrorCode::outcome_unknown});
  CHECK(bench.sent<FetchRequest>().empty());
}

TEST_CASE("strict put: too few members leave its outcome unknown, however many hints are kept",
          "[node]") {
  NodeBench bench({});
  bench.step(k_client, at(Level::strict, NodeBench::put(7, "k", "v")));
  const StoreRequest wanted = asked(bench);
  std::vector<WriteReply> replies;
  while (bench.waits()) {
    bench.tick_at_deadline();
    for (const auto& [to, reply] : bench.sent<WriteReply>()) replies.push_back(reply);
    bench.step(NodeId{3}, NodeBench::acknowledge(wanted));
    for (const auto& [to, reply] : bench.sent<WriteReply>()) replies.push_back(reply);
  }
  REQUIRE(replies.size() == 1);
  CHECK(replies[0].outcome == Outcome{ErrorCode::outcome_unknown});
}

}  // namespace
}  // namespace ringside::strict_write_test
