#pragma once
#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/error.h"
#include "core/trace/event.h"

namespace ringside {

/// Foretells what the next event looks like from those before it: packing stores only where it
/// differs. An event is often like the last one of its kind, or of its message, or about the key of
/// its operation. Bounded memory; the same for packing and unpacking.
class EventForesight {
 public:
  EventForesight() : messages_(k_slots), keys_(k_slots) {}

  /// The event as it would be, were it the kind's next one. What is not known yet about the real
  /// one is filled in step by step: first its time, then what it is about.
  TraceEvent like_last(EventKind kind) const;
  /// Of an event about a message, whose id is known.
  TraceEvent like_message(const TraceEvent& known) const;
  /// Of an event about a key, whose operation is known.
  std::uint64_t key_of(OpId op) const { return keys_[raw(op) % k_slots]; }

  void learn(const TraceEvent& event);

 private:
  static constexpr std::size_t k_slots = 4096;
  std::array<TraceEvent, k_event_kinds> last_{};
  std::vector<TraceEvent> messages_;  // by id
  std::vector<std::uint64_t> keys_;   // by operation
  Time time_{};
};

/// Turns events into bytes, about six each. The packed form is part of the format of trace files:
/// docs/sharing.md.
class EventPacker {
 public:
  /// Puts the next event of a run at the end of `bytes`. REQUIRES: is_well_formed(event), and none
  /// before it is later.
  void pack(const TraceEvent& event, std::string& bytes);

 private:
  EventForesight foresight_;
  Time time_{};
};

/// And back.
class EventUnpacker {
 public:
  /// Takes the next event off the front. invalid_argument where the bytes are none; every event
  /// that comes out is well formed, and none is earlier than the one before.
  Result<TraceEvent> unpack(std::string_view& bytes);

 private:
  EventForesight foresight_;
  Time time_{};
};

/// Whether all parts of an event that name something name something there is, and its times can be
/// reckoned with: the least that whoever reads a trace may take for granted.
bool is_well_formed(const TraceEvent& event);

}  // namespace ringside
