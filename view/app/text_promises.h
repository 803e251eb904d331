#pragma once
#include <algorithm>
#include <string>

#include "view/app/text.h"

/// What is said of promises that are kept and broken.
namespace ringside::text {

inline constexpr const char* k_hint_promises = "What was promised, and where it was broken (C)";
inline constexpr const char* k_hint_promise =
    "Press to go to its cause, and again for the next one";
inline constexpr Noun k_range{"range", "ranges"};
/// By the number of a Promise.
inline constexpr const char* k_promise_names[] = {
    "Writes lost##promise:lost", "Deleted keys back##promise:returned",
    "Stale reads##promise:stale", "Siblings##promise:siblings", "Replicas apart##promise:apart"};

inline std::string that_lost(std::uint64_t keys, std::uint64_t covered, std::uint32_t failures) {
  if (keys == 0) return "Of every key, the newest acknowledged write is kept.";
  std::string words =
      count(keys, k_key) + (keys == 1 ? " has" : " have") + " lost the newest acknowledged write";
  if (covered == 0)
    return words + fmt::format(": more than F = {} of those that kept it had failed.", failures);
  return words + (covered == keys ? "" : fmt::format("; {} of them", with_separators(covered))) +
         fmt::format(" though no more than F = {} of those that kept it had failed.", failures);
}
inline std::string that_returned(std::uint64_t keys) {
  if (keys == 0) return "No key that was deleted has come back.";
  return count(keys, k_key) + (keys == 1 ? " was" : " were") +
         " deleted, and an older value is the newest that is kept.";
}
inline std::string that_stale(std::uint64_t stale, std::uint64_t reads) {
  if (reads == 0) return "Cannot be told yet: no read was answered by one copy after a write.";
  return fmt::format("{} of {} met less than what was acknowledged before.",
                     stale == 0 ? "None" : with_separators(stale),
                     count(reads, Noun{"read", "reads"}));
}
inline constexpr const char* k_no_siblings =
    "None are kept: of two writes at once the later wins, and the other is gone.";
inline std::string that_siblings(std::uint64_t keys, std::uint64_t so_far) {
  if (so_far == 0) return "No key has more than one value.";
  return fmt::format("{} more than one value now, {} so far.",
                     count(keys, k_key) + (keys == 1 ? " has" : " have"), with_separators(so_far));
}
inline std::string that_apart(std::uint64_t stale, std::uint64_t missing, std::uint64_t hints,
                              std::uint64_t written) {
  std::string words;
  if (stale + missing == 0) {
    words = "All nodes that are up have the newest of what they should keep";
  } else {
    words =
        fmt::format("On nodes that are up {} older and {} missing",
                    count(stale, k_copy) + (stale == 1 ? " is" : " are"), with_separators(missing));
  }
  if (hints > 0) words += fmt::format("; {} wait", count(hints, Noun{"hint", "hints"}));
  if (written > 0) words += fmt::format("; {} being written", count(written, k_key));
  return words + ".";
}
inline std::string ranges_short(std::uint64_t few, std::uint64_t kept, std::uint32_t copies) {
  if (kept == 0) return "No range has keys yet.";
  if (few == 0)
    return fmt::format("All {} with keys have at least {} of each.", count(kept, k_range),
                       count(copies, k_copy));
  return fmt::format("{:.0f} % of the {} with keys have fewer than {} of some key.",
                     std::max(100.0 * static_cast<double>(few) / static_cast<double>(kept), 1.0),
                     count(kept, k_range), count(copies, k_copy));
}
inline constexpr const char* k_label_replicas = "Replicas on the ring (R)##Replicas on the ring";
inline constexpr const char* k_replicas_hidden = "The replicas are not shown any more.";

inline constexpr const char* k_what_cannot_be_judged =
    "Not judged: reads that several copies answered, and what nobody read.";
inline std::string judged_from(const std::string& time) {
  return "What was before " + time + " was let go, and is not judged.";
}
inline constexpr const char* k_too_many_breaches =
    "There are more than 50,000: the rest is not counted.";
inline std::string cause_of(std::size_t number, std::size_t causes, const std::string& key,
                            const std::string& event) {
  return fmt::format("{} of {}: {}, {}", number, causes, key, event);
}

}  // namespace ringside::text
