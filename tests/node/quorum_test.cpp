#include "core/node/quorum.h"

#include <algorithm>
#include <catch_amalgamated.hpp>
#include <cstdint>
#include <set>
#include <vector>

#include "core/base/rng.h"

namespace ringside {
namespace {

using Verdict = Quorum::Verdict;

TEST_CASE("quorum: is reached by the required number of acknowledgements", "[node]") {
  Quorum quorum({.members = 3, .required = 2});
  CHECK(quorum.verdict() == Verdict::pending);
  CHECK(quorum.add(NodeId{0}, true) == Verdict::pending);
  CHECK(quorum.add(NodeId{2}, true) == Verdict::reached);
  CHECK(quorum.acknowledged() == 2);
}

TEST_CASE("quorum: a repeated ack from one replica counts once", "[node]") {
  Quorum quorum({.members = 3, .required = 2});
  quorum.add(NodeId{0}, true);
  CHECK(quorum.add(NodeId{0}, true) == Verdict::pending);
  CHECK(quorum.acknowledged() == 1);
  CHECK(quorum.has_answered(NodeId{0}));
  CHECK_FALSE(quorum.has_answered(NodeId{1}));
}

TEST_CASE("quorum: the first answer of a member is the one that counts", "[node]") {
  Quorum quorum({.members = 2, .required = 1});
  quorum.add(NodeId{0}, false);
  CHECK(quorum.add(NodeId{0}, true) == Verdict::pending);
  CHECK(quorum.acknowledged() == 0);
}

TEST_CASE("quorum: is unreachable once too few can still say yes", "[node]") {
  Quorum quorum({.members = 3, .required = 2});
  CHECK(quorum.add(NodeId{0}, false) == Verdict::pending);
  CHECK(quorum.add(NodeId{1}, false) == Verdict::unreachable);
  CHECK(quorum.add(NodeId{2}, true) == Verdict::unreachable);
}

TEST_CASE("quorum: its verdict is what counting says, for any answers", "[node]") {
  Rng rng(40);
  for (int round = 0; round < 500; ++round) {
    const auto members = 1 + static_cast<std::uint32_t>(rng.below(6));
    const auto required = 1 + static_cast<std::uint32_t>(rng.below(members));
    Quorum quorum({.members = members, .required = required});
    std::set<NodeId> yes;
    std::set<NodeId> no;
    for (int i = 0; i < 12; ++i) {
      const NodeId from{static_cast<std::uint32_t>(rng.below(members))};
      const bool ok = rng.below(2) == 0;
      if (!yes.contains(from) && !no.contains(from)) (ok ? yes : no).insert(from);
      const Verdict expected = yes.size() >= required           ? Verdict::reached
                               : members - no.size() < required ? Verdict::unreachable
                                                                : Verdict::pending;
      REQUIRE(quorum.add(from, ok) == expected);
      REQUIRE(quorum.acknowledged() == yes.size());
    }
  }
}

}  // namespace
}  // namespace ringside
