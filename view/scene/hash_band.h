#pragma once
#include <vector>

#include "core/ring/ring.h"

namespace ringside {

/// A stretch of the hash ring that one node is primary for, as drawn.
struct BandArc {
  NodeId owner{};
  float from = 0;   ///< Angle of its start, radians clockwise from the x axis.
  float sweep = 0;  ///< Always clockwise, more than 0.
};

/// The arcs of the band, clockwise from hash 0; neighbouring arcs of one owner are one. `cells` is
/// how many arcs the band has room for: a ring of more tokens is cut into that many equal cells,
/// each in the colour of the node that owns most of it. `merged` says so.
struct HashBand {
  std::vector<BandArc> arcs;
  bool merged = false;
};
HashBand make_hash_band(const Ring& ring, std::size_t cells);

}  // namespace ringside
