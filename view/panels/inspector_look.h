#pragma once
#include <cstdint>
#include <vector>

#include "view/app/inspection.h"

namespace ringside {

/// What the inspector of a node remembers from frame to frame: its keys, listed anew only when they
/// may be others.
struct InspectorLook {
  NodeId node = k_no_node;
  std::uint64_t generation = 0;
  std::uint64_t moment = 0;
  const World* before = nullptr;
  std::uint64_t before_moment = 0;
  std::vector<KeptKey> keys;
};

}  // namespace ringside
