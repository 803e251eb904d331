#include "core/node/collector.h"

#include <algorithm>
#include <catch_amalgamated.hpp>
#include <chrono>

#include "core/store/siblings.h"
#include "tests/node/collecting.h"

namespace ringside::collector_test {
namespace {

using namespace std::chrono_literals;

// A value, and its removal, that all members have.
void remove_everywhere(CollectingFour& four, const std::string& key = "k") {
  four.spread(NodeBench::store(1, key, "old", 10));
  four.spread(NodeBench::store_tombstone(2, key, 20));
}

StoreRequest hint_for(std::uint32_t intended, StoreRequest request) {
  request.intended = NodeId{intended};
  return request;
}

Outcome answer_to(CollectingFour& four, std::uint32_t node, const StoreRequest& request) {
  four.give(node, four.sender(node == 0 ? 1 : 0), request);
  const auto replies = four[node].sent<StoreReply>();
  REQUIRE(replies.size() == 1);
  return replies[0].second.outcome;
}

GetReply read(CollectingFour& four, GetRequest request) {
  four.give(0, ClientId{1}, request);
  for (int i = 0; i < 20; ++i) {
    for (std::uint32_t node = 0; node < 4; ++node) {
      for (const auto& [client, reply] : four[node].sent<GetReply>()) {
        if (reply.op == request.op) return reply;
      }
    }
    if (!four.deliver()) break;
  }
  FAIL("there is no answer");
  return {};
}

TEST_CASE("collector: a node that does not answer keeps all tombstones where they are", "[node]") {
  for (std::uint32_t silent = 0; silent < 4; ++silent) {
    CAPTURE(silent);
    CollectingFour four;
    remove_everywhere(four);
    four.pause(silent);
    four.pass(10s);
    CHECK(four.collected() == 0);
    CHECK(four.keepers("k") == 3);
    four.resume(silent);
    four.pass(10s);
    CHECK(four.collected() == 3);
  }
}

TEST_CASE("collector: once all have agreed nothing of what was removed is left", "[node]") {
  CollectingFour four;
  for (int i = 0; i < 50; ++i) remove_everywhere(four, "k" + std::to_string(i));
  four.spread(NodeBench::store(3, "stays", "v", 30));
  for (std::uint32_t node = 0; node < 3; ++node) CHECK(four.node(node).table().size() == 51);
  four.pass(3s);
  for (std::uint32_t node = 0; node < 3; ++node) CHECK(four.node(node).table().size() == 1);
  CHECK(four.collected() == 150);
  CHECK(read(four, NodeBench::get(9, "k7")).outcome == Outcome{ErrorCode::not_found});
  CHECK(read(four, NodeBench::get(10, "stays")).outcome.ok());
}

TEST_CASE("collector: what is younger than it has to be stays", "[node]") {
  CollectingFour four;
  four.pass(5s);
  const std::int64_t now = nanoseconds(four[0].now());
  four.spread(NodeBench::store_tombstone(2, "k", now));
  four.pass(CollectingFour::k_age - 50ms);
  CHECK(four.collected() == 0);
  four.pass(2s);
  CHECK(four.collected() == 3);
}

TEST_CASE("collector: without the setting nobody asks for anything", "[node]") {
  NodeBench bench({});
  bench.step(NodeId{1}, NodeBench::store_tombstone(2, "k", 20));
  CHECK(bench.node().next_deadline() == k_end_of_time);
}

TEST_CASE("collector: a hint anywhere keeps all tombstones where they are", "[node]") {
  CollectingFour four;
  remove_everywhere(four);
  four.pause(1);  // so that nobody hands it over yet
  four.give(3, NodeId{0}, hint_for(1, NodeBench::store(1, "k", "old", 10)));
  REQUIRE(four.node(3).hints().size() == 1);
  four.pass(3s);
  CHECK(four.collected() == 0);
  four.resume(1);
  four.pass(3s);
  CHECK(four.node(3).hints().size() == 0);
  CHECK(four.collected() == 3);
  CHECK(four.keepers("k") == 0);
}

TEST_CASE("collector: a member that lacks the tombstone has it before it is collected", "[node]") {
  CollectingFour four;
  four.spread(NodeBench::store(1, "k", "old", 10));
  for (const std::uint32_t member : {0u, 1u})
    four.give(member, NodeId{3}, NodeBench::store_tombstone(2, "k", 20));
  REQUIRE_FALSE(is_absent(*four[2].stored("k")));
  bool was_behind = true;
  four.pass(5s, [&] {
    const RecordPtr kept = four[2].stored("k");
    was_behind = was_behind && kept && !is_absent(*kept);
    if (was_behind) CHECK(four.collected() == 0);
  });
  CHECK(four.collected() == 3);
  CHECK(four.keepers("k") == 0);
}

TEST_CASE("collector: an old put that comes late is not taken, from whomever", "[node]") {
  CollectingFour four;
  remove_everywhere(four);
  four.pass(3s);
  REQUIRE(four.collected() == 3);
  const StoreRequest old = NodeBench::store(1, "k", "old", 10);
  CHECK_FALSE(answer_to(four, 1, old).ok());
  CHECK_FALSE(answer_to(four, 3, hint_for(1, old)).ok());
  four.give(1, NodeId{3}, HandoffRequest{1, {old.record}});
  CHECK(four[1].sent<HandoffReply>().at(0).second.outcome.ok());  // the holder may forget it
  four.give(1, NodeId{2}, GiveRequest{ExchangeId{7}, {old.record}});
  CHECK(four.keepers("k") == 0);
  CHECK(four.node(3).hints().size() == 0);
  // The tombstone itself says no more than nothing does.
  CHECK(answer_to(four, 1, NodeBench::store_tombstone(2, "k", 20)).ok());
  CHECK(four.keepers("k") == 0);
}

TEST_CASE("collector: what is written afterwards is newer than all that was collected", "[node]") {
  CollectingFour four;
  remove_everywhere(four);
  four.pass(3s);
  const HlcStamp floor = four.node(1).horizon().floor;
  REQUIRE(floor.physical > time_at(20));
  four.node(1).set_clock_skew(-10s);
  four.give(1, ClientId{1}, NodeBench::put(5, "k", "new"));
  four.deliver_all();
  REQUIRE(four.keepers("k") == 3);
  CHECK(four[2].stored("k")->value() == "new");
  CHECK(four[2].stored("k")->version.stamp > floor);
}

TEST_CASE("collector: a clock that is behind holds it up", "[node]") {
  CollectingFour four;
  four.pass(3s);
  remove_everywhere(four);
  four.node(2).set_clock_skew(-20s);
  four.pass(5s);
  CHECK(four.collected() == 0);
  four.node(2).set_clock_skew({});
  four.pass(2s);
  CHECK(four.collected() == 3);
}

TEST_CASE("collector: a member that recovers keeps all tombstones where they are", "[node]") {
  CollectingFour four;
  remove_everywhere(four);
  four.pause(1);
  four.reborn(2);  // it waits for node 1, which has not told it anything
  four.pass(5s);
  CHECK_FALSE(four.node(2).recovered());
  CHECK(four.collected() == 0);
  four.resume(1);
  four.pass(5s);
  CHECK(four.node(2).recovered());
  CHECK(four.keepers("k") == 0);
}

TEST_CASE("collector: what a node was sent before it heard what is late, it forgets", "[node]") {
  CollectingFour four;
  remove_everywhere(four);
  four.pass(3s);
  REQUIRE(four.collected() == 3);
  four.reborn(2);
  CHECK(answer_to(four, 2, NodeBench::store(1, "k", "old", 10)).ok());  // it cannot know
  REQUIRE(four[2].stored("k") != nullptr);
  four.pass(1s);
  CHECK(four.node(2).recovered());
  CHECK(four.keepers("k") == 0);
  CHECK_FALSE(answer_to(four, 2, NodeBench::store(1, "k", "old", 10)).ok());
  CHECK(four.node(2).horizon().fence == four.node(0).horizon().fence);
}

TEST_CASE("collector: who misses the last step learns of it by comparison", "[node]") {
  CollectingFour four;
  remove_everywhere(four);
  // Node 2 takes part until the others have collected.
  four.pass(3s, [&] {
    if (four.collected() > 0) four.pause(2);
  });
  REQUIRE(four.keepers("k") == 1);
  four.resume(2);
  const Horizon& others = four.node(0).horizon();
  four.give(2, NodeId{0}, CompareRequest{ExchangeId{9}, {}, {}, others.told, others.floor});
  CHECK(four.keepers("k") == 0);
}

TEST_CASE("collector: whoever dies at any moment, nothing comes back and all is collected",
          "[node]") {
  for (std::uint32_t victim = 0; victim < 4; ++victim) {
    for (int after = 1; after < 400; ++after) {
      CAPTURE(victim, after);
      CollectingFour four;
      remove_everywhere(four);
      int delivered = 0;
      bool was_seen = false;
      const auto look = [&] {
        if (++delivered == after) four.reborn(victim);
        for (std::uint32_t node = 0; node < 3; ++node) {
          const RecordPtr kept = four[node].stored("k");
          was_seen = was_seen || (kept && !is_absent(*kept));
        }
      };
      four.pass(2s, look);
      if (delivered < after) break;
      four.pass(4s, look);
      REQUIRE_FALSE(was_seen);
      REQUIRE(four.keepers("k") == 0);
      REQUIRE_FALSE(
          answer_to(four, victim == 3 ? 1 : victim, NodeBench::store(1, "k", "old", 10)).ok());
    }
  }
}

TEST_CASE("collector: a session that has seen the tombstone is told that the key is not there",
          "[node]") {
  CollectingFour four;
  remove_everywhere(four);
  GetRequest request = NodeBench::get(9, "k");
  request.at_least.add(four[0].stored("k")->version);
  four.pass(3s);
  REQUIRE(four.keepers("k") == 0);
  CHECK(read(four, request).outcome == Outcome{ErrorCode::not_found});
  request.op = OpId{10};
  request.consistency.level = Level::strict;
  CHECK(read(four, request).outcome == Outcome{ErrorCode::not_found});
  // What is newer than all that was collected it may have missed.
  request = NodeBench::get(11, "k");
  request.at_least.add({{four[0].now(), 0}, {NodeId{1}, Incarnation{1}}});
  CHECK(read(four, request).outcome == Outcome{ErrorCode::unavailable});
}

TEST_CASE("collector: a tombstone beside a value stays until that has gone too", "[node]") {
  CollectingFour four(Conflicts::keep_siblings);
  four.give(0, ClientId{1}, NodeBench::put(1, "k", "one"));
  four.deliver_all();
  const CausalContext known = context_of(*four[0].stored("k"));
  four.give(0, ClientId{1}, NodeBench::put(2, "k", "two"));
  WriteRequest remove = NodeBench::remove(3, "k");
  remove.known = known;  // of the first alone
  four.give(0, ClientId{1}, remove);
  four.deliver_all();
  REQUIRE(sibling_count(*four[1].stored("k")) == 2);
  four.pass(4s);
  CHECK(four.collected() == 0);
  four.give(1, ClientId{1}, NodeBench::remove(4, "k"));
  four.deliver_all();
  four.pass(4s);
  CHECK(four.collected() == 3);
  CHECK(four.keepers("k") == 0);
}

TEST_CASE("collector: of siblings that come late only those stay that nobody removed", "[node]") {
  CollectingFour four(Conflicts::keep_siblings);
  four.give(0, ClientId{1}, NodeBench::put(1, "k", "one"));
  four.deliver_all();
  const RecordPtr old = four[1].stored("k");
  const CausalContext known = context_of(*old);
  four.give(0, ClientId{1}, NodeBench::remove(2, "k"));
  four.deliver_all();
  four.pass(4s);
  REQUIRE(four.keepers("k") == 0);
  // A client that still knows of what was removed writes, and is not refused.
  WriteRequest request = NodeBench::put(3, "k", "new");
  request.known = known;
  request.compare = true;
  four.give(1, ClientId{1}, request);
  four.deliver_all();
  REQUIRE(four.keepers("k") == 3);
  // Another one did not know of anything: both stay. The removed one was beside it once.
  RecordParts write{.key = "k",
                    .value = "other",
                    .hash = hash_key("k"),
                    .version = {{four[0].now(), 7}, {NodeId{3}, Incarnation{5}}},
                    .op = OpId{4}};
  four.give(2, NodeId{3},
            StoreRequest{OpId{4}, with_write(old, write, CausalContext{}), k_no_node});
  std::vector<std::string> values;
  for (const Sibling& value : values_of(*four[2].stored("k"))) values.push_back(value.value);
  CHECK(values.size() == 2);
  CHECK(std::find(values.begin(), values.end(), "one") == values.end());
}

TEST_CASE("collector: of a handed over hint what is late is left out, and the rest is taken",
          "[node]") {
  CollectingFour four(Conflicts::keep_siblings);
  remove_everywhere(four);
  four.pass(4s);
  REQUIRE(four.keepers("k") == 0);
  const RecordPtr old = NodeBench::store(1, "k", "old", 10).record;
  const RecordParts write{.key = "k",
                          .value = "new",
                          .hash = hash_key("k"),
                          .version = {{four[0].now(), 7}, {NodeId{3}, Incarnation{5}}},
                          .op = OpId{4}};
  four.give(2, NodeId{3}, HandoffRequest{1, {with_write(old, write, CausalContext{})}});
  CHECK(four[2].sent<HandoffReply>().at(0).second.outcome.ok());
  const auto values = values_of(*four[2].stored("k"));
  REQUIRE(values.size() == 1);
  CHECK(values[0].value == "new");
}

TEST_CASE("collector: what has expired is collected once all clocks have come so far", "[node]") {
  CollectingFour four;
  WriteRequest request = NodeBench::put(1, "k", "v");
  request.ttl = 5s;
  four.give(0, ClientId{1}, request);
  four.deliver_all();
  four.pass(5s + CollectingFour::k_age / 2);
  REQUIRE(is_absent(*four[1].stored("k")));
  CHECK(four.collected() == 0);  // though it was written long ago
  four.pass(3s);
  CHECK(four.collected() == 3);
}

}  // namespace
}  // namespace ringside::collector_test
