#pragma once
#include <cstdint>
#include <optional>

#include "core/base/error.h"
#include "core/host/command.h"
#include "core/host/config.h"
#include "core/host/node_states.h"

namespace ringside {

/// Lets commands into a cluster: checks them, numbers operations, chooses their client, bounds how
/// many are open, and knows which nodes are up. What both hosts do before a command is anybody's.
class Admission {
 public:
  /// An accepted operation and who carries it out.
  struct Admitted {
    Operation operation;
    ClientId client{};
  };

  explicit Admission(const ClusterConfig& config)
      : shape_(config.shape),
        consistency_(config.consistency),
        clients_(config.clients),
        states_(config.shape.nodes) {}

  /// invalid_argument, also where a node is in the state already that a command is to bring it to;
  /// or overloaded while too many operations are open. For a command that asks for no operation:
  /// nothing; it has to be carried out then.
  Result<std::optional<Admitted>> admit(const Command& command);

  void finished(std::uint64_t operations) { open_ -= operations; }
  std::uint64_t open() const { return open_; }

  static constexpr std::uint64_t k_open_max = 1'000'000;

 private:
  Shape shape_;
  Consistency consistency_;
  std::uint32_t clients_;
  NodeStates states_;
  std::uint64_t operations_ = 0;
  std::uint64_t open_ = 0;
};

}  // namespace ringside
