#include "core/sim/simulation.h"

#include <algorithm>
#include <catch_amalgamated.hpp>
#include <cstdint>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "core/base/hash.h"
#include "tests/sim/sim_run.h"

namespace ringside::simulation_test {
namespace {

using std::chrono::milliseconds;

void submit_some(SimRun& run, int from = 0, int to = 40) {
  for (int i = from; i < to; ++i) {
    const std::string key = "k" + std::to_string(i % 7);
    if (i % 5 == 4) {
      run.remove(key);
    } else if (i % 3 == 2) {
      run.get(key);
    } else {
      run.put(key, "v" + std::to_string(i));
    }
  }
}

TEST_CASE("sim: a put can be read back", "[sim]") {
  const Replay replay(1);
  SimRun run(small_cluster(1));
  const OpId put = run.put("apple", "red");
  run.finish();
  const OpId get = run.get("apple");
  run.finish();
  CHECK(run.result(put).ok());
  CHECK(run.result(put).receipt.copies >= run.sim().config().shape.write_quorum());
  REQUIRE(run.result(get).ok());
  CHECK(run.result(get).value == "red");
  CHECK(run.result(get).receipt.version == run.result(put).receipt.version);
  run.judge();
}

std::size_t count_sent(SimRun& run, MessageKind kind) {
  return static_cast<std::size_t>(
      std::count_if(run.events().begin(), run.events().end(), [kind](const TraceEvent& event) {
        return event.kind == EventKind::message_sent && event.message_kind() == kind;
      }));
}

TEST_CASE("sim: a multi-get asks each node once at most, and answers each key by itself", "[sim]") {
  const Replay replay(4);
  ClusterConfig config = small_cluster(4);
  config.shape.nodes = 8;
  config.timing.probe_interval = {};
  SimRun run(config);
  std::vector<std::string> keys;
  for (int i = 0; i < 30; ++i) keys.push_back("k" + std::to_string(i));
  for (int i = 0; i < 29; ++i) run.put(keys[static_cast<std::size_t>(i)], std::to_string(i));
  run.finish();
  const OpId first = run.multi_get(keys);
  run.finish();
  for (std::uint64_t i = 0; i < 29; ++i)
    CHECK(run.result(OpId{raw(first) + i}).value == std::to_string(i));
  CHECK(run.result(OpId{raw(first) + 29}).error->code == ErrorCode::not_found);
  const std::size_t asked =
      count_sent(run, MessageKind::multi_get_request) + count_sent(run, MessageKind::get_request);
  CHECK(asked <= 8);
  run.judge();
}

TEST_CASE("sim: a multi-get ends by its deadline, with nobody there to answer", "[sim]") {
  const Replay replay(5);
  SimRun run(small_cluster(5));
  for (std::uint32_t node = 0; node < run.sim().config().shape.nodes; ++node)
    REQUIRE(run.crash(NodeId{node}));
  const OpId first = run.multi_get({"a", "b", "c"});
  run.finish();
  for (std::uint64_t i = 0; i < 3; ++i) {
    const OperationResult& result = run.result(OpId{raw(first) + i});
    CHECK(result.error->code == ErrorCode::timeout);
    CHECK(result.finished - result.started == run.sim().config().timing.operation_deadline);
  }
  run.judge();
}

// The longer text, and of equally long ones the later: what a program brings with it.
std::string longer(std::string_view a, std::string_view b) {
  const bool is_a = a.size() != b.size() ? a.size() > b.size() : a > b;
  return std::string(is_a ? a : b);
}

TEST_CASE("sim: a program can merge by a function of its own", "[sim]") {
  const Replay replay(3);
  ClusterConfig config = small_cluster(3);
  config.conflicts = Conflicts::merge_function;
  config.merge = longer;
  SimRun run(config);
  for (const char* value : {"three", "one", "seven"}) run.put("apple", value);
  run.finish();
  const OpId get = run.get("apple");
  run.finish();
  CHECK(run.result(get).value == "three");
  run.judge();
}

TEST_CASE("sim: a removed key is gone, and removing it again is not_found", "[sim]") {
  const Replay replay(2);
  SimRun run(small_cluster(2));
  run.put("apple", "red");
  run.finish();
  const OpId removed = run.remove("apple");
  run.finish();
  const OpId read = run.get("apple");
  const OpId again = run.remove("apple");
  const OpId never = run.remove("pear");
  const OpId unknown = run.get("pear");
  run.finish();
  CHECK(run.result(removed).ok());
  for (const OpId op : {read, again, never, unknown}) {
    REQUIRE(run.result(op).error);
    CHECK(run.result(op).error->code == ErrorCode::not_found);
  }
  run.judge();
}

TEST_CASE("sim: the same seed gives the same run, another seed another", "[sim]") {
  const auto digest_of_run = [](std::uint64_t seed) {
    const Replay replay(seed);
    ClusterConfig config = small_cluster(seed);
    config.network.loss_ppm = 20'000;
    SimRun run(config);
    submit_some(run);
    run.finish();
    run.judge();
    return std::pair(run.sim().digest().value(), run.sim().events_traced());
  };
  CHECK(digest_of_run(7) == digest_of_run(7));
  CHECK(digest_of_run(7).first != digest_of_run(8).first);
}

TEST_CASE("sim: every setting of a run is in its digest", "[sim]") {
  const auto digest_of = [](const std::function<void(ClusterConfig&)>& change) {
    ClusterConfig config = small_cluster(3);
    change(config);
    SimRun run(config);
    submit_some(run);
    run.finish();
    return run.sim().digest().value();
  };
  const std::uint64_t plain = digest_of([](ClusterConfig&) {});
  CHECK(plain == digest_of([](ClusterConfig&) {}));
  CHECK(plain != digest_of([](ClusterConfig& c) { c.shape.nodes = 6; }));
  CHECK(plain != digest_of([](ClusterConfig& c) { c.shape.token_seed = 2; }));
  CHECK(plain != digest_of([](ClusterConfig& c) { c.network.latency.spread += Duration{1000}; }));
  CHECK(plain != digest_of([](ClusterConfig& c) { c.network.loss_ppm = 100'000; }));
  CHECK(plain != digest_of([](ClusterConfig& c) { c.clients = 5; }));
}

TEST_CASE("sim: stepping, pumping in any portions and running to the end are one run", "[sim]") {
  const auto started = [] {
    SimRun run(small_cluster(4));
    submit_some(run);
    return run;
  };
  SimRun whole = started();
  whole.finish();

  SimRun stepped = started();
  std::uint64_t steps = 0;
  while (!stepped.sim().idle()) {
    REQUIRE(stepped.sim().step());
    ++steps;
  }
  CHECK(stepped.sim().digest().value() == whole.sim().digest().value());
  CHECK(steps > 100);

  for (const auto& [portion, rate] :
       {std::pair{Duration{12'345}, 1.0}, {Duration{1'000'000}, 0.001}, {Duration{7}, 500.0}}) {
    SimRun pumped = started();
    pumped.sim().set_rate(rate);
    int pumps = 0;
    while (!pumped.sim().idle()) {
      REQUIRE(++pumps < 3'000'000);
      pumped.sim().pump(portion, 1000);
    }
    CHECK(pumped.sim().digest().value() == whole.sim().digest().value());
  }
}

TEST_CASE("sim: a copy is a checkpoint, and both go on alike", "[sim]") {
  const Replay replay(5);
  ClusterConfig config = small_cluster(5);
  config.network.loss_ppm = 50'000;
  SimRun run(config);
  submit_some(run);
  for (int i = 0; i < 150; ++i) run.sim().step();
  SimRun copy = run;
  SimRun other = run;
  CHECK(copy.sim().digest().value() == run.sim().digest().value());
  for (SimRun* each : {&run, &copy}) {
    submit_some(*each, 40, 60);
    each->crash(NodeId{2});
    each->finish();
    each->judge();
  }
  CHECK(copy.sim().digest().value() == run.sim().digest().value());
  other.crash(NodeId{3});
  other.finish();
  other.judge();
  CHECK(other.sim().digest().value() != run.sim().digest().value());
}

TEST_CASE("sim: one step is one event, at its time", "[sim]") {
  ClusterConfig config = small_cluster(6);
  config.timing.repair_interval = {};  // else there is always something to do
  config.timing.probe_interval = {};
  SimRun run(config);
  CHECK_FALSE(run.sim().step());
  CHECK(run.sim().now() == k_start_of_time);
  run.put("k", "v");
  const std::size_t before = run.events().size();
  REQUIRE(run.sim().step());
  const auto& events = run.events();
  REQUIRE(events.size() > before);
  CHECK(events[before].kind == EventKind::message_delivered);
  CHECK(events[before].at == run.sim().now());
  for (std::size_t i = before + 1; i < events.size(); ++i) {
    CHECK(events[i].at == run.sim().now());
    CHECK(events[i].kind != EventKind::message_delivered);
  }
}

TEST_CASE("sim: time stands still until it is pumped, and passes at the rate", "[sim]") {
  Simulation sim(small_cluster(7));
  sim.pump(milliseconds{10}, 1000);
  CHECK(sim.now() == k_start_of_time);
  sim.set_rate(1);
  sim.pump(milliseconds{10}, 1000);
  CHECK(sim.now() == k_start_of_time + milliseconds{10});
  sim.set_rate(0.25);
  sim.pump(milliseconds{10}, 1000);
  CHECK(sim.now() == k_start_of_time + Duration{12'500'000});
  sim.set_rate(0);
  sim.pump(milliseconds{10}, 1000);
  CHECK(sim.now() == k_start_of_time + Duration{12'500'000});
}

TEST_CASE("sim: parts of a nanosecond are not lost where time passes slowly", "[sim]") {
  Simulation sim(small_cluster(8));
  sim.set_rate(0.001);
  for (int i = 0; i < 1000; ++i) sim.pump(Duration{999}, 1000);
  CHECK(sim.now() >= k_start_of_time + Duration{998});
  CHECK(sim.now() <= k_start_of_time + Duration{999});
}

TEST_CASE("sim: a pump does at most the events allowed, and its clock lags instead", "[sim]") {
  SimRun run(small_cluster(9));
  submit_some(run);
  run.sim().set_rate(1);
  SimRun stepped = run;
  for (const std::uint64_t allowed : {0u, 1u, 5u}) {
    run.sim().pump(std::chrono::seconds{1}, allowed);
    for (std::uint64_t i = 0; i < allowed; ++i) stepped.sim().step();
    CHECK(run.sim().digest().value() == stepped.sim().digest().value());
    CHECK(run.sim().now() == stepped.sim().now());
  }
}

TEST_CASE("sim: run_until() stops at its time", "[sim]") {
  SimRun run(small_cluster(10));
  submit_some(run);
  run.sim().run_until(k_start_of_time + Duration{2'000'000});
  CHECK(run.sim().now() == k_start_of_time + Duration{2'000'000});
  for (const TraceEvent& event : run.events()) REQUIRE(event.at <= run.sim().now());
  CHECK_FALSE(run.sim().idle());
}

TEST_CASE("sim: run_until_idle() gives up after the events allowed", "[sim]") {
  SimRun run(small_cluster(11));
  submit_some(run);
  CHECK_FALSE(run.sim().run_until_idle(3));
  CHECK(run.sim().run_until_idle(1'000'000));
}

TEST_CASE("sim: crashing what is down and restarting what is up is refused with words", "[sim]") {
  SimRun run(small_cluster(12));
  CHECK_FALSE(run.restart(NodeId{0}));
  CHECK(run.crash(NodeId{0}));
  const auto again = run.sim().submit(CrashCommand{NodeId{0}});
  REQUIRE_FALSE(again);
  CHECK(again.error().code == ErrorCode::invalid_argument);
  CHECK(again.error().message == "node 0 is down already");
  CHECK(run.restart(NodeId{0}));
  CHECK_FALSE(run.sim().submit(CrashCommand{NodeId{9}}));
  run.finish();
  run.judge();
}

TEST_CASE("sim: a network that is set holds for what is sent from then on", "[sim]") {
  SimRun run(small_cluster(13));
  LinkSettings slow;
  slow.latency = {Latency::Kind::constant, milliseconds{3}, {}};
  REQUIRE(run.sim().submit(SetNetworkCommand{slow}));
  CHECK(run.sim().config().network == slow);
  const OpId put = run.put("k", "v");
  run.finish();
  CHECK(run.result(put).finished - run.result(put).started == 4 * milliseconds{3});
  run.judge();
}

TEST_CASE("sim: what was stopped takes no more commands and does nothing", "[sim]") {
  SimRun run(small_cluster(14));
  run.put("k", "v");
  run.sim().request_stop();
  CHECK(run.sim().stopped());
  const auto refused = run.sim().submit(GetCommand{"k"});
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code == ErrorCode::unavailable);
  CHECK_FALSE(run.sim().step());
  run.sim().set_rate(1);
  run.sim().pump(milliseconds{50}, 1000);
  CHECK(run.sim().now() == k_start_of_time);
}

TEST_CASE("sim: texts for the trace come with it", "[sim]") {
  Simulation sim(small_cluster(15));
  const OpId put = *sim.submit(PutCommand{"apple", std::string(400, 'x')});
  REQUIRE(sim.run_until_idle(1000));
  const OpId get = *sim.submit(GetCommand{"apple"});
  REQUIRE(sim.run_until_idle(1000));
  TraceBatch batch;
  sim.collect(batch);
  TraceLog log;
  log.append(batch);
  CHECK(log.key_text(hash_key("apple")) == "apple");
  CHECK(log.value_text(put) == std::string(k_value_text_bytes_max, 'x'));
  CHECK(log.value_text(get) == log.value_text(put));
  TraceBatch nothing;
  sim.collect(nothing);
  CHECK(nothing.events.empty());
  CHECK(nothing.texts.empty());
}

TEST_CASE("simulation: a copy that is given the same at the same positions is the same run",
          "[sim]") {
  ClusterConfig config;
  config.shape = {5, 2, 1, 8, 1};
  Simulation lived(config);
  const std::unique_ptr<Cluster> copy = lived.copy();
  std::vector<std::pair<RunPosition, Command>> given;
  for (std::uint32_t i = 0; i < 60; ++i) {
    Command command = PutCommand{"key-" + std::to_string(i % 7), "value"};
    if (i == 20) command = PauseCommand{NodeId{2}};
    if (i == 30) command = CrashCommand{NodeId{2}};
    if (i == 40) command = RestartCommand{NodeId{2}};
    given.emplace_back(lived.position(), command);
    REQUIRE(lived.submit(command));
    // Cut off in the midst of what happens at one time, too.
    lived.set_rate(1);
    lived.pump(std::chrono::microseconds{700}, i % 3 == 0 ? 2 : 1000);
  }
  for (const auto& [position, command] : given) {
    copy->go_on_to(position);
    CHECK(copy->position().turns == position.turns);
    CHECK(copy->now() == position.now);
    REQUIRE(copy->submit(command));
  }
  copy->go_on_to(lived.position());
  CHECK(static_cast<const Simulation&>(*copy).digest().value() == lived.digest().value());
}

}  // namespace
}  // namespace ringside::simulation_test
