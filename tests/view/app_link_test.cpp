// The address is the run.
#include <catch_amalgamated.hpp>
#include <string>

#include "tests/view/app_fixture.h"

namespace ringside::app_link_test {
namespace {

std::string link_of(const Model& model) {
  const auto link = model.link();
  INFO((link ? "" : link.error().message));
  REQUIRE(link.has_value());
  return *link;
}

// With the demo, clicks, commands, steps within an instant, and another cluster than usual.
void live_on(Model& model) {
  model.advance(0);
  ClusterConfig config = model.session().config();
  config.shape.nodes = 7;
  config.seed = config.shape.token_seed = 77;
  model.apply(config);
  model.set_speed_stop(nearest_stop(0.01));
  pass(model, 1.1);
  for (const char* line : {"put apple red", "get apple", "network latency=2ms loss=5%"}) {
    model.run_command_line(line);
    pass(model, 0.7);
  }
  model.press_node(NodeId{2});
  pass(model, 1.5);
  model.run_command_line("put plum blue");
  for (int i = 0; i < 7; ++i) model.step();
  model.press_node(NodeId{2});
  model.run_command_line("get apple");
  for (int i = 0; i < 3; ++i) model.step();
}

TEST_CASE("link: who opens it has the same run, event by event, and the same digest", "[view]") {
  Model model(simulated_hosts(), AppOptions{});
  live_on(model);
  const std::string link = link_of(model);
  CHECK(link.size() < 1000);

  Model other(simulated_hosts(), quiet_options());
  pass(other, 1);
  other.open_link("http://127.0.0.1:8080/?theme=dark" + link);
  CHECK(same_trace(model, other));
  CHECK(other.digest() == model.digest());
  CHECK(told(other, model.digest()));
  CHECK(other.session().now() == model.session().now());
  CHECK(other.session().config() == model.session().config());
  CHECK(other.live());
  CHECK_FALSE(other.playback().playing());
  CHECK_FALSE(other.demo_on());
  // Their link is the same, too, and so is how they go on.
  CHECK(link_of(other) == link);
  for (Model* each : {&model, &other}) {
    each->set_demo(false);
    each->run_command_line("put fig fresh");
    for (int i = 0; i < 200; ++i) each->step();
  }
  CHECK(same_trace(model, other));
  CHECK(other.digest() == model.digest());
}

TEST_CASE("link: it shows the past that was shown, and what was selected", "[view]") {
  Model model(simulated_hosts(), AppOptions{});
  live_on(model);
  model.select(Hit{NodeId{5}});
  model.go_to_moment(model.moment() / 2);
  Model other(simulated_hosts(), quiet_options());
  other.open_link(link_of(model));
  CHECK_FALSE(other.live());
  CHECK(other.moment() == model.moment());
  CHECK(other.time() == model.time());
  CHECK(other.selected() == model.selected());

  const Time between = model.time() + std::chrono::nanoseconds{1};
  model.go_to(between);
  other.open_link(link_of(model));
  CHECK(other.time() == between);
  CHECK(same_trace(model, other));
}

TEST_CASE("link: a run that was opened can be gone back in, branched and undone", "[view]") {
  Model model(simulated_hosts(), AppOptions{});
  live_on(model);
  Model other(simulated_hosts(), quiet_options());
  other.open_link(link_of(model));
  REQUIRE(other.undoable() != nullptr);
  CHECK(std::get<GetCommand>(other.undoable()->command).key == "apple");
  other.undo();
  CHECK(other.session().branches().size() == 2);
  CHECK_FALSE(same_trace(model, other));
  // The branch has a link of its own.
  Model third(simulated_hosts(), quiet_options());
  third.open_link(link_of(other));
  CHECK(same_trace(other, third));
}

TEST_CASE("link: a wrong one is explained, and nothing else changes", "[view]") {
  Model model(simulated_hosts(), AppOptions{});
  live_on(model);
  const std::string good = link_of(model);
  const std::string digest = model.digest();
  const std::uint64_t generation = model.session().generation();
  for (const std::string& wrong :
       {std::string("#r1."), std::string("#r9.abc"), std::string("nonsense"),
        good.substr(0, good.size() / 2), good + "A0"}) {
    CAPTURE(wrong);
    Model same(simulated_hosts(), quiet_options());
    same.open_link(wrong);
    CHECK(told(same, "This link is no run"));
    model.open_link(wrong);
    CHECK(model.digest() == digest);
    CHECK(model.session().generation() == generation);
  }
  // One that is well formed and yet another version's.
  auto run = model.session().link();
  REQUIRE(run.has_value());
  run->digest ^= 1;
  model.open_link(*encode_link(*run));
  CHECK(told(model, "comes out differently"));
  CHECK(model.digest() == digest);
  CHECK(link_of(model) == good);
}

TEST_CASE("link: asked for by a person, it is handed out once", "[view]") {
  Model model(simulated_hosts(), quiet_options());
  CHECK_FALSE(model.take_link().has_value());
  model.run_command_line("share");
  CHECK(model.take_link() == link_of(model));
  CHECK_FALSE(model.take_link().has_value());
  CHECK(told(model, model.digest()));
}

TEST_CASE("link: of a run whose beginning was let go there is none, and it says why", "[view]") {
  Model model(simulated_hosts(), quiet_options());
  const std::string value(1 << 20, 'v');
  for (int i = 0; i < 40; ++i) {
    model.run_command_line("put k" + std::to_string(i % 3) + " " + value);
    for (int steps = 0; steps < 40; ++steps) model.step();
  }
  CHECK_FALSE(model.link().has_value());
  model.copy_link();
  CHECK_FALSE(model.take_link().has_value());
}

TEST_CASE("link: of threads it begins a fresh cluster, and says so", "[view]") {
  Model model(simulated_hosts(), quiet_options());
  ClusterConfig config;
  config.shape.nodes = 9;
  config.network.loss_ppm = 20'000;
  model.apply(config);
  RunLink run;
  run.config = config;
  run.threads = true;
  const std::string link = *encode_link(run);
  Model other(simulated_hosts(), quiet_options());
  other.open_link(link);
  CHECK(other.session().kind() == HostKind::threads);
  CHECK(other.session().config() == config);
  CHECK(told(other, "cannot be lived again"));
  // Where there are none, that is said, and nothing changes.
  Model without(simulated_hosts(false), quiet_options());
  without.open_link(link);
  CHECK(without.session().kind() == HostKind::simulator);
  CHECK(told(without, "no threads"));
}

}  // namespace
}  // namespace ringside::app_link_test
