// Nodes that stall, are slow, or whose wall clock is wrong.
#include <catch_amalgamated.hpp>
#include <cstdint>
#include <string>
#include <vector>

#include "core/base/hash.h"
#include "core/trace/world.h"
#include "tests/sim/sim_run.h"

namespace ringside::hindrance_test {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr Latency k_constant{Latency::Kind::constant, milliseconds{1}, {}};

SimRun run_of(std::uint64_t seed, std::uint32_t mailbox = 65'536) {
  ClusterConfig config = small_cluster(seed);
  config.network.latency = k_constant;
  config.mailbox = mailbox;
  return SimRun(config);
}

NodeId member(SimRun& run, std::size_t place) {
  return Ring(run.sim().config().shape).preference_list(hash_key("k"))[place];
}

void command(SimRun& run, const Command& command) {
  const auto done = run.sim().submit(command);
  INFO((done ? "" : done.error().message));
  REQUIRE(done);
}

World world_of(SimRun& run) {
  World world(run.sim().config().shape);
  for (const TraceEvent& event : run.events()) world.apply(event);
  return world;
}

std::size_t count(SimRun& run, LossReason reason) {
  std::size_t lost = 0;
  for (const TraceEvent& event : run.events())
    lost += event.kind == EventKind::message_lost && event.reason == reason ? 1 : 0;
  return lost;
}

TEST_CASE("pause: a paused primary is passed by like one that is down, and keeps its memory",
          "[sim]") {
  SimRun run = run_of(1);
  run.put("k", "before");
  run.finish();
  command(run, PauseCommand{member(run, 0)});
  CHECK(world_of(run).node(member(run, 0)).paused);
  const OpId put = run.put("k", "during");
  run.finish();
  CHECK(run.result(put).ok());
  CHECK(run.result(put).receipt.answered_by == member(run, 1));
  CHECK(world_of(run).keys().at(hash_key("k")).copies.size() == 3);
  CHECK(world_of(run).keys().at(hash_key("k")).fresh_copies() == 2);
  run.judge();
  command(run, ResumeCommand{member(run, 0)});
  run.finish();
  // The copy that waited for it is taken now.
  CHECK(world_of(run).keys().at(hash_key("k")).fresh_copies() == 3);
  CHECK_FALSE(world_of(run).node(member(run, 0)).paused);
  CHECK(world_of(run).node(member(run, 0)).incarnation == Incarnation{1});
  run.judge();
}

TEST_CASE("pause: what came meanwhile is taken at once and in order when the node goes on",
          "[sim]") {
  SimRun run = run_of(2);
  const Address paused = member(run, 0);
  command(run, PauseCommand{paused.node()});
  std::vector<std::uint64_t> sent;
  for (int i = 0; i < 6; ++i) {
    run.put("k", "v" + std::to_string(i));
    run.sim().run_until(run.sim().now() + milliseconds{2});
  }
  const Time resumed = run.sim().now();
  command(run, ResumeCommand{paused.node()});
  run.finish();
  for (const TraceEvent& event : run.events()) {
    if (event.peer != paused) continue;
    if (event.kind == EventKind::message_sent && time_at(event.stamp) <= resumed)
      sent.push_back(event.subject);
  }
  REQUIRE(sent.size() >= 6);
  std::vector<std::uint64_t> taken;
  for (const TraceEvent& event : run.events()) {
    if (event.kind == EventKind::message_delivered && event.peer == paused) {
      CHECK(event.at >= resumed);
      if (event.at == resumed) taken.push_back(event.subject);
    }
  }
  CHECK(taken == sent);
  run.judge();
}

TEST_CASE("pause: timers that ran out meanwhile are noticed late", "[sim]") {
  SimRun run = run_of(3);
  const Address coordinator = member(run, 0);
  REQUIRE(run.crash(member(run, 1)));
  REQUIRE(run.crash(member(run, 2)));
  run.put("k", "v");
  // The request arrives at 1 ms; without a pause the replicas are asked again at 11 ms.
  run.sim().run_until(k_start_of_time + milliseconds{2});
  command(run, PauseCommand{coordinator.node()});
  run.sim().run_until(k_start_of_time + milliseconds{40});
  command(run, ResumeCommand{coordinator.node()});
  run.finish();
  std::vector<Time> asked;
  for (const TraceEvent& event : run.events()) {
    if (event.kind == EventKind::message_sent && event.node == coordinator &&
        event.message_kind() == MessageKind::store_request && event.peer == Address{member(run, 1)})
      asked.push_back(event.at);
  }
  REQUIRE(asked.size() >= 2);
  CHECK(asked[0] == k_start_of_time + milliseconds{1});
  CHECK(asked[1] == k_start_of_time + milliseconds{40});
  run.judge();
}

TEST_CASE("pause: a full mailbox loses what comes next", "[sim]") {
  SimRun run = run_of(4, 3);
  command(run, PauseCommand{member(run, 0)});
  for (int i = 0; i < 10; ++i) run.put("k", "v" + std::to_string(i));
  run.finish();
  CHECK(count(run, LossReason::overloaded) >= 7);
  for (const auto& [op, result] : run.results()) CHECK(result.ok());
  const std::size_t lost = count(run, LossReason::overloaded);
  command(run, ResumeCommand{member(run, 0)});
  run.finish();
  CHECK(count(run, LossReason::overloaded) == lost);
  std::size_t taken = 0;
  for (const TraceEvent& event : run.events()) {
    taken += event.kind == EventKind::message_delivered && event.peer == Address{member(run, 0)} &&
                     event.node.is_client()
                 ? 1
                 : 0;
  }
  CHECK(taken <= 3);
  run.judge();
}

TEST_CASE("pause: a cluster with a paused node comes to rest, with what waits for it", "[sim]") {
  SimRun run = run_of(5);
  for (std::uint32_t node = 0; node < 5; ++node) command(run, PauseCommand{NodeId{node}});
  const OpId put = run.put("k", "v");
  run.finish();
  CHECK(run.result(put).error->code == ErrorCode::outcome_unknown);
  CHECK(run.sim().now() == k_start_of_time + run.sim().config().timing.operation_deadline);
  CHECK(world_of(run).in_flight().size() > 1);
  for (std::uint32_t node = 0; node < 5; ++node) command(run, ResumeCommand{NodeId{node}});
  CHECK_FALSE(run.sim().idle());
  run.finish();
  // The requests are there, but nobody waits for them any more: it would be too late to begin.
  CHECK(world_of(run).keys().empty());
  run.judge();
}

TEST_CASE("pause: a node that is killed while it is paused loses what waits, and can come back",
          "[sim]") {
  SimRun run = run_of(6);
  command(run, PauseCommand{member(run, 0)});
  run.put("k", "v");
  run.sim().run_until(k_start_of_time + milliseconds{3});
  REQUIRE(run.crash(member(run, 0)));
  CHECK(count(run, LossReason::receiver_down) == 1);
  CHECK_FALSE(run.sim().submit(ResumeCommand{member(run, 0)}));
  REQUIRE(run.restart(member(run, 0)));
  CHECK_FALSE(world_of(run).node(member(run, 0)).paused);
  run.finish();
  CHECK(world_of(run).keys().at(hash_key("k")).fresh_copies() == 3);
  run.judge();
}

TEST_CASE("slow: a node takes one message after another, each after its delay", "[sim]") {
  SimRun run = run_of(7);
  const Address slow = member(run, 0);
  command(run, SlowCommand{slow.node(), milliseconds{7}});
  CHECK(world_of(run).node(slow.node()).slowed_by == milliseconds{7});
  for (int i = 0; i < 4; ++i) run.put("k", "v");
  run.sim().run_until(k_start_of_time + milliseconds{30});
  std::vector<Time> taken;
  for (const TraceEvent& event : run.events()) {
    if (event.kind == EventKind::message_delivered && event.peer == slow) taken.push_back(event.at);
  }
  // All four requests arrive at 1 ms.
  REQUIRE(taken.size() >= 4);
  for (int i = 0; i < 4; ++i)
    CHECK(taken[static_cast<std::size_t>(i)] == k_start_of_time + milliseconds{1 + 7 * (i + 1)});
  command(run, SlowCommand{slow.node(), {}});
  run.finish();
  run.judge();
  const OpId fast = run.put("k", "v");
  run.finish();
  CHECK(run.result(fast).finished - run.result(fast).started == milliseconds{4});
}

TEST_CASE("slow: too slow to keep up, a node loses what its mailbox has no room for", "[sim]") {
  SimRun run = run_of(8, 4);
  command(run, SlowCommand{member(run, 0), seconds{2}});
  for (int i = 0; i < 40; ++i) run.put("k", "v" + std::to_string(i));
  run.finish();
  CHECK(count(run, LossReason::overloaded) > 10);
  run.judge();
}

TEST_CASE("slow: can be paused, resumed and killed like any node", "[sim]") {
  for (std::uint64_t steps = 0; steps < 40; ++steps) {
    CAPTURE(steps);
    SimRun run = run_of(9);
    command(run, SlowCommand{member(run, 0), milliseconds{3}});
    for (int i = 0; i < 4; ++i) run.put("k", "v");
    for (std::uint64_t i = 0; i < steps; ++i) run.sim().step();
    command(run, PauseCommand{member(run, 0)});
    for (std::uint64_t i = 0; i < steps; ++i) run.sim().step();
    if (steps % 2 == 0) {
      command(run, ResumeCommand{member(run, 0)});
    } else {
      REQUIRE(run.crash(member(run, 0)));
      REQUIRE(run.restart(member(run, 0)));
    }
    run.finish();
    run.judge();
    CHECK(world_of(run).node(member(run, 0)).slowed_by == milliseconds{3});
  }
}

TEST_CASE("skew: stamps are made by the wrong clock, waits by the true one", "[sim]") {
  for (const Duration skew : {Duration{milliseconds{300}}, Duration{milliseconds{-300}}}) {
    SimRun run = run_of(10);
    run.sim().run_until(k_start_of_time + seconds{1});
    command(run, SkewCommand{member(run, 0), skew});
    CHECK(world_of(run).node(member(run, 0)).clock_skew == skew);
    const OpId put = run.put("k", "v");
    run.finish();
    const OperationResult& result = run.result(put);
    CHECK(result.ok());
    CHECK(result.receipt.version.stamp.physical == result.started + milliseconds{1} + skew);
    CHECK(result.finished - result.started == milliseconds{4});
    // Lives to come have the same clock.
    REQUIRE(run.crash(member(run, 0)));
    REQUIRE(run.restart(member(run, 0)));
    const OpId again = run.put("k", "w");
    run.finish();
    const OperationResult& second = run.result(again);
    if (second.receipt.answered_by == member(run, 0)) {
      CHECK(second.receipt.version.stamp.physical == second.started + milliseconds{1} + skew);
    }
    run.judge();
  }
}

TEST_CASE("skew: a clock further ahead than allowed makes versions that the others refuse",
          "[sim]") {
  SimRun run = run_of(11);
  command(run, SkewCommand{member(run, 0), milliseconds{800}});
  const OpId put = run.put("k", "v");
  run.finish();
  REQUIRE_FALSE(run.result(put).ok());
  CHECK(run.result(put).error->code == ErrorCode::outcome_unknown);
  CHECK(run.result(put).receipt.copies == 1);
  run.judge();
}

TEST_CASE("skew: an acknowledged write can be older than one before it, and is not read then",
          "[sim]") {
  SimRun run = run_of(12);
  run.sim().run_until(k_start_of_time + seconds{1});
  command(run, SkewCommand{member(run, 0), milliseconds{400}});
  run.put("k", "early");
  run.finish();
  REQUIRE(run.crash(member(run, 0)));
  // The next coordinator has seen the early stamp, so its own is larger: a clock ahead does no
  // harm.
  const OpId late = run.put("k", "late");
  run.finish();
  REQUIRE(run.result(late).ok());
  const OpId get = run.get("k");
  run.finish();
  CHECK(run.result(get).value == "late");
  run.judge();
}

TEST_CASE("hindrance: delays and skews out of range are refused", "[sim]") {
  using Catch::Matchers::ContainsSubstring;
  SimRun run = run_of(13);
  const auto refusal = [&](const Command& wrong) {
    const auto done = run.sim().submit(wrong);
    REQUIRE_FALSE(done);
    CHECK(done.error().code == ErrorCode::invalid_argument);
    return done.error().message;
  };
  const Duration hour = std::chrono::hours{1};
  CHECK_THAT(refusal(SlowCommand{NodeId{0}, Duration{-1}}), ContainsSubstring("between 0 and"));
  CHECK_THAT(refusal(SlowCommand{NodeId{0}, hour + Duration{1}}), ContainsSubstring("an hour"));
  CHECK_THAT(refusal(SkewCommand{NodeId{0}, -hour - Duration{1}}), ContainsSubstring("skew"));
  CHECK_THAT(refusal(SkewCommand{NodeId{5}, hour}), ContainsSubstring("no node 5"));
  CHECK_THAT(refusal(PauseCommand{NodeId{5}}), ContainsSubstring("no node 5"));
  CHECK_THAT(refusal(ResumeCommand{NodeId{0}}), ContainsSubstring("not paused"));
}

}  // namespace
}  // namespace ringside::hindrance_test
