#include <catch_amalgamated.hpp>
#include <numbers>

#include "core/base/rng.h"
#include "tests/view/scene_fixture.h"
#include "view/scene/hash_band.h"
#include "view/scene/ring_layout.h"

namespace ringside::scene_band_test {
namespace {

using Catch::Matchers::WithinAbs;
constexpr double k_turn = 2 * std::numbers::pi;

double angle_from(double angle, double from) {
  const double way = std::fmod(angle - from, k_turn);
  return way < 0 ? way + k_turn : way;
}

double total_sweep(const HashBand& band) {
  double sum = 0;
  for (const BandArc& arc : band.arcs) sum += static_cast<double>(arc.sweep);
  return sum;
}

TEST_CASE("band: its arcs cover the ring once", "[view]") {
  for (const std::uint32_t nodes : {2u, 5u, 40u, 300u}) {
    for (const std::uint32_t vnodes : {1u, 16u, 64u}) {
      const Ring ring(shape_of(nodes, vnodes));
      CHECK_THAT(total_sweep(make_hash_band(ring, 1000)), WithinAbs(k_turn, 1e-3));
    }
  }
}

TEST_CASE("band: each hash lies in an arc of its primary", "[view]") {
  const Ring ring(shape_of(7, 16));
  const HashBand band = make_hash_band(ring, 1000);
  CHECK_FALSE(band.merged);
  Rng rng(5);
  for (int i = 0; i < 500; ++i) {
    const KeyHash hash{rng.next()};
    const double angle = static_cast<double>(angle_of(hash));
    const bool found = std::any_of(band.arcs.begin(), band.arcs.end(), [&](const BandArc& arc) {
      const double behind = angle_from(angle, static_cast<double>(arc.from));
      return arc.owner == ring.primary(hash) && behind <= static_cast<double>(arc.sweep) + 1e-5;
    });
    CHECK(found);
  }
}

TEST_CASE("band: neighbouring arcs have different owners", "[view]") {
  const HashBand band = make_hash_band(Ring(shape_of(3, 64)), 1000);
  for (std::size_t i = 1; i < band.arcs.size(); ++i) {
    CHECK(band.arcs[i].owner != band.arcs[i - 1].owner);
  }
}

TEST_CASE("band: too many tokens are merged into as many cells as there is room for", "[view]") {
  const Ring ring(shape_of(100, 100));
  const HashBand band = make_hash_band(ring, 500);
  CHECK(band.merged);
  CHECK(band.arcs.size() <= 500);
  CHECK_THAT(total_sweep(band), WithinAbs(k_turn, 1e-3));
}

TEST_CASE("band: a merged cell shows the owner of most of it", "[view]") {
  constexpr std::uint64_t k_eighth = std::uint64_t{1} << 61;
  // Node 1 owns a sliver of each half, node 0 the rest of the first and node 2 the rest of the
  // second.
  const Ring ring({{KeyHash{k_eighth / 8}, NodeId{1}},
                   {KeyHash{4 * k_eighth}, NodeId{0}},
                   {KeyHash{4 * k_eighth + k_eighth / 8}, NodeId{1}},
                   {KeyHash{8 * k_eighth - 1}, NodeId{2}}},
                  2);
  const HashBand band = make_hash_band(ring, 2);
  REQUIRE(band.arcs.size() == 2);
  CHECK(band.arcs[0].owner == NodeId{0});
  CHECK(band.arcs[1].owner == NodeId{2});
}

TEST_CASE("layout: from outside in come nodes, band, keys and clients, none touching", "[view]") {
  for (const std::uint32_t nodes : {2u, 8u, 60u, 1000u}) {
    for (const std::uint32_t clients : {1u, 4u, 64u, 1024u}) {
      for (const float side : {360.0f, 840.0f, 2160.0f}) {
        const Shape shape = shape_of(nodes, 2);
        const RingLayout layout({0, 0, side, side}, Ring(shape), nodes, clients);
        CHECK(layout.node_orbit() + layout.node_radius() < side / 2);
        CHECK(layout.band_radius() + layout.band_width() / 2 <
              layout.node_orbit() - layout.node_radius());
        CHECK(layout.key_radius() + layout.key_size() <
              layout.band_radius() - layout.band_width() / 2);
        CHECK(layout.hub_radius() < layout.key_radius() - layout.key_depth());
      }
    }
  }
}

TEST_CASE("layout: seats are evenly spaced, by number", "[view]") {
  const RingLayout layout({0, 0, 800, 800}, Ring(shape_of(8, 4)), 8, 4);
  CHECK(layout.seat(NodeId{0}).y < layout.seat(NodeId{1}).y);
  const float step = distance(layout.seat(NodeId{0}), layout.seat(NodeId{1}));
  for (std::uint32_t i = 1; i < 8; ++i) {
    CHECK_THAT(distance(layout.seat(NodeId{i}), layout.seat(NodeId{(i + 1) % 8})),
               WithinAbs(step, 0.01));
  }
}

TEST_CASE("layout: with one token a node the seats follow the tokens", "[view]") {
  const Ring ring(shape_of(6, 1));
  const RingLayout layout({0, 0, 800, 800}, ring, 6, 4);
  const double first = static_cast<double>(layout.seat_angle(ring.tokens()[0].node));
  for (std::size_t i = 0; i < 6; ++i) {
    const double angle = static_cast<double>(layout.seat_angle(ring.tokens()[i].node));
    CHECK_THAT(angle_from(angle + 1e-4, first),
               WithinAbs(static_cast<double>(i) * k_turn / 6, 1e-3));
  }
}

}  // namespace
}  // namespace ringside::scene_band_test
