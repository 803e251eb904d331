#pragma once
#include <cstdint>
#include <vector>

#include "core/base/error.h"
#include "core/host/command.h"

namespace ringside {

/// Which nodes are up, as commands leave them: says whether a command fits before anybody carries
/// it out.
class NodeStates {
 public:
  /// All are up. REQUIRES: `nodes` are what commands name.
  explicit NodeStates(std::uint32_t nodes) : up_(nodes, true) {}

  /// Notes what the command does to a node, if it is about one. invalid_argument, and nothing is
  /// changed, if the node is in that state already.
  Result<void> change(const Command& command);

 private:
  std::vector<bool> up_;
};

}  // namespace ringside
