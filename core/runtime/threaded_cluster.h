#pragma once
#include <cstdint>
#include <memory>

#include "core/host/cluster.h"

namespace ringside {

struct RuntimeOptions {
  std::uint32_t workers = 0;  ///< Threads; 0: as many as the machine runs at once, but no more than
                              ///< nodes. At most nodes.
};

/// Starts a cluster of real threads: the nodes and clients are spread over workers (shared
/// nothing), each with a mailbox; cluster time is wall time at a rate. It stands still until
/// set_rate(). REQUIRES: validate(config).
///
/// A failed start of a thread throws std::system_error, as std::thread does.
std::unique_ptr<Cluster> start_threaded_cluster(const ClusterConfig& config,
                                                RuntimeOptions options = {});

}  // namespace ringside
