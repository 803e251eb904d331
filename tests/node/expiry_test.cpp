#include "core/node/expiry.h"

#include <catch_amalgamated.hpp>

#include "core/store/siblings.h"
#include "tests/node/bench.h"

namespace ringside::expiry_test {
namespace {

using std::chrono::seconds;
const Address k_client = ClientId{4};

WriteRequest living(Duration ttl, WriteRequest request) {
  request.ttl = ttl;
  return request;
}

bool is_there(const NodeBench& bench) { return !is_absent(*bench.stored("k")); }

TEST_CASE("expiry: a value goes when its time is over, by the node's own clock", "[node]") {
  for (const Conflicts conflicts : {Conflicts::last_writer_wins, Conflicts::keep_siblings}) {
    NodeBench bench({.conflicts = conflicts});
    bench.node().set_clock_skew(seconds{-1});
    bench.step(k_client, living(seconds{5}, NodeBench::put(1, "k", "v")));
    const Version version = bench.stored("k")->version;
    bench.node().set_clock_skew(seconds{-2});  // it falls back by one more
    bench.pass(seconds{5});
    bench.tick();
    CHECK(is_there(bench));
    CHECK(bench.node().next_deadline() <= bench.now() + seconds{1});
    bench.pass(seconds{1});
    bench.tick();
    CHECK_FALSE(is_there(bench));
    CHECK(bench.traced(EventKind::record_expired) == 1);
    CHECK(bench.stored("k")->version == version);
    CHECK(bench.stored("k")->value().empty());
  }
}

TEST_CASE("expiry: a newer value stays", "[node]") {
  NodeBench bench({});
  bench.step(k_client, living(seconds{5}, NodeBench::put(1, "k", "old")));
  bench.step(k_client, NodeBench::put(2, "k", "new"));
  bench.pass(seconds{9});
  bench.tick();
  CHECK(bench.stored("k")->value() == "new");
  CHECK(bench.traced(EventKind::record_expired) == 0);
}

TEST_CASE("expiry: of siblings each goes in its own time", "[node]") {
  NodeBench bench({.conflicts = Conflicts::keep_siblings});
  bench.step(k_client, living(seconds{5}, NodeBench::put(1, "k", "five")));
  bench.step(k_client, living(seconds{3}, NodeBench::put(2, "k", "three")));
  bench.step(k_client, NodeBench::put(3, "k", "stays"));
  const auto left = [&] { return values_of(*bench.stored("k")).size(); };
  CHECK(left() == 3);
  bench.pass(seconds{4});
  bench.tick();
  CHECK(left() == 2);
  bench.pass(seconds{2});
  bench.tick();
  REQUIRE(left() == 1);
  CHECK(shown(*bench.stored("k")).value == "stays");
}

TEST_CASE("expiry: a record that comes when its time is over goes with the next tick", "[node]") {
  NodeBench bench({});
  StoreRequest late = NodeBench::store(1, "k", "v", 10);
  RecordParts parts = parts_of(*late.record);
  parts.expires = bench.now() - seconds{1};
  late.record = make_record(parts);
  bench.step(NodeId{1}, late);
  CHECK(bench.node().next_deadline() <= bench.now());
  bench.tick();
  CHECK_FALSE(is_there(bench));
}

TEST_CASE("expiry: what one replica has made a tombstone of is nothing new to another", "[node]") {
  NodeBench bench({});
  bench.step(k_client, living(seconds{5}, NodeBench::put(1, "k", "v")));
  const RecordPtr live = bench.stored("k");
  const RecordPtr gone = without_expired(*live, bench.now() + seconds{6});
  CHECK(is_absent(*gone));
  CHECK(fingerprint(*gone) == fingerprint(*live));
  CHECK(includes(*live, *gone));
  CHECK(includes(*gone, *live));
}

}  // namespace
}  // namespace ringside::expiry_test
