#include "core/ring/ring_view.h"

#include <catch_amalgamated.hpp>
#include <set>
#include <vector>

#include "core/base/rng.h"

namespace ringside::ring_view_test {
namespace {

using Kind = RingChange::Kind;

std::vector<NodeId> list(std::span<const NodeId> nodes) { return {nodes.begin(), nodes.end()}; }

Shape six_and_two(TokenPlacement placement) {
  return {
      .nodes = 8, .replicas = 2, .failures = 1, .vnodes = 8, .placement = placement, .spares = 2};
}

// Every key's groups, by a walk over hashes that meets every arc.
template <typename Visit>
void each_key(const RingView& view, Visit visit) {
  for (std::size_t arc = 0; arc < view.arcs(); ++arc) visit(view.arc(arc).last);
  Rng rng(3, 1);
  for (int i = 0; i < 500; ++i) visit(KeyHash{rng.next()});
}

TEST_CASE("ring view: spares are there, but keep nothing", "[ring]") {
  for (const auto placement : {TokenPlacement::random, TokenPlacement::even}) {
    const RingViewPtr first = RingView::founding(six_and_two(placement));
    CHECK(first->epoch() == RingEpoch{1});
    CHECK_FALSE(first->is_moving());
    CHECK(first->nodes().size() == 6);
    CHECK(first->seats().size() == 8);
    CHECK(first->arcs_of(NodeId{6}).empty());
    CHECK(
        list(first->ring().nodes()) ==
        list(
            Ring(Shape{
                     .nodes = 6, .replicas = 2, .failures = 1, .vnodes = 8, .placement = placement})
                .nodes()));
  }
}

TEST_CASE("ring view: while a node comes both groups hold, and only it gains anything", "[ring]") {
  for (const auto placement : {TokenPlacement::random, TokenPlacement::even}) {
    const RingViewPtr first = RingView::founding(six_and_two(placement));
    const RingViewPtr moving = first->moving({Kind::add, NodeId{6}});
    REQUIRE(moving);
    CHECK(moving->epoch() == RingEpoch{2});
    CHECK(moving->group_count() == 2);
    CHECK(moving->gainers() == std::vector{NodeId{6}});
    CHECK(list(moving->voters()) == list(first->nodes()));
    const RingViewPtr settled = moving->settled();
    REQUIRE(settled);
    CHECK(settled->nodes().size() == 7);
    CHECK_FALSE(settled->settled());
    each_key(*moving, [&](KeyHash key) {
      CHECK(list(moving->group(0, key)) == list(first->preference_list(key)));
      CHECK(list(moving->group(1, key)) == list(settled->preference_list(key)));
      std::set<NodeId> both(moving->group(0, key).begin(), moving->group(0, key).end());
      both.insert(moving->group(1, key).begin(), moving->group(1, key).end());
      const auto all = moving->preference_list(key);
      CHECK(std::set<NodeId>(all.begin(), all.end()) == both);
      CHECK(all.size() == both.size());
      CHECK(all[0] == first->preference_list(key)[0]);
      CHECK(moving->arc(moving->token_index(key)).contains(key));
    });
    for (const NodeId node : moving->nodes()) {
      for (const std::uint32_t arc : moving->arcs_of(node)) {
        const auto group = moving->group_of(arc);
        CHECK(std::find(group.begin(), group.end(), node) != group.end());
      }
    }
  }
}

TEST_CASE("ring view: a node that comes takes about its share, and one that goes gives its own up",
          "[ring]") {
  const RingViewPtr first =
      RingView::founding({.nodes = 9, .replicas = 2, .failures = 1, .vnodes = 64, .spares = 1});
  const RingViewPtr added = first->moving({Kind::add, NodeId{8}})->settled();
  const RingViewPtr removed = added->moving({Kind::drain, NodeId{8}})->settled();
  Rng rng(5, 1);
  int moved = 0;
  for (int i = 0; i < 9000; ++i) {
    const KeyHash key{rng.next()};
    const auto before = first->preference_list(key);
    const auto after = added->preference_list(key);
    for (const NodeId member : after) {
      if (std::find(before.begin(), before.end(), member) != before.end()) continue;
      CHECK(member == NodeId{8});
      ++moved;
    }
    CHECK(list(removed->preference_list(key)) == list(before));
  }
  CHECK(moved > 2400);  // a ninth of three copies of each: 3000
  CHECK(moved < 3600);
  CHECK(removed->epoch() == RingEpoch{5});
}

TEST_CASE("ring view: who votes differs by one node at most from epoch to epoch", "[ring]") {
  const RingViewPtr first = RingView::founding(six_and_two(TokenPlacement::random));
  const RingViewPtr going = first->moving({Kind::remove, NodeId{2}});
  REQUIRE(going);
  CHECK(going->nodes().size() == 6);  // it is to be asked as long as ranges move
  CHECK(list(going->voters()) ==
        std::vector{NodeId{0}, NodeId{1}, NodeId{3}, NodeId{4}, NodeId{5}});
  CHECK(list(going->settled()->voters()) == list(going->voters()));
  const auto gainers = going->gainers();
  CHECK(std::find(gainers.begin(), gainers.end(), NodeId{2}) == gainers.end());
}

TEST_CASE("ring view: what is no change gives no view", "[ring]") {
  const RingViewPtr first = RingView::founding(six_and_two(TokenPlacement::random));
  CHECK_FALSE(first->moving({Kind::add, NodeId{1}}));
  CHECK_FALSE(first->moving({Kind::drain, NodeId{7}}));
  CHECK_FALSE(first->moving({Kind::add, NodeId{8}}));
  CHECK_FALSE(first->moving({Kind::none, NodeId{1}}));
  CHECK_FALSE(first->moving({Kind::add, NodeId{6}})->moving({Kind::add, NodeId{7}}));
  const RingViewPtr small = RingView::founding({.nodes = 3, .replicas = 2, .failures = 1});
  CHECK_FALSE(small->moving({Kind::drain, NodeId{1}}));
  Shape bounded = six_and_two(TokenPlacement::bounded);
  CHECK_FALSE(RingView::founding(bounded)->moving({Kind::add, NodeId{6}}));
}

}  // namespace
}  // namespace ringside::ring_view_test
