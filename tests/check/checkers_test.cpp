// Every checker is shown histories that break its promise, made by hand, next to ones that keep it.
#include <algorithm>
#include <catch_amalgamated.hpp>

#include "core/base/hash.h"
#include "core/check/durability.h"
#include "core/check/invention.h"
#include "core/check/outcomes.h"

namespace ringside::checkers_test {
namespace {

using Catch::Matchers::ContainsSubstring;
using Kind = OperationKind;

Version version(std::int64_t ns, std::uint32_t maker = 0) {
  return {{time_at(ns), 0}, {NodeId{maker}, Incarnation{1}}};
}

// A history in which operation i begins at 10·i and ends at 10·i + 5.
class Builder {
 public:
  Builder& asks(std::uint64_t id, Kind kind, std::string key, std::string value = {}) {
    history_.asked[OpId{id}] = {kind, std::move(key), std::move(value)};
    return *this;
  }
  Builder& ends(std::uint64_t id, std::optional<ErrorCode> error = {}, std::string read = {}) {
    const History::Asked& asked = history_.asked.at(OpId{id});
    OperationResult result;
    result.id = OpId{id};
    result.kind = asked.kind;
    result.key = asked.key;
    result.value = asked.kind == Kind::get ? read : asked.value;
    if (error) result.error = Error{*error, ""};
    result.started = time_at(static_cast<std::int64_t>(10 * id));
    result.finished = time_at(static_cast<std::int64_t>(10 * id + 5));
    result.receipt.version = version(static_cast<std::int64_t>(10 * id + 2));
    history_.results.push_back(std::move(result));
    return *this;
  }
  Builder& put(std::uint64_t id, const std::string& key, const std::string& value) {
    return asks(id, Kind::put, key, value).ends(id);
  }
  Builder& get(std::uint64_t id, const std::string& key, const std::string& read) {
    asks(id, Kind::get, key).ends(id, {}, read);
    last().receipt.version = version(-static_cast<std::int64_t>(id));
    return *this;
  }
  OperationResult& last() { return history_.results.back(); }
  History& history() { return history_; }

