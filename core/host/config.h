#pragma once
#include <cstdint>

#include "core/base/error.h"
#include "core/base/time.h"
#include "core/host/network.h"
#include "core/ring/shape.h"

namespace ringside {

/// How long clients and nodes wait. All in cluster time.
struct Timing {
  Duration operation_deadline = std::chrono::seconds{1};        ///< An operation has its outcome by then.
  Duration attempt_timeout = std::chrono::milliseconds{50};     ///< Then a client asks the next node.
  Duration suspicion = std::chrono::seconds{2};                 ///< How long a client avoids a node that did not answer.
  Duration clock_skew_max = std::chrono::milliseconds{500};     ///< A stamp further ahead is refused.

  friend bool operator==(const Timing&, const Timing&) = default;
};

/// Everything that decides a run besides the commands given to it.
struct ClusterConfig {
  Shape shape;
  Timing timing;
  LinkSettings network;
  std::uint32_t clients = 4;          ///< 1 … 1024.
  std::uint32_t client_window = 16;   ///< Operations that one client has under way at once, 1 … 4096.
  std::uint64_t seed = 1;             ///< Decides every random draw of the run.

  friend bool operator==(const ClusterConfig&, const ClusterConfig&) = default;
};

/// Says what is wrong with a configuration and what would be right; invalid_argument, or nothing.
Result<void> validate(const ClusterConfig& config);

}  // namespace ringside
