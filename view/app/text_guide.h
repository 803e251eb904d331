#pragma once
#include <cstddef>
#include <string>
#include <string_view>

#include <fmt/format.h>

/// What the interface says of guides and of the tour, as in text.h. The guides themselves are
/// files: core/scenario/guides.
namespace ringside::text {

inline constexpr const char* k_heading_guides = "Guided scenarios";
inline constexpr const char* k_label_guides = "Guided scenarios##Guided scenarios";
inline constexpr const char* k_hint_guides =
    "What can go wrong in a replicated store, step by step: you are told what you see, and asked "
    "what comes next.";
inline constexpr const char* k_label_all_guides = "##All guides";
inline constexpr const char* k_label_leave_guide = "##Leave guide";
inline constexpr const char* k_hint_leave_guide =
    "Leave and try things yourself: the way back stays in Controls";
inline constexpr const char* k_label_guide_back = "Back##Guide back";
inline constexpr const char* k_label_guide_next = "Next##Guide next";
inline constexpr const char* k_label_guide_skip = "Skip##Guide next";
inline constexpr const char* k_label_next_guide = "Next scenario##Guide next";
inline constexpr const char* k_label_back_to_step = "Back to this step##Back to step";
inline constexpr const char* k_hint_guide_back = "The step before, as it was (P)";
inline constexpr const char* k_hint_guide_next = "On to the next step (N)";
inline constexpr const char* k_page_guide = "Guide##Controls page";
inline constexpr const char* k_guide_elsewhere =
    "You are somewhere else now. The step is still there.";
inline constexpr const char* k_guide_foretold = "As you predicted.";
inline std::string guide_otherwise(const std::string& predicted) {
  return fmt::format("You predicted: {}. It came out otherwise.", predicted);
}
inline std::string guide_progress(std::size_t step, std::size_t steps) {
  return fmt::format("{} of {}", step + 1, steps);
}
inline std::string return_to_guide(std::size_t step, std::size_t steps) {
  return fmt::format("Return to step {} of {}##Return to guide", step + 1, steps);
}
inline std::string choice_label(std::size_t choice) {
  return fmt::format("##Choice {}", choice + 1);
}
inline std::string guide_label(std::string_view name) { return fmt::format("##Guide {}", name); }
inline std::string no_such_guide(std::string_view name) {
  return fmt::format("There is no guided scenario \"{}\". Controls lists those that there are.",
                     name);
}
inline std::string no_such_guide_step(std::string_view title, std::size_t steps) {
  return fmt::format("There is no such step: \"{}\" has {}.", title, steps);
}
inline constexpr const char* k_no_guide_now = "No guided scenario is open: guide NAME opens one.";
inline constexpr const char* k_guide_left =
    "You are on your own now. What you do begins a branch; Controls has the way back.";
inline std::string guide_link_copied(const std::string& title, std::size_t step) {
  return fmt::format("The link to step {} of \"{}\" is copied.", step + 1, title);
}

// The tour of the window.
inline constexpr const char* k_tour[] = {
    "These are the nodes of a store. Click one: it dies, with all that it keeps. Click it again: "
    "it comes back empty, and learns from the others.",
    "Type put apple red, and then get apple. Follow the messages from node to node.",
    "All of it is recorded. Slow down, step, drag the cursor back. Who acts in the past begins a "
    "branch.",
    "This tells an operation step by step: who asked whom, which copies counted, and why it ended "
    "so.",
    "And here are the ways in which such a store can go wrong. You are shown what happens, and "
    "asked what comes next."};
inline constexpr const char* k_label_tour = "Show the tour##Show the tour";
inline constexpr const char* k_label_tour_skip = "Skip##Tour skip";
inline constexpr const char* k_label_tour_next = "Next##Tour next";
inline constexpr const char* k_label_tour_done = "Done##Tour next";

}  // namespace ringside::text
