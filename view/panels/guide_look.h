#pragma once
#include <cstddef>
#include <optional>
#include <utility>

namespace ringside {

/// What the panel of guides remembers from frame to frame.
struct GuideLook {
  bool list = false;  ///< All guides are listed.
  std::optional<std::pair<std::size_t, std::size_t>>
      told;                           ///< Guide and step that were shown last.
  std::optional<std::size_t> choice;  ///< Pressed in this frame.
};

/// The tour, while it is shown.
struct TourLook {
  std::optional<std::size_t> step;
  bool ended = false;  ///< Shown to its end, or skipped, and the program has not asked yet.
  float width = 330;   ///< Of its card, as last shown.
  float height = 130;
};

}  // namespace ringside
