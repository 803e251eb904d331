#include "core/store/table.h"

#include <utility>

namespace ringside {
namespace {

constexpr int k_first_bits = 4;

}  // namespace

Table::Table() : slots_(std::size_t{1} << k_first_bits), shift_(64 - k_first_bits) {}

// The first slot that is empty or whose hash is not smaller. Everything smaller lies to its left.
std::size_t Table::lower_bound(KeyHash hash) const {
  std::size_t index = home(hash);
  while (index < slots_.size() && slots_[index].record && slots_[index].hash < hash) ++index;
  return index;
}

std::size_t Table::slot_of(KeyHash hash, std::string_view key) const {
  for (std::size_t i = lower_bound(hash);
       i < slots_.size() && slots_[i].record && slots_[i].hash == hash; ++i) {
    if (slots_[i].record->key == key) return i;
  }
  return slots_.size();
}

const RecordPtr* Table::find(KeyHash hash, std::string_view key) const {
  const std::size_t slot = slot_of(hash, key);
  return slot == slots_.size() ? nullptr : &slots_[slot].record;
}

Table::Merge Table::merge(RecordPtr record) {
  if (const std::size_t slot = slot_of(record->hash, record->key); slot != slots_.size()) {
    RecordPtr& there = slots_[slot].record;
    const Merge merge{there->version < record->version, !there->tombstone, there->op == record->op};
    if (merge.stored) there = std::move(record);
    return merge;
  }
  const std::size_t homes = std::size_t{1} << (64 - shift_);
  if ((size_ + 1) * 4 > homes * 3) grow();
  const std::size_t index = lower_bound(record->hash);
  insert_at(index, std::move(record));
  ++size_;
  return {true, false, false};
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
  for (Slot& slot : old) {
    if (slot.record) insert_at(lower_bound(slot.hash), std::move(slot.record));
  }
}

}  // namespace ringside
