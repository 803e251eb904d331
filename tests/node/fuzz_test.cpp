#include <algorithm>
#include <catch_amalgamated.hpp>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "core/base/rng.h"
#include "tests/node/bench.h"

namespace ringside::fuzz_test {
namespace {

// Messages of every kind from every kind of sender, in any order: few operations and keys, so that
// they meet.
class Storm {
 public:
  explicit Storm(std::uint64_t seed) : rng_(seed) {}

  // Nobody sends to itself.
  Address sender(NodeId receiver) {
    const Address drawn = draw_sender();
    return drawn == Address{receiver} ? Address{ClientId{0}} : drawn;
  }

  Address draw_sender() {
    switch (rng_.below(8)) {
      case 0: return Address{};
      case 1:
      case 2:
      case 3: return ClientId{static_cast<std::uint32_t>(rng_.below(2))};
      default: return NodeId{static_cast<std::uint32_t>(rng_.below(5))};
    }
  }

  Message message(const NodeBench& bench) {
    const std::uint64_t op = 1 + rng_.below(12);
    const std::string key(1, static_cast<char>('a' + rng_.below(4)));
    switch (rng_.below(11)) {
      case 0: return at_some_level(NodeBench::put(op, key, "v"));
      case 1: return at_some_level(NodeBench::remove(op, key));
      case 2: return at_some_level(NodeBench::get(op, key));
      case 3: return NodeBench::store(op, key, "v", stamp(bench), node());
      case 4: return NodeBench::store_tombstone(op, key, stamp(bench), node());
      case 5:
        return ForwardRequest{NodeBench::get(op, key), ClientId{0}, asked(),
                              static_cast<std::uint32_t>(rng_.below(4))};
      case 6: return ForwardReply{OpId{op}};
      case 7: return GetReply{OpId{op}, outcome(), nullptr, 0};
      case 9:
        return MultiGetRequest{OpId{op}, {NodeBench::get(op, key), NodeBench::get(op + 1, "a")}};
      case 8: return WriteReply{OpId{op}, OperationKind::put, outcome(), {}, 1, 2};
      default: return store_reply(op, bench);
    }
  }

  Rng& rng() { return rng_; }

 private:
  template <typename Request>
  Request at_some_level(Request request) {
    request.consistency.level = static_cast<Level>(rng_.below(k_levels));
    return request;
  }
  std::uint32_t node() { return static_cast<std::uint32_t>(rng_.below(4)); }
  Outcome outcome() {
    return rng_.below(3) == 0 ? Outcome{ErrorCode::invalid_argument} : Outcome{};
  }
  std::int64_t stamp(const NodeBench& bench) {
    return nanoseconds(bench.now()) + static_cast<std::int64_t>(rng_.below(1'200'000'000)) -
           600'000'000;
  }
  std::vector<NodeId> asked() {
    std::vector<NodeId> list;
    for (std::uint64_t i = rng_.below(5); i > 0; --i) list.push_back(NodeId{node()});
    return list;
  }
  // Often about the version that the node is really trying to store.
  StoreReply store_reply(std::uint64_t op, const NodeBench& bench) {
    StoreReply reply{.op = OpId{op}, .version = {}, .outcome = outcome()};
    reply.vouches = rng_.below(2) == 0;
    reply.newest.stamp.physical = time_at(stamp(bench));
    reply.before = static_cast<Knowledge>(rng_.below(3));
    bench.each_record([&](const RecordPtr& record) {
      if (record->op == reply.op) reply.version = record->version;
    });
    return reply;
  }

  Rng rng_;
};

TEST_CASE("node: no order of messages breaks it, and no record ever gets older", "[node]") {
  for (std::uint64_t seed = 1; seed <= 60; ++seed) {
    CAPTURE(seed);
    Storm storm(seed);
    NodeBench bench({.node = static_cast<std::uint32_t>(seed % 4),
                     .write_quorum = 1 + static_cast<std::uint32_t>(seed % 3)});
    std::map<std::string, Version> newest;
    for (int i = 0; i < 1500; ++i) {
      if (storm.rng().below(4) == 0) {
        bench.pass(Duration{static_cast<std::int64_t>(storm.rng().below(30'000'000))});
        bench.tick();
      } else {
        bench.step(storm.sender(bench.node().actor().node), storm.message(bench));
      }
      for (const Send& send : bench.out().sends) {
        REQUIRE((send.to.is_client() || send.to.is_node()));
        REQUIRE(send.to != Address{bench.node().actor().node});
      }
      bench.each_record([&](const RecordPtr& record) {
        const auto [before, is_new] =
            newest.try_emplace(std::string(record->key()), record->version);
        REQUIRE(record->version >= before->second);
        before->second = record->version;
      });
      REQUIRE(bench.node().next_deadline() > bench.now() - std::chrono::milliseconds{30});
    }
    // With nobody answering any more, it stops waiting by itself.
    int ticks = 0;
    for (; bench.waits(); ++ticks) {
      REQUIRE(ticks < 1000);
      bench.tick_at_deadline();
    }
  }
}

}  // namespace
}  // namespace ringside::fuzz_test
