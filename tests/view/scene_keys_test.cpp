#include <catch_amalgamated.hpp>
#include <cmath>

#include "tests/view/scene_fixture.h"
#include "view/scene/key_rows.h"
#include "view/scene/ring_layout.h"

namespace ringside::scene_keys_test {
namespace {

using Catch::Matchers::WithinAbs;

bool explains(const RingScene& scene, LegendItem item) {
  const std::string text = legend_entry(item, Palette::dark()).text;
  return std::any_of(scene.legend().begin(), scene.legend().end(),
                     [&](const LegendEntry& entry) { return entry.text == text; });
}

TEST_CASE("keys: a dot lies at its hash, inside the band", "[view]") {
  SceneWorld made;
  made.store_keys(1, 200);
  const SceneInput input = scene_input(made.world(), 1);
  const RingLayout layout(input.area, made.world().ring(), 5, input.clients);
  const RingScene scene = scene_of(input);
  CHECK_FALSE(scene.detail().keys_as_bars);
  CHECK(scene.detail().keys == 200);
  for (const auto& [hash, key] : made.world().keys()) {
    const auto at = scene.position_of(hash);
    REQUIRE(at);
    const Point arm = *at - layout.centre();
    const Point expected = direction(angle_of(hash)) * length(arm);
    CHECK_THAT(distance(arm, expected), WithinAbs(0, 0.01));
    CHECK(length(arm) <= layout.key_radius() + 0.01f);
    CHECK(length(arm) >= layout.key_radius() - layout.key_depth() - 0.01f);
  }
}

TEST_CASE("keys: dots do not cover each other", "[view]") {
  std::vector<KeyHash> hashes;
  for (int i = 0; i < 600; ++i) hashes.push_back(hash_key("key-" + std::to_string(i)));
  std::sort(hashes.begin(), hashes.end());
  const RingLayout layout({0, 0, 800, 800}, Ring(shape_of(5, 8)), 5, 4);
  const KeyRows rows = make_key_rows(hashes, layout);
  REQUIRE_FALSE(rows.binned);
  REQUIRE(rows.row.size() == hashes.size());
  std::vector<Point> places;
  for (std::size_t i = 0; i < hashes.size(); ++i) {
    const float orbit = layout.key_radius() - rows.row_step * static_cast<float>(rows.row[i]);
    places.push_back(direction(angle_of(hashes[i])) * orbit);
  }
  float nearest = 1e9f;
  for (std::size_t i = 0; i < places.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) nearest = std::min(nearest, distance(places[i], places[j]));
  }
  CHECK(nearest >= 2 * layout.key_size() * rows.dot_scale);
}

TEST_CASE("keys: more than there is room for are counted in bars", "[view]") {
  SceneWorld made;
  made.store_keys(1, 6000);
  const RingScene scene = scene_of(scene_input(made.world(), 1));
  CHECK(scene.detail().keys_as_bars);
  CHECK(scene.detail().keys == 6000);
  CHECK(explains(scene, LegendItem::key_bars));
}

TEST_CASE("keys: one that lacks copies looks different, below the promise more so", "[view]") {
  const KeyHash key = hash_key("a");
  SceneWorld whole;
  whole.store_at_group(1, key);
  CHECK(explains(scene_of(scene_input(whole.world(), 1)), LegendItem::key));

  SceneWorld lacking;
  lacking.store_at_group(1, key, 2);
  CHECK(explains(scene_of(scene_input(lacking.world(), 1)), LegendItem::key_short));

  SceneWorld unsafe;
  unsafe.store_at_group(1, key, 1);
  CHECK(explains(scene_of(scene_input(unsafe.world(), 1)), LegendItem::key_unsafe));

  SceneWorld deleted;
  deleted.store(1, deleted.world().ring().primary(key), key, true);
  CHECK(explains(scene_of(scene_input(deleted.world(), 1)), LegendItem::key_deleted));
}

TEST_CASE("keys: the picture follows the world from frame to frame", "[view]") {
  SceneWorld made;
  made.store_keys(1, 10);
  SceneInput input = scene_input(made.world(), 1);
  SceneMotion motion;
  RingScene scene;
  scene.build(input, motion);
  const KeyHash key = hash_key("another");
  CHECK_FALSE(scene.position_of(key));
  made.store_at_group(2, key);
  scene.build(input, motion);
  CHECK(scene.position_of(key));
  const auto before = scene.position_of(key);
  input.area = {0, 0, 500, 500};
  scene.build(input, motion);
  CHECK(distance(*scene.position_of(key), *before) > 50);
}

}  // namespace
}  // namespace ringside::scene_keys_test
