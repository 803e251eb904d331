// How fast, how surely and at what cost the failure detector finds out, in whole clusters.
#include <algorithm>
#include <catch_amalgamated.hpp>
#include <cmath>
#include <cstdint>
#include <vector>

#include "tests/sim/detection_run.h"
#include "tests/sim/sim_run.h"

namespace ringside::detection_test {
namespace {

using Catch::Matchers::WithinAbs;
using std::chrono::milliseconds;

std::uint64_t sent_in(const std::vector<TraceEvent>& events, MessageKind kind) {
  return static_cast<std::uint64_t>(
      std::count_if(events.begin(), events.end(), [kind](const TraceEvent& event) {
        return event.kind == EventKind::message_sent && event.message_kind() == kind;
      }));
}

TEST_CASE("detection: a member sends as many messages a period, however many members there are",
          "[sim]") {
  constexpr int k_periods = 20;
  for (const std::uint32_t nodes : {10u, 100u, 1000u}) {
    CAPTURE(nodes);
    DetectionRun run(detection_config(nodes, 1));
    run.periods(3);  // until all have begun
    run.periods(k_periods);
    const double one_each = static_cast<double>(nodes) * k_periods;
    CHECK_THAT(static_cast<double>(sent_in(run.events(), MessageKind::ping)) / one_each,
               WithinAbs(1, 0.01));
    CHECK_THAT(static_cast<double>(sent_in(run.events(), MessageKind::ping_ack)) / one_each,
               WithinAbs(1, 0.01));
    CHECK(run.count(EventKind::node_suspected) == 0);
    // Nor do many ask the same one at once.
    std::vector<int> asked(nodes);
    for (const TraceEvent& event : run.events()) {
      if (event.kind == EventKind::message_sent && event.message_kind() == MessageKind::ping)
        ++asked[raw(event.peer.node())];
    }
    CHECK(*std::max_element(asked.begin(), asked.end()) < 3 * k_periods);
  }
}

// With random probing the first of n - 1 members asks a dead one after 1 / (1 - (1 -
// 1/(n-1))^(n-1)) periods in the mean (SWIM, section 3.1). In a random round-robin, a member that
// is at a random place of its round has not asked a given one within t periods with this
// probability.
double not_asked_within(std::uint32_t t, std::uint32_t others) {
  double sum = 0;
  for (std::uint32_t left = 1; left <= others; ++left) {  // draws left in this round
    const double m = others;
    if (t <= left) {
      sum += 1 - t / m;
    } else if (t - left < others) {
      sum += (1 - left / m) * (1 - (t - left) / m);
    }
  }
  return sum / others;
}

double mean_periods_round_robin(std::uint32_t nodes) {
  double mean = 0;
  for (std::uint32_t t = 0; t < 2 * nodes; ++t)
    mean += std::pow(not_asked_within(t, nodes - 1), nodes - 1);
  return mean;
}
double mean_periods_random(std::uint32_t nodes) {
  const double others = nodes - 1;
  return 1 / (1 - std::pow(1 - 1 / others, others));
}

TEST_CASE("detection: somebody asks a dead member as soon as the theory says", "[sim]") {
  CHECK_THAT(mean_periods_random(3), WithinAbs(1.333, 0.001));
  CHECK_THAT(mean_periods_random(10), WithinAbs(1.530, 0.001));
  for (const std::uint32_t nodes : {3u, 10u, 40u}) {
    CAPTURE(nodes);
    constexpr int k_runs = 400;
    double sum = 0;
    for (std::uint64_t seed = 1; seed <= k_runs; ++seed) {
      DetectionRun run(detection_config(nodes, seed));
      Rng rng(seed, 77);
      run.periods(3 + static_cast<double>(rng.below(1000)) / 100);
      run.crash(0);
      const Time crashed = run.sim().now();
      const auto asked = run.until(
          [&](const World& world) {
            return std::any_of(
                world.in_flight().begin(), world.in_flight().end(), [&](const auto& entry) {
                  const WorldMessage& message = entry.second;
                  return message.facts.to == Address{NodeId{0}} &&
                         message.facts.kind == MessageKind::ping && message.sent_at > crashed;
                });
          },
          2.0 * nodes);
      REQUIRE(asked);
      sum += std::ceil(*asked);
    }
    const double mean = sum / k_runs;
    // The deviation of one is below one period, so this is four standard errors.
    CHECK_THAT(mean, WithinAbs(mean_periods_round_robin(nodes), 4.0 / std::sqrt(k_runs)));
    CHECK(mean < mean_periods_random(nodes) + 4.0 / std::sqrt(k_runs));
  }
}

TEST_CASE("detection: a dead member is dead to all in bounded time", "[sim]") {
  for (const std::uint32_t nodes : {2u, 3u, 5u, 16u, 64u}) {
    const SuspicionTimeout timeout(Timing{}, nodes);
    const auto in_periods = [](Duration time) {
      return static_cast<double>(time.count()) /
             static_cast<double>(Timing{}.probe_interval.count());
    };
    const double rounds = 2.0 * (nodes - 1) + 1;  // until somebody has asked it and given up
    for (std::uint64_t seed = 1; seed <= 10; ++seed) {
      CAPTURE(nodes, seed);
      DetectionRun run(detection_config(nodes, seed));
      run.periods(4 + static_cast<double>(seed) / 7);
      run.crash(nodes - 1);
      const auto suspected = run.until(
          [&](const World& world) { return world.node(NodeId{nodes - 1}).suspected_by > 0; },
          rounds);
      REQUIRE(suspected);
      const auto dead =
          run.until([&](const World&) { return run.all_believe(nodes - 1, MemberState::dead); },
                    in_periods(timeout.max) + rounds);
      REQUIRE(dead);
      CHECK(*dead >= in_periods(timeout.min));
      run.periods(20);
      CHECK(run.all_believe_the_truth());
    }
  }
}

TEST_CASE("detection: a member that comes back is alive to all in its new life", "[sim]") {
  for (const std::uint64_t seed : {1u, 2u, 3u, 4u, 5u}) {
    for (const double down_for : {0.1, 3.0, 60.0}) {  // not noticed, suspected, dead
      CAPTURE(seed, down_for);
      DetectionRun run(detection_config(8, seed));
      run.periods(5);
      run.crash(3);
      run.periods(down_for);
      run.restart(3);
      CHECK(run.until([&](const World&) { return run.all_believe_the_truth(); }, 12));
      run.periods(60);  // nothing that was said of its first life comes back
      CHECK(run.all_believe_the_truth());
      for (std::uint32_t i = 0; i < 8; ++i) {
        const std::uint64_t before = run.count(EventKind::node_confirmed_dead);
        run.periods(1);
        CHECK(run.count(EventKind::node_confirmed_dead) == before);
      }
    }
  }
}

TEST_CASE("detection: a member that comes back learns who is down without finding out itself",
          "[sim]") {
  DetectionRun run(detection_config(10, 3));
  run.periods(5);
  for (const std::uint32_t node : {4u, 5u, 6u}) run.crash(node);
  REQUIRE(run.until([&](const World&) { return run.all_believe_the_truth(); }, 80));
  run.crash(9);
  run.periods(2);
  run.restart(9);
  CHECK(run.until([&](const World&) { return run.world().node(NodeId{9}).doubts.size() == 3; }, 3));
}

TEST_CASE("detection: a flapping member ends as what it is", "[sim]") {
  for (const std::uint64_t seed : {1u, 2u, 3u}) {
    CAPTURE(seed);
    DetectionRun run(detection_config(6, seed));
    Rng rng(seed);
    run.periods(4);
    for (int i = 0; i < 15; ++i) {
      run.crash(2);
      run.periods(static_cast<double>(rng.below(40)) / 10);
      run.restart(2);
      run.periods(static_cast<double>(rng.below(40)) / 10);
    }
    run.periods(15);
    CHECK(run.all_believe_the_truth());
    for (std::uint32_t other : {0u, 1u, 3u, 4u, 5u}) {
      CHECK(run.world().node(NodeId{other}).suspected_by == 0);
      CHECK(run.world().node(NodeId{other}).dead_to == 0);
    }
    run.crash(2);
    run.periods(60);
    CHECK(run.all_believe_the_truth());
  }
}

TEST_CASE("detection: a fifth of all messages being lost, nobody is taken for dead", "[sim]") {
  std::uint64_t suspicions = 0;
  for (const std::uint32_t nodes : {5u, 12u}) {
    for (std::uint64_t seed = 1; seed <= 15; ++seed) {
      CAPTURE(nodes, seed);
      ClusterConfig config = detection_config(nodes, seed);
      config.network.loss_ppm = 200'000;
      DetectionRun run(config);
      run.periods(300);
      CHECK(run.count(EventKind::node_confirmed_dead) == 0);
      suspicions += run.count(EventKind::node_suspected);
    }
  }
  CHECK(suspicions > 1000);  // else nothing was tried
}

TEST_CASE("detection: with a fifth of all messages lost, the dead are found all the same",
          "[sim]") {
  for (std::uint64_t seed = 1; seed <= 10; ++seed) {
    CAPTURE(seed);
    ClusterConfig config = detection_config(9, seed);
    config.network.loss_ppm = 200'000;
    DetectionRun run(config);
    run.periods(5);
    run.crash(0);
    run.crash(5);
    CHECK(run.until(
        [&](const World&) {
          return run.all_believe(0, MemberState::dead) && run.all_believe(5, MemberState::dead);
        },
        70));
  }
}

TEST_CASE("detection: one cut link condemns nobody, since others can still ask", "[sim]") {
  DetectionRun run(detection_config(6, 1));
  run.periods(3);
  run.submit(CutCommand{{NodeId{1}}, {NodeId{4}}});
  run.submit(CutCommand{{NodeId{2}}, {NodeId{3}}});
  run.periods(100);
  CHECK(run.count(EventKind::node_suspected) == 0);
  CHECK(sent_in(run.events(), MessageKind::ping_request) > 20);
}

TEST_CASE("detection: who is cut off for a moment is suspected, and contradicts", "[sim]") {
  for (const std::uint64_t seed : {1u, 2u, 3u, 4u}) {
    CAPTURE(seed);
    DetectionRun run(detection_config(7, seed));
    run.periods(5);
    run.submit(PartitionCommand{PartitionCommand::Form::groups, {{NodeId{6}}}});
    REQUIRE(
        run.until([&](const World& world) { return world.node(NodeId{6}).suspected_by >= 4; }, 14));
    run.submit(HealCommand{});
    CHECK(run.until([&](const World&) { return run.all_believe_the_truth(); }, 20));
    CHECK(run.world().node(NodeId{6}).incarnation == Incarnation{1});
    run.periods(60);
    CHECK(run.all_believe_the_truth());
  }
}

TEST_CASE("detection: two halves that took each other for dead find together again", "[sim]") {
  for (const std::uint32_t nodes : {4u, 11u, 60u}) {
    CAPTURE(nodes);
    DetectionRun run(detection_config(nodes, nodes));
    std::vector<Address> half;
    for (std::uint32_t i = 0; i < nodes / 2; ++i) half.emplace_back(NodeId{i});
    run.periods(4);
    run.submit(PartitionCommand{PartitionCommand::Form::groups, {half}});
    const auto apart = [&](const World& world) {
      for (std::uint32_t a = 0; a < nodes; ++a) {
        for (std::uint32_t b = 0; b < nodes; ++b) {
          const bool same = (a < nodes / 2) == (b < nodes / 2);
          if (a != b && (world.belief(NodeId{a}, NodeId{b}) == MemberState::dead) == same)
            return false;
        }
      }
      return true;
    };
    run.periods(300);
    REQUIRE(apart(run.world()));
    run.submit(HealCommand{});
    CHECK(run.until([&](const World&) { return run.all_believe_the_truth(); }, 60));
  }
}

// How often well members came to be suspected, or taken for dead, while the links of one member
// were slow and lossy both ways: to it the others look as if they did not answer.
struct FalseAlarms {
  std::uint64_t suspicions = 0;
  std::uint64_t deaths = 0;
};

FalseAlarms while_one_is_badly_connected(bool lifeguard) {
  FalseAlarms alarms;
  for (std::uint64_t seed = 1; seed <= 10; ++seed) {
    ClusterConfig config = detection_config(16, seed);
    if (!lifeguard) {
      config.timing.local_health_max = 0;
      config.timing.suspicion_slack = 1;
    }
    DetectionRun run(config);
    const NodeId bad{static_cast<std::uint32_t>(seed)};
    const LinkSettings links{{Latency::Kind::exponential, milliseconds{20}, milliseconds{80}},
                             200'000};
    for (std::uint32_t other = 0; other < 16; ++other) {
      if (NodeId{other} == bad) continue;
      run.submit(SetLinkCommand{bad, NodeId{other}, links});
      run.submit(SetLinkCommand{NodeId{other}, bad, links});
    }
    run.periods(300);
    for (const TraceEvent& event : run.events()) {
      if (event.peer == Address{bad}) continue;
      alarms.suspicions += event.kind == EventKind::node_suspected ? 1 : 0;
      alarms.deaths += event.kind == EventKind::node_confirmed_dead ? 1 : 0;
    }
  }
  return alarms;
}

TEST_CASE("detection: a badly connected member accuses far fewer when it mistrusts itself",
          "[sim]") {
  const FalseAlarms without = while_one_is_badly_connected(false);
  const FalseAlarms with = while_one_is_badly_connected(true);
  CAPTURE(without.suspicions, without.deaths, with.suspicions, with.deaths);
  CHECK(without.suspicions > 100);
  CHECK(with.suspicions * 4 < without.suspicions);
  CHECK(with.deaths == 0);
}

TEST_CASE("detection: a member that stalls is suspected, accuses nobody, and is trusted again",
          "[sim]") {
  for (std::uint64_t seed = 1; seed <= 6; ++seed) {
    CAPTURE(seed);
    DetectionRun run(detection_config(9, seed));
    const NodeId stalling{static_cast<std::uint32_t>(seed)};
    run.periods(3);
    for (int i = 0; i < 5; ++i) {
      run.submit(PauseCommand{stalling});
      run.periods(5.0 * i + 3);
      run.submit(ResumeCommand{stalling});
      CHECK(run.until([&](const World&) { return run.all_believe_the_truth(); }, 20));
    }
    for (std::uint32_t other = 0; other < 9; ++other) {
      if (NodeId{other} == stalling) continue;
      CHECK(run.world().node(NodeId{other}).suspected_by == 0);
    }
    CHECK(run.count(EventKind::node_suspected) > 10);
  }
}

TEST_CASE("detection: switched off, it sends and believes nothing", "[sim]") {
  ClusterConfig config = detection_config(5, 1);
  config.timing.probe_interval = Duration{0};
  DetectionRun run(config);
  run.crash(1);
  run.sim().run_until(run.sim().now() + std::chrono::seconds{60});
  CHECK_FALSE(run.sim().step());
  CHECK(run.world().totals().sent == 0);
}

TEST_CASE("detection: a cluster in which nothing else happens is idle", "[sim]") {
  DetectionRun run(detection_config(5, 1));
  for (int i = 0; i < 200; ++i) {
    CHECK(run.sim().idle());
    REQUIRE(run.sim().step());
  }
}

TEST_CASE("detection: by φ accrual, a dead member is dead to all as well, at a fixed cost",
          "[sim]") {
  for (const std::uint32_t nodes : {3u, 12u, 100u}) {
    CAPTURE(nodes);
    ClusterConfig config = detection_config(nodes, 1);
    config.timing.failure_detection = FailureDetection::phi;
    DetectionRun run(config);
    run.periods(30);
    run.periods(20);
    const std::uint32_t neighbours = std::min(nodes - 1, Heartbeats::k_neighbours);
    CHECK_THAT(static_cast<double>(sent_in(run.events(), MessageKind::ping)) / (nodes * 20.0),
               WithinAbs(neighbours, 0.01));
    CHECK(run.count(EventKind::node_suspected) == 0);
    run.crash(1);
    const auto suspected =
        run.until([](const World& world) { return world.node(NodeId{1}).suspected_by > 0; }, 10);
    REQUIRE(suspected);
    CHECK(*suspected < 5);
    CHECK(run.until([&](const World&) { return run.all_believe(1, MemberState::dead); }, 60));
    run.restart(1);
    CHECK(run.until([&](const World&) { return run.all_believe_the_truth(); }, 20));
  }
}

TEST_CASE("detection: by φ accrual, a lossy network condemns nobody", "[sim]") {
  for (std::uint64_t seed = 1; seed <= 10; ++seed) {
    CAPTURE(seed);
    ClusterConfig config = detection_config(8, seed);
    config.timing.failure_detection = FailureDetection::phi;
    config.network.loss_ppm = 200'000;
    DetectionRun run(config);
    run.periods(300);
    CHECK(run.count(EventKind::node_confirmed_dead) == 0);
  }
}

}  // namespace
}  // namespace ringside::detection_test
