#pragma once
#include <cstddef>
#include <string_view>
#include <vector>

#include "core/ring/hash_range.h"
#include "core/store/mirror.h"
#include "core/store/record.h"

namespace ringside {

/// What a table keeps of a range, in two numbers: equal ones mean equal contents, but for a chance
/// of 2^-64. Digests add up, so that one of a range is the sum of those of its parts (an
/// incremental hash; Bellare and Micciancio 1997).
struct RangeDigest {
  std::uint64_t sum = 0;    ///< Of a hash of each record's key and version.
  std::uint64_t count = 0;  ///< Of records, tombstones included.

  RangeDigest& operator+=(const RangeDigest& other) {
    sum += other.sum;
    count += other.count;
    return *this;
  }
  friend bool operator==(const RangeDigest&, const RangeDigest&) = default;
};

/// The records that a replica keeps: of each key, all that it has seen and that was not overwritten
/// (core/store/siblings.h). A value: copying it copies pointers, not records.
///
/// Open addressing ordered by hash: a record's home is the top bits of its hash, and records never
/// pass each other, so walking the slots walks the keys in ring order (the order that ranges are
/// compared and moved in).
class Table {
 public:
  /// What merge() found and did.
  struct Merge {
    bool stored = false;    ///< The record had something new, and what is kept is another.
    bool had_live = false;  ///< A record that was no tombstone was there before.
    bool had_same = false;  ///< What was there before was written by the same operation.
    const RecordPtr* kept = nullptr;  ///< What is there now. Valid until the next merge().
  };

  Table();

  /// From now on tells the mirror, first of all that is there. It has to outlive the table, which
  /// must not be copied.
  void set_mirror(TableMirror* mirror);

  /// The record of a key, or nothing. Valid until the next merge().
  const RecordPtr* find(KeyHash hash, std::string_view key) const;

  /// Keeps the merger of this record and the one that is there. Commutative, associative and
  /// idempotent.
  Merge merge(RecordPtr record);

  /// Puts a record in the place of the one of its key. REQUIRES: there is one, with the same
  /// fingerprint.
  void replace(RecordPtr record);

  /// Forgets the record of a key. False if there is none. Takes time in proportion to the records
  /// whose places it frees.
  bool erase(KeyHash hash, std::string_view key);

  /// Forgets all records of a range; says how many there were. Takes time in proportion to the
  /// whole table.
  std::size_t erase(const HashRange& range);

  /// Calls `visit(const RecordPtr&)` for every record, tombstones included, in the order of the
  /// ring.
  template <typename Visit>
  void for_each(Visit&& visit) const {
    for (const Slot& slot : slots_) {
      if (slot.record) visit(slot.record);
    }
  }

  /// Calls `visit(const RecordPtr&)` for the records of a range, in the order of the ring, until it
  /// says false.
  template <typename Visit>
  void for_each_in(const HashRange& range, Visit&& visit) const {
    if (range.first <= range.last) {
      walk(range.first, range.last, visit);
    } else if (walk(range.first, KeyHash{~std::uint64_t{0}}, visit)) {
      walk(KeyHash{0}, range.last, visit);
    }
  }

  /// Adds the sums of whole blocks and walks what is left at both ends: a step for each 16 or so
  /// records of the range.
  RangeDigest digest(const HashRange& range) const;

  /// Records kept, tombstones included.
  std::size_t size() const { return size_; }

 private:
  struct Slot {
    KeyHash hash{};
    RecordPtr record;  // empty slot: none
  };

  std::size_t home(KeyHash hash) const { return static_cast<std::size_t>(raw(hash) >> shift_); }
  std::size_t block(KeyHash hash) const { return home(hash) >> k_block_bits; }
  std::size_t lower_bound(KeyHash hash) const;
  /// The key's slot, or slots_.size().
  std::size_t slot_of(KeyHash hash, std::string_view key) const;
  void insert_at(std::size_t index, RecordPtr record);
  void grow();
  static RangeDigest digest_of(const Record& record);
  RangeDigest walked_digest(KeyHash first, KeyHash last) const;
  RangeDigest ascending_digest(KeyHash first, KeyHash last) const;

  // False once `visit` said so. REQUIRES: first <= last.
  template <typename Visit>
  bool walk(KeyHash first, KeyHash last, Visit&& visit) const {
    // Records may overflow to the right of their home, past homes of larger hashes that are empty
    // of their own; none lies to the left of its home.
    for (std::size_t i = lower_bound(first); i < slots_.size(); ++i) {
      if (!slots_[i].record) continue;
      if (slots_[i].hash > last) return true;
      if (!visit(slots_[i].record)) return false;
    }
    return true;
  }

  static constexpr int k_block_bits = 4;  // homes of a block: 16
  std::size_t block_count() const { return std::size_t{1} << (64 - shift_ - k_block_bits); }

  std::vector<Slot> slots_;  // 2^n homes, and as many more as the last homes' records overflow into
  int shift_;
  std::size_t size_ = 0;
  TableMirror* mirror_ = nullptr;
  std::vector<RangeDigest> blocks_;  // of the records whose homes are in each block
};

}  // namespace ringside
