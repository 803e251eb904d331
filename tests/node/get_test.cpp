#include <catch_amalgamated.hpp>
#include <vector>

#include "tests/node/bench.h"

namespace ringside::get_test {
namespace {

constexpr ClientId k_client{4};

GetReply reply_of(const NodeBench& bench) {
  const auto replies = bench.sent<GetReply>();
  REQUIRE(replies.size() == 1);
  REQUIRE(replies[0].first == Address{k_client});
  return replies[0].second;
}

// The question that the latest step passed on, and to whom.
std::pair<Address, ForwardRequest> forwarded(const NodeBench& bench) {
  const auto requests = bench.sent<ForwardRequest>();
  REQUIRE(requests.size() == 1);
  return requests[0];
}

ForwardRequest question(std::vector<NodeId> asked, std::uint32_t absent) {
  ForwardRequest request{NodeBench::get(7, "k"), k_client, asked, absent};
  request.absent_at.assign(asked.begin(), asked.begin() + absent);
  return request;
}

TEST_CASE("get: a node that has the key answers at once", "[node]") {
  NodeBench bench({});
  bench.step(NodeId{1}, NodeBench::store(1, "k", "v", 10));
  bench.step(k_client, NodeBench::get(7, "k"));
  const GetReply reply = reply_of(bench);
  CHECK(reply.outcome.ok());
  CHECK(reply.record->value() == "v");
  CHECK(reply.forwards == 0);
  CHECK_FALSE(bench.waits());
}

TEST_CASE("get: a tombstone is an answer: not_found", "[node]") {
  NodeBench bench({});
  bench.step(NodeId{1}, NodeBench::store_tombstone(1, "k", 10));
  bench.step(k_client, NodeBench::get(7, "k"));
  CHECK(reply_of(bench).outcome == Outcome{ErrorCode::not_found});
  CHECK(reply_of(bench).record->tombstone);
  CHECK(bench.sent<ForwardRequest>().empty());
}

TEST_CASE("get: a node that has nothing passes it on along the group", "[node]") {
  NodeBench bench({.node = 1});
  bench.step(k_client, NodeBench::get(7, "k"));
  const auto [to, request] = forwarded(bench);
  CHECK(to == Address{NodeId{2}});
  CHECK(request.client == k_client);
  CHECK(request.get.key == "k");
  CHECK(request.asked == std::vector<NodeId>{NodeId{1}});
  CHECK(request.absent == 1);
  CHECK(bench.sent<GetReply>().empty());
  CHECK(bench.traced(EventKind::get_forwarded) == 1);
}

TEST_CASE("get: the walk goes round the group", "[node]") {
  NodeBench bench({.node = 2});
  bench.step(k_client, NodeBench::get(7, "k"));
  CHECK(forwarded(bench).first == Address{NodeId{0}});
}

TEST_CASE("get: who takes over a question says so, and answers the client itself", "[node]") {
  NodeBench bench({.node = 2});
  bench.step(NodeId{1}, NodeBench::store(1, "k", "v", 10));
  bench.step(NodeId{1}, question({NodeId{1}}, 1));
  const auto taken = bench.sent<ForwardReply>();
  REQUIRE(taken.size() == 1);
  CHECK(taken[0].first == Address{NodeId{1}});
  CHECK(reply_of(bench).record->value() == "v");
  CHECK(reply_of(bench).forwards == 1);
}

TEST_CASE("get: not_found only after the last of the group had nothing", "[node]") {
  NodeBench last({.node = 0});
  last.step(NodeId{2}, question({NodeId{1}, NodeId{2}}, 2));
  CHECK(last.sent<ForwardRequest>().empty());
  CHECK(reply_of(last).outcome == Outcome{ErrorCode::not_found});
  CHECK(reply_of(last).record == nullptr);
  CHECK(reply_of(last).forwards == 2);
}

TEST_CASE("get: whoever took a question over is not waited for", "[node]") {
  NodeBench bench({.node = 1});
  bench.step(k_client, NodeBench::get(7, "k"));
  CHECK(bench.waits());
  bench.step(NodeId{2}, ForwardReply{OpId{7}});
  CHECK_FALSE(bench.waits());
}

TEST_CASE("get: only the one asked can take a question over", "[node]") {
  NodeBench bench({.node = 1});
  bench.step(k_client, NodeBench::get(7, "k"));
  bench.step(NodeId{0}, ForwardReply{OpId{7}});
  bench.step(NodeId{2}, ForwardReply{OpId{8}});
  CHECK(bench.waits());
}

TEST_CASE("get: where the next one is silent, the one after is asked, and so on to the end",
          "[node]") {
  NodeBench bench({.node = 1});
  bench.step(k_client, NodeBench::get(7, "k"));
  bench.tick_at_deadline();
  const auto [to, request] = forwarded(bench);
  CHECK(to == Address{NodeId{0}});
  CHECK(request.asked == std::vector<NodeId>{NodeId{1}, NodeId{2}});
  CHECK(request.absent == 1);
  bench.tick_at_deadline();
  // One of three says that it is not there, but a write quorum of two may be the other two.
  CHECK(reply_of(bench).outcome == Outcome{ErrorCode::unavailable});
  CHECK_FALSE(bench.waits());
}

TEST_CASE("get: who was silent is passed over for a while, then asked again", "[node]") {
  NodeBench bench({.node = 1});
  bench.step(k_client, NodeBench::get(7, "a"));
  bench.tick_at_deadline();
  bench.step(NodeId{0}, ForwardReply{OpId{7}});
  bench.step(k_client, NodeBench::get(8, "b"));
  CHECK(forwarded(bench).first == Address{NodeId{0}});
  bench.step(NodeId{0}, ForwardReply{OpId{8}});
  bench.pass(NodeBench::timing().suspicion);
  bench.step(k_client, NodeBench::get(9, "c"));
  CHECK(forwarded(bench).first == Address{NodeId{2}});
}

TEST_CASE("get: one heard from is trusted again at once", "[node]") {
  NodeBench bench({.node = 1});
  bench.step(k_client, NodeBench::get(7, "a"));
  bench.tick_at_deadline();
  bench.step(NodeId{2}, NodeBench::store(1, "x", "v", 10));
  bench.step(k_client, NodeBench::get(8, "b"));
  CHECK(forwarded(bench).first == Address{NodeId{2}});
}

TEST_CASE("get: a suspect is still asked where the others cannot settle it", "[node]") {
  NodeBench bench({.node = 1, .incarnation = 2, .lost_memory = true});
  bench.step(k_client, NodeBench::get(7, "a"));
  bench.tick_at_deadline();  // 2 was silent
  bench.step(NodeId{0}, ForwardReply{OpId{7}});
  bench.step(NodeId{0}, question({NodeId{0}}, 1));  // 0 has nothing, this node has forgotten
  CHECK(forwarded(bench).first == Address{NodeId{2}});
}

TEST_CASE("get: memory lost proves nothing: absence that only few know is unavailable", "[node]") {
  NodeBench last({.node = 0, .incarnation = 2, .lost_memory = true});
  last.step(NodeId{2}, question({NodeId{1}, NodeId{2}}, 1));
  CHECK(reply_of(last).outcome == Outcome{ErrorCode::unavailable});
}

TEST_CASE("get: a node outside the group asks the group and counts for nothing itself", "[node]") {
  NodeBench bench({.node = 3});
  bench.step(k_client, NodeBench::get(7, "k"));
  const auto [to, request] = forwarded(bench);
  CHECK(to == Address{NodeId{0}});
  CHECK(request.absent == 0);
}

TEST_CASE("get: asked again by the client while a question is out, it asks again and waits once",
          "[node]") {
  NodeBench bench({.node = 1});
  bench.step(k_client, NodeBench::get(7, "k"));
  bench.pass(std::chrono::milliseconds{5});
  bench.step(k_client, NodeBench::get(7, "k"));
  CHECK(forwarded(bench).first == Address{NodeId{2}});
  bench.step(NodeId{2}, ForwardReply{OpId{7}});
  CHECK_FALSE(bench.waits());
}

}  // namespace
}  // namespace ringside::get_test
