#include "core/host/partition.h"

#include <catch_amalgamated.hpp>
#include <cstdint>
#include <set>
#include <string>
#include <vector>

namespace ringside::partition_test {
namespace {

constexpr NodeId n0{0}, n1{1}, n2{2}, n3{3}, n4{4};
constexpr ClientId c0{0}, c1{1};

Shape shape(std::uint32_t nodes) { return {.nodes = nodes}; }

// What the nodes reach: a row for each, '.' where the link is cut.
std::vector<std::string> map_of(const LinkSet& cuts, std::uint32_t nodes) {
  std::vector<std::string> rows;
  for (std::uint32_t from = 0; from < nodes; ++from) {
    std::string& row = rows.emplace_back();
    for (std::uint32_t to = 0; to < nodes; ++to)
      row += cuts.contains(NodeId{from}, NodeId{to}) ? '.' : 'x';
  }
  return rows;
}

TEST_CASE("partition: only ends of one group reach each other; who is not named is in the last",
          "[host]") {
  CHECK(map_of(links_between({{n0, n2}}, shape(5)), 5) ==
        std::vector<std::string>{"x.x..", ".x.xx", "x.x..", ".x.xx", ".x.xx"});
  CHECK(map_of(links_between({{n0, n1}, {n2}}, shape(5)), 5) ==
        std::vector<std::string>{"xx...", "xx...", "..x..", "...xx", "...xx"});
  CHECK(links_between({{n0, n1, n2}}, shape(3)).empty());
}

TEST_CASE("partition: an end in two groups reaches both", "[host]") {
  const std::vector<std::string> bridged{"xxx..", "xxx..", "xxxxx", "..xxx", "..xxx"};
  CHECK(map_of(links_between({{n0, n1, n2}, {n2, n3, n4}}, shape(5)), 5) == bridged);
  CHECK(map_of(links_between(bridge_groups({n2}, shape(5)), shape(5)), 5) == bridged);
}

TEST_CASE("partition: a client is cut off only where it is named", "[host]") {
  const LinkSet cuts = links_between({{n0, c0}, {n1, n2, c1}}, shape(3));
  CHECK_FALSE(cuts.contains(c0, n0));
  CHECK(cuts.contains(c0, n1));
  CHECK(cuts.contains(n1, c0));
  CHECK(cuts.contains(c1, n0));
  CHECK_FALSE(cuts.contains(n2, c1));
  CHECK_FALSE(cuts.contains(ClientId{2}, n0));
  CHECK_FALSE(cuts.contains(c0, c1));
  // A client alone is cut off from all.
  const LinkSet alone = links_between({{c0}}, shape(3));
  CHECK(alone == [] {
    LinkSet links = links_from({c0}, {n0, n1, n2});
    links.insert(links_from({n0, n1, n2}, {c0}));
    return links;
  }());
}

TEST_CASE("partition: in a ring of majorities each node reaches a majority, no two the same one",
          "[host]") {
  for (std::uint32_t nodes = 4; nodes <= 70; ++nodes) {
    CAPTURE(nodes);
    const LinkSet cuts = links_between(ring_groups(shape(nodes)), shape(nodes));
    const auto rows = map_of(cuts, nodes);
    // Of an even number the ring may close: then only the opposite is cut.
    CHECK(std::set<std::string>(rows.begin(), rows.end()).size() == nodes);
    for (std::uint32_t from = 0; from < nodes; ++from) {
      std::uint32_t reached = 0;
      for (std::uint32_t to = 0; to < nodes; ++to) {
        reached += rows[from][to] == 'x' ? 1 : 0;
        CHECK(rows[from][to] == rows[to][from]);
      }
      CHECK(reached > nodes / 2);
      CHECK(reached < nodes);
    }
  }
  CHECK(links_between(ring_groups(shape(3)), shape(3)).empty());
}

TEST_CASE("partition: one way cuts only that way", "[host]") {
  const LinkSet cuts = links_from({n0, c0}, {n0, n1});
  CHECK(cuts.contains(n0, n1));
  CHECK_FALSE(cuts.contains(n1, n0));
  CHECK(cuts.contains(c0, n0));
  CHECK_FALSE(cuts.contains(n0, n0));
}

TEST_CASE("partition: heals all, all of one end, or what lies between several", "[host]") {
  const LinkSet cuts = links_between({{n0}, {n1}, {n2}}, shape(4));
  CHECK(healed(cuts, {}).empty());
  CHECK(map_of(healed(cuts, {n1}), 4) == std::vector<std::string>{"xx..", "xxxx", ".xx.", ".x.x"});
  CHECK(map_of(healed(cuts, {n0, n1, n3}), 4) ==
        std::vector<std::string>{"xx.x", "xx.x", "..x.", "xx.x"});
}

}  // namespace
}  // namespace ringside::partition_test
