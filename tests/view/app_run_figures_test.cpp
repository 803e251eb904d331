// Figures of a run over its time: how much, how fast, how stale.
#include <catch_amalgamated.hpp>

#include <algorithm>

#include "core/base/hash.h"
#include "core/pbs/measure.h"
#include "tests/view/app_fixture.h"
#include "view/app/run_figures.h"

namespace ringside::app_run_figures_test {
namespace {

constexpr KeyHash k_key{7};

Version version(std::int64_t ns) { return {{time_at(ns), 0}, {NodeId{0}, Incarnation{1}}}; }

/// A log that a test writes line by line.
class Written {
 public:
  TraceLog log;

  void add(const TraceEvent& event) { log.append({{event}, {}}); }
  void begin_put(std::int64_t at, std::uint64_t op) {
    add(trace::operation_started(time_at(at), ClientId{0}, OpId{op}, OperationKind::put, k_key));
    store(at, NodeId{0}, op);
  }
  void put(std::int64_t from, std::int64_t to, std::uint64_t op) {
    begin_put(from, op);
    finish(from, to, op, OperationKind::put);
  }
  void store(std::int64_t at, NodeId node, std::uint64_t op) {
    add(trace::record_stored(time_at(at), node, {k_key, OpId{op}, version(at), false, 0}));
  }
  void get(std::int64_t from, std::int64_t to, std::uint64_t op, NodeId asked,
           bool fetches = false) {
    add(trace::operation_started(time_at(from), ClientId{1}, OpId{op}, OperationKind::get, k_key));
    if (fetches) send(from, op, asked, NodeId{2}, MessageKind::fetch_request);
    send(to, op, asked, ClientId{1}, MessageKind::get_reply);
    finish(from, to, op, OperationKind::get);
  }
  void send(std::int64_t at, std::uint64_t op, Address from, Address to, MessageKind kind) {
    add(trace::message_sent(time_at(at), {MessageId{++messages_}, kind, {}, from, to, OpId{op}},
                            time_at(at)));
  }
  void finish(std::int64_t from, std::int64_t to, std::uint64_t op, OperationKind kind,
              Outcome outcome = {}) {
    add(trace::operation_finished(time_at(to), ClientId{0},
                                  {OpId{op}, kind, outcome, k_key, time_at(from), 1}));
  }
  ReadAges ages() {
    RunFigures figures;
    figures.update(log, 1, 3, log.events().back().at);
    return figures.ages_until(log.events().back().at);
  }

