#include "core/host/node_states.h"

#include <fmt/format.h>

namespace ringside {

Result<void> NodeStates::change(const Command& command) {
  const auto* crash = std::get_if<CrashCommand>(&command);
  const auto* restart = std::get_if<RestartCommand>(&command);
  if (!crash && !restart) return {};
  const std::uint32_t node = raw(crash ? crash->node : restart->node);
  const bool up = restart != nullptr;
  if (up_[node] == up) {
    return fail(ErrorCode::invalid_argument,
                fmt::format("node {} is {} already", node, up ? "up" : "down"));
  }
  up_[node] = up;
  return {};
}

}  // namespace ringside
