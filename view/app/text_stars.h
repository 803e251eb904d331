#pragma once
#include <string>

#include "view/app/text.h"

/// What is said of keys that are marked and watched.
namespace ringside::text {

inline constexpr const char* k_hint_star = "Mark this key and watch it (S)";
inline constexpr const char* k_hint_unstar = "Watch it no more (S)";
inline constexpr const char* k_label_star_key = "##Star key";
inline constexpr const char* k_no_key_to_star = "Choose a key to mark it, or write star apple.";
inline constexpr const char* k_copies_nowhere = "nobody keeps it";
inline std::string star_button(const std::string& key) { return "##star:" + key; }
inline std::string unstar_button(const std::string& key) { return "##unstar:" + key; }
inline std::string watched_row(const std::string& key) { return "##watched:" + key; }
inline std::string history_of(const std::string& key) { return "##history:" + key; }
inline std::string now_watched(const std::string& key) { return "The key " + key + " is watched."; }
inline std::string not_watched(const std::string& key) {
  return "The key " + key + " is watched no more.";
}
inline std::string copies_agree(std::uint64_t fresh, std::uint64_t wanted) {
  return fmt::format("{} of {} agree", fresh, wanted);
}
inline std::string copies_few(std::uint64_t fresh, std::uint64_t wanted) {
  return fmt::format("{} of {}, others lack it", fresh, wanted);
}
inline std::string copies_differ(std::uint64_t fresh, std::uint64_t wanted) {
  return fmt::format("{} of {}, copies differ", fresh, wanted);
}
inline std::string since(const std::string& what, const std::string& time) {
  return what + " since " + time;
}
inline std::string from_until(const std::string& from, const std::string& until) {
  return from + " – " + until;
}

}  // namespace ringside::text
