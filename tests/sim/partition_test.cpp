// Links that are cut, slow, lossy or double what they carry.
#include <algorithm>
#include <catch_amalgamated.hpp>
#include <cstdint>
#include <string>

#include "core/base/hash.h"
#include "core/trace/world.h"
#include "tests/sim/sim_run.h"

namespace ringside::partition_test {
namespace {

using std::chrono::milliseconds;

constexpr Latency k_constant{Latency::Kind::constant, milliseconds{1}, {}};

// A cluster of constant latency; its nodes by their place in the group of "k".
struct Placed {
  explicit Placed(std::uint64_t seed)
      : run([&] {
          ClusterConfig config = small_cluster(seed);
          config.network.latency = k_constant;
          return config;
        }()) {}

  Address member(std::size_t place) {
    return Ring(run.sim().config().shape).preference_list(hash_key("k"))[place];
  }
  void command(const Command& command) { REQUIRE(run.sim().submit(command)); }

  SimRun run;
};

std::size_t lost_at_cuts(SimRun& run) {
  std::size_t count = 0;
  for (const TraceEvent& event : run.events()) {
    count += event.kind == EventKind::message_lost && event.reason == LossReason::partition ? 1 : 0;
  }
  return count;
}

TEST_CASE("partition: what is sent over a cut link leaves and is lost half way", "[sim]") {
  Placed placed(1);
  SimRun& run = placed.run;
  placed.command(CutCommand{{ClientId{0}}, {placed.member(0)}});
  run.put("k", "v");
  run.finish();
  const auto& events = run.events();
  std::size_t sent = 0;
  for (std::size_t i = 0; i < events.size(); ++i) {
    if (events[i].kind != EventKind::message_sent || events[i].peer != placed.member(0)) continue;
    if (events[i].node != Address{ClientId{0}}) continue;
    ++sent;
    for (std::size_t j = i + 1; j < events.size(); ++j) {
      if (events[j].subject != events[i].subject || events[j].kind == EventKind::record_stored)
        continue;
      CHECK(events[j].kind == EventKind::message_lost);
      CHECK(events[j].at - events[i].at == std::chrono::microseconds{500});
      break;
    }
  }
  CHECK(sent == 1);
  CHECK(lost_at_cuts(run) == 1);
  run.judge();
}

TEST_CASE("partition: a client that cannot reach the primary writes through the next", "[sim]") {
  Placed placed(2);
  placed.command(CutCommand{{ClientId{0}}, {placed.member(0)}});
  const OpId put = placed.run.put("k", "v");
  placed.run.finish();
  CHECK(placed.run.result(put).ok());
  CHECK(Address{placed.run.result(put).receipt.answered_by} == placed.member(1));
  placed.run.judge();
}

TEST_CASE("partition: one way, copies are kept though their acknowledgements never come", "[sim]") {
  Placed placed(3);
  SimRun& run = placed.run;
  // The replicas hear the primary, which does not hear them.
  placed.command(CutCommand{{placed.member(1), placed.member(2)}, {placed.member(0)}});
  const OpId put = run.put("k", "v");
  run.finish();
  // A node beyond the group keeps a copy that the primary hears of.
  CHECK(run.result(put).ok());
  CHECK(Address{run.result(put).receipt.answered_by} == placed.member(0));
  CHECK(std::any_of(run.events().begin(), run.events().end(),
                    [](const TraceEvent& event) { return event.kind == EventKind::hint_kept; }));
  World world(run.sim().config().shape);
  for (const TraceEvent& event : run.events()) world.apply(event);
  CHECK(world.keys().at(hash_key("k")).copies.size() == 3);
  CHECK(world.links().cuts.contains(placed.member(1), placed.member(0)));
  CHECK_FALSE(world.links().cuts.contains(placed.member(0), placed.member(1)));
  run.judge();
}

TEST_CASE("partition: a minority side acknowledges nothing that needs more copies", "[sim]") {
  Placed placed(4);
  SimRun& run = placed.run;
  placed.command(
      PartitionCommand{PartitionCommand::Form::groups, {{placed.member(0), ClientId{0}}}});
  const OpId alone = run.put("k", "v");
  run.finish();
  REQUIRE_FALSE(run.result(alone).ok());
  placed.command(HealCommand{});
  const OpId together = run.put("k", "w");
  run.finish();
  CHECK(run.result(together).ok());
  run.judge();
}

// The counterexample of docs/consistency.md: F = 2, and both halves take the other one for dead.
TEST_CASE("partition: nodes that are taken for dead do not make a write need fewer copies",
          "[sim]") {
  const Replay replay(12);
  ClusterConfig config = small_cluster(12);
  config.shape = {.nodes = 4, .replicas = 3, .failures = 2};
  config.network.latency = k_constant;
  SimRun run(config);
  const Ring ring(config.shape);
  const auto group = ring.preference_list(hash_key("k"));
  const Address a = group[0];
  std::string alone = "k";
  do alone += "k";
  while (ring.preference_list(hash_key(alone))[0] != group[0]);
  REQUIRE(run.sim().submit(
      PartitionCommand{PartitionCommand::Form::groups, {{a, group[1]}, {group[2], group[3]}}}));
  run.sim().run_until(k_start_of_time + std::chrono::seconds{10});
  std::size_t deaths = 0;
  for (const TraceEvent& event : run.events())
    deaths += event.kind == EventKind::node_confirmed_dead && event.node == a ? 1 : 0;
  CHECK(deaths == 2);

  const OpId as_promised = run.put("k", "v");
  run.finish();
  CHECK(run.result(as_promised).error->code == ErrorCode::outcome_unknown);
  CHECK(run.result(as_promised).receipt.required == 3);

  // With F + 1 - f = 1 copy one crash is enough to lose it, and to have it denied.
  REQUIRE(run.sim().submit(CutCommand{{a}, {group[1]}}));
  const OpId with_one = run.submit(PutCommand{alone, "v", Consistency{.write_quorum = 1}});
  run.finish();
  REQUIRE(run.result(with_one).ok());
  REQUIRE(run.crash(run.result(with_one).receipt.answered_by));
  REQUIRE(run.sim().submit(HealCommand{}));
  const OpId read = run.get(alone);
  run.finish();
  CHECK(run.result(read).error->code == ErrorCode::not_found);
}

TEST_CASE("partition: after it heals nothing is cut any more", "[sim]") {
  Placed placed(5);
  SimRun& run = placed.run;
  placed.command(PartitionCommand{PartitionCommand::Form::ring, {}});
  placed.command(PartitionCommand{PartitionCommand::Form::bridge, {{NodeId{2}}}});
  for (int i = 0; i < 10; ++i) run.put("k" + std::to_string(i), "v");
  run.finish();
  placed.command(HealCommand{});
  const std::size_t before = lost_at_cuts(run);
  CHECK(before > 0);
  for (int i = 0; i < 40; ++i) run.put("k" + std::to_string(i), "v");
  run.finish();
  CHECK(lost_at_cuts(run) == before);
  World world(run.sim().config().shape);
  for (const TraceEvent& event : run.events()) world.apply(event);
  CHECK(world.links().cuts.empty());
  run.judge();
}

TEST_CASE("partition: that cuts nothing, or names who is not there, is refused", "[sim]") {
  using Catch::Matchers::ContainsSubstring;
  Placed placed(6);
  const auto refusal = [&](const Command& command) {
    const auto done = placed.run.sim().submit(command);
    REQUIRE_FALSE(done);
    CHECK(done.error().code == ErrorCode::invalid_argument);
    return done.error().message;
  };
  using Form = PartitionCommand::Form;
  PartitionCommand everybody{Form::groups, {{}}};
  for (std::uint32_t node = 0; node < 5; ++node) everybody.groups[0].push_back(NodeId{node});
  CHECK_THAT(refusal(everybody), ContainsSubstring("cuts no link"));
  CHECK_THAT(refusal(CutCommand{{NodeId{1}}, {NodeId{1}}}), ContainsSubstring("cuts no link"));
  CHECK_THAT(refusal(CutCommand{{NodeId{1}}, {NodeId{5}}}), ContainsSubstring("no node 5"));
  CHECK_THAT(refusal(HealCommand{{ClientId{1024}}}), ContainsSubstring("clients are 0 to 1023"));
  CHECK_THAT(refusal(PartitionCommand{Form::bridge, {}}), ContainsSubstring("one group"));
  CHECK_THAT(refusal(SetLinkCommand{ClientId{0}, ClientId{1}, LinkSettings{}}),
             ContainsSubstring("a link leads"));
  CHECK_THAT(refusal(SetLinkCommand{NodeId{0}, NodeId{0}, LinkSettings{}}),
             ContainsSubstring("a link leads"));
  LinkSettings lossy;
  lossy.loss_ppm = 2'000'000;
  CHECK_THAT(refusal(SetLinkCommand{NodeId{0}, NodeId{1}, lossy}), ContainsSubstring("loss"));
}

TEST_CASE("link: settings of one link hold for it alone, one way, until they are taken back",
          "[sim]") {
  Placed placed(7);
  SimRun& run = placed.run;
  const auto time_of_put = [&] {
    const OpId put = run.put("k", "v");
    run.finish();
    return run.result(put).finished - run.result(put).started;
  };
  const auto all_clients = [&](bool set) {
    LinkSettings slow;
    slow.latency = {Latency::Kind::constant, milliseconds{5}, {}};
    for (std::uint32_t client = 0; client < 4; ++client) {
      placed.command(SetLinkCommand{ClientId{client}, placed.member(0),
                                    set ? std::optional(slow) : std::nullopt});
    }
  };
  CHECK(time_of_put() == milliseconds{4});
  all_clients(true);
  CHECK(time_of_put() == milliseconds{8});
  LinkSettings common;
  common.latency = {Latency::Kind::constant, milliseconds{2}, {}};
  placed.command(SetNetworkCommand{common});
  CHECK(time_of_put() == milliseconds{11});
  all_clients(false);
  CHECK(time_of_put() == milliseconds{8});
  run.judge();
}

TEST_CASE("duplicates: every message comes twice and nothing changes but the traffic", "[sim]") {
  ClusterConfig config = small_cluster(8);
  config.network.duplicate_ppm = 1'000'000;
  SimRun run(config);
  for (int i = 0; i < 60; ++i) run.put("k" + std::to_string(i % 7), "v" + std::to_string(i));
  run.finish();
  for (int i = 0; i < 30; ++i) run.get("k" + std::to_string(i % 9));
  run.finish();
  for (int i = 0; i < 9; ++i) run.remove("k" + std::to_string(i));
  run.finish();
  std::size_t originals = 0;
  std::size_t copies = 0;
  for (const TraceEvent& event : run.events()) {
    if (event.kind != EventKind::message_sent) continue;
    (event.count == 0 ? originals : copies) += 1;
  }
  CHECK(originals == copies);
  for (const auto& [op, result] : run.results()) {
    CHECK((result.ok() || result.error->code == ErrorCode::not_found));
    CHECK(result.receipt.attempts == 1);
  }
  run.judge();
}

}  // namespace
}  // namespace ringside::partition_test
