#pragma once
#include <cstdint>
#include <vector>

#include "core/base/error.h"
#include "core/host/command.h"

namespace ringside {

/// Which nodes are up, down or paused, as commands leave them: says whether a command fits before
/// anybody carries it out.
class NodeStates {
 public:
  /// All are up. REQUIRES: `nodes` are what commands name.
  explicit NodeStates(std::uint32_t nodes) : states_(nodes) {}

  /// Notes what the command does to a node, if it does something to one. invalid_argument, and
  /// nothing is changed, if the node is not in a state for that: the text says what would be right.
  Result<void> change(const Command& command);

 private:
  enum class State : std::uint8_t { up, paused, down };
  std::vector<State> states_;
};

}  // namespace ringside
