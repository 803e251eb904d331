#include "core/store/record.h"

#include <algorithm>
#include <limits>
#include <new>

#include "core/base/check.h"

namespace ringside {

Record::Record(const RecordParts& parts, bool has_extra)
    : hash(parts.hash),
      version(parts.version),
      op(parts.op),
      key_bytes_(static_cast<std::uint32_t>(parts.key.size())),
      value_bytes_(static_cast<std::uint32_t>(parts.value.size())),
      tombstone(parts.tombstone),
      merged(parts.merged),
      has_extra_(has_extra) {}

RecordPtr make_record(const RecordParts& parts) {
  constexpr std::size_t k_bytes_max = std::numeric_limits<std::uint32_t>::max();
  RINGSIDE_CHECK(parts.key.size() <= k_bytes_max && parts.value.size() <= k_bytes_max);
  const bool has_extra = parts.expires != k_end_of_time || parts.ancestry != nullptr;
  const std::size_t fixed = sizeof(Record) + (has_extra ? sizeof(Record::Extra) : 0);
  void* const memory = ::operator new(fixed + parts.key.size() + parts.value.size());
  auto* const record = new (memory) Record(parts, has_extra);
  if (has_extra) new (record + 1) Record::Extra{parts.expires, parts.ancestry};
  char* const texts = static_cast<char*>(memory) + fixed;
  std::copy(parts.value.begin(), parts.value.end(),
            std::copy(parts.key.begin(), parts.key.end(), texts));
  return RecordPtr::adopt(record);
}

void Record::destroy(const Record* record) {
  static_assert(sizeof(Record) % alignof(Extra) == 0);
  if (record->has_extra_) record->extra().~Extra();
  record->~Record();
  ::operator delete(const_cast<Record*>(record));
}

RecordParts parts_of(const Record& record) {
  return {.key = record.key(),
          .value = record.value(),
          .hash = record.hash,
          .version = record.version,
          .op = record.op,
          .tombstone = record.tombstone,
          .merged = record.merged,
          .expires = record.expires(),
          .ancestry = record.has_extra_ ? record.extra().ancestry : nullptr};
}

}  // namespace ringside
