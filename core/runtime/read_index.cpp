#include "core/runtime/read_index.h"

#include <algorithm>
#include <bit>
#include <memory>
#include <new>

#include "core/base/check.h"

namespace ringside {
namespace {

// A slot: 0 is empty, 1 was used, else 16 bits of a hash and 48 of an address.
constexpr std::uint64_t k_empty = 0;
constexpr std::uint64_t k_gone = 1;
constexpr int k_tag_shift = 48;
constexpr std::uint64_t k_address = (std::uint64_t{1} << k_tag_shift) - 1;

// A directory has 2^24 entries at most, so that no choice of keys makes it large for nothing.
constexpr std::uint32_t k_bits_max = 24;
// What is retired is looked at in lots: a look costs a barrier.
constexpr std::size_t k_lot = 256;
constexpr std::size_t k_line = 64;
// A segment's slots: what a small one has, in what steps they come, and how many are split.
constexpr std::uint32_t k_slots_min = 64;
constexpr std::uint32_t k_slots_step = 32;
constexpr std::uint32_t k_slots_max = 256;

const Record* record_in(std::uint64_t slot) {
  return reinterpret_cast<const Record*>(static_cast<std::uintptr_t>(slot & k_address));
}

bool is_record(std::uint64_t slot) { return slot != k_empty && slot != k_gone; }

std::uint64_t packed(const void* memory, std::uint64_t top) {
  const std::uint64_t address = reinterpret_cast<std::uintptr_t>(memory);
  RINGSIDE_CHECK((address & ~k_address) == 0);
  return (top << k_tag_shift) | address;
}

void prefetch(const void* memory) {
  __builtin_prefetch(memory);
  __builtin_prefetch(static_cast<const char*>(memory) + k_line);
}

void* lines(std::size_t bytes) { return ::operator new (bytes, std::align_val_t{k_line}); }
void free_lines(void* memory) { ::operator delete (memory, std::align_val_t{k_line}); }

}  // namespace

// The slots come behind it, at the start of a line.
struct alignas(k_line) ReadIndex::Segment {
  std::uint32_t count;   // of slots
  std::uint32_t depth;   // how many bits of their hashes its keys share: the lowest ones, ...
  std::uint64_t prefix;  // ... which are these
  std::uint32_t live = 0;
  std::uint32_t used = 0;  // with those that are gone

  Slot* slots() { return reinterpret_cast<Slot*>(this + 1); }
  const Slot* slots() const { return reinterpret_cast<const Slot*>(this + 1); }
  // An empty slot is always left, where searches end.
  bool is_full() const { return (used + 1) * 5 > count * 4; }
  template <typename Visit>
  void for_each(Visit&& visit) const {
    for (std::uint32_t i = 0; i < count; ++i) {
      const std::uint64_t slot = slots()[i].load(std::memory_order_relaxed);
      if (is_record(slot)) visit(slot);
    }
  }
};

// By the lowest bits of a hash: a segment's slots, with their count in place of a tag.
struct alignas(k_line) ReadIndex::Directory {
  std::uint32_t bits;
  std::uint64_t mask;

