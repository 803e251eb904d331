#include "core/host/node_states.h"

#include <catch_amalgamated.hpp>
#include <string>

namespace ringside::node_states_test {
namespace {

constexpr NodeId n1{1};

std::string refusal(NodeStates& states, const Command& command) {
  const auto changed = states.change(command);
  if (changed) return {};
  CHECK(changed.error().code == ErrorCode::invalid_argument);
  return changed.error().message;
}

TEST_CASE("node states: every command fits some states and is refused with words in the others",
          "[host]") {
  NodeStates up(3);
  CHECK(refusal(up, RestartCommand{n1}) == "node 1 is up already");
  CHECK(refusal(up, ResumeCommand{n1}) == "node 1 is not paused");

  NodeStates paused(3);
  CHECK(refusal(paused, PauseCommand{n1}).empty());
  CHECK(refusal(paused, PauseCommand{n1}) == "node 1 is paused already");
  CHECK(refusal(paused, RestartCommand{n1}) == "node 1 is paused, not down; resume it");

  NodeStates down(3);
  CHECK(refusal(down, CrashCommand{n1}).empty());
  CHECK(refusal(down, CrashCommand{n1}) == "node 1 is down already");
  CHECK(refusal(down, PauseCommand{n1}) == "node 1 is down; only a node that is up can be paused");
  CHECK(refusal(down, ResumeCommand{n1}) == "node 1 is down, not paused; restart it");
}

TEST_CASE("node states: pause and resume, kill and restart lead back", "[host]") {
  NodeStates states(3);
  for (int round = 0; round < 3; ++round) {
    CHECK(refusal(states, PauseCommand{n1}).empty());
    CHECK(refusal(states, ResumeCommand{n1}).empty());
    CHECK(refusal(states, PauseCommand{n1}).empty());
    CHECK(refusal(states, CrashCommand{n1}).empty());
    CHECK(refusal(states, RestartCommand{n1}).empty());
  }
}

TEST_CASE("node states: other commands and other nodes are not affected", "[host]") {
  NodeStates states(3);
  CHECK(refusal(states, CrashCommand{n1}).empty());
  CHECK(refusal(states, SlowCommand{n1, Duration{5}}).empty());
  CHECK(refusal(states, SkewCommand{n1, Duration{5}}).empty());
  CHECK(refusal(states, HealCommand{}).empty());
  CHECK(refusal(states, PutCommand{"k", "v"}).empty());
  CHECK(refusal(states, PauseCommand{NodeId{0}}).empty());
}

}  // namespace
}  // namespace ringside::node_states_test
