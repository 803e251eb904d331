#pragma once
#include <string>

/// What can be done by a key or by name.
namespace ringside::text {

/// What an action is called, and its key as it is written on it; "" where it has none.
struct ActionWords {
  const char* name;
  const char* keys;
};
inline constexpr ActionWords k_play_or_pause{"Play or pause", "Space"};
inline constexpr ActionWords k_next_event{"To the next event", "."};
inline constexpr ActionWords k_last_event{"Back by an event", ","};
inline constexpr ActionWords k_end_of_operation{"To the end of an operation", "Shift ."};
inline constexpr ActionWords k_begin_of_operation{"Back by an operation", "Shift ,"};
inline constexpr ActionWords k_next_mark{"To the next mark", "]"};
inline constexpr ActionWords k_last_mark{"Back to the mark before", "["};
inline constexpr ActionWords k_to_live{"To the present", "L"};
inline constexpr ActionWords k_undo{"Undo", "Ctrl Z"};
inline constexpr ActionWords k_show_diagram{"Diagram of space and time", "D"};
inline constexpr ActionWords k_show_plots{"Plots of load and latency", "G"};
inline constexpr ActionWords k_show_promises{"Promises, kept and broken", "C"};
inline constexpr ActionWords k_show_replicas{"Replicas of each range, on the ring", "R"};
inline constexpr ActionWords k_show_operation{"An operation, step by step", "O"};
inline constexpr ActionWords k_write_command{"Write a command", "/"};
inline constexpr ActionWords k_open_menu{"Menu of what is chosen", "M"};
inline constexpr ActionWords k_heal_all{"Heal all links", "H"};
inline constexpr ActionWords k_star_it{"Watch the key that is chosen, or no more", "S"};
inline constexpr ActionWords k_list_guides{"Guided scenarios", ""};
inline constexpr ActionWords k_go_on_in_guide{"On in the guide", "N"};
inline constexpr ActionWords k_go_back_in_guide{"Back in the guide", "P"};
inline constexpr ActionWords k_take_tour{"Show the tour", ""};
inline constexpr ActionWords k_change_theme{"Dark or light", ""};
inline constexpr ActionWords k_share_run{"Copy link to this run", ""};
inline constexpr ActionWords k_list_actions{"All keys and commands", "?"};

inline constexpr const char* k_label_actions = "Keys and commands (?)##Keys and commands";
inline constexpr const char* k_find_action = "Find an action, or write a command";
inline constexpr const char* k_command_mark = "command";
inline constexpr const char* k_save_mark = "save";
inline std::string run_as_command(const std::string& line) { return "Run: " + line; }

}  // namespace ringside::text