  Slot* entries() { return reinterpret_cast<Slot*>(this + 1); }
  const Slot* entries() const { return reinterpret_cast<const Slot*>(this + 1); }
  Segment* segment(std::uint64_t index) const {
    const std::uint64_t entry = entries()[index].load(std::memory_order_relaxed);
    return reinterpret_cast<Segment*>(static_cast<std::uintptr_t>(entry & k_address)) - 1;
  }
};

ReadIndex::ReadIndex(ReadEpochs& epochs) : epochs_(epochs), at_depth_(k_bits_max + 1) {
  set_directory_bits(0);
  publish(*make_segment(0, 0, 0));
}

ReadIndex::~ReadIndex() {
  clear();
  end_epoch();
  for (const Retired& retired : closed_) free_lines(retired.memory);
  free_lines(directory().segment(0));
  free_lines(&directory());
}

void ReadIndex::put(const RecordPtr& record) {
  Segment* segment = segment_of(record->hash);
  const std::uint64_t slot = packed(record.get(), tag_of(record->hash));
  if (Slot* const there = slot_of(*segment, *record)) {
    const std::uint64_t before = there->load(std::memory_order_relaxed);
    if (before == slot) return;
    RecordPtr(record).release();
    there->store(slot, std::memory_order_release);
    retire({.record = RecordPtr::adopt(record_in(before))});
    return;
  }
  if (segment->is_full()) {
    make_room(record->hash);
    segment = segment_of(record->hash);
  }
  RecordPtr(record).release();
  place(*segment, slot);
  ++size_;
}

void ReadIndex::erase(const Record& record) {
  Segment* const segment = segment_of(record.hash);
  Slot* const slot = slot_of(*segment, record);
  if (slot == nullptr) return;
  const Record* const before = record_in(slot->load(std::memory_order_relaxed));
  slot->store(k_gone, std::memory_order_release);
  --segment->live;
  --size_;
  shrink(segment);
  retire({.record = RecordPtr::adopt(before)});
}

void ReadIndex::clear() {
  Directory& old = directory();
  std::vector<Segment*> segments;
  for (std::uint64_t i = 0; i <= old.mask; ++i) {
    if (Segment* const segment = old.segment(i); segment->prefix == i) segments.push_back(segment);
  }
  set_directory_bits(0);
  publish(*make_segment(0, 0, 0));
  for (Segment* const segment : segments) {
    segment->for_each(
        [this](std::uint64_t slot) { retire({.record = RecordPtr::adopt(record_in(slot))}); });
    retire(segment);
  }
  size_ = 0;
}

ReadIndex::Segment* ReadIndex::segment_of(KeyHash hash) const {
  return directory().segment(raw(hash) & directory().mask);
}

ReadIndex::Slot* ReadIndex::slot_of(Segment& segment, const Record& record) {
  const std::uint64_t tag = tag_of(record.hash);
  for (std::uint32_t at = home(tag, segment.count);; at = at + 1 == segment.count ? 0 : at + 1) {
    const std::uint64_t slot = segment.slots()[at].load(std::memory_order_relaxed);
    if (slot == k_empty) return nullptr;
    if (slot == k_gone || slot >> k_tag_shift != tag) continue;
    const Record& there = *record_in(slot);
    if (there.hash == record.hash && there.key() == record.key()) return &segment.slots()[at];
  }
}

// REQUIRES: no slot of that key, and one is empty.
void ReadIndex::place(Segment& segment, std::uint64_t slot) {
  std::uint32_t at = home(slot >> k_tag_shift, segment.count);
  const auto there = [&] { return segment.slots()[at].load(std::memory_order_relaxed); };
  while (is_record(there())) at = at + 1 == segment.count ? 0 : at + 1;
  if (there() == k_empty) ++segment.used;
  ++segment.live;
  segment.slots()[at].store(slot, std::memory_order_release);
}

// Of a size that two thirds of it are used.
ReadIndex::Segment* ReadIndex::make_segment(std::uint32_t records, std::uint32_t depth,
                                            std::uint64_t prefix) {
  const std::uint32_t wanted = records * 3 / 2 / k_slots_step * k_slots_step + k_slots_step;
  const std::uint32_t count = std::max(wanted, k_slots_min);
  const std::size_t bytes = sizeof(Segment) + count * sizeof(Slot);
  auto* const segment = new (lines(bytes)) Segment{count, depth, prefix};
  for (std::uint32_t i = 0; i < count; ++i) new (segment->slots() + i) Slot(k_empty);
  ++at_depth_[depth];
  bytes_ += bytes;
  return segment;
}

// All of a segment's slots are set before a reader can find it.
void ReadIndex::publish(const Segment& segment) {
  const std::uint64_t entry = packed(segment.slots(), segment.count / k_slots_step);
  for (std::uint64_t i = segment.prefix; i <= directory().mask;
       i += std::uint64_t{1} << segment.depth)
    directory().entries()[i].store(entry, std::memory_order_release);
}

// A segment as large as they get is split, and any other made larger; or only tidied up, where many
// of its slots are gone.
void ReadIndex::make_room(KeyHash hash) {
  while (segment_of(hash)->is_full()) {
    Segment* const old = segment_of(hash);
    const bool is_large = old->count >= k_slots_max && old->live * 3 > old->count * 2;
    if (is_large && old->depth < depth_max()) {
      split(old);
      continue;
    }
    Segment* const tidy = make_segment(old->live + 1, old->depth, old->prefix);
    old->for_each([&](std::uint64_t slot) { place(*tidy, slot); });
    publish(*tidy);
    retire(old);
  }
}

void ReadIndex::split(Segment* segment) {
  const std::uint32_t depth = segment->depth + 1;
  if (depth > directory().bits) set_directory_bits(depth);
  const std::uint64_t bit = std::uint64_t{1} << segment->depth;
  const auto is_upper = [bit](std::uint64_t slot) {
    return (raw(record_in(slot)->hash) & bit) != 0;
  };
  // Their hashes are in the records, far apart.
  segment->for_each([](std::uint64_t slot) { __builtin_prefetch(record_in(slot)); });
  std::uint32_t upper_count = 0;
  segment->for_each([&](std::uint64_t slot) { upper_count += is_upper(slot) ? 1 : 0; });
  Segment* const lower = make_segment(segment->live - upper_count, depth, segment->prefix);
  Segment* const upper = make_segment(upper_count, depth, segment->prefix | bit);
  segment->for_each([&](std::uint64_t slot) { place(is_upper(slot) ? *upper : *lower, slot); });
  publish(*lower);
  publish(*upper);
  retire(segment);
}

// A segment that is mostly empty becomes one with its other half, if that is as empty.
void ReadIndex::shrink(Segment* segment) {
  if (segment->live * 4 >= segment->count) return;
  const std::uint64_t bit = segment->depth == 0 ? 0 : std::uint64_t{1} << (segment->depth - 1);
  Segment* const other = directory().segment(segment->prefix ^ bit);
  const bool is_alone = other == segment || other->depth != segment->depth;
  const std::uint32_t both = segment->live + (is_alone ? 0 : other->live);
  Segment* smaller = nullptr;
  if (!is_alone && both * 3 < k_slots_max) {
    smaller = make_segment(both, segment->depth - 1, segment->prefix & ~bit);
    other->for_each([&](std::uint64_t slot) { place(*smaller, slot); });
  } else if (segment->count > k_slots_min) {
    smaller = make_segment(segment->live, segment->depth, segment->prefix);
  } else {
    return;
  }
  segment->for_each([&](std::uint64_t slot) { place(*smaller, slot); });
  publish(*smaller);
  if (smaller->depth != segment->depth) retire(other);
  retire(segment);
  std::uint32_t bits = directory().bits;
  while (bits > 0 && at_depth_[bits] == 0) --bits;
  if (bits != directory().bits) set_directory_bits(bits);
}

void ReadIndex::set_directory_bits(std::uint32_t bits) {
  Directory* const old = directory_.load(std::memory_order_relaxed);
  const std::uint64_t count = std::uint64_t{1} << bits;
  const std::size_t bytes = sizeof(Directory) + count * sizeof(Slot);
  auto* const made = new (lines(bytes)) Directory{bits, count - 1};
  for (std::uint64_t i = 0; i < count; ++i) {
    const Slot* const entry = old == nullptr ? nullptr : &old->entries()[i & old->mask];
    new (made->entries() + i) Slot(entry == nullptr ? 0 : entry->load(std::memory_order_relaxed));
  }
  directory_.store(made, std::memory_order_release);
  bytes_ += bytes;
  if (old == nullptr) return;
  bytes_ -= sizeof(Directory) + (old->mask + 1) * sizeof(Slot);
  retire({.memory = old});
}

// Segments that do not come apart stay large: no choice of keys makes a large directory of a small
// table.
std::uint32_t ReadIndex::depth_max() const {
  const auto segments = static_cast<std::uint64_t>(size_) / k_slots_min;
  return std::min<std::uint32_t>(k_bits_max,
                                 static_cast<std::uint32_t>(std::bit_width(segments)) + 3);
}

void ReadIndex::retire(Segment* segment) {
  --at_depth_[segment->depth];
  bytes_ -= sizeof(Segment) + segment->count * sizeof(Slot);
  retire({.memory = segment});
}

void ReadIndex::retire(Retired what) {
  open_.push_back(std::move(what));
  if (open_.size() >= k_lot) collect();
}

void ReadIndex::end_epoch() {
  if (open_.empty()) return;
  const ReadEpochs::Epoch epoch = epochs_.retire();
  for (Retired& retired : open_) {
    retired.epoch = epoch;
    closed_.push_back(std::move(retired));
  }
  open_.clear();
}

void ReadIndex::collect() {
  end_epoch();
  if (closed_.empty()) return;
  const ReadEpochs::Epoch end = epochs_.free_before();
  for (; !closed_.empty() && closed_.front().epoch < end; closed_.pop_front()) {
    if (closed_.front().memory != nullptr) free_lines(closed_.front().memory);
  }
}

ReadIndex::Probe ReadIndex::probe(KeyHash hash) const {
  const Directory& all = *directory_.load(std::memory_order_acquire);
  const std::uint64_t entry = all.entries()[raw(hash) & all.mask].load(std::memory_order_acquire);
  const auto count = static_cast<std::uint32_t>(entry >> k_tag_shift) * k_slots_step;
  const std::uint64_t tag = tag_of(hash);
  const auto* const slots =
      reinterpret_cast<const Slot*>(static_cast<std::uintptr_t>(entry & k_address));
  const Probe probe{slots, count, home(tag, count), tag};
  __builtin_prefetch(slots + probe.at);
  return probe;
}

const Record* ReadIndex::candidate(Probe& probe) {
  for (;;) {
    const std::uint64_t slot = probe.slots[probe.at].load(std::memory_order_acquire);
    if (slot == k_empty) return nullptr;
    if (slot >> k_tag_shift == probe.tag && slot != k_gone) {
      const Record* const record = record_in(slot);
      prefetch(record);
      return record;
    }
    probe.at = probe.at + 1 == probe.count ? 0 : probe.at + 1;
  }
}

const Record* ReadIndex::find(Probe probe, const Record* first, KeyHash hash,
                              std::string_view key) {
  for (const Record* record = first; record != nullptr; record = candidate(probe)) {
    if (record->hash == hash && record->key() == key) return record;
    probe.at = probe.at + 1 == probe.count ? 0 : probe.at + 1;
  }
  return nullptr;
}

}  // namespace ringside
