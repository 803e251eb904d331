#pragma once
#include <string>

#include "view/app/text.h"

/// What is said of a node or a key that is looked at closely, and of what has changed of it.
namespace ringside::text {

inline constexpr const char* k_fact_epoch = "Ring epoch";
inline constexpr const char* k_fact_mailbox = "Mailbox";
inline constexpr const char* k_fact_doubts = "Doubts";
inline constexpr const char* k_fact_doubted_by = "Doubted by";
inline constexpr const char* k_fact_clock = "Clock off by";
inline constexpr const char* k_fact_slow = "Slower by";
inline constexpr const char* k_heading_beliefs = "Belief and truth";
inline constexpr const char* k_state_up = "up";
inline constexpr const char* k_believes_all = "It takes all others for alive, and they are.";
inline constexpr const char* k_believes_rest = "All others: alive, as is so.";
inline constexpr const char* k_belief_states[] = {"alive", "suspected", "dead"};
inline constexpr const char* k_heading_mailbox = "On their way to it";
inline constexpr const char* k_nothing = "nothing";
inline constexpr const char* k_change_gone = "gone";
inline constexpr const char* k_message_waiting = "waits";
inline constexpr const char* k_nothing_to_inspect =
    "There is no such node or key. Write inspect 2, or inspect apple.";
inline std::string changes_since(const std::string& time) { return "Changed since " + time; }
inline std::string no_changes_since(const std::string& time) {
  return "Nothing of it has changed since " + time;
}
inline std::string was_and_is(const std::string& was, const std::string& is) {
  return was + " → " + is;
}
inline std::string epoch(std::uint64_t own, std::uint64_t latest) {
  return own == latest ? with_separators(own)
                       : fmt::format("{}, the latest is {}", with_separators(own), latest);
}
inline std::string mailbox(std::uint64_t waiting, std::uint64_t coming) {
  return fmt::format("{} waiting, {} coming", with_separators(waiting), with_separators(coming));
}
inline std::string in_truth(const char* state, bool other_epoch, std::uint64_t epoch) {
  return other_epoch ? fmt::format("{}, epoch {}", state, epoch) : std::string(state);
}
inline std::string from_whom(const std::string& message, Address from) {
  return message + " from " + end_of_link(from);
}
inline std::string hints_for(std::uint64_t hints, std::uint32_t node) {
  return fmt::format("{} for n{}", with_separators(hints), node);
}
inline std::string doubt(std::uint32_t node, bool dead) {
  return fmt::format("n{} {}", node, dead ? "dead" : "suspected");
}
inline constexpr const char* k_heading_versions = "Versions side by side";
inline std::string version_dot(const std::string& stamp, std::uint32_t logical,
                               std::uint32_t maker) {
  return logical == 0 ? fmt::format("n{} @ {}", maker, stamp)
                      : fmt::format("n{} @ {} + {}", maker, stamp, logical);
}
inline std::string written_by(std::uint64_t op) { return "operation " + with_separators(op); }
inline std::string beside_it(std::uint64_t siblings) {
  return with_separators(siblings) + (siblings == 1 ? " sibling" : " siblings") +
         " beside it, of which a trace tells no more";
}
inline std::string older(const std::string& stamp) { return "older, of " + stamp; }
inline std::string siblings(std::uint64_t versions) {
  return with_separators(versions) + " siblings";
}
inline std::string more(std::uint64_t number) { return "and " + with_separators(number) + " more"; }

}  // namespace ringside::text
