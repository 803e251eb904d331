#include "core/host/node_states.h"

#include <fmt/format.h>

namespace ringside {

Result<void> NodeStates::change(const Command& command) {
  const auto node = node_of(command);
  if (!node) return {};
  State& state = states_[raw(*node)];
  const auto refuse = [&](std::string_view why) {
    return fail(ErrorCode::invalid_argument, fmt::format("node {} {}", raw(*node), why));
  };
  if (std::holds_alternative<CrashCommand>(command)) {
    if (state == State::down) return refuse("is down already");
    state = State::down;
  } else if (std::holds_alternative<RestartCommand>(command)) {
    if (state == State::up) return refuse("is up already");
    if (state == State::paused) return refuse("is paused, not down; resume it");
    state = State::up;
  } else if (std::holds_alternative<PauseCommand>(command)) {
    if (state == State::paused) return refuse("is paused already");
    if (state == State::down) return refuse("is down; only a node that is up can be paused");
    state = State::paused;
  } else if (std::holds_alternative<ResumeCommand>(command)) {
    if (state == State::up) return refuse("is not paused");
    if (state == State::down) return refuse("is down, not paused; restart it");
    state = State::up;
  } else if (std::holds_alternative<AddCommand>(command) ||
             std::holds_alternative<DrainCommand>(command)) {
    if (state == State::paused) return refuse("is paused; resume it first");
    if (state == State::down) return refuse("is down; only a node that is up can ask for that");
  }
  return {};
}

}  // namespace ringside
