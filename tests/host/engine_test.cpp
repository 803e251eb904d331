#include "core/host/engine.h"

#include <catch_amalgamated.hpp>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "tests/trace/trace_rules.h"

namespace ringside::engine_test {
namespace {

// A cluster carried by several engines, moved by hand in virtual time: what workers do, without
// threads.
class Engines {
 public:
  explicit Engines(std::uint32_t count, const ClusterConfig& config) : config_(config) {
    config_.timing.repair_interval = {};  // else it would never end
    const RingViewPtr ring = RingView::founding(config_.shape);
    for (std::uint32_t i = 0; i < count; ++i) {
      engines_.emplace_back(config_, ring, EngineShare{i, count}, k_start_of_time);
    }
    deliver();
  }

  Engine& carrying(Address who) {
    for (std::uint32_t i = 0; i < engines_.size(); ++i) {
      if (EngineShare{i, static_cast<std::uint32_t>(engines_.size())}.carries(who)) {
        return engines_[i];
      }
    }
    FAIL("nobody carries " << who.bits());
    return engines_[0];
  }

  void submit(std::uint64_t id, OperationKind kind, const std::string& key) {
    const ClientId client{static_cast<std::uint32_t>(id % config_.clients)};
    carrying(client).submit(now_, client, {OpId{id}, kind, key, "v"});
    deliver();
  }

  void apply_to_all(const Command& command) {
    for (Engine& engine : engines_) engine.apply(now_, command);
    deliver();
  }

  // Messages between engines are refused from now on.
  void refuse_all() { refusing_ = true; }

  // Runs whatever is due first, until nothing but background work is left.
  void run_all() {
    for (int i = 0; i < 1'000'000; ++i) {
      if (all_met()) return;
      Engine* next = &engines_[0];
      for (Engine& engine : engines_) {
        if (engine.next_due() < next->next_due()) next = &engine;
      }
      now_ = next->next_due();
      REQUIRE(next->run_next(now_).any);
      deliver();
    }
    FAIL("it does not end");
  }

  bool all_met() const {
    std::uint64_t made = 0;
    std::uint64_t met = 0;
    for (const Engine& engine : engines_) {
      made += engine.obligations_made();
      met += engine.obligations_met();
    }
    return made == met;
  }

  Time now() const { return now_; }
  const std::vector<TraceEvent>& events() const { return events_; }
  const std::vector<OperationResult>& results() const { return results_; }
  std::size_t passed_on() const { return passed_on_; }

 private:
  void deliver() {
    for (Engine& engine : engines_) {
      std::vector<Envelope> outbox;
      outbox.swap(engine.effects().outbox);
      for (Envelope& envelope : outbox) {
        ++passed_on_;
        if (refusing_) {
          engine.refuse(now_, envelope.facts());
        } else {
          carrying(envelope.to).accept(std::move(envelope));
        }
      }
      Engine::Effects& effects = engine.effects();
      events_.insert(events_.end(), effects.events.begin(), effects.events.end());
      results_.insert(results_.end(), effects.results.begin(), effects.results.end());
      effects.events.clear();
      effects.results.clear();
    }
  }

