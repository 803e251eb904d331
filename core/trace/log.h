#pragma once
#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "core/trace/event.h"

namespace ringside {

/// The words behind the numbers of a trace: the text of a key, or the value that an operation wrote
/// or read.
struct NamedText {
  enum class Kind : std::uint8_t { key, value } kind = Kind::key;
  std::uint64_t id = 0;  ///< The key's hash, or the operation's id.
  std::string text;
};

/// Values are kept for showing only: at most this many bytes of each.
inline constexpr std::size_t k_value_text_bytes_max = 256;

/// What a host hands over at a time. `events` are in order and follow those of the batch before.
struct TraceBatch {
  std::vector<TraceEvent> events;
  std::vector<NamedText> texts;
};

/// The events of a run, oldest first, and the texts to show with them. Keeps the newest `capacity`
/// events and values, and every key's text; says how many older events it let go. A plain value
/// without threads.
class TraceLog {
 public:
  explicit TraceLog(std::size_t capacity = 1'000'000) : capacity_(capacity) {}

  void append(const TraceBatch& batch);
  /// Takes back what was appended after the first `events` of the run. REQUIRES: forgotten() <=
  /// events. Texts stay.
  void cut(std::uint64_t events);
  void clear();

  const std::deque<TraceEvent>& events() const { return events_; }
  /// Events let go because the log was full.
  std::uint64_t forgotten() const { return forgotten_; }

  /// The key's text, or its hash in hexadecimal where the text is not known.
  std::string key_text(KeyHash key) const;
  /// The value that the operation wrote or read, up to k_value_text_bytes_max bytes; empty if there
  /// is none.
  std::string_view value_text(OpId op) const;
  /// All texts of keys by their hashes, and of values by their operations.
  const std::map<std::uint64_t, std::string>& keys() const { return keys_; }
  const std::map<std::uint64_t, std::string>& values() const { return values_; }

 private:
  void append_value(const NamedText& value);

  std::size_t capacity_;
  std::deque<TraceEvent> events_;
  std::uint64_t forgotten_ = 0;
  std::map<std::uint64_t, std::string> keys_;
  std::map<std::uint64_t, std::string> values_;
  std::deque<std::uint64_t> values_by_age_;  // oldest first: which of values_ to let go
};

/// "n3" for a node, "c0" for a client, "nobody" for neither.
std::string name_of(Address address);

/// The beginning of a key or value in quotes, for a line of text: what would break the line is
/// escaped.
std::string quoted_start(std::string_view text);

/// One line of text about an event, as lists, golden traces and narration print it, for example
/// "message_sent n0 → n1 store_request op 7". Names come from `log`; bytes that would break the
/// line are escaped, and long texts are cut. The time is left to the list.
std::string describe(const TraceEvent& event, const TraceLog& log);

/// Hashes events into one number: equal runs have equal digests, on every platform. XXH3-64 of each
/// event's 48 bytes, seeded by the digest so far.
class Digest {
 public:
  void add(const TraceEvent& event);
  std::uint64_t value() const { return value_; }
  /// Sixteen hexadecimal digits.
  std::string hex() const;

 private:
  std::uint64_t value_ = 0;
};

}  // namespace ringside
