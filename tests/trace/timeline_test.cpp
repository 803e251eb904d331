#include <catch_amalgamated.hpp>

#include "core/sim/simulation.h"
#include "core/trace/timeline.h"

namespace ringside::timeline_test {
namespace {

// Puts and gets of some keys with a crash and a restart among them.
TraceBatch some_run(std::uint32_t operations) {
  ClusterConfig config;
  config.shape = {5, 2, 1, 8, 1};
  Simulation simulation(config);
  for (std::uint32_t i = 0; i < operations; ++i) {
    const std::string key = "key-" + std::to_string(i % 40);
    (void)simulation.submit(i % 2 == 0 ? Command{PutCommand{key, "value"}}
                                       : Command{GetCommand{key}});
    if (i == operations / 3) (void)simulation.submit(CrashCommand{NodeId{2}});
    if (i == operations / 2) (void)simulation.submit(RestartCommand{NodeId{2}});
    simulation.run_until(simulation.now() + std::chrono::microseconds{300});
  }
  TraceBatch batch;
  simulation.collect(batch);
  return batch;
}

World folded(const TraceBatch& run, const Shape& shape, std::uint64_t moment) {
  World world(shape);
  for (std::uint64_t i = 0; i < moment; ++i) world.apply(run.events[i]);
  return world;
}

void check_same(const World& a, const World& b) {
  CHECK(a.time() == b.time());
  CHECK(a.totals().events == b.totals().events);
  CHECK(a.totals().delivered == b.totals().delivered);
  CHECK(a.totals().failed == b.totals().failed);
  REQUIRE(a.keys().size() == b.keys().size());
  for (const auto& [hash, key] : a.keys()) {
    REQUIRE(b.keys().contains(hash));
    CHECK(b.keys().at(hash).copies.size() == key.copies.size());
    CHECK(b.keys().at(hash).newest().stamp == key.newest().stamp);
  }
  REQUIRE(a.in_flight().size() == b.in_flight().size());
  for (const auto& [id, message] : a.in_flight()) CHECK(b.in_flight().contains(id));
  CHECK(a.operations().size() == b.operations().size());
  for (std::size_t i = 0; i < a.nodes().size(); ++i) {
    CHECK(a.nodes()[i].up == b.nodes()[i].up);
    CHECK(a.nodes()[i].incarnation == b.nodes()[i].incarnation);
    CHECK(a.nodes()[i].received == b.nodes()[i].received);
  }
}

const Shape k_shape{5, 2, 1, 8, 1};

TEST_CASE("timeline: any moment is the fold of the events before it, wherever one comes from",
          "[trace]") {
  const TraceBatch run = some_run(200);
  Timeline timeline(k_shape, {.spacing = 256});
  timeline.append(run);
  REQUIRE(timeline.events() == run.events.size());
  REQUIRE(timeline.keyframes() > 5);
  WorldAt at{World(k_shape), 0};
  const std::uint64_t end = timeline.events();
  // Forwards and back, a step and far, on a keyframe and beside one.
  for (const std::uint64_t moment :
       {std::uint64_t{1}, end / 2, end / 2 + 1, end / 2 - 1, std::uint64_t{256}, std::uint64_t{255},
        std::uint64_t{257}, end, end - 1, std::uint64_t{0}, std::uint64_t{1023}, end}) {
    INFO("moment " << moment);
    timeline.seek(at, moment);
    REQUIRE(at.events == moment);
    check_same(at.world, folded(run, k_shape, moment));
  }
}

TEST_CASE("timeline: a time is the moment after all that happened by it", "[trace]") {
  const TraceBatch run = some_run(60);
  Timeline timeline(k_shape, {.spacing = 64});
  timeline.append(run);
  CHECK(timeline.moment_at(time_at(-1)) == 0);
  CHECK(timeline.moment_at(k_end_of_time) == run.events.size());
  for (std::size_t i = 0; i + 1 < run.events.size(); i += 37) {
    const Time time = run.events[i].at;
    const std::uint64_t moment = timeline.moment_at(time);
    REQUIRE(moment > i);
    CHECK(run.events[moment - 1].at == time);
    if (moment < run.events.size()) CHECK(run.events[moment].at > time);
    CHECK(timeline.time_of(moment) == time);
  }
}

TEST_CASE("timeline: what happens later does not move the past", "[trace]") {
  const TraceBatch run = some_run(100);
  Timeline timeline(k_shape, {.spacing = 100});
  WorldAt at{World(k_shape), 0};
  TraceBatch part;
  for (std::size_t i = 0; i < run.events.size(); ++i) {
    part.events.push_back(run.events[i]);
    if (part.events.size() < 77 && i + 1 < run.events.size()) continue;
    timeline.append(part);
    part.events.clear();
    timeline.seek(at, timeline.events() / 2);
    REQUIRE(at.events == timeline.events() / 2);
  }
  check_same(timeline.present(), folded(run, k_shape, run.events.size()));
  check_same(at.world, folded(run, k_shape, at.events));
}

TEST_CASE(
    "timeline: where events were let go, keyframes are left, and it says from where on all is",
    "[trace]") {
  const TraceBatch run = some_run(300);
  Timeline timeline(k_shape, {.events = 2000, .spacing = 128, .old_keyframes = 6});
  timeline.append(run);
  const std::uint64_t end = timeline.events();
  REQUIRE(timeline.kept().forgotten() > 2000);
  CHECK(timeline.exact_from() >= timeline.kept().forgotten());
  CHECK(timeline.exact_from() < timeline.kept().forgotten() + 128);

  WorldAt at{World(k_shape), 0};
  for (const std::uint64_t moment : {timeline.exact_from(), end - 1, timeline.exact_from() + 5}) {
    timeline.seek(at, moment);
    REQUIRE(at.events == moment);
    check_same(at.world, folded(run, k_shape, moment));
  }
  // Before that: a still of a moment before the one asked for, true to what was then.
  for (std::uint64_t moment = 0; moment < timeline.exact_from(); moment += 333) {
    timeline.seek(at, moment);
    CHECK(at.events <= moment);
    check_same(at.world, folded(run, k_shape, at.events));
    CHECK(timeline.moment_at(at.world.time()) == at.events);
    CHECK(timeline.time_of(at.events) == at.world.time());
  }
  timeline.seek(at, 0);
  CHECK(at.events == 0);
}

TEST_CASE("timeline: keyframes never outgrow their room", "[trace]") {
  const TraceBatch run = some_run(400);
  Timeline roomy(k_shape, {.spacing = 64});
  roomy.append(run);
  const TimelineLimits tight{.spacing = 64, .keyframe_bytes = roomy.keyframe_bytes() / 8};
  Timeline timeline(k_shape, tight);
  timeline.append(run);
  CHECK(timeline.keyframe_bytes() <= tight.keyframe_bytes);
  CHECK(timeline.spacing() > 64);
  WorldAt at{World(k_shape), 0};
  for (std::uint64_t moment = 0; moment < timeline.events(); moment += 501) {
    timeline.seek(at, moment);
    REQUIRE(at.events == moment);
    check_same(at.world, folded(run, k_shape, moment));
  }
}

TEST_CASE("timeline: a run that goes on for ever keeps a bounded number of keyframes", "[trace]") {
  const TraceBatch run = some_run(100);
  Timeline timeline(k_shape, {.events = 1000, .spacing = 100, .old_keyframes = 8});
  for (int round = 0; round < 40; ++round) {
    TraceBatch again = run;
    timeline.append(again);
  }
  CHECK(timeline.keyframes() <= 8 + 1000 / 100 + 2);
}

}  // namespace
}  // namespace ringside::timeline_test
