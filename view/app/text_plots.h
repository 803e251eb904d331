#pragma once
#include <string>

#include "view/app/text.h"

/// What is said beside the plots of a run.
namespace ringside::text {

inline constexpr const char* k_hint_plots = "Throughput, latency, load and staleness over time (G)";
inline constexpr const char* k_plots_empty = "Nothing has happened yet.";
inline constexpr const char* k_plot_throughput = "Throughput##plot:throughput";
inline constexpr const char* k_plot_latency = "Latency##plot:latency";
inline constexpr const char* k_plot_load = "Load##plot:load";
inline constexpr const char* k_plot_stale = "Stale reads##plot:stale";
inline constexpr const char* k_no_prediction = "not foretold for this choice of reads";
inline constexpr const char* k_stale_about =
    "Dots: reads that were answered from one copy, by the time since the write was acknowledged; "
    "hollow where there were few. "
    "Line: foretold (PBS), where all links are alike and nobody fails.";
inline std::string between(const std::string& from, const std::string& to) {
  return from + " to " + to;
}
inline std::string per_second(double number) {
  return with_separators(static_cast<std::uint64_t>(number + 0.5)) + "/s";
}
inline std::string answered_and_failed(std::uint64_t answered, std::uint64_t failed) {
  return fmt::format("{} answered, {} failed", count(answered, k_operation),
                     with_separators(failed));
}
inline std::string p50_p99(const std::string& half, const std::string& most) {
  return half + ", " + most;
}
inline std::string p50_in_words(const std::string& half) { return "p50 about " + half; }
inline std::string p99_in_words(const std::string& most) { return "p99 about " + most; }
inline std::string load_of(std::uint32_t node, std::uint64_t messages) {
  return node_label(node) + ": " + count(messages, k_message);
}
inline std::string percent(double share) { return fmt::format("{:.1f} %", share * 100); }
inline std::string stale_of(std::uint64_t stale, std::uint64_t reads) {
  return fmt::format("{} of {} reads stale", with_separators(stale), with_separators(reads));
}
inline std::string foretold(double share) { return "foretold " + percent(share); }
inline std::string ages(const std::string& until, bool last) {
  return last ? "longer after a write" : "up to " + until + " after a write";
}
inline std::string figures_from(const std::string& time) {
  return "What was before " + time + " was let go.";
}

}  // namespace ringside::text
