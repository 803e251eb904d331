#include "core/store/table.h"

#include <utility>

#include "core/base/check.h"
#include "core/base/hash.h"
#include "core/base/mutant.h"
#include "core/store/siblings.h"

namespace ringside {
namespace {

constexpr int k_first_bits = 4;

}  // namespace

Table::Table()
    : slots_(std::size_t{1} << k_first_bits), shift_(64 - k_first_bits), blocks_(block_count()) {}

// The first slot that is empty or whose hash is not smaller. Everything smaller lies to its left.
std::size_t Table::lower_bound(KeyHash hash) const {
  std::size_t index = home(hash);
  while (index < slots_.size() && slots_[index].record && slots_[index].hash < hash) ++index;
  return index;
}

std::size_t Table::slot_of(KeyHash hash, std::string_view key) const {
  for (std::size_t i = lower_bound(hash);
       i < slots_.size() && slots_[i].record && slots_[i].hash == hash; ++i) {
    if (slots_[i].record->key() == key) return i;
  }
  return slots_.size();
}

void Table::set_mirror(TableMirror* mirror) {
  mirror_ = mirror;
  for_each([mirror](const RecordPtr& record) { mirror->put(record); });
}

const RecordPtr* Table::find(KeyHash hash, std::string_view key) const {
  const std::size_t slot = slot_of(hash, key);
  return slot == slots_.size() ? nullptr : &slots_[slot].record;
}

Table::Merge Table::merge(RecordPtr record) {
  if (const std::size_t slot = slot_of(record->hash, record->key()); slot != slots_.size()) {
    RecordPtr& there = slots_[slot].record;
    const bool had_live = !is_absent(*there);
    const bool had_same = holds_write_of(*there, record->op);
    RecordPtr after = merged(there, record);
    if (mutant(Mutant::last_to_come_wins) && there->version != record->version) after = record;
    if (mutant(Mutant::ignore_actor_in_ties) && there->version.stamp == record->version.stamp)
      after = there;
    const bool stored = after != there;
    if (stored) {
      RangeDigest& sum = blocks_[block(after->hash)];
      if (!mutant(Mutant::sum_forgets_overwritten))
        sum.sum += digest_of(*after).sum - digest_of(*there).sum;
      there = std::move(after);
      if (mirror_ != nullptr) mirror_->put(there);
    }
    return {stored, had_live, had_same, &there};
  }
  const std::size_t homes = std::size_t{1} << (64 - shift_);
  if ((size_ + 1) * 4 > homes * 3) grow();
  blocks_[block(record->hash)] += digest_of(*record);
  if (mirror_ != nullptr) mirror_->put(record);
  const std::size_t index = lower_bound(record->hash);
  insert_at(index, std::move(record));
  ++size_;
  return {true, false, false, &slots_[index].record};
}

void Table::replace(RecordPtr record) {
  const std::size_t slot = slot_of(record->hash, record->key());
  RINGSIDE_CHECK(slot != slots_.size());
  if (mirror_ != nullptr) mirror_->put(record);
  slots_[slot].record = std::move(record);
}

void Table::insert_at(std::size_t index, RecordPtr record) {
  const KeyHash hash = record->hash;
  Slot carried{hash, std::move(record)};
  while (index < slots_.size()) {
    std::swap(carried, slots_[index]);
    if (!carried.record) return;
    ++index;
  }
  slots_.push_back(std::move(carried));
}

void Table::grow() {
  std::vector<Slot> old = std::exchange(slots_, {});
  --shift_;
  slots_.resize(std::size_t{1} << (64 - shift_));
  blocks_.assign(block_count(), {});
  for (Slot& slot : old) {
    if (!slot.record) continue;
    blocks_[block(slot.hash)] += digest_of(*slot.record);
    insert_at(lower_bound(slot.hash), std::move(slot.record));
  }
}

// Those to the right that are not at their homes move up, so that no hole is left between a record
// and its home.
bool Table::erase(KeyHash hash, std::string_view key) {
  std::size_t hole = slot_of(hash, key);
  if (hole == slots_.size()) return false;
  RangeDigest& sum = blocks_[block(hash)];
  const RangeDigest gone = digest_of(*slots_[hole].record);
  sum.sum -= gone.sum;
  sum.count -= gone.count;
  --size_;
  if (mirror_ != nullptr) mirror_->erase(*slots_[hole].record);
  for (std::size_t next = hole + 1;
       next < slots_.size() && slots_[next].record && home(slots_[next].hash) < next; ++next)
    slots_[hole++] = std::move(slots_[next]);
  slots_[hole] = {};
  return true;
}

std::size_t Table::erase(const HashRange& range) {
  const std::size_t before = size_;
  std::vector<Slot> old = std::exchange(slots_, {});
  slots_.resize(std::size_t{1} << (64 - shift_));
  blocks_.assign(block_count(), {});
  size_ = 0;
  for (Slot& slot : old) {
    if (!slot.record) continue;
    if (range.contains(slot.hash)) {
      if (mirror_ != nullptr) mirror_->erase(*slot.record);
      continue;
    }
    blocks_[block(slot.hash)] += digest_of(*slot.record);
    insert_at(lower_bound(slot.hash), std::move(slot.record));
    ++size_;
  }
  return before - size_;
}

RangeDigest Table::digest_of(const Record& record) {
  return {
      hash_mix(raw(record.hash), mutant(Mutant::digest_ignores_version) ? 0 : fingerprint(record)),
      1};
}

RangeDigest Table::digest(const HashRange& range) const {
  if (range.first <= range.last) return ascending_digest(range.first, range.last);
  RangeDigest sum = ascending_digest(range.first, KeyHash{~std::uint64_t{0}});
  return sum += ascending_digest(KeyHash{0}, range.last);
}

RangeDigest Table::ascending_digest(KeyHash first, KeyHash last) const {
  const int shift = shift_ + k_block_bits;  // as in block()
  const std::size_t first_block = block(first);
  const std::size_t last_block = block(last);
  if (last_block - first_block < 2) return walked_digest(first, last);
  const auto start_of = [shift](std::size_t b) { return std::uint64_t{b} << shift; };
  RangeDigest sum = walked_digest(first, KeyHash{start_of(first_block + 1) - 1});
  for (std::size_t b = first_block + 1; b < last_block; ++b) sum += blocks_[b];
  return sum += walked_digest(KeyHash{start_of(last_block)}, last);
}

RangeDigest Table::walked_digest(KeyHash first, KeyHash last) const {
  RangeDigest sum;
  walk(first, last, [&](const RecordPtr& record) {
    sum += digest_of(*record);
    return true;
  });
  return sum;
}

}  // namespace ringside
