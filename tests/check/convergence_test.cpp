#include "core/check/convergence.h"

#include <algorithm>
#include <catch_amalgamated.hpp>
#include <vector>

#include "tests/check/history_builder.h"

namespace ringside::convergence_test {
namespace {

using Catch::Matchers::ContainsSubstring;

// A world of 5 nodes, R = 2, F = 1, whose nodes run, and its key "a".
class Held {
 public:
  Held() {
    const auto group = world_.ring().preference_list(hash_key("a"));
    nodes_.assign(group.begin(), group.end());
    for (std::uint32_t node = 0; node < 5; ++node) {
      if (std::find(group.begin(), group.end(), NodeId{node}) == group.end())
        nodes_.push_back(NodeId{node});
    }
    for (std::uint32_t node = 0; node < 5; ++node)
      world_.apply(trace::node_started(k_start_of_time, {NodeId{node}, Incarnation{1}}));
  }

  // The `number`th member of the group of "a" stores a version; numbers 3 and 4 are the others.
  Held& store(std::size_t number, std::uint64_t stamp, bool tombstone = false) {
    world_.apply(trace::record_stored(
        time_at(1000), node(number),
        {hash_key("a"), OpId{stamp}, HistoryBuilder::version(stamp), tombstone}));
    return *this;
  }
  Held& crash(std::size_t number) {
    world_.apply(trace::node_crashed(time_at(2000), {node(number), Incarnation{1}}));
    return *this;
  }
  // An epoch in which a node leaves the ring, or has left it.
  Held& remove(std::size_t number, std::uint32_t epoch, bool moving) {
    constexpr auto k_remove = static_cast<std::uint8_t>(RingChange::Kind::remove);
    world_.apply(trace::view_changed(time_at(3000), node(0),
                                     {RingEpoch{epoch}, k_remove, node(number), moving}));
    return *this;
  }
  NodeId node(std::size_t number) const { return nodes_[number]; }
  const World& world() const { return world_; }
  std::uint64_t diverged() const { return check_convergence({}, world_).count; }

