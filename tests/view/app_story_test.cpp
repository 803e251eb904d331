// Which operation is followed, and when its story is told anew.
#include <catch_amalgamated.hpp>

#include "tests/view/app_fixture.h"
#include "view/app/followed_story.h"

namespace ringside::app_story_test {
namespace {

TEST_CASE("followed story: nothing before the first operation, then the newest one", "[view]") {
  Model model(simulated_hosts(), quiet_options());
  FollowedStory followed;
  followed.update(model);
  CHECK_FALSE(followed.story().has_value());
  model.run_command_line("put apple red");
  followed.update(model);
  REQUIRE(followed.story().has_value());
  CHECK(followed.story()->ended == "Under way");
  pass(model, 1);
  followed.update(model);
  CHECK(followed.story()->ended == "Stored");
}

TEST_CASE("followed story: one that has ended stays for a while before a newer one is told",
          "[view]") {
  Model model(simulated_hosts(), quiet_options());
  FollowedStory followed;
  model.run_command_line("put apple red");
  pass(model, 1);
  followed.update(model);
  const OpId first = followed.story()->op;
  model.run_command_line("get apple");
  pass(model, 1);
  followed.update(model);
  CHECK(followed.story()->op == first);
  pass(model, FollowedStory::k_stays_seconds);
  followed.update(model);
  CHECK(followed.story()->op != first);
}

TEST_CASE("followed story: the one that is selected stays, and is told whole in the past",
          "[view]") {
  Model model(simulated_hosts(), quiet_options());
  FollowedStory followed;
  model.run_command_line("put apple red");
  pass(model, 1);
  model.run_command_line("get apple");
  pass(model, 6);
  model.select(Hit{OpId{1}});
  followed.update(model);
  REQUIRE(followed.story()->op == OpId{1});
  const auto& steps = followed.story()->steps;
  REQUIRE(steps.size() > 3);
  CHECK(followed.steps_at(model.moment()) == steps.size());
  model.go_to_moment(steps[1].moment);
  CHECK(model.time() == steps[1].at);
  followed.update(model);
  CHECK(followed.steps_at(model.moment()) == 2);
  CHECK(followed.story()->ended == "Stored");
}

TEST_CASE("followed story: another cluster's operations are not mixed up with it", "[view]") {
  Model model(simulated_hosts(), quiet_options());
  FollowedStory followed;
  model.run_command_line("put apple red");
  pass(model, 1);
  followed.update(model);
  REQUIRE(followed.story().has_value());
  model.use_host(HostKind::threads);
  followed.update(model);
  CHECK_FALSE(followed.story().has_value());
}

TEST_CASE("explain: selects an operation and says what became of it and why", "[view]") {
  Model model(simulated_hosts(), quiet_options());
  model.run_command_line("explain");
  CHECK(model.answers().back().tone == Tone::bad);
  model.run_command_line("put apple red");
  pass(model, 1);
  model.run_command_line("explain 1");
  CHECK(selected_operation(model) == OpId{1});
  CHECK(
      model.answers().back().answer.starts_with(R"(Client 0 puts "apple" = "red": Stored. Node )"));
  model.run_command_line("explain 99");
  CHECK(model.answers().back().tone == Tone::bad);
  model.run_command_line("explain pears");
  CHECK(model.answers().back().tone == Tone::bad);
}

}  // namespace
}  // namespace ringside::app_story_test
