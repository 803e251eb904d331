// Guides in the model: one goes through them, leaves them, comes back, and hands them on.
#include <catch_amalgamated.hpp>
#include <string>

#include "tests/view/app_fixture.h"

namespace ringside::app_guide_test {
namespace {

constexpr const char* k_name = "lost-update-in-a-partition";

/// What a person sees of a step.
struct Seen {
  std::uint64_t moment;
  Time time;
  std::optional<Hit> selected;
  std::string status;

  friend bool operator==(const Seen&, const Seen&) = default;
};

Seen seen(const Model& model) {
  return {model.moment(), model.time(), model.selected(), model.status()};
}

Model opened(std::size_t step = 0) {
  Model model(simulated_hosts(), AppOptions{});
  pass(model, 0.5);
  model.open_guide(k_name, step);
  INFO(model.narration());
  REQUIRE(model.guide().has_value());
  return model;
}

TEST_CASE("guide in the view: it shows its first step, still, and nothing else goes on", "[view]") {
  Model model = opened();
  CHECK(model.at_step());
  CHECK_FALSE(model.demo_on());
  CHECK_FALSE(model.playback().playing());
  CHECK(model.narration().find(model.guide()->guide.steps[0].say) == 0);
  const Seen before = seen(model);
  pass(model, 2);
  CHECK(seen(model) == before);
}

TEST_CASE(
    "guide in the view: every step of every guide can be reached, and going back shows "
    "exactly what was seen",
    "[view]") {
  Model model(simulated_hosts(), quiet_options());
  for (const BuiltInGuide& built_in : built_in_guides()) {
    model.open_guide(built_in.name);
    REQUIRE(model.guide().has_value());
    const std::size_t steps = model.guide()->guide.steps.size();
    std::vector<Seen> forward{seen(model)};
    for (std::size_t i = 1; i < steps; ++i) {
      model.go_to_step(i, true);
      // Some are played to; others lie at the same time.
      for (int frames = 0; model.guide()->playing && frames < 3000; ++frames)
        model.advance(model.wall_seconds() + 1.0 / 60);
      INFO(built_in.name << ", step " << i + 1);
      CHECK(model.at_step());
      CHECK(model.guide()->step == i);
      CHECK_FALSE(model.playback().playing());
      forward.push_back(seen(model));
    }
    for (std::size_t i = steps; i-- > 0;) {
      model.go_to_step(i, false);
      INFO(built_in.name << ", back at step " << i + 1);
      CHECK(seen(model) == forward[i]);
    }
    model.go_to_step(steps, true);
    CHECK(model.guide()->step == 0);
  }
}

TEST_CASE("guide in the view: a way takes some seconds, shows what is between, and can be skipped",
          "[view]") {
  Model model = opened();
  model.go_to_step(1, false);
  model.go_to_step(2, true);
  CHECK(model.guide()->playing);
  CHECK(model.guide()->shown() == 1);
  CHECK_FALSE(model.at_step());
  pass(model, 1);
  CHECK(model.moment() > model.guide()->places[1].at);
  CHECK(model.moment() < model.guide()->places[2].at);
  // It can be stopped under way, and goes on to the same end.
  model.set_playing(false);
  const Time stopped = model.time();
  pass(model, 1);
  CHECK(model.time() == stopped);
  model.set_playing(true);
  model.go_to_step(2, false);
  CHECK(model.at_step());
  CHECK(model.guide()->shown() == 2);
}

TEST_CASE("guide in the view: a prediction is kept, and leads on", "[view]") {
  Model model = opened(1);
  REQUIRE(model.guide()->guide.steps[1].choices.size() == 3);
  model.predict(7, false);
  CHECK(model.guide()->step == 1);
  model.predict(1, false);
  CHECK(model.guide()->step == 2);
  CHECK(model.guide()->predicted[1] == 1);
  model.go_to_step(1, false);
  CHECK(model.guide()->predicted[1] == 1);
  model.predict(2, false);
  CHECK(model.guide()->predicted[1] == 2);
  model.predict(0, false);  // nothing is asked there
  CHECK(model.guide()->step == 2);
}

TEST_CASE("guide in the view: who leaves may do anything, and comes back to the same step",
          "[view]") {
  Model model = opened(2);
  const Seen before = seen(model);
  model.leave_guide();
  CHECK(model.guide()->left);
  CHECK(model.moment() == before.moment);
  // A node is killed in the past: that is a branch.
  model.press_node(NodeId{3});
  model.set_playing(true);
  pass(model, 3);
  CHECK(model.session().branches().size() == 2);
  CHECK_FALSE(model.at_step());
  model.go_to_step(model.guide()->step, false);
  CHECK_FALSE(model.guide()->left);
  CHECK(seen(model) == before);
  CHECK(model.session().branches().size() == 2);
  // So it is where somebody acts without leaving first, or looks elsewhere.
  model.go_to_moment(3);
  CHECK_FALSE(model.at_step());
  model.go_to_step(model.guide()->step, false);
  CHECK(seen(model) == before);
}

TEST_CASE("guide in the view: it comes back even where its run was let go", "[view]") {
  Model model = opened(2);
  const Seen before = seen(model);
  model.leave_guide();
  SECTION("another cluster") {
    ClusterConfig config;
    config.shape.nodes = 9;
    model.apply(config);
    pass(model, 1);
    CHECK(model.guide()->left);
  }
  SECTION("too many branches") {
    for (int i = 0; i < 8; ++i) {
      model.go_to_moment(20);
      model.press_node(NodeId{1});
    }
  }
  SECTION("real threads") { model.use_host(HostKind::threads); }
  model.go_to_step(model.guide()->step, false);
  CHECK(model.at_step());
  CHECK(seen(model) == before);
  CHECK(model.session().kind() == HostKind::simulator);
}

TEST_CASE("guide in the view: its run is the scenario's, and has a link as every run", "[view]") {
  Model model = opened(2);
  model.go_to_moment(model.moment() + 1);
  const auto link = model.link();
  REQUIRE(link.has_value());
  Model other(simulated_hosts(), quiet_options());
  other.open_link(*link);
  CHECK(other.digest() == model.digest());
  CHECK(other.moment() == model.moment());
  CHECK_FALSE(other.guide().has_value());
}

TEST_CASE("guide in the view: the address of a step leads there", "[view]") {
  Model model = opened(3);
  model.copy_link();
  const auto link = model.take_link();
  REQUIRE(link == "#g1.lost-update-in-a-partition.4");
  Model other(simulated_hosts(), AppOptions{});
  other.open_link("http://127.0.0.1:8080/?theme=dark" + *link);
  CHECK(other.at_step());
  CHECK(seen(other) == seen(model));
}

TEST_CASE("guide in the view: a wrong address is explained, and changes nothing", "[view]") {
  Model model(simulated_hosts(), AppOptions{});
  pass(model, 0.5);
  const std::uint64_t generation = model.session().generation();
  const auto refused = [&](const std::string& address, const std::string& words) {
    CAPTURE(address);
    model.open_link(address);
    CHECK(told(model, words));
    CHECK_FALSE(model.guide().has_value());
    CHECK(model.session().generation() == generation);
    CHECK(model.demo_on());
  };
  refused("#g1.no-such-thing.1", "There is no guided scenario \"no-such-thing\"");
  refused("#g1.lost-update-in-a-partition.99", "There is no such step");
  refused("#g1.lost-update-in-a-partition.0", "There is no such step");
  refused("#g1.lost-update-in-a-partition.x", "This link is no guide");
  refused("#g7.x.1", "another version");
}

TEST_CASE("guide in the view: words on the command line do it all", "[view]") {
  Model model(simulated_hosts(), quiet_options());
  model.run_command_line("guide next");
  CHECK(model.answers().back().answer.find("No guided scenario is open") == 0);
  model.run_command_line("guide lost-update-in-a-partition 2");
  REQUIRE(model.guide().has_value());
  CHECK(model.guide()->step == 1);
  CHECK(model.answers().back().answer.find("Now the network") == 0);
  model.run_command_line("guide next");
  CHECK(model.guide()->playing);
  model.run_command_line("guide back");
  CHECK(model.guide()->step == 1);
  CHECK(model.at_step());
  model.run_command_line("guide leave");
  CHECK(model.guide()->left);
  model.run_command_line("guide return");
  CHECK_FALSE(model.guide()->left);
  CHECK(model.at_step());
  model.run_command_line("guide nowhere");
  CHECK(told(model, "There is no guided scenario \"nowhere\""));
  model.run_command_line("guide lost-update-in-a-partition moon");
  CHECK(model.answers().back().tone == Tone::bad);
}

}  // namespace
}  // namespace ringside::app_guide_test
