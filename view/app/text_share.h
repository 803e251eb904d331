#pragma once
#include <string>

#include "view/app/text.h"

/// What is said where a run gets to somebody else: links, trace files, exports.
namespace ringside::text {

inline constexpr const char* k_label_share = "Copy link to this run##Copy link";
inline constexpr const char* k_hint_share =
    "The address then is the run: who opens it sees the same, to the last event.";
inline constexpr const char* k_hint_share_threads =
    "A link to a fresh cluster like this one: what threads did cannot be lived again.";
inline std::string link_copied(std::uint64_t events, const std::string& digest) {
  return fmt::format("The link to this run is copied: {}, digest {}.", count(events, k_event),
                     digest);
}
inline constexpr const char* k_link_copied_of_threads =
    "A link to a fresh cluster like this one is copied: what threads did cannot be lived again.";
inline std::string link_opened(std::uint64_t events, const std::string& digest) {
  return fmt::format("This is the run of the link: {}, digest {}.", count(events, k_event), digest);
}
inline constexpr const char* k_link_opened_of_threads =
    "A fresh cluster as the link describes it: what threads did cannot be lived again.";
inline constexpr const char* k_why_no_link =
    "So much was given to this run that its beginning was let go: no link can tell it.";

// A trace file that is shown.
inline constexpr const char* k_why_recorded =
    "This run is recorded: it can be watched, not changed. Choose Simulator for a cluster of your "
    "own.";
inline constexpr const char* k_at_end_of_recording =
    "This is the end of the recording. Play shows it from its beginning.";
inline constexpr const char* k_doing_recorded =
    "This is a recorded run: it can be watched, not changed. Play shows it from its beginning.";
inline constexpr const char* k_why_no_link_of_recording =
    "A recorded run has no link, since nobody can live it again: save it as a trace file.";
inline constexpr const char* k_click_to_select = "Click to look at it";
inline constexpr const char* k_label_end = "End##Live";
inline constexpr const char* k_hint_end = "To the end of the recording (L)";
inline std::string trace_opened(const std::string& file, std::uint64_t events,
                                const std::string& duration, const std::string& host,
                                const std::string& digest) {
  return fmt::format("{} is a recorded run: {} in {} of the {}, digest {}. Play shows it.", file,
                     count(events, k_event), duration, host, digest);
}
inline std::string trace_refused(const std::string& file, const std::string& why) {
  return fmt::format("{} is not shown: {}.", file, why);
}

// Exports.
inline constexpr const char* k_label_export = "Save or export…##Export";
inline constexpr const char* k_hint_export =
    "Trace file, pictures, tables, other programs' formats";
inline constexpr const char* k_menu_export = "Export##Export menu";

/// What can be saved: its name in the menu, what it is good for, its word for the command line, and
/// the file's name.
struct ExportWords {
  const char* label;
  const char* use;
  const char* word;
  const char* file;
};
inline constexpr ExportWords k_exports[] = {
    {"Trace file##Export trace", "The whole run, to be opened here again", "trace", "run.ringside"},
    {"Picture##Export picture", "PNG of what is seen", "png", "ringside.png"},
    {"Ring##Export ring", "SVG, for print and slides", "ring", "ringside-ring.svg"},
    {"Diagram##Export diagram", "SVG of space and time", "diagram", "ringside-diagram.svg"},
    {"Table##Export csv", "CSV, an event a row", "csv", "ringside-events.csv"},
    {"Perfetto##Export perfetto", "JSON for ui.perfetto.dev, chrome://tracing", "perfetto",
     "ringside-perfetto.json"},
    {"ShiViz##Export shiviz", "A log with vector clocks", "shiviz", "ringside-shiviz.log"},
};
inline constexpr const char* k_what_to_export =
    "export trace, png, ring, diagram, csv, perfetto or shiviz";
inline std::string saved_as(const std::string& where) { return "Saved: " + where; }
inline std::string not_exported(const std::string& why) {
  return fmt::format("Not saved: {}.", why);
}
inline std::string too_long_to_export(std::uint64_t events) {
  return fmt::format(
      "the run has more than {}. Save the trace: `ringside trace FILE --export` makes the rest",
      count(events, k_event));
}

}  // namespace ringside::text
