#pragma once
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <string_view>
#include <vector>

#include "core/runtime/read_epochs.h"
#include "core/store/record.h"

namespace ringside {

/// Finds the records of one table from any thread. One thread writes; readers wait for nobody, in a
/// number of steps that no writer can prolong, and allocate nothing.
///
/// Extendible hashing (Fagin, Nievergelt, Pippenger and Strong 1979): a directory of segments of a
/// few hundred slots, eight to a cache line; a slot is a record's address and 16 bits of its hash,
/// so that looking up costs one line of slots and the record. Growing rebuilds one segment at a
/// time, aside, and readers find the old one until the new one stands; only the directory, an
/// address for each 150 or so records, is ever copied whole. Placed by bits that do not say where
/// on the ring a key lies, since a node keeps but some arcs of it. 12 bytes a record.
class ReadIndex {
 public:
  explicit ReadIndex(ReadEpochs& epochs);
  /// REQUIRES: no reader any more.
  ~ReadIndex();
  ReadIndex(const ReadIndex&) = delete;
  ReadIndex& operator=(const ReadIndex&) = delete;

  // For the writer:
  void put(const RecordPtr& record);
  /// Forgets the record of this one's key; nothing where there is none.
  void erase(const Record& record);
  void clear();
  std::size_t size() const { return size_; }
  /// What it takes, without the records; and what readers may still hold, in pieces.
  std::size_t bytes() const { return bytes_; }
  std::size_t waiting() const { return open_.size() + closed_.size(); }
  /// Frees what no reader can hold any more. Done as part of changes too, now and then.
  void collect();

  // For readers, within a ReadPin:

  /// Where a key's slots begin.
  struct Probe {
    const std::atomic<std::uint64_t>* slots;
    std::uint32_t count;
    std::uint32_t at;
    std::uint64_t tag;
  };
  /// The steps of a lookup, so that those of several can overlap: each asks the processor for the
  /// memory that the next one needs.
  Probe probe(KeyHash hash) const;
  /// The first record that may be it, or nullptr; moves the probe to it.
  static const Record* candidate(Probe& probe);
  /// REQUIRES: `first` is what candidate() gave.
  static const Record* find(Probe probe, const Record* first, KeyHash hash, std::string_view key);

  /// The record of a key, or nullptr. Valid until the pin's end.
  const Record* find(KeyHash hash, std::string_view key) const {
    Probe start = probe(hash);
    const Record* const first = candidate(start);
    return find(start, first, hash, key);
  }

 private:
  using Slot = std::atomic<std::uint64_t>;
  struct Segment;
  struct Directory;
  // What readers may still hold: an owner of a record, or a piece of memory.
  struct Retired {
    RecordPtr record{};
    void* memory = nullptr;
    ReadEpochs::Epoch epoch = 0;
  };

  // Bits that depend neither on where the key lies on the ring nor on its segment.
  static std::uint64_t tag_of(KeyHash hash) { return (raw(hash) >> 28) & 0xffff; }
  static std::uint32_t home(std::uint64_t tag, std::uint32_t count) {
    return static_cast<std::uint32_t>((tag * count) >> 16);
  }

  Directory& directory() const { return *directory_.load(std::memory_order_relaxed); }
  Segment* segment_of(KeyHash hash) const;
  static Slot* slot_of(Segment& segment, const Record& record);
  static void place(Segment& segment, std::uint64_t slot);
  Segment* make_segment(std::uint32_t records, std::uint32_t depth, std::uint64_t prefix);
  void publish(const Segment& segment);
  void make_room(KeyHash hash);
  void split(Segment* segment);
  void shrink(Segment* segment);
  void set_directory_bits(std::uint32_t bits);
  std::uint32_t depth_max() const;
  void retire(Segment* segment);
  void retire(Retired what);
  void end_epoch();

  // What readers look at is on another line than what changes with every write.
  alignas(64) std::atomic<Directory*> directory_{nullptr};
  ReadEpochs& epochs_;
  alignas(64) std::size_t size_ = 0;
  std::size_t bytes_ = 0;
  std::vector<std::uint32_t> at_depth_;  // how many segments there are of each depth
  std::vector<Retired> open_;            // since the last epoch ended
  std::deque<Retired> closed_;           // in epochs before, oldest first
};

}  // namespace ringside
