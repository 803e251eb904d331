#include <catch_amalgamated.hpp>
#include <cstdint>
#include <string>
#include <vector>

#include "core/trace/world.h"
#include "tests/runtime/thread_run.h"

namespace ringside::cluster_test {
namespace {

TEST_CASE("threads: what is put can be read back, and what is removed is gone", "[runtime]") {
  for (const std::uint32_t workers : {1u, 2u, 3u, 5u}) {
    CAPTURE(workers);
    ThreadRun run(patient_cluster(), workers);
    run.cluster().set_rate(10);
    constexpr int k_keys = 150;
    const auto key = [](int i) { return "key" + std::to_string(i); };
    for (int i = 0; i < k_keys; ++i) run.put(key(i), "value" + std::to_string(i));
    run.wait_idle();
    std::vector<OpId> removed;
    for (int i = 0; i < k_keys; i += 3) removed.push_back(run.remove(key(i)));
    run.wait_idle();
    std::vector<OpId> reads;
    for (int i = 0; i < k_keys; ++i) reads.push_back(run.get(key(i)));
    run.wait_idle();
    for (const OpId op : removed) REQUIRE(run.results().at(op).ok());
    for (int i = 0; i < k_keys; ++i) {
      const OperationResult& result = run.results().at(reads[static_cast<std::size_t>(i)]);
      CAPTURE(i);
      if (i % 3 == 0) {
        REQUIRE(result.error);
        REQUIRE(result.error->code == ErrorCode::not_found);
      } else {
        REQUIRE(result.ok());
        REQUIRE(result.value == "value" + std::to_string(i));
      }
    }
    run.judge();
  }
}

TEST_CASE("threads: every node starts, and says which host carries it", "[runtime]") {
  ThreadRun run(patient_cluster(), 2);
  CHECK(run.cluster().host_name() == "threads");
  CHECK_FALSE(run.cluster().can_step());
  CHECK_FALSE(run.cluster().step());
  run.collect();
  CHECK(run.count(EventKind::node_started) == 5);
  CHECK(run.cluster().idle());
}

TEST_CASE("threads: no single message can be touched, and it says why", "[runtime]") {
  ThreadRun run(patient_cluster(), 2);
  const auto done = run.cluster().submit(
      MessageCommand{MessageCommand::Act::drop, {.from = NodeId{0}, .to = NodeId{1}}});
  REQUIRE_FALSE(done);
  CHECK(done.error().code == ErrorCode::invalid_argument);
  CHECK(done.error().message.find("only the simulator") != std::string::npos);
}

TEST_CASE("threads: more workers than nodes, or none named, is a cluster all the same",
          "[runtime]") {
  for (const std::uint32_t workers : {0u, 64u}) {
    ThreadRun run(patient_cluster(), workers);
    run.cluster().set_rate(10);
    const OpId put = run.put("k", "v");
    run.wait_idle();
    CHECK(run.results().at(put).ok());
    run.judge();
  }
}

TEST_CASE("threads: idle means that nothing more comes", "[runtime]") {
  ClusterConfig config = patient_cluster();
  config.timing.repair_interval = {};  // but background work
  ThreadRun run(config, 3);
  for (int round = 0; round < 30; ++round) {
    run.cluster().set_rate(0);
    run.put("k" + std::to_string(round), "v");
    CHECK_FALSE(run.cluster().idle());
    run.cluster().set_rate(10);
    run.wait_idle();
    const std::size_t events = run.events().size();
    REQUIRE(run.results().size() == static_cast<std::size_t>(round) + 1);
    run.poll(50);
    REQUIRE(run.events().size() == events);
  }
  run.judge();
}

TEST_CASE("threads: while time stands still nothing happens, and everything once it passes",
          "[runtime]") {
  ThreadRun run(patient_cluster(), 2);
  const OpId put = run.put("k", "v");
  run.wait_until([&] { return run.count(EventKind::message_sent) == 1; });
  run.poll(2000);
  CHECK(run.count(EventKind::message_delivered) == 0);
  CHECK(run.cluster().now() == k_start_of_time);
  CHECK_FALSE(run.cluster().idle());
  run.cluster().set_rate(10);
  run.wait_idle();
  CHECK(run.results().at(put).ok());
  run.cluster().set_rate(0);
  const Time paused = run.cluster().now();
  run.poll(2000);
  CHECK(run.cluster().now() == paused);
  run.judge();
}

TEST_CASE("threads: who waits for slow time wakes when it is made fast", "[runtime]") {
  ThreadRun run(patient_cluster(), 2);
  run.cluster().set_rate(1e-7);  // half a millisecond of flight would take more than an hour
  run.put("k", "v");
  run.wait_until([&] { return run.count(EventKind::message_sent) == 1; });
  run.poll(2000);
  CHECK(run.count(EventKind::message_delivered) == 0);
  run.cluster().set_rate(100);
  run.wait_idle();
  run.judge();
}

TEST_CASE("threads: time does not run back while its rate is changed", "[runtime]") {
  ThreadRun run(patient_cluster(), 2);
  Time last = run.cluster().now();
  for (int i = 0; i < 5000; ++i) {
    run.cluster().set_rate((i * 7919) % 11 * 0.3);
    const Time now = run.cluster().now();
    REQUIRE(now >= last);
    last = now;
  }
}

TEST_CASE("threads: commands that cannot be are refused with words", "[runtime]") {
  ThreadRun run(patient_cluster(), 2);
  run.cluster().set_rate(10);
  CHECK(run.crash(NodeId{1}));
  const auto again = run.cluster().submit(CrashCommand{NodeId{1}});
  REQUIRE_FALSE(again);
  CHECK(again.error().message == "node 1 is down already");
  CHECK_FALSE(run.restart(NodeId{0}));
  CHECK_FALSE(run.crash(NodeId{5}));
  CHECK_FALSE(run.cluster().submit(PutCommand{"", "v"}));
  CHECK(run.restart(NodeId{1}));
  run.wait_idle();
  CHECK(run.count(EventKind::node_crashed) == 1);
  CHECK(run.count(EventKind::node_started) == 6);
  run.judge();
}

TEST_CASE("threads: a network that is set holds on all workers", "[runtime]") {
  ClusterConfig config = patient_cluster();
  config.timing = timing_on_request();
  ThreadRun run(config, 3);
  run.cluster().set_rate(20);
  LinkSettings dead;
  dead.loss_ppm = 1'000'000;
  REQUIRE(run.cluster().submit(SetNetworkCommand{dead}));
  CHECK(run.cluster().config().network == dead);
  run.wait_idle();
  for (int i = 0; i < 12; ++i) run.put("k" + std::to_string(i), "v");
  run.wait_idle();
  CHECK(run.count(EventKind::message_delivered) == 0);
  for (const auto& [op, result] : run.results())
    CHECK(result.error->code == ErrorCode::outcome_unknown);
  run.judge();
}

TEST_CASE("threads: links are cut on all workers, and heal", "[runtime]") {
  ClusterConfig config = patient_cluster();
  config.timing = timing_on_request();
  ThreadRun run(config, 3);
  run.cluster().set_rate(20);
  CutCommand cut;
  for (std::uint32_t client = 0; client < config.clients; ++client)
    cut.from.push_back(ClientId{client});
  for (std::uint32_t node = 0; node < config.shape.nodes; ++node) cut.to.push_back(NodeId{node});
  REQUIRE(run.cluster().submit(cut));
  REQUIRE(run.cluster().submit(SetLinkCommand{NodeId{0}, NodeId{1}, LinkSettings{}}));
  run.wait_idle();
  for (int i = 0; i < 12; ++i) run.put("k" + std::to_string(i), "v");
  run.wait_idle();
  CHECK(run.count(EventKind::message_delivered) == 0);
  CHECK(run.count(EventKind::message_lost) >= 12);
  CHECK(run.count(EventKind::links_cut) == config.clients);
  CHECK(run.count(EventKind::link_changed) == 1);
  REQUIRE(run.cluster().submit(HealCommand{}));
  run.wait_idle();
  CHECK(run.count(EventKind::links_cut) == 2 * config.clients);
  run.put("k", "v");
  run.wait_idle();
  CHECK(run.count(EventKind::message_delivered) > 0);
  run.judge();
}

TEST_CASE("threads: a paused node takes what waited for it once it goes on", "[runtime]") {
  ClusterConfig config = patient_cluster();
  config.timing = timing_on_request();
  ThreadRun run(config, 3);
  run.cluster().set_rate(20);
  for (std::uint32_t node = 0; node < config.shape.nodes; ++node)
    REQUIRE(run.cluster().submit(PauseCommand{NodeId{node}}));
  const auto again = run.cluster().submit(PauseCommand{NodeId{0}});
  REQUIRE_FALSE(again);
  CHECK(again.error().message == "node 0 is paused already");
  run.wait_idle();
  for (int i = 0; i < 12; ++i) run.put("k" + std::to_string(i), "v");
  run.wait_idle();
  CHECK(run.count(EventKind::message_delivered) == 0);
  REQUIRE(run.cluster().submit(SlowCommand{NodeId{0}, Duration{1'000}}));
  REQUIRE(run.cluster().submit(SkewCommand{NodeId{1}, Duration{5'000}}));
  for (std::uint32_t node = 0; node < config.shape.nodes; ++node)
    REQUIRE(run.cluster().submit(ResumeCommand{NodeId{node}}));
  run.wait_idle();
  // All that waited has come, but nobody waits for it any more: it is too late to begin.
  CHECK(run.count(EventKind::message_delivered) >= 12);
  CHECK(run.count(EventKind::record_stored) == 0);
  CHECK(run.count(EventKind::node_resumed) == config.shape.nodes);
  CHECK(run.count(EventKind::node_slowed) == 1);
  CHECK(run.count(EventKind::clock_skewed) == 1);
  run.judge();
}

TEST_CASE("threads: a multi-get answers each key, whichever threads keep it", "[runtime]") {
  ThreadRun run(patient_cluster(), 3);
  run.cluster().set_rate(1000);
  std::vector<std::string> keys;
  for (int i = 0; i < 40; ++i) keys.push_back("k" + std::to_string(i));
  for (const std::string& key : keys) run.put(key, "v");
  run.wait_idle();
  run.multi_get(keys);
  run.wait_idle();
  CHECK(run.count(EventKind::operation_finished) == 80);
  run.judge();
}

TEST_CASE("threads: a cluster that is asked to stop stops, with whatever is under way",
          "[runtime]") {
  for (const double rate : {0.0, 1.0, 1000.0}) {
    ThreadRun run(patient_cluster(), 3);
    run.cluster().set_rate(rate);
    for (int i = 0; i < 100; ++i) run.put("k" + std::to_string(i), "v");
    CHECK_FALSE(run.cluster().stopped());
    run.cluster().request_stop();
    const auto refused = run.cluster().submit(GetCommand{"k"});
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == ErrorCode::unavailable);
    run.wait_until([&] { return run.cluster().stopped(); });
    run.destroy();
  }
}

TEST_CASE("threads: a cluster may be destroyed at any moment", "[runtime]") {
  for (int round = 0; round < 20; ++round) {
    ThreadRun run(patient_cluster(), 3);
    run.cluster().set_rate(round % 3 == 0 ? 0 : 100);
    for (int i = 0; i < 20; ++i) run.put("k" + std::to_string(i), "v");
    run.poll(round * 10);
    run.destroy();
  }
}

// Everybody's belief about one node, as far as it has been traced.
bool all_believe(const ThreadRun& run, NodeId about, MemberState state) {
  World world(run.shape());
  for (const TraceEvent& event : run.events()) world.apply(event);
  for (std::uint32_t i = 0; i < run.shape().nodes; ++i) {
    if (NodeId{i} != about && world.belief(NodeId{i}, about) != state) return false;
  }
  return true;
}

TEST_CASE("threads: members find out who is gone, and that it is back", "[runtime]") {
  ClusterConfig config = patient_cluster();
  config.timing.probe_interval = Timing{}.probe_interval;
  ThreadRun run(config, 2);
  run.cluster().set_rate(4);
  REQUIRE(run.crash(NodeId{3}));
  run.wait_until([&] { return all_believe(run, NodeId{3}, MemberState::dead); });
  CHECK(run.cluster().idle());
  REQUIRE(run.restart(NodeId{3}));
  run.wait_until([&] { return all_believe(run, NodeId{3}, MemberState::alive); });
  run.wait_idle();
  run.judge();
}

}  // namespace
}  // namespace ringside::cluster_test
