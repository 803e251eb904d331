// Writes that say what they know of a key, at a coordinator and in sessions.
#include <catch_amalgamated.hpp>
#include <string>
#include <vector>

#include "core/store/siblings.h"
#include "tests/node/bench.h"

namespace ringside::sibling_write_test {
namespace {

const Address k_client = ClientId{4};
using Values = std::vector<std::string>;

NodeBench bench_of(Conflicts conflicts, std::uint32_t siblings_max = 100) {
  return NodeBench({.conflicts = conflicts, .siblings_max = siblings_max});
}

Values kept(const NodeBench& bench) {
  Values all;
  if (!bench.stored("k")) return all;
  for (const Sibling& value : values_of(*bench.stored("k"))) all.push_back(value.value);
  return all;
}

WriteReply reply_of(const NodeBench& bench) {
  const auto replies = bench.sent<WriteReply>();
  REQUIRE(replies.size() == 1);
  return replies[0].second;
}

WriteRequest knowing(CausalContext known, WriteRequest request) {
  request.known = std::move(known);
  return request;
}
WriteRequest comparing(WriteRequest request) {
  request.compare = true;
  return request;
}

// Lets both other members tell what they keep: the same as this node.
void tell_the_same(NodeBench& bench, std::uint64_t op) {
  for (const std::uint32_t member : {1u, 2u})
    bench.step(NodeId{member}, FetchReply{OpId{op}, true, bench.stored("k"), {}});
}

TEST_CASE("put: where siblings are kept, one that knows nothing stays beside the others",
          "[node]") {
  NodeBench bench = bench_of(Conflicts::keep_siblings);
  bench.step(k_client, NodeBench::put(1, "k", "a"));
  bench.step(k_client, NodeBench::put(2, "k", "b"));
  CHECK(kept(bench) == Values{"b", "a"});
  // The others are given all of it.
  CHECK(sibling_count(*bench.sent<StoreRequest>().at(0).second.record) == 2);
}

TEST_CASE("put: one that knows a value takes its place, and says what is left", "[node]") {
  NodeBench bench = bench_of(Conflicts::keep_siblings);
  bench.step(k_client, NodeBench::put(1, "k", "a"));
  const CausalContext known = context_of(*bench.stored("k"));
  bench.step(k_client, NodeBench::put(2, "k", "b"));
  bench.step(k_client, knowing(known, NodeBench::put(3, "k", "c")));
  CHECK(kept(bench) == Values{"c", "b"});
  bench.step(NodeId{1}, NodeBench::acknowledge(bench.sent<StoreRequest>().at(0).second));
  REQUIRE(reply_of(bench).kept);
  CHECK(sibling_count(*reply_of(bench).kept) == 2);
}

TEST_CASE("put: where the last writer wins, no context keeps it from winning", "[node]") {
  NodeBench bench = bench_of(Conflicts::last_writer_wins);
  bench.step(k_client, NodeBench::put(1, "k", "a"));
  bench.step(k_client, NodeBench::put(2, "k", "b"));
  CHECK(kept(bench) == Values{"b"});
}

TEST_CASE("remove: one without a context takes the place of all that its coordinator keeps",
          "[node]") {
  NodeBench bench = bench_of(Conflicts::keep_siblings);
  bench.step(k_client, NodeBench::put(1, "k", "a"));
  bench.step(k_client, NodeBench::put(2, "k", "b"));
  bench.step(k_client, NodeBench::remove(3, "k"));
  CHECK(kept(bench).empty());
  CHECK(is_absent(*bench.stored("k")));
}

TEST_CASE("put: more siblings than are allowed are refused, and nothing is written", "[node]") {
  NodeBench bench = bench_of(Conflicts::keep_siblings, 2);
  bench.step(k_client, NodeBench::put(1, "k", "a"));
  bench.step(k_client, NodeBench::put(2, "k", "b"));
  bench.step(k_client, NodeBench::put(3, "k", "c"));
  CHECK(reply_of(bench).outcome == Outcome{ErrorCode::too_many_siblings});
  CHECK(sibling_count(*reply_of(bench).kept) == 2);
  CHECK(bench.sent<StoreRequest>().empty());
  CHECK(kept(bench) == Values{"b", "a"});
  bench.step(k_client, knowing(context_of(*bench.stored("k")), NodeBench::put(4, "k", "d")));
  CHECK(kept(bench) == Values{"d"});
}

NodeBench merging_bench() {
  return NodeBench({.conflicts = Conflicts::merge_union, .merge = union_of_words});
}

TEST_CASE("put: where siblings are merged, its value has in it what it does not know of",
          "[node]") {
  NodeBench bench = merging_bench();
  bench.step(k_client, NodeBench::put(1, "k", "milk bread"));
  CHECK(kept(bench) == Values{"bread milk"});
  CHECK(bench.traced(EventKind::values_merged) == 0);
  bench.step(k_client, NodeBench::put(2, "k", "eggs"));
  CHECK(kept(bench) == Values{"bread eggs milk"});
  CHECK(bench.traced(EventKind::values_merged) == 1);
  // The others are given that.
  CHECK(sibling_count(*bench.sent<StoreRequest>().at(0).second.record) == 1);
  bench.step(k_client, knowing(context_of(*bench.stored("k")), NodeBench::put(3, "k", "eggs")));
  CHECK(kept(bench) == Values{"eggs"});
}

TEST_CASE("put: where siblings are merged, those of other coordinators stay until the next one",
          "[node]") {
  NodeBench bench = merging_bench();
  bench.step(k_client, NodeBench::put(1, "k", "a"));
  const RecordPtr theirs = NodeBench::store(2, "k", "b", nanoseconds(bench.now()) + 5, 1).record;
  bench.step(
      NodeId{1},
      StoreRequest{OpId{2}, with_write(nullptr, parts_of(*theirs), CausalContext{}), k_no_node});
  CHECK(kept(bench) == Values{"b", "a"});
  bench.step(k_client, NodeBench::put(3, "k", "c"));
  CHECK(kept(bench) == Values{"a b c"});
}

TEST_CASE("remove: where siblings are merged, it merges nothing", "[node]") {
  NodeBench bench = merging_bench();
  bench.step(k_client, NodeBench::put(1, "k", "a"));
  bench.step(k_client, NodeBench::remove(2, "k"));
  CHECK(kept(bench).empty());
  bench.step(k_client, NodeBench::put(3, "k", "b"));
  CHECK(kept(bench) == Values{"b"});
}

TEST_CASE("put: a context further ahead than clocks may be is refused", "[node]") {
  NodeBench bench = bench_of(Conflicts::keep_siblings);
  CausalContext ahead;
  ahead.add({{bench.now() + std::chrono::seconds{2}, 0}, {NodeId{1}, Incarnation{1}}});
  bench.step(k_client, knowing(ahead, NodeBench::put(1, "k", "a")));
  CHECK(reply_of(bench).outcome == Outcome{ErrorCode::unavailable});
  CHECK(kept(bench).empty());
}

TEST_CASE("put: a retry at another coordinator finds its value among siblings", "[node]") {
  NodeBench bench = bench_of(Conflicts::keep_siblings);
  bench.step(NodeId{1}, NodeBench::store(7, "k", "mine", 10, 1));
  const RecordPtr first = bench.stored("k");
  NodeBench other = bench_of(Conflicts::keep_siblings);
  other.step(
      NodeId{1},
      StoreRequest{OpId{7}, with_write(nullptr, parts_of(*first), CausalContext{}), k_no_node});
  other.step(k_client, NodeBench::put(8, "k", "theirs"));
  other.step(k_client, NodeBench::put(7, "k", "mine"));
  CHECK(kept(other) == Values{"theirs", "mine"});
}

TEST_CASE("put: a life that let go of a range and gets it back writes there once it has caught up",
          "[node]") {
  for (const Conflicts conflicts : {Conflicts::last_writer_wins, Conflicts::keep_siblings}) {
    NodeBench bench = bench_of(conflicts);
    bench.step(k_client, NodeBench::put(1, "k", "a"));
    for (const std::uint32_t member : {1u, 2u})
      bench.step(NodeId{member}, NodeBench::acknowledge({OpId{1}, bench.stored("k"), k_no_node}));
    const RingViewPtr gone =
        NodeBench::ring()->moving({RingChange::Kind::drain, NodeId{0}})->settled();
    const auto hear = [&](const RingViewPtr& view, Message message) {
      bench.step({NodeId{1}, Incarnation{1}, view}, std::move(message));
    };
    hear(gone, Ping{});
    bench.tick();
    while (!bench.sent<CompareRequest>().empty()) {
      const auto [owner, request] = bench.sent<CompareRequest>()[0];
      bench.step(owner.node(), CompareReply{request.exchange, true, {}, {}});
    }
    REQUIRE_FALSE(bench.stored("k"));
    hear(gone->moving({RingChange::Kind::add, NodeId{0}}), Ping{});
    bench.step(k_client, NodeBench::insisting(NodeBench::put(2, "k", "b")));
    // Its context would say of "a", which others keep, that it was overwritten.
    const bool is_refused = conflicts == Conflicts::keep_siblings;
    CHECK((bench.stored("k") == nullptr) == is_refused);
  }
}

TEST_CASE("cas: asks a quorum first, and writes where nothing has changed", "[node]") {
  for (const Conflicts conflicts : {Conflicts::last_writer_wins, Conflicts::keep_siblings}) {
    NodeBench bench = bench_of(conflicts);
    bench.step(k_client, NodeBench::put(1, "k", "a"));
    const CausalContext known = context_of(*bench.stored("k"));
    bench.step(k_client, comparing(knowing(known, NodeBench::put(2, "k", "b"))));
    CHECK(bench.sent<StoreRequest>().empty());
    tell_the_same(bench, 2);
    CHECK(kept(bench) == Values{"b"});
  }
}

TEST_CASE("cas: is refused where something else is kept, and says what", "[node]") {
  for (const Conflicts conflicts : {Conflicts::last_writer_wins, Conflicts::keep_siblings}) {
    NodeBench bench = bench_of(conflicts);
    bench.step(k_client, NodeBench::put(1, "k", "a"));
    const CausalContext known = context_of(*bench.stored("k"));
    bench.step(k_client, knowing(known, NodeBench::put(2, "k", "b")));
    bench.step(k_client, comparing(knowing(known, NodeBench::put(3, "k", "c"))));
    bench.step(NodeId{1}, FetchReply{OpId{3}, true, bench.stored("k"), {}});
    CHECK(reply_of(bench).outcome == Outcome{ErrorCode::stale_context});
    REQUIRE(reply_of(bench).kept);
    CHECK(reply_of(bench).kept->value() == "b");
    CHECK(kept(bench) == Values{"b"});
  }
}

TEST_CASE("cas: without a context it writes only where there is no value", "[node]") {
  NodeBench bench = bench_of(Conflicts::last_writer_wins);
  bench.step(k_client, comparing(NodeBench::put(1, "k", "a")));
  bench.step(NodeId{1}, FetchReply{OpId{1}, true, nullptr, {}});
  CHECK(kept(bench) == Values{"a"});
  bench.step(k_client, comparing(NodeBench::put(2, "k", "b")));
  bench.step(NodeId{1}, FetchReply{OpId{2}, true, nullptr, {}});
  CHECK(reply_of(bench).outcome == Outcome{ErrorCode::stale_context});
  CHECK(kept(bench) == Values{"a"});
}

TEST_CASE("cas: of two at one coordinator, one writes", "[node]") {
  NodeBench bench = bench_of(Conflicts::last_writer_wins);
  bench.step(k_client, comparing(NodeBench::put(1, "k", "a")));
  bench.step(k_client, comparing(NodeBench::put(2, "k", "b")));
  bench.step(NodeId{1}, FetchReply{OpId{1}, true, nullptr, {}});
  bench.step(NodeId{1}, FetchReply{OpId{2}, true, nullptr, {}});
  CHECK(reply_of(bench).outcome == Outcome{ErrorCode::stale_context});
  CHECK(kept(bench) == Values{"a"});
}

TEST_CASE("get: a member that lacks what the session has seen passes it on", "[node]") {
  NodeBench bench = bench_of(Conflicts::last_writer_wins);
  bench.step(NodeId{1}, NodeBench::store(1, "k", "old", 10, 1));
  GetRequest request = NodeBench::get(5, "k");
  request.at_least.add({{time_at(20), 0}, {NodeId{1}, Incarnation{1}}});
  bench.step(ClientId{4}, request);
  CHECK(bench.sent<GetReply>().empty());
  CHECK(bench.sent<ForwardRequest>().size() == 1);
  request.op = OpId{6};
  request.at_least = context_of(*bench.stored("k"));
  bench.step(ClientId{4}, request);
  REQUIRE(bench.sent<GetReply>().size() == 1);
  CHECK(bench.sent<GetReply>()[0].second.outcome.ok());
}

TEST_CASE("get: where nobody has what the session has seen, it is unavailable", "[node]") {
  NodeBench bench = bench_of(Conflicts::last_writer_wins);
  ForwardRequest question{NodeBench::get(5, "k"), ClientId{4}, {NodeId{1}, NodeId{2}}, 0, {}};
  question.get.at_least.add({{time_at(20), 0}, {NodeId{1}, Incarnation{1}}});
  bench.step(NodeId{2}, question);
  REQUIRE(bench.sent<GetReply>().size() == 1);
  CHECK(bench.sent<GetReply>()[0].second.outcome == Outcome{ErrorCode::unavailable});
}

}  // namespace
}  // namespace ringside::sibling_write_test
