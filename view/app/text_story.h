#pragma once
#include <string>

#include "view/app/text.h"

/// What is said about the story of an operation, besides the story (core/trace/story.h).
namespace ringside::text {

inline constexpr const char* k_heading_story = "Operation";
inline constexpr const char* k_label_newest = "Newest##Newest operation";
inline constexpr const char* k_hint_newest =
    "Follow the newest operation. A click on an event or a message chooses another one.";
inline constexpr const char* k_label_close_story = "##Close operation";
inline constexpr const char* k_hint_close_story = "Back to the keys (O)";
inline constexpr const char* k_hint_story = "What became of an operation, step by step (O)";
inline constexpr const char* k_no_story =
    "No operation yet. Put a key, and each step of it is told here.";
inline constexpr const char* k_no_such_operation =
    "There is no such operation. Write explain, or explain 3 for the third one.";
inline constexpr const char* k_story_after = "After the answer";
inline constexpr const char* k_story_begins_later =
    "Its beginning was let go: what is left is told.";
inline constexpr const char* k_story_cut_off = "There was more than is told here.";
inline std::string story_took(const std::string& ended, const std::string& took) {
  return ended + " after " + took;
}

}  // namespace ringside::text
