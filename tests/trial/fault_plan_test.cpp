#include "core/trial/fault_plan.h"

#include <catch_amalgamated.hpp>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <variant>

#include "core/host/node_states.h"
#include "core/scenario/command_text.h"
#include "core/trace/world.h"
#include "tests/sim/sim_run.h"

namespace ringside::fault_plan_test {
namespace {

using std::chrono::seconds;

FaultSet only(FaultKind kind) {
  FaultSet faults;
  faults.insert(kind);
  return faults;
}

std::vector<TimedCommand> draw(FaultSet kinds, std::uint64_t seed,
                               const ClusterConfig& cluster = {}) {
  Rng rng(seed);
  return draw_faults(cluster, {kinds, seconds{1}, {}}, rng);
}

// Plays a plan on a cluster that does nothing else. REQUIREs that nothing is refused.
SimRun play(const std::vector<TimedCommand>& plan, const ClusterConfig& cluster) {
  SimRun run(cluster);
  for (const TimedCommand& timed : plan) {
    CAPTURE(to_text(timed.command), nanoseconds(timed.at));
    REQUIRE(timed.at >= run.sim().now());
    run.sim().run_until(timed.at);
    const auto done = run.sim().submit(timed.command);
    INFO((done ? "" : done.error().message));
    REQUIRE(done);
  }
  return run;
}

TEST_CASE("fault plan: every command fits what those before it have left", "[trial]") {
  for (std::uint64_t seed = 1; seed <= 300; ++seed) {
    CAPTURE(seed);
    ClusterConfig cluster = small_cluster(seed);
    cluster.shape.nodes = 3 + static_cast<std::uint32_t>(seed % 6);
    play(draw(FaultSet::all(), seed, cluster), cluster);
  }
}

TEST_CASE("fault plan: in the end nothing is wrong any more", "[trial]") {
  for (std::uint64_t seed = 1; seed <= 300; ++seed) {
    CAPTURE(seed);
    ClusterConfig cluster = small_cluster(seed);
    cluster.network.loss_ppm = 1000;
    const auto plan = draw(FaultSet::all(), seed, cluster);
    SimRun run = play(plan, cluster);
    for (const TimedCommand& timed : plan) CHECK(timed.at <= k_start_of_time + seconds{1});
    World world(cluster.shape);
    for (const TraceEvent& event : run.events()) world.apply(event);
    CHECK(world.links().cuts.empty());
    CHECK(world.links().own.empty());
    CHECK(run.sim().config().network == cluster.network);
    for (const WorldNode& node : world.nodes()) {
      CHECK(node.up);
      CHECK_FALSE(node.paused);
      CHECK(node.slowed_by == Duration::zero());
      CHECK(node.clock_skew == Duration::zero());
    }
  }
}

TEST_CASE("fault plan: each kind gives its commands, and no other kind's", "[trial]") {
  const std::map<FaultKind, std::vector<std::string>> words{
      {FaultKind::crash, {"kill", "restart"}},
      {FaultKind::pause, {"pause", "resume"}},
      {FaultKind::slow, {"slow"}},
      {FaultKind::skew, {"skew"}},
      {FaultKind::loss, {"network"}},
      {FaultKind::duplicate, {"network"}},
      {FaultKind::delay, {"network"}},
      {FaultKind::link, {"link"}},
      {FaultKind::partition, {"partition", "heal"}},
      {FaultKind::one_way, {"partition", "heal"}},
      {FaultKind::mailbox, {}},
      {FaultKind::restart, {}},
      {FaultKind::members, {"add", "drain", "evict"}}};
  REQUIRE(words.size() == k_fault_kinds);
  for (const auto& [kind, expected] : words) {
    CAPTURE(to_string(kind));
    std::map<std::string, int> seen;
    for (std::uint64_t seed = 1; seed <= 100; ++seed) {
      ClusterConfig cluster = small_cluster(seed);
      cluster.shape.spares = 1;  // else few can be added
      for (const TimedCommand& timed : draw(only(kind), seed, cluster)) {
        const std::string text = to_text(timed.command);
        ++seen[text.substr(0, text.find(' '))];
      }
    }
    CHECK(seen.size() == expected.size());
    for (const std::string& word : expected) CHECK(seen[word] >= 60);
  }
}

TEST_CASE("fault plan: partitions come in every form", "[trial]") {
  std::map<std::string, int> forms;
  for (std::uint64_t seed = 1; seed <= 200; ++seed) {
    std::size_t groups_in_a_row = 0;
    for (const TimedCommand& timed : draw(only(FaultKind::partition), seed)) {
      const auto* partition = std::get_if<PartitionCommand>(&timed.command);
      const auto* heal = std::get_if<HealCommand>(&timed.command);
      if (heal && !heal->ends.empty()) ++forms["healed one by one"];
      if (!partition) continue;
      const bool alone = partition->groups.size() == 1 && partition->groups[0].size() == 1;
      groups_in_a_row = alone ? groups_in_a_row + 1 : 0;
      if (groups_in_a_row == 2) ++forms["swizzled"];
      if (partition->form == PartitionCommand::Form::ring) ++forms["ring"];
      if (partition->form == PartitionCommand::Form::bridge) ++forms["bridge"];
      if (partition->groups.size() == 2) ++forms["two"];
      if (partition->groups.size() == 3) ++forms["three"];
      for (const auto& group : partition->groups) {
        for (const Address end : group) forms["with clients"] += end.is_client() ? 1 : 0;
      }
    }
  }
  for (const char* form :
       {"ring", "bridge", "two", "three", "with clients", "swizzled", "healed one by one"}) {
    CAPTURE(form);
    CHECK(forms[form] > 20);
  }
}

TEST_CASE("fault plan: half of them stay within the promise, the others go beyond", "[trial]") {
  int within = 0;
  int beyond = 0;
  for (std::uint64_t seed = 1; seed <= 400; ++seed) {
    FaultSet kinds = only(FaultKind::crash);
    kinds.insert(FaultKind::restart);
    std::uint32_t crashes = 0;
    for (const TimedCommand& timed : draw(kinds, seed))
      crashes += std::holds_alternative<CrashCommand>(timed.command) ? 1 : 0;
    ++(crashes <= 1 ? within : beyond);
  }
  CHECK(within >= 200);
  CHECK(beyond > 80);
}

TEST_CASE("fault plan: most faults meet an operation that is under way, and who keeps its key",
          "[trial]") {
  using std::chrono::milliseconds;
  int near = 0;
  int at_primary = 0;
  int all = 0;
  ClusterConfig cluster;
  cluster.shape.nodes = 20;
  for (std::uint64_t seed = 1; seed <= 300; ++seed) {
    Rng rng(seed);
    const Moment moment{k_start_of_time + milliseconds{500}, {NodeId{7}, NodeId{3}}};
    for (const TimedCommand& timed :
         draw_faults(cluster, {only(FaultKind::skew), seconds{1}, {moment}}, rng)) {
      if (timed.at == k_start_of_time + seconds{1}) continue;  // the end
      ++all;
      if (timed.at < moment.at - milliseconds{1} || timed.at > moment.at + milliseconds{5})
        continue;
      ++near;
      const NodeId node = std::get<SkewCommand>(timed.command).node;
      at_primary += node == NodeId{7} ? 1 : 0;
    }
  }
  CHECK(near * 100 > all * 70);
  CHECK(near * 100 < all * 80);
  CHECK(at_primary * 100 > near * 68);
  CHECK(at_primary * 100 < near * 82);
}

TEST_CASE("fault plan: what hurts a node is often followed by its death", "[trial]") {
  int followed = 0;
  int all = 0;
  for (std::uint64_t seed = 1; seed <= 300; ++seed) {
    Rng rng(seed);
    FaultSet kinds = only(FaultKind::pause);
    kinds.insert(FaultKind::crash);
    const Moment moment{k_start_of_time + std::chrono::milliseconds{500}, {NodeId{2}}};
    std::optional<Time> paused;
    for (const TimedCommand& timed : draw_faults({}, {kinds, seconds{1}, {moment}}, rng)) {
      const auto node = node_of(timed.command);
      if (node != NodeId{2}) continue;
      if (std::holds_alternative<PauseCommand>(timed.command) && !paused) {
        paused = timed.at;
        ++all;
      }
      if (!std::holds_alternative<CrashCommand>(timed.command) || !paused) continue;
      followed += timed.at - *paused <= std::chrono::milliseconds{9} ? 1 : 0;
      break;
    }
  }
  CHECK(all > 150);
  CHECK(followed * 3 > all);
}

}  // namespace
}  // namespace ringside::fault_plan_test
