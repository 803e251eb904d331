#include "core/check/value_table.h"

#include <algorithm>

#include "core/base/check.h"

namespace ringside {
namespace {

// hash(s + t) = hash(s) · B^|t| + hash(t), so that appending costs as much as what is appended,
// however long the text is that it is appended to.
constexpr std::uint64_t k_base = 0x9e3779b97f4a7c15;

std::uint64_t extend(std::uint64_t hash, std::string_view text) {
  for (const char c : text) hash = hash * k_base + static_cast<std::uint8_t>(c) + 1;
  return hash;
}

}  // namespace

// Hands out the bytes of a text piece by piece, from its end to its start.
class ValueTable::Backwards {
 public:
  Backwards(const ValueTable& table, const Entry& entry)
      : table_(table), front_(entry.front), rest_(table.pieces_[entry.piece]) {
    skip_empty();
  }

  bool done() const { return rest_.empty(); }
  std::string_view rest() const { return rest_; }
  // What is still to come is all of this value, or k_nil if part of a piece is.
  ValueId whole_front() const { return front_; }
  void take(std::size_t bytes) {
    rest_.remove_suffix(bytes);
    skip_empty();
  }

 private:
  void skip_empty() {
    while (rest_.empty() && front_ != k_nil) {
      const Entry& entry = table_.entries_[front_];
      rest_ = table_.pieces_[entry.piece];
      front_ = entry.front;
    }
  }

  const ValueTable& table_;
  ValueId front_;
  std::string_view rest_;
};

ValueTable::ValueTable() : entries_(1), pieces_(1), buckets_(64, k_nil) {}

ValueId ValueTable::intern(std::string_view text) {
  pieces_.emplace_back(text);
  const ValueId value = find_or_add({.piece = static_cast<std::uint32_t>(pieces_.size() - 1),
                                     .length = text.size(),
                                     .hash = extend(0, text)});
  if (entries_[value].piece + 1 != pieces_.size()) {
    pieces_.pop_back();
  } else {
    piece_bytes_ += text.size();
  }
  return value;
}

ValueId ValueTable::concat(ValueId front, ValueId back) {
  RINGSIDE_CHECK(front != k_nil && back != k_nil);
  if (entries_[back].length == 0) return front;
  if (entries_[front].length == 0) return back;
  const std::uint32_t piece = piece_of(back);
  return find_or_add({.front = front,
                      .piece = piece,
                      .length = entries_[front].length + entries_[back].length,
                      .hash = extend(entries_[front].hash, pieces_[piece])});
}

// The number of a piece with the whole text of a value.
std::uint32_t ValueTable::piece_of(ValueId value) {
  Entry& entry = entries_[value];
  if (entry.front != k_nil) {
    pieces_.push_back(text(value));
    piece_bytes_ += pieces_.back().size();
    entry.front = k_nil;
    entry.piece = static_cast<std::uint32_t>(pieces_.size() - 1);
  }
  return entry.piece;
}

ValueId ValueTable::find_or_add(Entry entry) {
  if (entries_.size() >= buckets_.size()) grow_buckets();
  ValueId& bucket = buckets_[entry.hash & (buckets_.size() - 1)];
  for (ValueId known = bucket; known != k_nil; known = entries_[known].next_of_bucket) {
    if (equal(entries_[known], entry)) return known;
  }
  entry.next_of_bucket = bucket;
  bucket = static_cast<ValueId>(entries_.size());
  entries_.push_back(entry);
  return bucket;
}

bool ValueTable::equal(const Entry& a, const Entry& b) const {
  if (a.hash != b.hash || a.length != b.length) return false;
  Backwards left(*this, a);
  Backwards right(*this, b);
  while (!left.done()) {
    const std::size_t bytes = std::min(left.rest().size(), right.rest().size());
    if (left.rest().substr(left.rest().size() - bytes) !=
        right.rest().substr(right.rest().size() - bytes)) {
      return false;
    }
    // As much is left of both, so what is left is equal, or as long and yet to be compared.
    if (left.whole_front() == right.whole_front()) return true;
    left.take(bytes);
    right.take(bytes);
  }
  return true;
}

void ValueTable::grow_buckets() {
  buckets_.assign(buckets_.size() * 2, k_nil);
  for (ValueId value = 1; value < entries_.size(); ++value) {
    ValueId& bucket = buckets_[entries_[value].hash & (buckets_.size() - 1)];
    entries_[value].next_of_bucket = bucket;
    bucket = value;
  }
}

std::string ValueTable::text(ValueId value) const {
  if (is_nil(value)) return {};
  std::vector<std::string_view> pieces;
  for (Backwards rest(*this, entries_[value]); !rest.done(); rest.take(rest.rest().size()))
    pieces.push_back(rest.rest());
  std::string text;
  text.reserve(entries_[value].length);
  for (auto piece = pieces.rbegin(); piece != pieces.rend(); ++piece) text += *piece;
  return text;
}

std::size_t ValueTable::bytes() const {
  return entries_.capacity() * sizeof(Entry) + pieces_.capacity() * sizeof(std::string) +
         piece_bytes_ + buckets_.capacity() * sizeof(ValueId);
}

}  // namespace ringside
