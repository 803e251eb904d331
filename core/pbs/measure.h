#pragma once
#include <cstdint>

#include "core/base/error.h"
#include "core/host/network.h"
#include "core/pbs/wars.h"

namespace ringside {

/// A measurement of how stale the store itself reads, in the simulator.
struct StalenessProbe {
  std::uint32_t n = 3;  ///< Members of a group: R + 1, and all nodes of the cluster.
  std::uint32_t w = 2;  ///< Copies that a write waits for: F + 1.
  Latency latency;      ///< Of every link.
  Duration t{};         ///< From a write's acknowledgement, at its client, to the read.
  std::uint64_t trials = 10'000;
  std::uint64_t seed = 1;

  friend bool operator==(const StalenessProbe&, const StalenessProbe&) = default;
};

/// invalid_argument with what would be right: a cluster of this shape must be possible.
Result<void> validate(const StalenessProbe& probe);

/// The share of reads that saw the write before them. In each trial all members hold one version; a
/// client puts another one, waits for its end and for t, and gets the key. Trials whose put or get
/// does not succeed count for nothing. REQUIRES: validate(probe).
double measure_fresh(const StalenessProbe& probe);

/// What WARS says of the same: the primary coordinates and keeps the write at once; its client
/// reads, and asks one member, any. It knows nothing of requests that are sent again.
WarsSettings wars_of(const StalenessProbe& probe);

}  // namespace ringside
