#include "core/base/link_set.h"

#include <catch_amalgamated.hpp>
#include <set>
#include <utility>

#include "core/base/rng.h"

namespace ringside::link_set_test {
namespace {

Address end_of(std::uint64_t number) {
  const auto id = static_cast<std::uint32_t>(number % 200);
  return number % 5 == 0 ? Address{ClientId{id}} : Address{NodeId{id}};
}

TEST_CASE("link set: does what a set of pairs does", "[base]") {
  Rng rng(1);
  LinkSet links;
  std::set<std::pair<Address, Address>> pairs;
  for (int i = 0; i < 3000; ++i) {
    const Address from = end_of(rng.next());
    const Address to = end_of(rng.next());
    links.insert(from, to);
    pairs.emplace(from, to);
  }
  for (int i = 0; i < 3000; ++i) {
    const Address from = end_of(rng.next());
    const Address to = end_of(rng.next());
    CHECK(links.contains(from, to) == pairs.contains({from, to}));
  }
  const auto goes = [](Address from, Address to) { return (from.bits() + to.bits()) % 3 == 0; };
  links.erase_if(goes);
  std::erase_if(pairs, [&](const auto& pair) { return goes(pair.first, pair.second); });
  std::size_t left = 0;
  for (const auto& [block, bits] : links.blocks()) {
    CHECK(bits != 0);
    for (std::uint32_t bit = 0; bit < 64; ++bit) {
      if ((bits >> bit & 1) == 0) continue;
      ++left;
      CHECK(pairs.contains({block.from, receiver(block, bit)}));
    }
  }
  CHECK(left == pairs.size());
}

TEST_CASE("link set: leads one way, and nodes are not clients", "[base]") {
  LinkSet links;
  links.insert(NodeId{3}, ClientId{3});
  CHECK(links.contains(NodeId{3}, ClientId{3}));
  CHECK_FALSE(links.contains(ClientId{3}, NodeId{3}));
  CHECK_FALSE(links.contains(NodeId{3}, NodeId{3}));
  CHECK_FALSE(links.contains(ClientId{3}, ClientId{3}));
}

TEST_CASE("link set: without links it has no blocks", "[base]") {
  LinkSet links;
  CHECK(links.empty());
  links.insert(NodeId{1}, NodeId{2});
  CHECK_FALSE(links.empty());
  links.set_bits(LinkSet::block_of(NodeId{1}, NodeId{2}), 0);
  CHECK(links == LinkSet{});
  links.insert(NodeId{1}, NodeId{2});
  links.erase_if([](Address, Address) { return true; });
  CHECK(links == LinkSet{});
}

}  // namespace
}  // namespace ringside::link_set_test
