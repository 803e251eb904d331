#include <catch_amalgamated.hpp>
#include <vector>

#include "core/ring/ring.h"
#include "tests/view/scene_fixture.h"
#include "view/scene/link_path.h"
#include "view/scene/ring_layout.h"

namespace ringside::scene_link_test {
namespace {

using Catch::Matchers::WithinAbs;

struct Link {
  Address from;
  Address to;
};

// Neighbours, nodes across the ring, and clients with nodes, both ways.
std::vector<Link> some_links(std::uint32_t nodes) {
  std::vector<Link> links;
  for (const std::uint32_t apart : {1u, nodes / 3, nodes / 2, nodes - 1}) {
    if (apart == 0) continue;
    for (std::uint32_t i = 0; i < nodes; i += 1 + nodes / 9) {
      links.push_back({NodeId{i}, NodeId{(i + apart) % nodes}});
    }
  }
  links.push_back({ClientId{0}, NodeId{0}});
  links.push_back({NodeId{nodes / 2}, ClientId{1}});
  return links;
}

TEST_CASE("link: begins at the sender's rim and ends at the receiver's", "[view]") {
  for (const std::uint32_t nodes : {2u, 3u, 5u, 8u, 24u, 60u}) {
    const Shape shape = shape_of(nodes, 4);
    const RingLayout layout({20, 30, 900, 800}, Ring(shape), nodes, 4);
    for (const Link& link : some_links(nodes)) {
      const LinkPath path = layout.path(link.from, link.to);
      const LinkPath::End from = layout.end_of(link.from);
      const LinkPath::End to = layout.end_of(link.to);
      CHECK_THAT(distance(path.at(0), from.centre), WithinAbs(from.radius, 0.02));
      CHECK_THAT(distance(path.at(1), to.centre), WithinAbs(to.radius, 0.02));
    }
  }
}

TEST_CASE("link: keeps outside both ends all the way", "[view]") {
  const Shape shape = shape_of(8, 4);
  const RingLayout layout({0, 0, 900, 800}, Ring(shape), 8, 4);
  for (const Link& link : some_links(8)) {
    const LinkPath path = layout.path(link.from, link.to);
    for (int i = 0; i <= 50; ++i) {
      const Point at = path.at(static_cast<float>(i) / 50);
      for (const Address end : {link.from, link.to}) {
        CHECK(distance(at, layout.end_of(end).centre) >= layout.end_of(end).radius - 0.02f);
      }
    }
  }
}

TEST_CASE("link: equal parts of the way are equally long", "[view]") {
  const Shape shape = shape_of(7, 4);
  const RingLayout layout({0, 0, 1200, 800}, Ring(shape), 7, 4);
  for (const Link& link : some_links(7)) {
    const LinkPath path = layout.path(link.from, link.to);
    constexpr int k_parts = 64;
    const float first = distance(path.at(0), path.at(1.0f / k_parts));
    for (int i = 1; i < k_parts; ++i) {
      const float begin = static_cast<float>(i) / k_parts;
      CHECK_THAT(distance(path.at(begin), path.at(begin + 1.0f / k_parts)), WithinAbs(first, 0.02));
    }
    CHECK_THAT(first * k_parts, WithinAbs(path.length(), 0.01 * path.length()));
  }
}

TEST_CASE("link: the ways there and back lie apart", "[view]") {
  for (const std::uint32_t nodes : {2u, 3u, 5u, 8u, 24u}) {
    const Shape shape = shape_of(nodes, 4);
    const RingLayout layout({0, 0, 900, 800}, Ring(shape), nodes, 4);
    for (const Link& link : some_links(nodes)) {
      const LinkPath there = layout.path(link.from, link.to);
      const LinkPath back = layout.path(link.to, link.from);
      CHECK(distance(there.at(0.5f), back.at(0.5f)) > 0.1f * there.length());
    }
  }
}

TEST_CASE("link: ends that touch leave something of the way", "[view]") {
  const LinkPath path({{0, 0}, 10}, {{12, 0}, 10}, {6, 100});
  CHECK(path.length() > 0.5f);
  CHECK(distance(path.at(0), path.at(1)) > 0.5f);
}

}  // namespace
}  // namespace ringside::scene_link_test
