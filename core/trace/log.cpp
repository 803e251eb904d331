#include "core/trace/log.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/base/check.h"

namespace ringside {
namespace {

// A value is cut before a byte that continues a UTF-8 character, so that no half of one is shown.
std::string_view shown_part(std::string_view text) {
  if (text.size() <= k_value_text_bytes_max) return text;
  std::size_t size = k_value_text_bytes_max;
  constexpr std::size_t k_longest_character = 4;
  for (std::size_t back = 0; back < k_longest_character; ++back) {
    const auto next = static_cast<unsigned char>(text[size - back]);
    if ((next & 0xc0u) != 0x80u) return text.substr(0, size - back);
  }
  return text.substr(0, size);  // not UTF-8
}

}  // namespace

void TraceLog::append(const TraceBatch& batch) {
  // Events that would be let go at once are never stored.
  const std::size_t skipped = batch.events.size() - std::min(batch.events.size(), capacity_);
  events_.insert(events_.end(), batch.events.begin() + static_cast<std::ptrdiff_t>(skipped),
                 batch.events.end());
  forgotten_ += skipped;
  if (events_.size() > capacity_) {
    const std::size_t surplus = events_.size() - capacity_;
    events_.erase(events_.begin(), events_.begin() + static_cast<std::ptrdiff_t>(surplus));
    forgotten_ += surplus;
  }
  for (const NamedText& text : batch.texts) {
    if (text.kind == NamedText::Kind::key) {
      keys_.insert_or_assign(text.id, text.text);
    } else {
      append_value(text);
    }
  }
}

void TraceLog::append_value(const NamedText& value) {
  const bool is_new = values_.insert_or_assign(value.id, shown_part(value.text)).second;
  if (is_new) values_by_age_.push_back(value.id);
  if (values_by_age_.size() > capacity_) {
    values_.erase(values_by_age_.front());
    values_by_age_.pop_front();
  }
}

void TraceLog::cut(std::uint64_t events) {
  RINGSIDE_CHECK(events >= forgotten_);
  if (events - forgotten_ < events_.size()) events_.resize(events - forgotten_);
}

void TraceLog::clear() {
  events_.clear();
  forgotten_ = 0;
  keys_.clear();
  values_.clear();
  values_by_age_.clear();
}

std::string TraceLog::key_text(KeyHash key) const {
  const auto found = keys_.find(raw(key));
  return found == keys_.end() ? fmt::format("{:016x}", raw(key)) : found->second;
}

std::string_view TraceLog::value_text(OpId op) const {
  const auto found = values_.find(raw(op));
  return found == values_.end() ? std::string_view{} : found->second;
}

}  // namespace ringside
