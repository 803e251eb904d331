// What a member believes of the others, and tells.
#include "core/node/membership.h"

#include <catch_amalgamated.hpp>
#include <cstdint>
#include <optional>
#include <vector>

#include "tests/node/detecting_member.h"

namespace ringside::membership_test {
namespace {

using std::chrono::milliseconds;

TEST_CASE("membership: a suspicion that is not contradicted becomes a death", "[node]") {
  Timing timing = probing();
  timing.suspicion_slack = 1;  // it would confirm the suspicion itself
  Member member(8, timing);
  member.hear(1, gossip({update(4, k_suspected)}));
  CHECK(member.believes(4) == k_suspected);
  const SuspicionTimeout timeout(timing, 8);
  member.pass(timeout.max - milliseconds{1});
  CHECK(member.believes(4) == k_suspected);
  member.pass(milliseconds{2});
  CHECK(member.believes(4) == k_dead);
}

TEST_CASE("membership: the more accuse, the sooner it is a death", "[node]") {
  Member member;
  const SuspicionTimeout timeout(Timing{}, 8);
  member.hear(1, gossip({update(4, k_suspected, 0, 1, 1)}));
  for (const std::uint32_t accuser : {1u, 2u, 3u, 5u})
    member.hear(accuser, gossip({update(4, k_suspected, 0, 1, accuser)}));
  member.pass(timeout.min - milliseconds{1});
  CHECK(member.believes(4) == k_suspected);
  member.pass(milliseconds{2});
  CHECK(member.believes(4) == k_dead);
  REQUIRE(member.traced(EventKind::node_confirmed_dead).size() == 1);
}

TEST_CASE("membership: a contradiction ends a suspicion, and a death in the same life", "[node]") {
  Member member;
  member.hear(1, gossip({update(4, k_suspected)}));
  member.hear(2, gossip({update(4, k_alive)}));  // said before the suspicion
  CHECK(member.believes(4) == k_suspected);
  member.hear(2, gossip({update(4, k_alive, 1)}));
  CHECK(member.believes(4) == k_alive);
  REQUIRE(member.traced(EventKind::node_alive_again).size() == 1);
  member.hear(1, gossip({update(4, k_dead, 1)}));
  CHECK(member.believes(4) == k_dead);
  member.hear(2, gossip({update(4, k_alive, 2)}));
  CHECK(member.believes(4) == k_alive);
  member.pass(std::chrono::minutes{1});
  CHECK(member.traced(EventKind::node_confirmed_dead).size() <= 7);
}

TEST_CASE("membership: who is suspected is told first, and contradicts", "[node]") {
  Member member;
  member.hear(1, gossip({update(4, k_suspected)}));
  for (std::uint32_t i = 0; i < 40; ++i) member.hear(2, Ping{i});  // told it often enough
  member.hear(4, Ping{7});
  const auto told = about(member.sent<PingAck>().at(0).second.updates, 4);
  REQUIRE(told);
  CHECK(told->belief.state == k_suspected);

  // The same from the other side.
  member.hear(4, gossip({update(k_self, k_suspected, 2)}));
  const auto contradicted = about(member.sent<PingAck>().at(0).second.updates, k_self);
  REQUIRE(contradicted);
  CHECK(contradicted->belief == Belief{Incarnation{1}, 3, k_alive});
  REQUIRE(member.traced(EventKind::node_alive_again).size() == 1);
  CHECK(member.traced(EventKind::node_alive_again)[0].peer == Address{NodeId{k_self}});
  // What it has contradicted already does not make it count up again, but it says so once more.
  member.hear(5, gossip({update(k_self, k_dead, 2)}));
  CHECK(member.traced(EventKind::node_alive_again).empty());
  CHECK(about(member.sent<PingAck>().at(0).second.updates, k_self)->belief.refutations == 3);
}

TEST_CASE("membership: who tells stale news is told better", "[node]") {
  Member member;
  member.hear(1, gossip({update(4, k_dead, 0, 2)}));
  for (std::uint32_t i = 0; i < 40; ++i) member.hear(2, Ping{i});
  for (const MembershipUpdate& stale :
       {update(4, k_suspected, 5, 1), update(4, k_alive, 0, 2), update(4, k_suspected, 0, 2)}) {
    member.hear(3, gossip({stale}));
    CHECK(member.believes(4) == k_dead);
    const auto told = about(member.sent<PingAck>().at(0).second.updates, 4);
    REQUIRE(told);
    CHECK(told->belief == Belief{Incarnation{2}, 0, k_dead});
  }
}

TEST_CASE("membership: a message from a younger life is proof of it", "[node]") {
  Member member;
  member.hear(1, gossip({update(4, k_dead)}));
  member.hear(4, ForwardReply{OpId{1}}, 2);
  CHECK(member.believes(4) == k_alive);
  REQUIRE(member.traced(EventKind::node_alive_again).size() == 1);
  CHECK(member.traced(EventKind::node_alive_again)[0].count == 2);
  member.hear(1, gossip({update(4, k_dead)}));
  CHECK(member.believes(4) == k_alive);
  CHECK(about(member.sent<PingAck>().at(0).second.updates, 4)->belief.life == Incarnation{2});
}

TEST_CASE("membership: gossip about a younger life silences the older one", "[node]") {
  Member member;
  member.hear(1, gossip({update(4, k_alive, 0, 2)}));
  member.hear(4, Ping{1}, 1);
  CHECK(member.sent<PingAck>().empty());
  member.hear(4, Ping{1}, 2);
  CHECK(member.sent<PingAck>().size() == 1);
}

TEST_CASE("membership: a member that comes back is told who is down", "[node]") {
  Member member;
  member.hear(1, gossip({update(4, k_dead), update(5, k_suspected)}));
  for (std::uint32_t i = 0; i < 40; ++i) member.hear(2, Ping{i});
  member.hear(2, Ping{50});
  CHECK(member.sent<PingAck>().at(0).second.updates.empty());
  member.hear(2, Ping{51}, 2);
  CHECK(about(member.sent<PingAck>().at(0).second.updates, 4));
  CHECK(about(member.sent<PingAck>().at(0).second.updates, 5));
}

TEST_CASE("membership: a later life says at once that it is there", "[node]") {
  Member member(8, probing(), 3);
  const auto told = about(member.next_probe().second.updates, k_self);
  REQUIRE(told);
  CHECK(told->belief == Belief{Incarnation{3}, 0, k_alive});
}

TEST_CASE("membership: who is suspected is no longer asked for a key, from then on", "[node]") {
  Member member(4);
  GetRequest get = NodeBench::get(1, "k");
  member.hear(3, ForwardRequest{get, ClientId{0}, {NodeId{3}}, 0});
  const auto first = member.sent<ForwardRequest>();
  REQUIRE(first.size() == 1);
  const NodeId usual = first[0].first;
  member.hear(3, gossip({update(raw(usual), k_suspected)}));
  get.op = OpId{2};
  member.hear(3, ForwardRequest{get, ClientId{0}, {NodeId{3}}, 0});
  REQUIRE(member.sent<ForwardRequest>().size() == 1);
  CHECK(member.sent<ForwardRequest>()[0].first != usual);
  // Being heard from does not end it; contradicting does.
  member.hear(raw(usual), ForwardReply{OpId{77}});
  get.op = OpId{3};
  member.hear(3, ForwardRequest{get, ClientId{0}, {NodeId{3}}, 0});
  CHECK(member.sent<ForwardRequest>()[0].first != usual);
  member.hear(3, gossip({update(raw(usual), k_alive, 1)}));
  get.op = OpId{4};
  member.hear(3, ForwardRequest{get, ClientId{0}, {NodeId{3}}, 0});
  CHECK(member.sent<ForwardRequest>()[0].first == usual);
}

}  // namespace
}  // namespace ringside::membership_test
