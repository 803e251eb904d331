#pragma once
#include <cstdint>
#include <memory>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base/ids.h"
#include "core/base/shared_count.h"
#include "core/version/causal_context.h"
#include "core/version/sibling.h"
#include "core/version/version.h"

namespace ringside {

/// What a record says beyond its newest version where siblings are kept.
struct Ancestry {
  /// All versions of the key that were ever taken in: those kept, and those that were overwritten.
  CausalContext seen;
  std::vector<Sibling> older;  ///< Kept beside the newest version; newest first.
};

class Record;

/// Owns a record together with others; or none. Owners may be in any threads.
class RecordPtr {
 public:
  RecordPtr() = default;
  RecordPtr(std::nullptr_t) {}
  RecordPtr(const RecordPtr& other) : RecordPtr(other.record_) {}
  RecordPtr(RecordPtr&& other) noexcept : record_(std::exchange(other.record_, nullptr)) {}
  /// One more owner of a record that has one already.
  explicit RecordPtr(const Record* record);
  /// Takes over what release() gave up: ownership that something other than a RecordPtr keeps.
  static RecordPtr adopt(const Record* record) {
    RecordPtr owner;
    owner.record_ = record;
    return owner;
  }
  const Record* release() { return std::exchange(record_, nullptr); }
  RecordPtr& operator=(RecordPtr other) noexcept {
    std::swap(record_, other.record_);
    return *this;
  }
  ~RecordPtr();

  const Record* get() const { return record_; }
  const Record& operator*() const { return *record_; }
  const Record* operator->() const { return record_; }
  explicit operator bool() const { return record_ != nullptr; }
  friend bool operator==(const RecordPtr&, const RecordPtr&) = default;

 private:
  const Record* record_ = nullptr;
};

/// All that a record says. Its texts are somebody else's, as are those of parts_of().
struct RecordParts {
  std::string_view key{};
  std::string_view value{};  ///< Empty for a tombstone.
  KeyHash hash{};
  Version version{};
  OpId op{};  ///< The operation that wrote it: a retry of the same one makes no second version.
  bool tombstone = false;
  bool merged = false;                         ///< As a Sibling's.
  Time expires = k_end_of_time;                ///< As a Sibling's.
  std::shared_ptr<const Ancestry> ancestry{};  ///< None under last_writer_wins.
};

/// REQUIRES: key and value are each shorter than 4 GiB.
RecordPtr make_record(const RecordParts& parts);

/// What a replica keeps of one key: its newest version, and where siblings are kept the others too.
/// Never changed once made, so replicas, messages and checkpoints share it. One piece of memory,
/// its texts behind what has a fixed size: 56 bytes and the texts where it neither expires nor has
/// siblings.
class Record {
 public:
  Record(const Record&) = delete;
  Record& operator=(const Record&) = delete;

  std::string_view key() const { return {texts(), key_bytes_}; }
  std::string_view value() const { return {texts() + key_bytes_, value_bytes_}; }
  Time expires() const { return has_extra_ ? extra().expires : k_end_of_time; }
  const Ancestry* ancestry() const { return has_extra_ ? extra().ancestry.get() : nullptr; }

  // Of the newest version, as in RecordParts.
  const KeyHash hash;
  const Version version;
  const OpId op;

 private:
  friend class RecordPtr;
  friend RecordPtr make_record(const RecordParts& parts);
  friend RecordParts parts_of(const Record& record);

  // What few records have.
  struct Extra {
    Time expires;
    std::shared_ptr<const Ancestry> ancestry;
  };

  Record(const RecordParts& parts, bool has_extra);
  ~Record() = default;
  static void destroy(const Record* record);

  const Extra& extra() const { return *reinterpret_cast<const Extra*>(this + 1); }
  const char* texts() const {
    return reinterpret_cast<const char*>(this + 1) + (has_extra_ ? sizeof(Extra) : 0);
  }

  SharedCount owners_;
  const std::uint32_t key_bytes_;
  const std::uint32_t value_bytes_;

 public:
  const bool tombstone;
  const bool merged;

 private:
  const bool has_extra_;
};

/// Valid while the record is.
RecordParts parts_of(const Record& record);

inline RecordPtr::RecordPtr(const Record* record) : record_(record) {
  if (record_ != nullptr) record_->owners_.add();
}
inline RecordPtr::~RecordPtr() {
  if (record_ != nullptr && record_->owners_.drop()) Record::destroy(record_);
}

}  // namespace ringside
