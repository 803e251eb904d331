#include "core/node/multi_get.h"

#include <catch_amalgamated.hpp>

#include "tests/node/bench.h"

namespace ringside::multi_get_test {
namespace {

constexpr ClientId k_client{4};

MultiGetRequest multi_get(const std::vector<std::string>& keys, Level level = Level::eventual) {
  MultiGetRequest all{OpId{7}, {}};
  for (std::size_t i = 0; i < keys.size(); ++i) {
    GetRequest get = NodeBench::get(7 + i, keys[i]);
    get.batch = OpId{7};
    get.consistency.level = level;
    all.gets.push_back(std::move(get));
  }
  return all;
}

TEST_CASE("multi-get: what a node has it answers together, what it lacks it passes on", "[node]") {
  NodeBench bench({.node = 1});
  bench.step(NodeId{0}, NodeBench::store(1, "a", "1", 10));
  bench.step(NodeId{0}, NodeBench::store_tombstone(2, "b", 10));
  bench.step(k_client, multi_get({"a", "b", "c"}));
  const auto replies = bench.sent<MultiGetReply>();
  REQUIRE(replies.size() == 1);
  CHECK(replies[0].first == Address{k_client});
  CHECK(replies[0].second.op == OpId{7});
  REQUIRE(replies[0].second.replies.size() == 2);
  CHECK(replies[0].second.replies[0].op == OpId{7});
  CHECK(replies[0].second.replies[0].record->value() == "1");
  CHECK(replies[0].second.replies[1].outcome == Outcome{ErrorCode::not_found});
  CHECK(bench.sent<GetReply>().empty());
  REQUIRE(bench.sent<ForwardRequest>().size() == 1);
  CHECK(bench.sent<ForwardRequest>()[0].second.get.op == OpId{9});
}

TEST_CASE("multi-get: a single answer is one as to any get", "[node]") {
  NodeBench bench({.node = 1});
  bench.step(NodeId{0}, NodeBench::store(1, "a", "1", 10));
  bench.step(k_client, multi_get({"a", "b"}));
  CHECK(bench.sent<MultiGetReply>().empty());
  CHECK(bench.sent<GetReply>().size() == 1);
}

TEST_CASE("multi-get: one that asks for quorums asks for each key's", "[node]") {
  NodeBench bench({});
  bench.step(k_client, multi_get({"a", "b"}, Level::strict));
  CHECK(bench.sent<FetchRequest>().size() == 2);
  CHECK(bench.sent<MultiGetReply>().empty());
}

TEST_CASE("multi-get: only gets of one that go to one node become one message", "[node]") {
  const auto get = [](std::uint64_t op, std::uint64_t batch) {
    GetRequest request = NodeBench::get(op, "k");
    request.batch = OpId{batch};
    return request;
  };
  Output out;
  out.send(NodeId{0}, get(1, 1));  // sent before
  out.send(NodeId{0}, get(2, 1));
  out.send(NodeId{1}, get(3, 1));
  out.send(NodeId{0}, get(4, 4));
  out.send(NodeId{0}, get(5, 0));
  out.send(NodeId{0}, get(6, 1));
  out.send(NodeId{0}, get(7, 0));
  out.send(NodeId{0}, get(8, 1));
  join_gets(1, out);
  REQUIRE(out.sends.size() == 6);
  const auto& joined = std::get<MultiGetRequest>(out.sends[1].message);
  CHECK(out.sends[1].to == Address{NodeId{0}});
  CHECK(joined.op == OpId{1});
  REQUIRE(joined.gets.size() == 3);
  CHECK(joined.gets[0].op == OpId{2});
  CHECK(joined.gets[1].op == OpId{6});
  CHECK(joined.gets[2].op == OpId{8});
  for (const std::size_t i : {0u, 2u, 3u, 4u, 5u})
    CHECK(std::holds_alternative<GetRequest>(out.sends[i].message));
}

}  // namespace
}  // namespace ringside::multi_get_test
