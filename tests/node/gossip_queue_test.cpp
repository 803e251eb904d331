#include "core/node/gossip_queue.h"

#include <catch_amalgamated.hpp>
#include <cstdint>
#include <map>
#include <vector>

#include "core/base/rng.h"

namespace ringside::gossip_queue_test {
namespace {

MembershipUpdate suspicion(std::uint32_t about, std::uint32_t refutations = 0) {
  return {NodeId{about}, {Incarnation{1}, refutations, MemberState::suspected}, NodeId{0}};
}

MembershipUpdates told(GossipQueue& queue) {
  MembershipUpdates updates;
  queue.tell(updates);
  return updates;
}

TEST_CASE("gossip: an update is told λ·log2(n) times, and then no more", "[node]") {
  for (const std::uint32_t members : {2u, 5u, 100u, 1000u}) {
    CAPTURE(members);
    GossipQueue queue(members);
    queue.add(suspicion(1));
    std::uint32_t times = 0;
    while (!told(queue).empty()) ++times;
    CHECK(times == queue.times_max());
    CHECK(queue.size() == 0);
  }
  CHECK(GossipQueue(8).times_max() == 12);
  CHECK(GossipQueue(1000).times_max() == 30);
}

TEST_CASE("gossip: a message carries a bounded number of updates, each about another member",
          "[node]") {
  GossipQueue queue(1000);
  for (std::uint32_t i = 0; i < 100; ++i) queue.add(suspicion(i));
  const MembershipUpdates first = told(queue);
  CHECK(first.size() == k_updates_max);
  // What was not told yet goes first.
  const MembershipUpdates second = told(queue);
  CHECK(first.front().about == NodeId{0});
  CHECK(second.front().about == NodeId{k_updates_max});
  CHECK(second.size() == k_updates_max);
}

TEST_CASE("gossip: newer news about a member takes the place of older, and is told from the start",
          "[node]") {
  GossipQueue queue(8);
  queue.add(suspicion(1));
  for (int i = 0; i < 5; ++i) told(queue);
  queue.add(suspicion(1, 3));
  CHECK(queue.size() == 1);
  std::uint32_t times = 0;
  for (MembershipUpdates updates = told(queue); !updates.empty(); updates = told(queue)) {
    REQUIRE(updates.size() == 1);
    CHECK(updates[0].belief.refutations == 3);
    ++times;
  }
  CHECK(times == queue.times_max());
}

TEST_CASE("gossip: what a message has already is left out, and not counted as told", "[node]") {
  GossipQueue queue(8);
  queue.add(suspicion(1));
  queue.add(suspicion(2));
  MembershipUpdates updates{suspicion(1, 7)};
  queue.tell(updates);
  REQUIRE(updates.size() == 2);
  CHECK(updates[0].belief.refutations == 7);
  CHECK(updates[1].about == NodeId{2});
  CHECK(told(queue).front().about == NodeId{1});
}

// Every member sends one message a period to a random other one, which answers; both carry gossip.
TEST_CASE("gossip: reaches every member within a few times log2(n) periods, a fifth being lost",
          "[node]") {
  for (const std::uint32_t members : {10u, 100u, 1000u}) {
    for (std::uint64_t seed = 1; seed <= 20; ++seed) {
      CAPTURE(members, seed);
      Rng rng(seed);
      std::vector<GossipQueue> queues(members, GossipQueue(members));
      std::vector<bool> knows(members);
      std::uint32_t knowing = 1;
      knows[0] = true;
      queues[0].add(suspicion(members - 1));
      const auto send = [&](std::uint32_t from, std::uint32_t to) {
        const bool lost = rng.chance(200'000);
        if (told(queues[from]).empty() || lost || knows[to]) return;
        knows[to] = true;
        ++knowing;
        queues[to].add(suspicion(members - 1));
      };
      std::uint32_t periods = 0;
      while (knowing < members && periods < 100) {
        ++periods;
        for (std::uint32_t from = 0; from < members; ++from) {
          const auto to = static_cast<std::uint32_t>(rng.below(members));
          if (to == from) continue;
          send(from, to);
          send(to, from);
        }
      }
      REQUIRE(knowing == members);
      CHECK(periods <= queues[0].times_max());
    }
  }
}

}  // namespace
}  // namespace ringside::gossip_queue_test