 private:
  World world_{Shape{.nodes = 5, .replicas = 2, .failures = 1}};
  std::vector<NodeId> nodes_;
};

TEST_CASE("convergence: all live members with one version have converged", "[check]") {
  CHECK(Held{}.diverged() == 0);
  CHECK(Held{}.store(0, 7).store(1, 7).store(2, 7).diverged() == 0);
  CHECK(Held{}.store(0, 7).store(1, 7).store(2, 7).crash(1).diverged() == 0);
}

TEST_CASE("convergence: a live member without a copy, or with an older one, is found", "[check]") {
  CHECK(Held{}.store(0, 7).store(1, 7).diverged() == 1);
  CHECK(Held{}.store(0, 7).store(1, 7).crash(2).diverged() == 0);
  Held old;
  old.store(0, 7).store(1, 8).store(2, 8);
  HistoryBuilder b;
  b.put("a", {1, 2});
  const Violations violations = check_convergence(b.history(), old.world());
  CHECK(violations.count == 1);
  CHECK_THAT(violations.examples.at(0),
             ContainsSubstring("'a'") && ContainsSubstring("op 7 wrote"));
}

TEST_CASE("convergence: a newer copy outside the group has yet to come home", "[check]") {
  CHECK(Held{}.store(0, 7).store(1, 7).store(2, 7).store(3, 6).diverged() == 0);
  CHECK(Held{}.store(0, 7).store(1, 7).store(2, 7).store(3, 8).diverged() == 1);
}

TEST_CASE("convergence: who has left the ring hands over what it keeps once no ranges move",
          "[check]") {
  Held held;
  held.store(0, 7).store(1, 7).store(2, 7).store(3, 8);
  held.remove(3, 2, true).remove(3, 3, false);
  CHECK(held.diverged() == 1);
  held.remove(4, 4, true);
  CHECK(held.diverged() == 0);
  held.store(0, 9);
  CHECK(held.diverged() == 1);
}

TEST_CASE("convergence: a tombstone may have been collected, a value under it may not stay",
          "[check]") {
  CHECK(Held{}.store(0, 7, true).diverged() == 0);
  CHECK(Held{}.store(0, 7, true).store(1, 6).store(2, 7, true).diverged() == 1);
}

TEST_CASE("resurrection: a value that is older than an acknowledged remove must not come back",
          "[check]") {
  HistoryBuilder b;
  b.put("a", {1, 2}).remove("a", {3, 4});
  const auto count = [&](const Held& held) {
    return check_resurrection(accesses_of(b.history()), held.world()).count;
  };
  CHECK(count(Held{}) == 0);
  CHECK(count(Held{}.store(0, 2).store(1, 4, true)) == 0);
  CHECK(count(Held{}.store(0, 2)) == 1);
  CHECK(count(Held{}.store(3, 2)) == 1);
  CHECK(count(Held{}.store(0, 2).crash(0)) == 0);
  // With F = 1, what two have lost may be gone for good.
  CrashLedger crashes;
  const Held old = std::move(Held{}.store(0, 2));
  crashes.apply(trace::node_crashed(time_at(1), {old.node(0), Incarnation{1}}));
  CHECK(check_resurrection(accesses_of(b.history()), old.world(), crashes).count == 1);
  crashes.apply(trace::node_crashed(time_at(1), {old.node(1), Incarnation{1}}));
  CHECK(check_resurrection(accesses_of(b.history()), old.world(), crashes).count == 0);
  CHECK_THAT(
      check_resurrection(accesses_of(b.history()), Held{}.store(0, 2).world()).examples.at(0),
      ContainsSubstring("op 2: 'a' was removed"));
}

TEST_CASE("resurrection: what is newer than the remove, or whose remove is not sure, may live",
          "[check]") {
  HistoryBuilder newer;
  newer.put("a", {1, 2}).remove("a", {3, 4}).put("a", {5, 6}, ErrorCode::outcome_unknown);
  CHECK(check_resurrection(accesses_of(newer.history()), Held{}.store(0, 6).world()).count == 0);
  HistoryBuilder again;
  again.put("a", {1, 2}).remove("a", {3, 4}).put("a", {5, 6});
  CHECK(check_resurrection(accesses_of(again.history()), Held{}.store(0, 6).world()).count == 0);
  // That the last put is gone is a loss, and not this checker's.
  CHECK(check_resurrection(accesses_of(again.history()), Held{}.store(0, 2).world()).count == 0);
  HistoryBuilder twice;
  twice.put("a", {1, 2}).remove("a", {3, 4}).put("a", {5, 6}).remove("a", {7, 8});
  CHECK(check_resurrection(accesses_of(twice.history()), Held{}.store(0, 4, true).world()).count ==
        0);
  CHECK(check_resurrection(accesses_of(twice.history()), Held{}.store(0, 6).world()).count == 1);
  HistoryBuilder unsure;
  unsure.put("a", {1, 2}).remove("a", {3, 4}, ErrorCode::outcome_unknown);
  CHECK(check_resurrection(accesses_of(unsure.history()), Held{}.store(0, 2).world()).count == 0);
}

TEST_CASE(
    "resurrection: a removed value that is read after all was over is found, before it is only "
    "stale",
    "[check]") {
  HistoryBuilder b;
  b.put("a", {1, 2}).remove("a", {3, 4}).get("a", 1, {7, 8});
  Held held;
  held.store(0, 4, true);
  CHECK(check_resurrection(accesses_of(b.history()), held.world()).count == 0);
  b.history().drained = 6;
  CHECK(check_resurrection(accesses_of(b.history()), held.world()).count == 1);
  b.history().drained = 7;
  CHECK(check_resurrection(accesses_of(b.history()), held.world()).count == 0);
}

}  // namespace
}  // namespace ringside::convergence_test
