// What one node does for scans. Its ring has one arc for all hashes from 4 on.
#include <algorithm>
#include <catch_amalgamated.hpp>
#include <string>
#include <vector>

#include "core/node/scan_coordinator.h"
#include "tests/node/bench.h"

namespace ringside::scan_test {
namespace {

constexpr ClientId k_client{4};
constexpr KeyHash k_last{~std::uint64_t{0}};

ScanRequest scan(std::uint32_t limit, KeyHash from = KeyHash{4}) {
  return {.op = OpId{9}, .from = from, .limit = limit};
}

RecordPtr record(const std::string& key, std::int64_t stamp = 10) {
  return NodeBench::store(1, key, "v", stamp).record;
}

// Keys in the order of their hashes.
std::vector<std::string> in_order(std::vector<std::string> keys) {
  std::sort(keys.begin(), keys.end(),
            [](const std::string& a, const std::string& b) { return hash_key(a) < hash_key(b); });
  return keys;
}

std::vector<std::string> keys_of(const ScanReply& reply) {
  std::vector<std::string> keys;
  for (const RecordPtr& told : reply.records) keys.emplace_back(told->key());
  return keys;
}

ScanReply reply_of(const NodeBench& bench) {
  const auto replies = bench.sent<ScanReply>();
  REQUIRE(replies.size() == 1);
  CHECK(replies[0].first == Address{k_client});
  return replies[0].second;
}

// A member's answer to the latest question.
PageReply answer(std::vector<RecordPtr> records, KeyHash last = k_last, bool vouches = true) {
  std::sort(records.begin(), records.end(),
            [](const RecordPtr& a, const RecordPtr& b) { return a->hash < b->hash; });
  return {OpId{9}, KeyHash{4}, last, vouches, std::move(records)};
}

NodeBench bench_with(const std::vector<std::string>& keys) {
  NodeBench bench({});
  for (const std::string& key : keys) bench.step(NodeId{1}, NodeBench::store(1, key, "v", 10));
  return bench;
}

TEST_CASE("scan: as many tell as must know nothing before a key is not found", "[node]") {
  NodeBench bench = bench_with({"a", "b"});
  bench.step(k_client, scan(10));
  CHECK(bench.sent<PageRequest>().size() == 1);
  CHECK(bench.sent<ScanReply>().empty());
  CHECK(bench.waits());
  bench.step(NodeId{1}, answer({record("b"), record("c")}));
  CHECK(keys_of(reply_of(bench)) == in_order({"a", "b", "c"}));
  CHECK(reply_of(bench).last == k_last);
  CHECK_FALSE(bench.waits());
}

TEST_CASE("scan: a page goes only as far as everybody has told", "[node]") {
  const std::vector<std::string> keys = in_order({"a", "b", "c", "d", "e", "f"});
  NodeBench bench = bench_with({keys[0], keys[2], keys[4]});
  bench.step(k_client, scan(2));
  CHECK(bench.sent<PageRequest>().at(0).second.limit == 2);
  bench.step(NodeId{1}, answer({record(keys[0]), record(keys[1])}, hash_key(keys[1])));
  const ScanReply reply = reply_of(bench);
  CHECK(keys_of(reply) == std::vector<std::string>{keys[0], keys[1]});
  CHECK(reply.last == hash_key(keys[1]));
}

TEST_CASE("scan: a page that is full ends with its last key", "[node]") {
  const std::vector<std::string> keys = in_order({"a", "b", "c", "d"});
  NodeBench bench = bench_with({keys[0], keys[2]});
  bench.step(k_client, scan(2));
  bench.step(NodeId{1}, answer({record(keys[1]), record(keys[3])}));
  CHECK(keys_of(reply_of(bench)) == std::vector<std::string>{keys[0], keys[1]});
  CHECK(reply_of(bench).last == hash_key(keys[1]));
}

TEST_CASE("scan: what was removed is not told, and is passed by", "[node]") {
  const std::vector<std::string> keys = in_order({"a", "b"});
  NodeBench bench = bench_with({keys[0]});
  bench.step(k_client, scan(1));
  bench.step(NodeId{1},
             answer({NodeBench::store_tombstone(2, keys[0], 20).record}, hash_key(keys[0])));
  CHECK(reply_of(bench).records.empty());
  CHECK(reply_of(bench).last == hash_key(keys[0]));
}

TEST_CASE("scan: who is recovering tells what it has, and does not count", "[node]") {
  NodeBench bench = bench_with({"a"});
  bench.step(k_client, scan(10));
  bench.step(NodeId{1}, answer({record("b")}, k_last, false));
  CHECK(bench.sent<ScanReply>().empty());
  REQUIRE(bench.sent<PageRequest>().size() == 1);
  CHECK(bench.sent<PageRequest>()[0].first == Address{NodeId{2}});
  bench.step(NodeId{2}, answer({record("c")}));
  CHECK(keys_of(reply_of(bench)) == in_order({"a", "b", "c"}));

  NodeBench recovering({.node = 1, .lost_memory = true});
  recovering.step(NodeId{0}, PageRequest{OpId{9}, KeyHash{4}, k_last, 5});
  CHECK_FALSE(recovering.sent<PageReply>().at(0).second.vouches);
}

TEST_CASE("scan: where too few answer it is unavailable", "[node]") {
  NodeBench bench = bench_with({"a"});
  bench.step(k_client, scan(10));
  std::size_t asked = bench.sent<PageRequest>().size();
  while (bench.waits()) {
    bench.tick_at_deadline();
    asked += bench.sent<PageRequest>().size();
  }
  CHECK(asked == 2 * ScanCoordinator::k_attempts_max);
  CHECK(reply_of(bench).outcome == Outcome{ErrorCode::unavailable});
}

TEST_CASE("scan: whoever does not keep the arc, or learns of another ring, sends on", "[node]") {
  NodeBench other({.node = 3});
  other.step(k_client, scan(10));
  CHECK(reply_of(other).outcome == Outcome{ErrorCode::unavailable});
  NodeBench bench = bench_with({"a"});
  bench.step(k_client, scan(10));
  const RingViewPtr later = NodeBench::ring()->moving({RingChange::Kind::drain, NodeId{2}});
  bench.step({NodeId{3}, Incarnation{1}, later}, ForwardReply{OpId{99}});
  CHECK(reply_of(bench).outcome == Outcome{ErrorCode::unavailable});
  CHECK(reply_of(bench).from == KeyHash{4});
}

TEST_CASE("scan: a member tells so many records, and how far they go", "[node]") {
  const std::vector<std::string> keys = in_order({"a", "b", "c"});
  NodeBench bench = bench_with(keys);
  bench.step(NodeId{1}, PageRequest{OpId{9}, KeyHash{4}, k_last, 2});
  const PageReply some = bench.sent<PageReply>().at(0).second;
  CHECK(some.records.size() == 2);
  CHECK(some.last == hash_key(keys[1]));
  CHECK(some.vouches);
  bench.step(NodeId{1}, PageRequest{OpId{9}, hash_key(keys[1]), k_last, 2});
  const PageReply rest = bench.sent<PageReply>().at(0).second;
  CHECK(rest.records.size() == 2);
  CHECK(rest.last == k_last);
}

TEST_CASE("scan: without values it tells keys", "[node]") {
  NodeBench bench = bench_with({"a"});
  ScanRequest request = scan(5);
  request.keys_only = true;
  bench.step(k_client, request);
  bench.step(NodeId{1}, answer({}));
  REQUIRE(reply_of(bench).records.size() == 1);
  CHECK(reply_of(bench).records[0]->key() == "a");
  CHECK(reply_of(bench).records[0]->value().empty());
}

}  // namespace
}  // namespace ringside::scan_test
