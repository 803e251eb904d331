#pragma once
#include <cstddef>
#include <optional>

#include "view/app/followed_story.h"

namespace ringside {

/// What the story of an operation remembers from frame to frame.
struct StoryLook {
  bool open = false;  ///< Where columns have the inspector: shown in its place.
  FollowedStory followed;
  std::optional<Hit> selected;       ///< As last seen.
  OpId told{};                       ///< Whose steps the rest is about.
  std::optional<std::size_t> step;   ///< Chosen: the time went there.
  std::optional<MessageId> message;  ///< Of the step that is pointed at, or else chosen.
  std::optional<Hit> pointed;        ///< What the step that is pointed at concerns,
  std::optional<Hit> chosen;         ///< and what the chosen one does.
};

}  // namespace ringside
