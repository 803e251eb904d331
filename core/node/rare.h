#pragma once
#include <array>
#include <cstdint>
#include <string_view>

#include "core/base/hash.h"

namespace ringside {

/// Branches of the protocol that are right at any time and hardly ever run by themselves.
enum class Rare : std::uint8_t {
  decline_write,      ///< A coordinator sends the client to the next member.
  doubt_member,       ///< A coordinator takes a member for silent from the start.
  use_up_counter,     ///< The logical part of the clock has come to its end.
  coarse_clock,       ///< The wall clock shows only whole tenths of a second.
  refuse_hint,        ///< There is no room for another hint.
  hand_over_singly,   ///< A batch of hints is one hint.
  give_up_exchange,   ///< A question of a comparison is not repeated.
  split_small_range,  ///< A range of few records is cut into parts, too.
  reply_singly,       ///< An answer about a range goes only as far as one record.
  compare_again,      ///< After a comparison the next one follows at once.
  refuse_handoff,     ///< Too many hints were handed over of late.
};
inline constexpr std::uint8_t k_rare_branches = 11;

/// "decline_write", …
constexpr std::string_view to_string(Rare branch) {
  constexpr std::array<std::string_view, k_rare_branches> k_rare_names{
      "decline_write", "doubt_member",     "use_up_counter",   "coarse_clock",
      "refuse_hint",   "hand_over_singly", "give_up_exchange", "split_small_range",
      "reply_singly",  "compare_again",    "refuse_handoff"};
  return k_rare_names[static_cast<std::uint8_t>(branch)];
}

/// Decides when a node takes such a branch without need: each time in sixteen, as a hash of its
/// seed says. Without a seed never; only the simulator gives one. (FoundationDB calls it buggify.)
class RareBranches {
 public:
  /// 0: never.
  explicit RareBranches(std::uint64_t seed) : seed_(seed) {}

  bool take(Rare branch) {
    if (seed_ == 0 || hash_mix(++asked_, seed_) % k_one_in != 0) return false;
    ++taken_[static_cast<std::uint8_t>(branch)];
    return true;
  }
  /// How often each was taken.
  const std::array<std::uint32_t, k_rare_branches>& taken() const { return taken_; }

  static constexpr std::uint64_t k_one_in = 16;

 private:
  std::uint64_t seed_;
  std::uint64_t asked_ = 0;
  std::array<std::uint32_t, k_rare_branches> taken_{};
};

}  // namespace ringside