  ClusterConfig config_;
  std::vector<Engine> engines_;
  Time now_{};
  bool refusing_ = false;
  std::size_t passed_on_ = 0;
  std::vector<TraceEvent> events_;
  std::vector<OperationResult> results_;
};

TEST_CASE("engine: shares cover every node and client once", "[host]") {
  for (std::uint32_t count = 1; count <= 4; ++count) {
    for (std::uint32_t number = 0; number < 10; ++number) {
      std::uint32_t carriers = 0;
      for (std::uint32_t i = 0; i < count; ++i) {
        const EngineShare share{i, count};
        carriers += share.carries(NodeId{number}) ? 1 : 0;
        CHECK(share.carries(NodeId{number}) == share.carries(ClientId{number}));
      }
      CHECK(carriers == 1);
    }
  }
}

TEST_CASE("engine: several carry a cluster as one does", "[host]") {
  for (const std::uint32_t count : {1u, 2u, 3u, 5u}) {
    CAPTURE(count);
    ClusterConfig config;
    config.network.loss_ppm = 20'000;
    Engines engines(count, config);
    for (std::uint64_t id = 1; id <= 60; ++id) {
      engines.submit(id, static_cast<OperationKind>(id % 3), "k" + std::to_string(id % 11));
    }
    CHECK_FALSE(engines.all_met());
    engines.run_all();
    CHECK(engines.all_met());
    CHECK(engines.results().size() == 60);
    CHECK((engines.passed_on() > 0) == (count > 1));
    const auto broken = TraceRules{config.shape}.broken_by(engines.events());
    CAPTURE(broken);
    CHECK(broken.empty());
  }
}

TEST_CASE("engine: a message that finds no room is lost there, and its operation still ends",
          "[host]") {
  ClusterConfig config;
  Engines engines(5, config);
  engines.refuse_all();
  for (std::uint64_t id = 1; id <= 5; ++id)
    engines.submit(id, OperationKind::put, "key" + std::to_string(id));
  engines.run_all();
  CHECK(engines.all_met());
  CHECK(engines.results().size() == 5);
  std::size_t overloaded = 0;
  for (const TraceEvent& event : engines.events()) {
    if (event.kind != EventKind::message_lost) continue;
    CHECK(event.reason == LossReason::overloaded);
    ++overloaded;
  }
  CHECK(overloaded == engines.passed_on());
  CHECK(overloaded >= 5);
}

TEST_CASE("engine: a crash lets go of what the node was waiting for", "[host]") {
  ClusterConfig config;
  config.network.latency = {Latency::Kind::constant, std::chrono::milliseconds{1}, {}};
  Engines engines(1, config);
  Engine& engine = engines.carrying(NodeId{0});
  engines.submit(1, OperationKind::put, "k");
  // The request arrives: its coordinator now waits for replies.
  const Time arrival = engine.next_due();
  REQUIRE(engine.run_next(arrival).was_event);
  for (std::uint32_t node = 0; node < config.shape.nodes; ++node) {
    engine.apply(arrival, CrashCommand{NodeId{node}});
  }
  engines.run_all();
  CHECK(engines.all_met());
  REQUIRE(engines.results().size() == 1);
  CHECK(engines.results()[0].error->code == ErrorCode::outcome_unknown);
}

TEST_CASE("engine: of several each traces and obeys what is cut for its own senders", "[host]") {
  for (const std::uint32_t count : {1u, 2u, 5u}) {
    CAPTURE(count);
    ClusterConfig config;
    Engines engines(count, config);
    const PartitionCommand halves{PartitionCommand::Form::groups,
                                  {{NodeId{0}, NodeId{1}}, {ClientId{0}, NodeId{2}}}};
    engines.apply_to_all(halves);
    engines.apply_to_all(SetLinkCommand{NodeId{3}, NodeId{4}, LinkSettings{}});
    engines.apply_to_all(SetNetworkCommand{config.network});
    for (std::uint64_t id = 1; id <= 60; ++id)
      engines.submit(id, OperationKind::put, "k" + std::to_string(id % 11));
    engines.run_all();
    engines.apply_to_all(HealCommand{});
    for (std::uint64_t id = 61; id <= 120; ++id)
      engines.submit(id, OperationKind::get, "k" + std::to_string(id % 11));
    engines.run_all();
    CHECK(engines.all_met());
    const auto broken = TraceRules{config.shape}.broken_by(engines.events());
    CAPTURE(broken);
    CHECK(broken.empty());
    std::map<EventKind, std::size_t> seen;
    std::size_t lost_at_the_cut = 0;
    for (const TraceEvent& event : engines.events()) {
      ++seen[event.kind];
      if (event.kind == EventKind::message_lost && event.reason == LossReason::partition)
        ++lost_at_the_cut;
    }
    // Five nodes, c0, and from each node also to c0 where that is cut: n0, n1, n3 and n4; both
    // ways.
    CHECK(seen[EventKind::links_cut] == 2 * (5 + 1 + 4));
    CHECK(seen[EventKind::link_changed] == 1);
    CHECK(seen[EventKind::network_changed] == 1);
    CHECK(lost_at_the_cut > 50);
  }
}

}  // namespace
}  // namespace ringside::engine_test