 private:
  std::uint64_t messages_ = 0;
};

std::uint32_t sum(const std::array<std::uint32_t, ReadAges::k_ages>& counts) {
  std::uint32_t all = 0;
  for (const std::uint32_t count : counts) all += count;
  return all;
}

TEST_CASE("figures: a percentile of latencies is right to a sixteenth", "[view]") {
  LatencyCounts counts;
  CHECK(counts.percentile(50) == Duration::zero());
  for (std::int64_t i = 1; i <= 100; ++i) counts.add(Duration{i * 100'000});
  for (const std::uint32_t percent : {1u, 50u, 99u, 100u}) {
    const double about = static_cast<double>(counts.percentile(percent).count());
    CHECK(std::abs(about / (percent * 1e5) - 1) < 1.0 / 16);
  }
}

TEST_CASE("figures: what ended is counted in its stretch, and stretches double as time passes",
          "[view]") {
  Written run;
  run.put(0, 2'500'000, 1);
  run.finish(0, 2'600'000, 2, OperationKind::put, ErrorCode::unavailable);
  RunFigures figures;
  figures.update(run.log, 1, 3, time_at(3'000'000));
  REQUIRE(figures.stretches().size() == 4);
  CHECK(figures.stretches()[2].answered == 1);
  CHECK(figures.stretches()[2].failed == 1);
  figures.update(run.log, 1, 3, time_at(1'000'000'000));
  CHECK(figures.length() == Duration{8'000'000});
  CHECK(figures.stretches().size() <= RunFigures::k_stretches);
  CHECK(figures.stretches()[0].answered == 1);
  CHECK(figures.stretches()[0].latency.count() == 1);
  figures.update(run.log, 2, 3, time_at(0));
  CHECK(figures.length() == Duration{1'000'000});
}

TEST_CASE("figures: what was let go before it was looked at is missing, and begin() tells so",
          "[view]") {
  Written run;
  run.log = TraceLog(4);
  RunFigures figures;
  run.put(0, 1'000'000, 1);
  figures.update(run.log, 1, 3, time_at(2'000'000));
  CHECK(figures.begin() == Time{});
  run.put(5'000'000, 6'000'000, 2);
  run.put(7'000'000, 8'000'000, 3);
  figures.update(run.log, 1, 3, time_at(9'000'000));
  CHECK(figures.begin() == time_at(6'000'000));
  CHECK(figures.stretches()[0].answered == 1);
}

TEST_CASE("figures: load is what was delivered to each node", "[view]") {
  Model model(simulated_hosts(), quiet_options());
  model.run_command_line("put apple red");
  pass(model, 1);
  RunFigures figures;
  figures.update(model.session().log(), model.session().generation(), 5, model.session().now());
  for (std::uint32_t node = 0; node < 5; ++node) {
    std::uint64_t all = 0;
    for (const Stretch& stretch : figures.stretches()) all += stretch.load[node];
    CHECK(all == model.world().node(NodeId{node}).received);
  }
}

TEST_CASE("figures: a read is stale whose one answer is older than what was acknowledged before it",
          "[view]") {
  Written run;
  run.put(0, 1'000, 1);
  run.store(500, NodeId{1}, 1);
  run.get(2'000, 3'000, 2, NodeId{1});  // fresh
  run.get(2'000, 3'000, 3, NodeId{2});  // it keeps nothing
  run.begin_put(4'000, 4);
  run.get(500'000, 600'000, 5, NodeId{1});  // before that is acknowledged
  run.finish(4'000, 1'000'000, 4, OperationKind::put);
  run.get(1'100'000, 1'200'000, 6, NodeId{1});  // stale
  run.get(1'100'000, 1'200'000, 7, NodeId{0});  // fresh
  CHECK(sum(run.ages().reads) == 5);
  CHECK(sum(run.ages().stale) == 2);
  CHECK(run.ages().stale[0] == 2);
}

TEST_CASE("figures: reads that more than one copy answered are not counted", "[view]") {
  Written run;
  run.put(0, 1'000, 1);
  run.get(2'000, 3'000, 2, NodeId{1}, true);
  CHECK(sum(run.ages().reads) == 0);
  run.add(trace::node_crashed(time_at(4'000), {NodeId{0}, Incarnation{1}}));
  run.get(5'000, 6'000, 3, NodeId{0});
  CHECK(sum(run.ages().stale) == 1);
}

TEST_CASE("figures: the past is told as far as it had come", "[view]") {
  Written run;
  run.put(0, 1'000, 1);
  run.get(2'000, 3'000, 2, NodeId{1});
  run.get(50'000'000, 50'001'000, 3, NodeId{1});
  RunFigures figures;
  figures.update(run.log, 1, 3, time_at(60'000'000));
  CHECK(sum(figures.ages_until(time_at(10'000'000)).reads) == 1);
  CHECK(sum(figures.ages_until(time_at(50'000'000)).reads) == 2);
}

TEST_CASE("figures: measured in a run, reads are about as stale as is foretold", "[view]") {
  StalenessProbe probe;
  probe.w = 1;
  probe.latency = {Latency::Kind::exponential, Duration{100'000}, Duration{1'000'000}};
  ClusterConfig config;
  config.shape = {.nodes = 3, .replicas = 2, .failures = 0};
  config.network.latency = probe.latency;
  Simulation simulation(config);
  TraceLog log;
  TraceBatch batch;
  const auto carry_out = [&](Command command) {
    REQUIRE(simulation.submit(std::move(command)).has_value());
    while (simulation.take_results().empty()) REQUIRE(simulation.step());
  };
  for (int i = 0; i < 4000; ++i) {
    const std::string key = "key-" + std::to_string(i % 16);
    carry_out(PutCommand{key, std::to_string(i)});
    carry_out(GetCommand{key});
    simulation.run_until(simulation.now() + std::chrono::milliseconds{20});
    simulation.collect(batch);
    log.append(batch);
    batch = {};
  }
  RunFigures figures;
  figures.update(log, 1, 3, simulation.now());
  const ReadAges ages = figures.ages_until(simulation.now());
  REQUIRE(sum(ages.reads) > 3000);
  WarsSettings settings = wars_of(probe);
  settings.trials = 20'000;
  const double foretold = 1 - run_wars(settings).fresh(Duration::zero());
  const double measured = static_cast<double>(ages.stale[0]) / ages.reads[0];
  CHECK(std::abs(measured - foretold) < 0.03);
}

}  // namespace
}  // namespace ringside::app_run_figures_test