 private:
  History history_;
};

TEST_CASE("outcomes: operations that ended once each, however they ended, are right", "[check]") {
  Builder b;
  b.put(1, "a", "x").get(2, "a", "x");
  b.asks(3, Kind::get, "b").ends(3, ErrorCode::not_found);
  b.asks(4, Kind::get, "b").ends(4, ErrorCode::timeout);
  b.asks(5, Kind::put, "b", "y").ends(5, ErrorCode::outcome_unknown);
  b.asks(6, Kind::remove, "b").ends(6, ErrorCode::not_found);
  b.asks(7, Kind::remove, "b").ends(7, ErrorCode::unavailable);
  CHECK(check_outcomes(b.history()).count == 0);
  CHECK(check_outcomes(History{}).count == 0);
}

TEST_CASE("history: what a collected tombstone took the place of is not lost, what is newer is",
          "[check]") {
  History history;
  const KeyHash key = hash_key("a");
  CHECK_FALSE(history.was_collected(key, version(5)));
  history.collected[key].emplace_back(TracedVersion{key, version(9).stamp, NodeId{0}}, 40);
  CHECK(history.was_collected(key, version(5)));
  CHECK(history.was_collected(key, version(9)));
  CHECK_FALSE(history.was_collected(key, version(10)));
  CHECK_FALSE(history.was_collected(key, version(9, 1)));   // of the same stamp, by a larger maker
  CHECK_FALSE(history.was_collected(key, version(5), 40));  // not yet
  CHECK_FALSE(history.was_collected(hash_key("b"), version(5)));
}

TEST_CASE("outcomes: an operation that never ended, ended twice or was never asked for is found",
          "[check]") {
  Builder open;
  open.put(1, "a", "x").asks(2, Kind::get, "a");
  CHECK(check_outcomes(open.history()).count == 1);
  CHECK_THAT(check_outcomes(open.history()).examples.at(0),
             ContainsSubstring("op 2: get 'a' never ended"));

  Builder twice;
  twice.put(1, "a", "x").ends(1);
  CHECK_THAT(check_outcomes(twice.history()).examples.at(0),
             ContainsSubstring("op 1: ended twice"));

  Builder unasked;
  unasked.put(1, "a", "x").history().asked.clear();
  CHECK_THAT(check_outcomes(unasked.history()).examples.at(0), ContainsSubstring("never asked"));
}

TEST_CASE("outcomes: an outcome that the kind cannot have is found", "[check]") {
  const auto count = [](Kind kind, ErrorCode code) {
    Builder b;
    b.asks(1, kind, "a", "x").ends(1, code);
    return check_outcomes(b.history()).count;
  };
  CHECK(count(Kind::put, ErrorCode::not_found) == 1);
  CHECK(count(Kind::put, ErrorCode::timeout) == 1);
  CHECK(count(Kind::get, ErrorCode::outcome_unknown) == 1);
  CHECK(count(Kind::remove, ErrorCode::timeout) == 1);
  CHECK(count(Kind::put, ErrorCode::invalid_argument) == 1);
  CHECK(count(Kind::put, ErrorCode::overloaded) == 0);
}

TEST_CASE("outcomes: an end that is another operation's, or before its begin, is found",
          "[check]") {
  Builder other;
  other.put(1, "a", "x").last().key.front() = 'b';
  CHECK_THAT(check_outcomes(other.history()).examples.at(0), ContainsSubstring("ended as put 'b'"));
  Builder kind;
  kind.put(1, "a", "x").last().kind = Kind::remove;
  CHECK(check_outcomes(kind.history()).count == 1);
  Builder early;
  early.put(1, "a", "x").last().finished = time_at(1);
  CHECK_THAT(check_outcomes(early.history()).examples.at(0), ContainsSubstring("before it began"));
}

TEST_CASE("violations: all are counted and only the first few kept in words", "[check]") {
  Builder b;
  for (std::uint64_t id = 1; id <= 100; ++id) b.asks(id, Kind::get, "a");
  CHECK(check_outcomes(b.history()).count == 100);
  CHECK(check_outcomes(b.history()).examples.size() == Violations::k_examples_max);
}

TEST_CASE("invention: values that were put, even by writes without an end, may be read",
          "[check]") {
  Builder b;
  b.put(1, "a", "x").get(2, "a", "x");
  b.asks(3, Kind::put, "a", "y").get(4, "a", "y");
  b.asks(5, Kind::put, "a", "z").ends(5, ErrorCode::outcome_unknown).get(6, "a", "z");
  b.asks(7, Kind::get, "b").ends(7, ErrorCode::not_found);
  CHECK(check_invention(b.history()).count == 0);
}

TEST_CASE("invention: a value that nobody put, or only to another key, is found", "[check]") {
  Builder b;
  b.put(1, "a", "x").put(2, "b", "y").get(3, "a", "y").get(4, "a", "").get(5, "c", "x");
  const Violations violations = check_invention(b.history());
  CHECK(violations.count == 3);
  CHECK_THAT(violations.examples.at(0),
             ContainsSubstring("op 3: 'a' read as 'y', which nobody put"));
}

TEST_CASE("invention: a value read before its put began is found, one that overlaps is not",
          "[check]") {
  Builder before;
  before.get(1, "a", "x").put(2, "a", "x");
  CHECK(check_invention(before.history()).count == 1);
  before.history().results[0].finished = time_at(20);
  CHECK(check_invention(before.history()).count == 0);
}

TEST_CASE("invention: two values under one version are found", "[check]") {
  Builder b;
  b.put(1, "a", "x").put(2, "a", "y");
  const Version first = b.history().results[0].receipt.version;
  b.get(3, "a", "x").last().receipt.version = first;
  CHECK(check_invention(b.history()).count == 0);
  b.get(4, "a", "y").last().receipt.version = first;
  CHECK(check_invention(b.history()).count == 1);
}

// A world of 5 nodes, R = 2, F = 1, whose nodes run.
World running_world() {
  World world(Shape{.nodes = 5, .replicas = 2, .failures = 1});
  for (std::uint32_t node = 0; node < 5; ++node) {
    world.apply(trace::node_started(k_start_of_time, {NodeId{node}, Incarnation{1}}));
  }
  return world;
}

void store(World& world, NodeId node, std::string_view key, const Version& v) {
  world.apply(trace::record_stored(time_at(1000), node, {hash_key(key), OpId{1}, v, false}));
}

TEST_CASE("durability: a copy of the acknowledged version, or a newer one, is enough", "[check]") {
  Builder b;
  b.put(1, "a", "x").put(2, "a", "y");
  const Version acked = b.last().receipt.version;
  const CrashLedger crashes;
  for (const Version& held : {acked, version(1000)}) {
    World world = running_world();
    store(world, world.ring().primary(hash_key("a")), "a", held);
    const Durability durability = check_durability(b.history(), world, crashes);
    CHECK(durability.lost.count == 0);
    CHECK(durability.lost_beyond == 0);
  }
}

TEST_CASE("durability: a write of which no copy or only an older one is left was lost", "[check]") {
  Builder b;
  b.put(1, "a", "x").put(2, "a", "y");
  const CrashLedger crashes;
  World world = running_world();
  CHECK(check_durability(b.history(), world, crashes).lost.count == 1);
  store(world, world.ring().primary(hash_key("a")), "a", b.history().results[0].receipt.version);
  const Durability durability = check_durability(b.history(), world, crashes);
  CHECK(durability.lost.count == 1);
  CHECK_THAT(durability.lost.examples.at(0), ContainsSubstring("op 2: the put of 'a'"));
}

TEST_CASE("durability: an acknowledged delete is a write like any other", "[check]") {
  Builder b;
  b.put(1, "a", "x").asks(2, Kind::remove, "a").ends(2);
  World world = running_world();
  store(world, world.ring().primary(hash_key("a")), "a", b.history().results[0].receipt.version);
  CHECK(check_durability(b.history(), world, CrashLedger{}).lost.count == 1);
}

TEST_CASE("durability: the promise holds up to F crashes in the key's own group", "[check]") {
  Builder b;
  b.put(1, "a", "x");
  const World world = running_world();
  const auto group = world.ring().preference_list(hash_key("a"));
  CrashLedger crashes;
  for (std::uint32_t node = 0; node < 5; ++node) {
    const bool member = std::find(group.begin(), group.end(), NodeId{node}) != group.end();
    if (!member) crashes.apply(trace::node_crashed(time_at(1), {NodeId{node}, Incarnation{1}}));
  }
  CHECK(check_durability(b.history(), world, crashes).lost.count == 1);
  crashes.apply(trace::node_crashed(time_at(2), {group[1], Incarnation{1}}));
  CHECK(check_durability(b.history(), world, crashes).lost.count == 1);
  crashes.apply(trace::node_crashed(time_at(3), {group[2], Incarnation{1}}));
  CHECK(check_durability(b.history(), world, crashes).lost.count == 0);
  CHECK(check_durability(b.history(), world, crashes).lost_beyond == 1);
}

TEST_CASE("durability: writes without acknowledgement and reads promise nothing", "[check]") {
  Builder b;
  b.asks(1, Kind::put, "a", "x").ends(1, ErrorCode::outcome_unknown).asks(2, Kind::put, "a", "y");
  b.get(3, "a", "x").asks(4, Kind::remove, "a").ends(4, ErrorCode::not_found);
  CHECK(check_durability(b.history(), running_world(), CrashLedger{}).lost.count == 0);
}

Actor life(NodeId node, std::uint32_t incarnation) { return {node, Incarnation{incarnation}}; }

TEST_CASE("crash ledger: a node counts from its crash until it has recovered without doubt",
          "[check]") {
  const std::vector<NodeId> group{NodeId{0}, NodeId{1}, NodeId{2}};
  CrashLedger ledger;
  CHECK(ledger.worst(KeyHash{1}, group) == 0);
  ledger.apply(trace::node_crashed(time_at(1), life(NodeId{0}, 1)));
  ledger.apply(trace::node_started(time_at(2), life(NodeId{0}, 2)));
  ledger.apply(trace::node_crashed(time_at(3), life(NodeId{0}, 2)));  // still the same one node
  CHECK(ledger.worst(KeyHash{1}, group) == 1);
  ledger.apply(trace::node_started(time_at(4), life(NodeId{0}, 3)));
  ledger.apply(trace::node_recovered(time_at(5), life(NodeId{0}, 3), 0));
  ledger.apply(trace::node_crashed(time_at(6), life(NodeId{1}, 1)));
  CHECK(ledger.worst(KeyHash{1}, group) == 1);
  ledger.apply(trace::node_recovered(time_at(7), life(NodeId{1}, 2), 3));  // in doubt
  ledger.apply(trace::node_crashed(time_at(8), life(NodeId{2}, 1)));
  CHECK(ledger.worst(KeyHash{1}, group) == 2);
  ledger.apply(trace::node_crashed(time_at(9), life(NodeId{7}, 1)));  // keeps nothing of it
  CHECK(ledger.worst(KeyHash{1}, group) == 2);
}

TEST_CASE("crash ledger: who kept a hint of a key counts for that key", "[check]") {
  const std::vector<NodeId> group{NodeId{0}, NodeId{1}, NodeId{2}};
  CrashLedger ledger;
  ledger.apply(trace::hint_kept(time_at(1), {NodeId{7}, NodeId{1}, OpId{4}, KeyHash{1}, 1}));
  ledger.apply(trace::node_crashed(time_at(2), life(NodeId{7}, 1)));
  CHECK(ledger.worst(KeyHash{1}, group) == 1);
  CHECK(ledger.worst(KeyHash{2}, group) == 0);
}

TEST_CASE("crash ledger: where hints were kept, a crash counts for good", "[check]") {
  const std::vector<NodeId> group{NodeId{0}, NodeId{1}, NodeId{2}};
  CrashLedger ledger;
  ledger.apply(trace::hint_kept(time_at(1), {NodeId{7}, NodeId{1}, OpId{4}, KeyHash{1}, 1}));
  ledger.apply(trace::node_crashed(time_at(2), life(NodeId{7}, 1)));
  ledger.apply(trace::node_recovered(time_at(3), life(NodeId{7}, 2), 0));
  ledger.apply(trace::node_crashed(time_at(4), life(NodeId{0}, 1)));
  CHECK(ledger.worst(KeyHash{1}, group) == 2);
  CHECK(ledger.worst(KeyHash{2}, group) == 1);
}

}  // namespace
}  // namespace ringside::checkers_test
