#pragma once
#include <cstdint>

namespace ringside {

/// What the time axis remembers from frame to frame.
struct TimelineLook {
  double end_ns = 0;  ///< Where the axis ends: eased, so that it glides as the run grows.
  std::uint64_t generation = 0;  ///< Of the run that it was for.
  bool moving = false;           ///< It still glides.
  bool scrubbing = false;        ///< The cursor is being dragged.
};

}  // namespace ringside
