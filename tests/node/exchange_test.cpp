#include <catch_amalgamated.hpp>
#include <chrono>
#include <deque>
#include <map>
#include <optional>

#include "tests/node/bench.h"

namespace ringside::exchange_test {
namespace {

using namespace std::chrono_literals;

std::string key_name(int i) { return "key-" + std::to_string(i); }

// All three members of the group, stepped by hand: what one sends another takes at once, but for
// whom nobody delivers to. Node 0 is the one that compares.
class Trio {
 public:
  explicit Trio(bool recovering) {
    Timing timing = quiet();
    if (!recovering) timing.repair_interval = 1s;
    const std::uint32_t life = recovering ? 2 : 1;
    benches_.emplace(
        0,
        NodeBench({.node = 0, .incarnation = life, .lost_memory = recovering, .timing = timing}));
    for (const std::uint32_t node : {1u, 2u}) benches_.emplace(node, NodeBench({.node = node}));
    lives_ = {{0, life}, {1, 1}, {2, 1}};
    if (recovering) take_output(0);
  }

  NodeBench& operator[](std::uint32_t node) { return benches_.at(node); }
  void keep(std::uint32_t node, int key, std::int64_t stamp) {
    (*this)[node].step(NodeId{2 - node % 2}, NodeBench::store(1, key_name(key), "v", stamp));
  }

  /// Begins a comparison with node 1.
  void compare() {
    (*this)[0].tick_at_deadline();
    take_output(0);
  }
  /// Delivers the next message. False if there is none.
  bool deliver() {
    if (sent_.empty()) return false;
    const auto [from, life, to, message] = sent_.front();
    sent_.pop_front();
    ++delivered_;
    (*this)[to].step({NodeId{from}, Incarnation{life}}, message);
    take_output(to);
    return true;
  }
  void deliver_all() {
    while (deliver()) {
    }
  }
  /// The node dies, and comes back with nothing.
  void reborn(std::uint32_t node) {
    benches_.erase(node);
    lives_[node] = 2;
    benches_.emplace(node, NodeBench({.node = node, .incarnation = 2, .lost_memory = true}));
  }
  std::size_t records(std::uint32_t node) { return (*this)[node].node().table().size(); }
  int delivered() const { return delivered_; }
  /// The latest `replicas_compared` of node 0: how many records moved.
  std::optional<std::uint32_t> moved() const { return moved_; }

 private:
  struct Sent {
    std::uint32_t from;
    std::uint32_t life;
    std::uint32_t to;
    Message message;
  };
  void take_output(std::uint32_t node) {
    for (const Send& send : (*this)[node].out().sends) {
      if (send.to.is_node() && raw(send.to.node()) < 3)
        sent_.push_back({node, lives_.at(node), raw(send.to.node()), send.message});
    }
    for (const TraceEvent& event : (*this)[node].out().events) {
      if (event.kind == EventKind::replicas_compared) moved_ = event.count;
    }
  }

  std::map<std::uint32_t, NodeBench> benches_;
  std::map<std::uint32_t, std::uint32_t> lives_;
  std::deque<Sent> sent_;
  int delivered_ = 0;
  std::optional<std::uint32_t> moved_;
};

// Whether it coordinates writes of the arc that all keys lie in. (Node 3 never tells what it keeps
// of the other arcs.)
bool has_recovered(NodeBench& bench) {
  bench.step(ClientId{0}, NodeBench::put(77, "any", "v"));
  return bench.sent<WriteReply>().empty();
}

TEST_CASE("exchange: equal replicas are done after one question and one answer", "[node]") {
  Trio trio(false);
  for (int key = 0; key < 300; ++key) {
    trio.keep(0, key, 5);
    trio.keep(1, key, 5);
  }
  trio.compare();
  trio.deliver_all();
  CHECK(trio.delivered() == 2);
  CHECK(trio.moved() == 0);
}

TEST_CASE("exchange: afterwards both have the newer one of each record, and only those moved",
          "[node]") {
  Trio trio(false);
  for (int key = 0; key < 2000; ++key) {
    if (key % 500 != 1) trio.keep(0, key, key % 500 == 2 ? 4 : 5);
    if (key % 500 != 3) trio.keep(1, key, key % 500 == 4 ? 6 : 5);
  }
  trio.compare();
  trio.deliver_all();
  CHECK(trio.moved() == 16);  // four each: missing here, older here, missing there, older there
  CHECK(trio.records(0) == 2000);
  CHECK(trio.records(1) == 2000);
  for (int key = 0; key < 2000; ++key) {
    const RecordPtr here = trio[0].stored(key_name(key));
    const RecordPtr there = trio[1].stored(key_name(key));
    REQUIRE(here->version == there->version);
    REQUIRE(nanoseconds(here->version.stamp.physical) == (key % 500 == 4 ? 6 : 5));
  }
  CHECK(trio.delivered() < 150);  // of 4,000 names, few were told
}

TEST_CASE("exchange: one that has nothing is given everything, page by page", "[node]") {
  Trio trio(true);
  for (int key = 0; key < 700; ++key) {
    trio.keep(1, key, 5);
    trio.keep(2, key, 5);
  }
  trio.deliver_all();
  CHECK(trio.records(0) == 700);
  CHECK(has_recovered(trio[0]));
}

// Its new life would answer "the same: nothing" in all honesty. (After ten messages only the last
// page is left to ask for.)
TEST_CASE("exchange: a member that dies meanwhile has not told all, whatever its new life says",
          "[node]") {
  for (int before = 1; before <= 10; ++before) {
    CAPTURE(before);
    Trio trio(true);
    for (int key = 0; key < 300; ++key) trio.keep(1, key, 5);
    for (int i = 0; i < before; ++i) REQUIRE(trio.deliver());
    trio.reborn(1);
    trio.deliver_all();
    CHECK_FALSE(has_recovered(trio[0]));
  }
}

TEST_CASE("exchange: answers that are lost are asked for again, and late ones do no harm",
          "[node]") {
  NodeBench bench({.node = 0, .incarnation = 2, .lost_memory = true});
  const auto question = bench.sent<CompareRequest>();
  REQUIRE(question.size() == 1);
  bench.tick_at_deadline();
  const auto again = bench.sent<CompareRequest>();
  REQUIRE(again.size() == 1);
  CHECK(again[0].second.exchange == question[0].second.exchange);
  const NodeId peer = question[0].first.node();
  const CompareReply same{question[0].second.exchange, true, {}, {}};
  bench.step(peer, same);
  REQUIRE(bench.sent<CompareRequest>().size() == 1);  // on to the other member
  CHECK(bench.sent<CompareRequest>()[0].first != Address{peer});
  bench.step(peer, same);  // late
  CHECK(bench.out().sends.empty());
  CHECK_FALSE(has_recovered(bench));
}

}  // namespace
}  // namespace ringside::exchange_test
