#include "core/node/membership_view.h"

#include <algorithm>
#include <catch_amalgamated.hpp>
#include <cstdint>
#include <vector>

namespace ringside::membership_view_test {
namespace {

constexpr NodeId k_member{1};
constexpr MemberState k_states[] = {MemberState::alive, MemberState::suspected, MemberState::dead};

std::vector<NodeId> four_members() { return {NodeId{0}, NodeId{1}, NodeId{2}, NodeId{3}}; }

std::vector<Belief> all_beliefs() {
  std::vector<Belief> beliefs;
  for (std::uint32_t life = 1; life <= 3; ++life) {
    for (std::uint32_t refutations = 0; refutations <= 2; ++refutations) {
      for (const MemberState state : k_states)
        beliefs.push_back({Incarnation{life}, refutations, state});
    }
  }
  return beliefs;
}

// What a view believes that hears these, one after another.
Belief heard(const std::vector<Belief>& beliefs) {
  const auto members = four_members();
  MembershipView view(members);
  for (const Belief& belief : beliefs) view.merge(k_member, belief);
  return view.of(k_member);
}

// The rules in words, with SWIM's incarnation number called refutations here: alive needs a larger
// number, suspected and dead override what is less bad at the same one.
bool overrides(const Belief& news, const Belief& old) {
  if (news.life != old.life) return news.life > old.life;
  switch (news.state) {
    case MemberState::alive: return news.refutations > old.refutations;
    case MemberState::suspected:
      return old.state == MemberState::alive ? news.refutations >= old.refutations
                                             : news.refutations > old.refutations;
    case MemberState::dead:
      return old.state == MemberState::dead ? news.refutations > old.refutations
                                            : news.refutations >= old.refutations;
  }
  return false;
}

TEST_CASE("membership: of every two beliefs, the one holds that overrides the other", "[node]") {
  for (const Belief& old : all_beliefs()) {
    for (const Belief& news : all_beliefs()) {
      const Belief before = heard({old});
      CAPTURE(raw(old.life), old.refutations, to_string(old.state));
      CAPTURE(raw(news.life), news.refutations, to_string(news.state));
      CHECK(heard({old, news}) == (overrides(news, before) ? news : before));
    }
  }
}

TEST_CASE("membership: what is believed in the end depends on neither order nor repetition",
          "[node]") {
  const auto beliefs = all_beliefs();
  for (const Belief& a : beliefs) {
    REQUIRE(heard({a, a}) == heard({a}));
    for (const Belief& b : beliefs) {
      REQUIRE(heard({a, b}) == heard({b, a}));
      for (const Belief& c : beliefs) {
        const Belief all = heard({a, b, c});
        REQUIRE(heard({c, b, a}) == all);
        REQUIRE(heard({b, c, a}) == all);
        REQUIRE(heard({heard({a, b}), c}) == all);
        REQUIRE(heard({a, heard({b, c})}) == all);
        REQUIRE(heard({all, a, b, c}) == all);
      }
    }
  }
}

TEST_CASE("membership: stale gossip cannot bring back the dead, nor kill who has come back",
          "[node]") {
  const Belief dead{Incarnation{2}, 1, MemberState::dead};
  for (const Belief& stale : {Belief{Incarnation{2}, 1, MemberState::alive},
                              Belief{Incarnation{2}, 0, MemberState::alive},
                              Belief{Incarnation{1}, 9, MemberState::alive}})
    CHECK(heard({dead, stale}) == dead);
  const Belief back{Incarnation{3}, 0, MemberState::alive};
  CHECK(heard({dead, back}) == back);
  CHECK(heard({back, dead}) == back);
  CHECK(heard({back, {Incarnation{2}, 7, MemberState::suspected}}) == back);
}

TEST_CASE("membership: counts the living and walks the dead in a circle", "[node]") {
  const auto members = four_members();
  MembershipView view(members);
  CHECK(view.live_count() == 4);
  CHECK(view.next_dead(NodeId{0}) == k_no_node);
  const Belief dead{Incarnation{1}, 0, MemberState::dead};
  CHECK(view.merge(NodeId{1}, dead));
  CHECK_FALSE(view.merge(NodeId{1}, dead));
  CHECK(view.merge(NodeId{3}, dead));
  CHECK(view.live_count() == 2);
  CHECK(view.next_dead(NodeId{0}) == NodeId{1});
  CHECK(view.next_dead(NodeId{1}) == NodeId{3});
  CHECK(view.next_dead(NodeId{3}) == NodeId{1});
  CHECK(view.merge(NodeId{1}, {Incarnation{2}, 0, MemberState::alive}));
  CHECK(view.live_count() == 3);
  CHECK(view.next_dead(NodeId{0}) == NodeId{3});
  CHECK(view.next_dead(NodeId{3}) == NodeId{3});
}

TEST_CASE("membership: only who is in the cluster is a member", "[node]") {
  const std::vector<NodeId> members{NodeId{2}, NodeId{5}};
  const MembershipView view(members);
  CHECK(view.size() == 2);
  CHECK(view.is_member(NodeId{5}));
  CHECK_FALSE(view.is_member(NodeId{3}));
  CHECK_FALSE(view.is_member(k_no_node));
}

}  // namespace
}  // namespace ringside::membership_view_test
