#pragma once
#include <cstdint>
#include <memory>

#include "core/host/cluster.h"
#include "core/runtime/direct_reader.h"

namespace ringside {

struct RuntimeOptions {
  std::uint32_t workers = 0;  ///< Threads; 0: as many as the machine runs at once, but no more than
                              ///< nodes. At most nodes.
  bool direct_reads = false;  ///< Keep an index beside each table for direct_reader(): 12 bytes a
                              ///< record, and a lookup for each version that is kept.
};

class ThreadedCluster : public Cluster {
 public:
  /// A way to read members' tables without a message, for one thread; each asks for its own. May
  /// outlive the cluster, and then finds nothing. Any thread may call. REQUIRES: direct_reads.
  virtual std::unique_ptr<DirectReader> direct_reader() = 0;
};

/// Starts a cluster of real threads: the nodes and clients are spread over workers (shared
/// nothing), each with a mailbox; cluster time is wall time at a rate. It stands still until
/// set_rate(). REQUIRES: validate(config).
///
/// A failed start of a thread throws std::system_error, as std::thread does.
std::unique_ptr<ThreadedCluster> start_threaded_cluster(const ClusterConfig& config,
                                                        RuntimeOptions options = {});

}  // namespace ringside
