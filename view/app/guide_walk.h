#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "core/scenario/guide.h"

namespace ringside {

/// A guide that somebody follows, or has left for a while: which step of it, and where its steps
/// lie in its run.
struct GuideWalk {
  std::size_t index = 0;  ///< Of built_in_guides().
  Guide guide;
  std::vector<GuidePlace> places;  ///< Of its steps.
  std::uint64_t generation = 0;    ///< Of its run.
  std::size_t step = 0;            ///< Shown, or played on to.
  bool playing = false;            ///< On the way to that step: it is not shown yet.
  bool left = false;
  /// What was predicted at each step, if anything was.
  std::vector<std::optional<std::size_t>> predicted;

  /// The step whose words are shown.
  std::size_t shown() const { return playing && step > 0 ? step - 1 : step; }
};

}  // namespace ringside
