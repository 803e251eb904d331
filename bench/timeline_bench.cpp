#include <algorithm>
#include <memory>
#include <string>

#include "bench/harness.h"
#include "core/base/rng.h"
#include "core/sim/simulation.h"
#include "core/trace/timeline.h"

namespace ringside::bench {
namespace {

constexpr std::uint64_t k_events = 1'000'000;
const Shape k_shape{8, 2, 1, 16, 1};

// A million events of puts and gets over so many keys, as an interface takes them in: frame by
// frame.
std::shared_ptr<const Timeline> long_run(std::uint32_t keys) {
  ClusterConfig config;
  config.shape = k_shape;
  Simulation simulation(config);
  auto timeline = std::make_shared<Timeline>(k_shape);
  TraceBatch batch;
  for (std::uint32_t i = 0; timeline->events() < k_events; ++i) {
    const std::string key = "key-" + std::to_string(i * 7919 % keys);
    (void)simulation.submit(i % 2 == 0 ? Command{PutCommand{key, "value"}}
                                       : Command{GetCommand{key}});
    if (i % 16 != 0) continue;
    simulation.run_until(simulation.now() + std::chrono::milliseconds{1});
    batch.events.clear();
    batch.texts.clear();
    simulation.collect(batch);
    (void)simulation.take_results();
    timeline->append(batch);
  }
  return timeline;
}

// As a hand that jumps to and fro: the slowest of fifty jumps is what a person feels.
double slowest_jumps_a_second(const Timeline& timeline) {
  Rng rng(1);
  WorldAt at{World(k_shape), 0};
  double slowest = 0;
  for (int i = 0; i < 50; ++i) {
    const std::uint64_t moment = rng.below(timeline.events());
    slowest = std::max(slowest, seconds([&] { timeline.seek(at, moment); }));
    use(at.world.totals().delivered);
  }
  return 1 / slowest;
}

double steps_back_a_second(const Timeline& timeline) {
  WorldAt at{World(k_shape), 0};
  constexpr std::uint64_t k_steps = 200;
  const double took = seconds([&] {
    for (std::uint64_t i = 0; i < k_steps; ++i) timeline.seek(at, k_events / 2 - i * 7);
  });
  use(at.world.totals().delivered);
  return k_steps / took;
}

double folds_a_second(const Timeline& timeline) {
  World world(k_shape);
  const double took = seconds([&] {
    for (const TraceEvent& event : timeline.kept().events()) world.apply(event);
  });
  use(world.totals().delivered);
  return 1 / took;
}

}  // namespace

std::vector<Contest> timeline_contests() {
  std::vector<Contest> contests;
  for (const std::uint32_t keys : {500u, 20'000u}) {
    const auto run = std::make_shared<std::shared_ptr<const Timeline>>();
    const auto timeline = [run, keys]() -> const Timeline& {
      if (!*run) *run = long_run(keys);
      return **run;
    };
    const std::string what = "in a run of 1,000,000 events and " + std::to_string(keys) + " keys";
    contests.push_back({"timeline", "jumps to any time " + what + ", the slowest of 50",
                        "slowest jumps", [timeline] { return slowest_jumps_a_second(timeline()); },
                        "folding the whole run",
                        [timeline] { return folds_a_second(timeline()); }});
    contests.push_back({"timeline",
                        "steps back " + what,
                        "steps",
                        [timeline] { return steps_back_a_second(timeline()); },
                        "",
                        {}});
  }
  return contests;
}

}  // namespace ringside::bench
