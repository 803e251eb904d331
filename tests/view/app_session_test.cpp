#include <catch_amalgamated.hpp>

#include "tests/view/app_fixture.h"
#include "view/app/cluster_session.h"

namespace ringside::app_session_test {
namespace {

using namespace std::chrono_literals;

/// A host whose threads take their time to end.
class SlowToStop final : public Cluster {
 public:
  SlowToStop(const ClusterConfig& config, int& alive, const bool& may_stop)
      : inner_(config), alive_(alive), may_stop_(may_stop) {
    ++alive_;
  }
  ~SlowToStop() override { --alive_; }
  const ClusterConfig& config() const override { return inner_.config(); }
  std::string_view host_name() const override { return "threads"; }
  Time now() const override { return inner_.now(); }
  Result<OpId> submit(Command command) override { return inner_.submit(std::move(command)); }
  void set_rate(double rate) override { inner_.set_rate(rate); }
  void pump(Duration wall, std::uint64_t events_max) override { inner_.pump(wall, events_max); }
  bool can_step() const override { return false; }
  bool step() override { return false; }
  void collect(TraceBatch& batch) override { inner_.collect(batch); }
  std::vector<OperationResult> take_results() override { return inner_.take_results(); }
  bool idle() const override { return inner_.idle(); }
  void request_stop() override { asked_ = true; }
  bool stopped() const override { return asked_ && may_stop_; }

 private:
  Simulation inner_;
  int& alive_;
  const bool& may_stop_;
  bool asked_ = false;
};

TEST_CASE("session: a fresh cluster shows all its nodes up", "[view]") {
  const ClusterSession session(simulated_hosts(), ClusterConfig{}, HostKind::simulator);
  REQUIRE(session.world().nodes().size() == 5);
  for (const WorldNode& node : session.world().nodes()) CHECK(node.up);
}

TEST_CASE("session: time passes at the rate asked for", "[view]") {
  ClusterSession session(simulated_hosts(), ClusterConfig{}, HostKind::simulator);
  for (int i = 0; i < 60; ++i) session.advance(50ms, 0.001);
  CHECK(session.now() == time_at(3'000'000));
  session.advance(1s, 0);
  CHECK(session.now() == time_at(3'000'000));
}

TEST_CASE("session: a node that is killed while time stands still is dead at once", "[view]") {
  ClusterSession session(simulated_hosts(), ClusterConfig{}, HostKind::simulator);
  session.advance(10ms, 0);
  REQUIRE(session.submit(CrashCommand{NodeId{2}}));
  CHECK_FALSE(session.world().node(NodeId{2}).up);
  REQUIRE(session.submit(RestartCommand{NodeId{2}}));
  CHECK(session.world().node(NodeId{2}).up);
  CHECK(session.now() == k_start_of_time);
}

TEST_CASE("session: steps carry out one event after the other", "[view]") {
  ClusterConfig config;
  // Else there is always something to do.
  config.timing.repair_interval = {};
  config.timing.probe_interval = {};
  ClusterSession session(simulated_hosts(), config, HostKind::simulator);
  CHECK_FALSE(session.step());
  REQUIRE(session.submit(PutCommand{"apple", "red"}));
  int steps = 0;
  while (session.step()) REQUIRE(++steps < 1'000);
  CHECK(steps > 3);
  const auto results = session.take_results();
  REQUIRE(results.size() == 1);
  CHECK(results.front().ok());
}

TEST_CASE("session: a new cluster starts without the old one's trace", "[view]") {
  ClusterSession session(simulated_hosts(), ClusterConfig{}, HostKind::simulator);
  REQUIRE(session.submit(PutCommand{"apple", "red"}));
  session.advance(1s, 1);
  REQUIRE(session.world().keys().size() == 1);
  ClusterConfig larger;
  larger.shape.nodes = 9;
  REQUIRE(session.start(larger, HostKind::threads));
  CHECK(session.kind() == HostKind::threads);
  CHECK(session.generation() == 2);
  CHECK(session.world().nodes().size() == 9);
  CHECK(session.world().keys().empty());
  CHECK(session.now() == k_start_of_time);
}

TEST_CASE("session: what cannot be started changes nothing and says why", "[view]") {
  ClusterSession session(simulated_hosts(false), ClusterConfig{}, HostKind::threads);
  CHECK(session.kind() == HostKind::simulator);
  const auto no_threads = session.start(ClusterConfig{}, HostKind::threads);
  REQUIRE_FALSE(no_threads);
  CHECK(no_threads.error().message == "This build has no threads.");
  ClusterConfig wrong;
  wrong.shape.replicas = 99;
  CHECK_FALSE(session.start(wrong, HostKind::simulator));
  CHECK(session.generation() == 1);
}

TEST_CASE("session: an old cluster lives on until its threads have ended, and nobody waits",
          "[view]") {
  int alive = 0;
  bool may_stop = false;
  Hosts hosts = simulated_hosts();
  hosts.threads = [&](const ClusterConfig& config) {
    return std::make_unique<SlowToStop>(config, alive, may_stop);
  };
  ClusterSession session(hosts, ClusterConfig{}, HostKind::threads);
  REQUIRE(session.start(ClusterConfig{}, HostKind::simulator));
  session.advance(10ms, 1);
  CHECK(alive == 1);
  may_stop = true;
  session.advance(10ms, 1);
  CHECK(alive == 0);
}

TEST_CASE("session: remembers how the links were set", "[view]") {
  ClusterSession session(simulated_hosts(), ClusterConfig{}, HostKind::simulator);
  LinkSettings lossy;
  lossy.loss_ppm = 50'000;
  REQUIRE(session.submit(SetNetworkCommand{lossy}));
  CHECK(session.config().network == lossy);
}

TEST_CASE("session: says what part of the speed asked for it reaches", "[view]") {
  ClusterSession session(simulated_hosts(), ClusterConfig{}, HostKind::simulator);
  for (int i = 0; i < 100; ++i) session.advance(16ms, 0.001);
  CHECK(session.pace() == Catch::Approx(1).margin(0.01));
  for (int i = 0; i < 4'000; ++i)
    REQUIRE(session.submit(PutCommand{"k" + std::to_string(i % 97), "v"}));
  // More events fall due in these frames than a frame may carry out.
  for (int i = 0; i < 2; ++i) session.advance(250ms, 1);
  CHECK(session.pace() < 0.9);
}

}  // namespace
}  // namespace ringside::app_session_test
