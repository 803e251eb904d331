#pragma once
#include <cstdint>

#include "core/base/error.h"
#include "core/client/replica_load.h"
#include "core/host/network.h"
#include "core/node/level.h"
#include "core/node/timing.h"
#include "core/ring/shape.h"
#include "core/version/conflicts.h"
#include "core/version/merge.h"

namespace ringside {

/// The longest that any wait of Timing can be. Deadline and timeouts are longer than 0; suspicion
/// and clock skew may be 0.
inline constexpr Duration k_wait_max = std::chrono::hours{24};
/// A probe interval is 0 (nobody probes) or at least so long, and twice the probe timeout.
inline constexpr Duration k_probe_interval_min = std::chrono::milliseconds{1};

/// The most clients that a cluster can have; their numbers are below it.
inline constexpr std::uint32_t k_clients_max = 1024;

/// Everything that decides a run besides the commands given to it.
struct ClusterConfig {
  Shape shape;
  Timing timing;
  Consistency consistency;  ///< Of operations that do not say otherwise.
  LinkSettings network;
  std::uint32_t clients = 4;  ///< 1 … 1024.
  std::uint32_t client_window =
      16;  ///< Operations that one client has under way at once, 1 … 4096.
  std::uint32_t mailbox = 65'536;  ///< Messages that can wait for a paused or slow node, 1 … 2^20.
  std::uint64_t seed = 1;          ///< Decides every random draw of the run.
  ReadChoice read_choice = ReadChoice::any;  ///< Of the clients.
  Conflicts conflicts = Conflicts::last_writer_wins;
  MergeFunction merge = nullptr;     ///< Of Conflicts::merge_function, and only there.
  std::uint32_t siblings_max = 100;  ///< Versions of one key that a write may leave, 1 … 10,000.
  /// Seed of branches that hardly ever run (core/node/rare.h); 0 for none. Threads take none.
  std::uint64_t rare = 0;

  friend bool operator==(const ClusterConfig&, const ClusterConfig&) = default;
};

/// Says what is wrong with a configuration and what would be right; invalid_argument, or nothing.
Result<void> validate(const ClusterConfig& config);

}  // namespace ringside
