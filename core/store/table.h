#pragma once
#include <cstddef>
#include <string_view>
#include <vector>

#include "core/store/record.h"

namespace ringside {

/// The records that a replica keeps: of each key, the newest version it has seen. A value: copying
/// it copies pointers, not records.
///
/// Open addressing ordered by hash: a record's home is the top bits of its hash, and records never
/// pass each other, so walking the slots walks the keys in ring order (the order that ranges are
/// compared and moved in).
class Table {
 public:
  /// What merge() found and did.
  struct Merge {
    bool stored = false;    ///< The record was newer than what was there, and took its place.
    bool had_live = false;  ///< A record that was no tombstone was there before.
    bool had_same = false;  ///< What was there before was written by the same operation.
  };

  Table();

  /// The record of a key, or nothing. Valid until the next merge().
  const RecordPtr* find(KeyHash hash, std::string_view key) const;

  /// Keeps the newer of this record and the one that is there. Commutative, associative and
  /// idempotent.
  Merge merge(RecordPtr record);

  /// Calls `visit(const RecordPtr&)` for every record, tombstones included, in the order of the
  /// ring.
  template <typename Visit>
  void for_each(Visit&& visit) const {
    for (const Slot& slot : slots_) {
      if (slot.record) visit(slot.record);
    }
  }

  /// Records kept, tombstones included.
  std::size_t size() const { return size_; }

 private:
  struct Slot {
    KeyHash hash{};
    RecordPtr record;  // empty slot: none
  };

  std::size_t home(KeyHash hash) const { return static_cast<std::size_t>(raw(hash) >> shift_); }
  std::size_t lower_bound(KeyHash hash) const;
  /// The key's slot, or slots_.size().
  std::size_t slot_of(KeyHash hash, std::string_view key) const;
  void insert_at(std::size_t index, RecordPtr record);
  void grow();

  std::vector<Slot> slots_;  // 2^n homes, and as many more as the last homes' records overflow into
  int shift_;
  std::size_t size_ = 0;
};

}  // namespace ringside
