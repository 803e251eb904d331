// How members of each range stand to what they should keep, and how the ring shows it.
#include <catch_amalgamated.hpp>

#include "tests/view/scene_fixture.h"
#include "view/scene/replica_census.h"

namespace ringside::scene_replicas_test {
namespace {

const KeyHash k_key = hash_key("apple");

// Of the range that a key lies in, by the places of its group.
std::vector<ReplicaState> states_of(const World& world, KeyHash key) {
  const ReplicaCensus census = census_of(world);
  const std::size_t size = world.ring().group_size();
  const auto first =
      census.states.begin() + static_cast<std::ptrdiff_t>(world.ring().token_index(key) * size);
  return {first, first + static_cast<std::ptrdiff_t>(size)};
}

TEST_CASE("replicas: a range is as well off as its worst key, member by member", "[view]") {
  using enum ReplicaState;
  SceneWorld made;
  const auto group = made.world().ring().preference_list(k_key);
  CHECK(states_of(made.world(), k_key) == std::vector{idle, idle, idle});
  made.store_at_group(1, k_key);
  CHECK(states_of(made.world(), k_key) == std::vector{fresh, fresh, fresh});
  made.store(2, group[0], k_key);
  made.store(2, group[1], k_key);
  CHECK(states_of(made.world(), k_key) == std::vector{fresh, fresh, stale});
  CHECK(census_of(made.world()).ranges_short == 0);
  made.crash(3, raw(group[1]));
  CHECK(states_of(made.world(), k_key) == std::vector{fresh, missing, stale});
  const ReplicaCensus census = census_of(made.world());
  CHECK(census.ranges_kept == 1);
  CHECK(census.ranges_short == 1);
  CHECK(census.keys_apart == 1);
  CHECK(census.stale == 1);
  CHECK(census.missing == 0);  // of nodes that are up
  made.restart(4, raw(group[1]));
  CHECK(census_of(made.world()).missing == 1);
}

TEST_CASE("replicas: what a member lacks and others keep hints for is told apart", "[view]") {
  SceneWorld made;
  made.store_at_group(1, k_key, 2);
  const auto group = made.world().ring().preference_list(k_key);
  CHECK(states_of(made.world(), k_key)[2] == ReplicaState::missing);
  World world = made.world();
  world.apply(trace::hint_kept(time_at(2), {group[0], group[2], OpId{1}, k_key, 1}));
  CHECK(states_of(world, k_key)[2] == ReplicaState::hinted);
  CHECK(census_of(world).hints == 1);
}

TEST_CASE("replicas: a tombstone that some have collected is kept by all", "[view]") {
  SceneWorld made;
  made.store(1, made.world().ring().primary(k_key), k_key, true);
  CHECK(census_of(made.world()).keys_apart == 0);
  CHECK(census_of(made.world()).ranges_short == 0);
}

TEST_CASE("replicas: every key is counted in the range that it lies in", "[view]") {
  SceneWorld made;
  made.store_keys(1, 500);
  const ReplicaCensus census = census_of(made.world());
  std::uint64_t keys = 0;
  for (const ReplicaCensus::Range& range : census.ranges) keys += range.keys;
  CHECK(keys == 500);
  CHECK(census.keys_apart == 0);
  CHECK(census.ranges_short == 0);
}

TEST_CASE("replicas: taken anew where time stands still, and seldom where it plays", "[view]") {
  SceneWorld made;
  ReplicaWatch watch;
  CHECK(watch.at(made.world(), 1, 0, true).ranges_kept == 0);
  made.store_at_group(1, k_key);
  CHECK(watch.at(made.world(), 1, 0.1, true).ranges_kept == 0);
  CHECK(watch.at(made.world(), 1, 0.2, true).ranges_kept == 1);
  const auto group = made.world().ring().preference_list(k_key);
  made.crash(2, raw(group[0]));
  made.crash(2, raw(group[1]));
  CHECK(watch.at(made.world(), 1, 0.21, false).ranges_short == 1);
}

TEST_CASE("replicas: drawn inside the keys where they are asked for, and explained", "[view]") {
  SceneWorld made;
  made.store_keys(1, 50);
  made.crash(2, 1);
  const auto explains = [](const RingScene& scene, LegendItem item) {
    const std::string text = legend_entry(item, Palette::dark()).text;
    return std::any_of(scene.legend().begin(), scene.legend().end(),
                       [&](const LegendEntry& entry) { return entry.text == text; });
  };
  SceneInput input = scene_input(made.world(), 1);
  const std::size_t plain = scene_of(input).marks().quads();
  CHECK_FALSE(explains(scene_of(input), LegendItem::replica_fresh));
  const ReplicaCensus census = census_of(made.world());
  input.replicas = &census;
  const RingScene scene = scene_of(input);
  CHECK(scene.marks().quads() > plain + 50);
  CHECK(explains(scene, LegendItem::replica_fresh));
  CHECK(explains(scene, LegendItem::replica_missing));
  CHECK_FALSE(explains(scene, LegendItem::replica_stale));
}

}  // namespace
}  // namespace ringside::scene_replicas_test
