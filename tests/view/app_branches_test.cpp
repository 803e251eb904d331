// What a person does in the past, and takes back.
#include <catch_amalgamated.hpp>
#include <string>

#include "tests/view/app_fixture.h"
#include "view/app/outcome_text.h"

namespace ringside::app_branches_test {
namespace {

std::uint64_t digest_of(const Model& model) {
  Digest digest;
  for (const TraceEvent& event : model.session().log().events()) digest.add(event);
  return digest.value();
}

// A run with traffic, faults and commands that leave no trace of their own at once.
void live_on(Model& model) {
  model.advance(0);
  pass(model, 0.3);
  for (const char* line : {"put apple red", "put pear ripe", "kill 2"}) {
    model.run_command_line(line);
    pass(model, 0.21);
  }
  model.run_command_line("network latency=2ms loss=5%");
  model.run_command_line("get apple");
  pass(model, 0.4);
  model.run_command_line("pause 3");
  pass(model, 0.2);
  model.run_command_line("resume 3");
  model.run_command_line("restart 2");
  model.run_command_line("put fig fresh");
  pass(model, 0.5);
  model.set_playing(false);
}

// A simulator that says it is threads, as far as going back is concerned.
class Uncopied final : public Cluster {
 public:
  explicit Uncopied(const ClusterConfig& config) : cluster_(config) {}
  const ClusterConfig& config() const override { return cluster_.config(); }
  std::string_view host_name() const override { return "threads"; }
  Time now() const override { return cluster_.now(); }
  Result<OpId> submit(Command command) override { return cluster_.submit(std::move(command)); }
  void set_rate(double rate) override { cluster_.set_rate(rate); }
  void pump(Duration wall, std::uint64_t most) override { cluster_.pump(wall, most); }
  bool can_step() const override { return false; }
  bool step() override { return false; }
  void collect(TraceBatch& batch) override { cluster_.collect(batch); }
  std::vector<OperationResult> take_results() override { return cluster_.take_results(); }
  bool idle() const override { return cluster_.idle(); }
  void request_stop() override { cluster_.request_stop(); }
  bool stopped() const override { return cluster_.stopped(); }

