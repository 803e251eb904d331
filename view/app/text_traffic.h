#pragma once
#include <string>

#include <fmt/format.h>

#include "view/app/text.h"

/// What the workload says.
namespace ringside::text {

inline constexpr const char* k_label_workload = "Workload##Workload";
inline constexpr const char* k_label_start_workload = "Start##Start workload";
inline constexpr const char* k_label_change_workload = "Change##Start workload";
inline constexpr const char* k_label_stop_workload = "Stop##Stop workload";
inline constexpr const char* k_hint_start_workload =
    "Operations come at random times of the cluster's clock: slow time down, and they come slower.";
inline constexpr const char* k_hint_stop_workload = "What is under way still ends.";
inline constexpr const char* k_why_no_workload = "No workload runs.";
inline constexpr const char* k_why_no_change = "It runs with these settings already.";
inline constexpr Field k_field_rate{"Operations / s", "In a second of the cluster's time.",
                                    "##Workload rate"};
inline constexpr Field k_field_reads{"Gets %", "Of a hundred operations; the rest are puts.",
                                     "##Workload reads"};
inline constexpr Field k_field_deletes{"Deletes %", "Of a hundred operations; the rest are puts.",
                                       "##Workload deletes"};
inline constexpr Field k_field_keys{"Keys", "key-0 is asked for most.", "##Workload keys"};
inline constexpr Field k_field_skew{
    "Skew", "0: all keys alike. 0.99: a few are asked for most (Zipf's theta).", "##Workload skew"};

inline std::string traffic(std::uint32_t rate, std::uint32_t reads, std::uint32_t deletes,
                           std::uint32_t keys, const std::string& skew) {
  return fmt::format("{} a second, {} % gets, {} % deletes, {}, skew {}", count(rate, k_operation),
                     reads, deletes, count(keys, k_key), skew);
}
inline std::string workload_runs(const std::string& traffic) {
  return "Workload: " + traffic + ".";
}
inline constexpr const char* k_workload_stopped = "The workload has stopped.";
inline constexpr const char* k_workload_off = "off";
inline std::string workload_summary(std::uint32_t rate) { return with_separators(rate) + " / s"; }
inline std::string left_out(std::uint64_t operations) {
  return count(operations, k_operation) + " left out: too many were under way.";
}

inline std::string wrong_rate(std::uint32_t rate, std::uint32_t most) {
  return fmt::format("{} operations a second; 1 to {} are possible", rate, with_separators(most));
}
inline std::string wrong_mix(std::uint32_t reads, std::uint32_t deletes) {
  return fmt::format("{} % gets and {} % deletes are more than 100 % together", reads, deletes);
}
inline std::string wrong_keys(std::uint32_t keys, std::uint32_t most) {
  return fmt::format("{} keys; 1 to {} are possible", keys, with_separators(most));
}
inline std::string wrong_skew(std::uint32_t most) {
  return fmt::format("the skew can be 0 to {}, with three decimals", most);
}
inline constexpr const char* k_workload_usage =
    "workload rate=500 reads=80 deletes=5 keys=200 skew=0.99, or workload stop";
inline std::string wrong_traffic_word(const std::string& word) {
  return fmt::format("\"{}\" says nothing about a workload; write {}", word, k_workload_usage);
}

}  // namespace ringside::text
