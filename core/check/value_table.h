#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace ringside {

/// A value of a ValueTable: equal numbers are equal values.
using ValueId = std::uint32_t;

/// The value of a register that nobody has written: like no text, and not like the empty one.
inline constexpr ValueId k_nil = 0;

/// Gives every distinct text one number, so that a search compares states in one step. A text that
/// grew by appending is kept as what it grew from and what was appended, so that a thousand states
/// of a long list share their beginnings. Equality is decided by the bytes, never by a hash alone.
class ValueTable {
 public:
  ValueTable();

  ValueId intern(std::string_view text);
  /// The value of the text of `front` followed by that of `back`. REQUIRES: neither is k_nil.
  ValueId concat(ValueId front, ValueId back);

  bool is_nil(ValueId value) const { return value == k_nil; }
  /// The bytes; empty for k_nil.
  std::string text(ValueId value) const;
  std::uint64_t length(ValueId value) const { return entries_[value].length; }

  /// Memory that it takes, roughly.
  std::size_t bytes() const;

 private:
  // A text is that of `front` followed by pieces_[piece]; k_nil in front of the first piece.
  struct Entry {
    ValueId front = k_nil;
    std::uint32_t piece = 0;
    ValueId next_of_bucket = k_nil;
    std::uint64_t length = 0;
    std::uint64_t hash = 0;
  };
  class Backwards;

  std::uint32_t piece_of(ValueId value);
  ValueId find_or_add(Entry entry);
  bool equal(const Entry& a, const Entry& b) const;
  void grow_buckets();

  std::vector<Entry> entries_;
  std::vector<std::string> pieces_;
  std::size_t piece_bytes_ = 0;
  std::vector<ValueId> buckets_;
};

}  // namespace ringside