 private:
  Simulation cluster_;
};

TEST_CASE("branches: the same run is lived again to any moment of it, event by event", "[view]") {
  Model model(simulated_hosts(), AppOptions{});  // with the demo
  model.set_speed_stop(nearest_stop(0.1));
  live_on(model);
  const Branch& branch = model.session().active();
  REQUIRE(branch.timeline.events() > 150);
  for (std::uint64_t moment = 0; moment <= branch.timeline.events(); moment += 3) {
    INFO("moment " << moment);
    const Time time = branch.timeline.time_of(moment);
    const auto rebuilt = branch.history.rebuild(branch.timeline, moment, time);
    REQUIRE(rebuilt);  // rebuild() compares every event
    CHECK(rebuilt->moment >= moment);
    CHECK(rebuilt->cluster->now() == time);
  }
  // And between events.
  for (Time time; time < branch.now(); time += std::chrono::microseconds{777}) {
    const auto rebuilt =
        branch.history.rebuild(branch.timeline, branch.timeline.moment_at(time), time);
    REQUIRE(rebuilt);
    CHECK(rebuilt->moment == branch.timeline.moment_at(time));
    CHECK(rebuilt->cluster->now() == time);
  }
}

TEST_CASE("branches: who acts in the past begins a branch there, and both stay", "[view]") {
  Model model(simulated_hosts(), quiet_options());
  live_on(model);
  const std::uint64_t whole = digest_of(model);
  const std::uint64_t end = model.moment();
  const Time present = model.session().now();
  model.go_to(time_at(60'000'000));
  const std::uint64_t forked = model.moment();
  CHECK(model.world().node(NodeId{4}).up);
  model.press_node(NodeId{4});

  CHECK(model.live());
  REQUIRE(model.session().branches().size() == 2);
  CHECK(model.session().active().forked_at == forked);
  CHECK(model.session().now() == time_at(60'000'000));
  CHECK_FALSE(model.world().node(NodeId{4}).up);
  CHECK(model.moment() == forked + 1);
  model.set_playing(true);
  pass(model, 2);
  CHECK(model.session().now() > present);

  model.show_branch(0);
  CHECK(digest_of(model) == whole);
  CHECK(model.moment() == end);
  CHECK(model.world().node(NodeId{4}).up);
  const auto differs =
      first_difference(model.session().timeline(), model.session().branches()[1]->timeline);
  CHECK(differs == forked);
}

TEST_CASE("branches: without acting differently a branch comes out the same", "[view]") {
  AppOptions options = quiet_options();
  Model model(simulated_hosts(), options);
  live_on(model);
  const Time last_command = model.session().active().history.commands().back()->position.now;
  model.go_to(last_command + Duration{1});
  model.branch_here();
  model.set_playing(true);
  pass(model, 0.4);
  REQUIRE(model.session().branches().size() == 2);
  const auto& branches = model.session().branches();
  CHECK_FALSE(first_difference(branches[0]->timeline, branches[1]->timeline));
}

TEST_CASE("branches: switching keeps the time that is looked at", "[view]") {
  Model model(simulated_hosts(), quiet_options());
  live_on(model);
  model.go_to(time_at(60'000'000));
  model.press_node(NodeId{4});
  model.set_playing(true);
  pass(model, 1);
  model.go_to(time_at(90'000'000));
  CHECK_FALSE(model.world().node(NodeId{4}).up);
  model.show_branch(0);
  CHECK(model.time() == time_at(90'000'000));
  CHECK(model.world().node(NodeId{4}).up);
  model.show_branch(1);
  CHECK_FALSE(model.world().node(NodeId{4}).up);
}

TEST_CASE("branches: undo leads to the branch without it, once more undo to a new one", "[view]") {
  Model model(simulated_hosts(), quiet_options());
  live_on(model);
  model.go_to(time_at(60'000'000));
  model.press_node(NodeId{4});
  model.set_playing(true);
  pass(model, 0.2);
  REQUIRE(model.session().active_branch() == 1);
  model.undo();
  CHECK(model.session().active_branch() == 0);
  CHECK(model.time() == time_at(60'000'000));
  CHECK(model.narration() == "Undone: kill 4. Branch A goes on without it.");

  model.go_live();
  model.undo();  // put fig
  REQUIRE(model.session().branches().size() == 3);
  CHECK(model.live());
  CHECK(model.narration().find("Undone: put fig fresh. Branch C") == 0);
  model.set_playing(true);
  pass(model, 0.5);
  CHECK(live_keys(model.world()) == 2);
  model.show_branch(0);
  CHECK(live_keys(model.world()) == 3);
}

TEST_CASE("branches: nothing done by hand, nothing to undo", "[view]") {
  Model model(simulated_hosts(), AppOptions{});
  model.advance(0);
  pass(model, 3);
  CHECK(model.undoable() == nullptr);
  model.undo();
  CHECK(model.narration() == "Nothing was done by hand before this.");
  CHECK(model.session().branches().size() == 1);
}

TEST_CASE("branches: what threads did can be watched, not lived again, and it says why", "[view]") {
  Hosts hosts = simulated_hosts();
  hosts.threads = [](const ClusterConfig& config) { return std::make_unique<Uncopied>(config); };
  Model model(hosts, quiet_options());
  model.use_host(HostKind::threads);
  model.advance(0);
  pass(model, 0.5);
  model.press_node(NodeId{2});
  pass(model, 0.5);
  model.go_to(time_at(10'000'000));
  CHECK(model.world().node(NodeId{2}).up);
  model.press_node(NodeId{1});
  CHECK(model.narration().find("Threads cannot be lived again") == 0);
  CHECK_FALSE(model.live());
  CHECK(model.session().branches().size() == 1);
}

TEST_CASE("branches: there are never too many", "[view]") {
  Model model(simulated_hosts(), quiet_options());
  live_on(model);
  for (int i = 0; i < 12; ++i) {
    model.go_to(time_at(20'000'000));
    model.branch_here();
    REQUIRE(model.live());
    model.set_playing(true);
    pass(model, 0.2);
  }
  CHECK(model.session().branches().size() == ClusterSession::k_branches_max);
  CHECK(model.session().active().number == 12);
}

TEST_CASE("branches: a run too large to keep whole reaches back as far as it says", "[view]") {
  Model model(simulated_hosts(), quiet_options());
  model.advance(0);
  const std::string large(900'000, 'x');
  for (int i = 0; i < 60; ++i) {
    for (int j = 0; j < 12; ++j) model.run_command_line("get k" + std::to_string(j));
    model.run_command_line("put k" + std::to_string(i % 12) + " " + large);
    pass(model, 0.4);
  }
  model.set_playing(false);
  const Branch& branch = model.session().active();
  std::size_t bytes = 0;
  for (const auto& given : branch.history.commands()) {
    if (const auto* put = std::get_if<PutCommand>(&given->command)) bytes += put->value.size();
  }
  INFO("checkpoints " << branch.history.checkpoints() << ", events " << branch.timeline.events());
  const std::uint64_t from = branch.history.reaches_back_to();
  if (from > 0) {
    CHECK_FALSE(
        branch.history.rebuild(branch.timeline, from - 1, branch.timeline.time_of(from - 1)));
    CHECK(bytes <= RunHistory::k_command_bytes_max);
  }
  CHECK(branch.history.rebuild(branch.timeline, from + 5, branch.timeline.time_of(from + 5)));
}

}  // namespace
}  // namespace ringside::app_branches_test
