#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "core/check/call.h"

namespace ringside {

/// Which calls of one object have been placed in an order, while a search builds one: it goes from
/// return to return, and what may be placed before the next return is what was invoked before it.
/// Every change can be undone.
///
/// Calls that returned stand in *slots*: two that overlap have different ones, so there are as many
/// as calls overlap at most. Open calls are *optional* and stand in groups of equal effect; those
/// that only observe are left out, since they say nothing.
class Pending {
 public:
  explicit Pending(const Calls& calls);

  /// A call that can be placed now.
  struct Choice {
    std::size_t call = 0;  ///< Index.
    bool is_optional = false;
    std::uint32_t where = 0;  ///< Its slot or group.
  };
  /// How many numbers choice() knows.
  std::size_t choices() const { return 1 + slots() + groups_.size(); }
  /// The call of the next return, then those of the slots, then one of each group; nothing where
  /// there is none. REQUIRES: !done().
  std::optional<Choice> choice(std::size_t number) const;
  /// The call in a slot that has been invoked and not placed, if there is one.
  std::optional<Choice> in_slot(std::size_t slot) const;
  std::size_t slots() const { return occupants_.size(); }

  /// Places a call. REQUIRES: it is a choice.
  void place(const Choice& choice);
  /// Goes past the returns of all calls that have been placed; false if the next one has not.
  bool advance();
  /// Whether every call that returned has been placed.
  bool done() const { return next_return_ == returns_.size(); }
  std::size_t returns_passed() const { return next_return_; }
  /// Index of the call whose return is the `number`th.
  std::size_t call_of_return(std::size_t number) const { return returns_[number]; }

  /// Where undo_to() can come back to.
  struct Mark {
    std::size_t placed = 0;
    std::size_t next_return = 0;
  };
  Mark mark() const { return {trail_.size(), next_return_}; }
  /// Undoes all placing and advancing since the mark. REQUIRES: no earlier mark was undone to
  /// since.
  void undo_to(const Mark& mark);

  /// What tells one set of placed calls from another, optional ones aside.
  void append_key(std::vector<std::uint32_t>& key) const;
  std::size_t key_words() const { return 1 + placed_slots_.size(); }
  /// The groups of the optional calls that were placed, sorted, each as often as it was used.
  std::span<const std::uint32_t> used() const { return used_; }

 private:
  static constexpr std::uint32_t k_nobody = 0xffffffff;

  void assign_slots();
  void collect_groups();
  void admit();
  std::uint64_t next_return_at() const { return calls_[returns_[next_return_]].returned; }
  void set_slot_placed(std::uint32_t slot, bool placed);

  const Calls& calls_;
  std::vector<std::uint32_t> returns_;      // calls that returned, by their return
  std::vector<std::uint32_t> invocations_;  // the same, by their invocation
  std::vector<std::uint32_t> slot_of_;      // by call
  std::vector<std::uint32_t> before_in_slot_;
  std::vector<std::vector<std::uint32_t>> groups_;  // optional calls of equal effect

  std::size_t next_return_ = 0;
  std::size_t next_invocation_ = 0;
  std::vector<std::uint32_t> occupants_;     // by slot: who was invoked there last
  std::vector<std::uint32_t> placed_slots_;  // a bit a slot
  std::vector<bool> is_placed_;              // by call
  std::vector<std::uint32_t> used_;
  std::vector<Choice> trail_;
};

}  // namespace ringside
