#pragma once
#include <compare>
#include <cstdint>

#include "core/base/ids.h"
#include "core/base/time.h"

namespace ringside {

/// A hybrid logical clock stamp (Kulkarni et al. 2014): physical time first, a counter where that
/// stands still.
struct HlcStamp {
  Time physical{};
  std::uint32_t logical = 0;

  friend auto operator<=>(const HlcStamp&, const HlcStamp&) = default;
};

/// Which life of which node made something. Two lives of one node are two actors.
struct Actor {
  NodeId node = k_no_node;
  Incarnation incarnation{};

  friend auto operator<=>(const Actor&, const Actor&) = default;
};

/// Names one write. Totally ordered: the larger one wins where two writes meet (last writer wins),
/// and no two writes have the same, since an actor never repeats a stamp.
struct Version {
  HlcStamp stamp;
  Actor actor;

  friend auto operator<=>(const Version&, const Version&) = default;
};

}  // namespace ringside
