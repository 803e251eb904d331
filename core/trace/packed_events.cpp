#include "core/trace/packed_events.h"

#include <bit>
#include <optional>

#include "core/base/varint.h"
#include "core/trace/export_text.h"

namespace ringside {
namespace {

// Differences of two such times are no overflow.
constexpr std::int64_t k_time_max = std::int64_t{1} << 61;

bool is_time(std::int64_t ns) { return ns >= -k_time_max && ns <= k_time_max; }

std::uint8_t byte_of(Outcome outcome) { return std::bit_cast<std::uint8_t>(outcome); }

// The parts of an event that are stored where they are not as foretold, each as a number; those
// before them say what they are compared with.
constexpr std::size_t k_parts = 8;

std::uint64_t part_of(const TraceEvent& event, std::size_t part) {
  switch (part) {
    case 0: return event.detail;
    case 1: return byte_of(event.outcome);
    case 2: return static_cast<std::uint8_t>(event.reason);
    case 3: return event.node.bits();
    case 4: return event.peer.bits();
    case 5: return event.count;
    case 6: return is_about_message(event.kind) ? raw(event.op) : event.subject;
    default: return static_cast<std::uint64_t>(event.stamp);
  }
}

// False where the number is too large for the part.
bool set_part(TraceEvent& event, std::size_t part, std::uint64_t value) {
  if (part < 3 && value > 0xff) return false;
  if (part < 6 && value > 0xffffffff) return false;
  const auto byte = static_cast<std::uint8_t>(value);
  const auto word = static_cast<std::uint32_t>(value);
  switch (part) {
    case 0: event.detail = byte; break;
    case 1: event.outcome = std::bit_cast<Outcome>(byte); break;
    case 2: event.reason = static_cast<LossReason>(byte); break;
    case 3: event.node = Address::from_bits(word); break;
    case 4: event.peer = Address::from_bits(word); break;
    case 5: event.count = word; break;
    case 6:
      if (is_about_message(event.kind)) {
        event.op = OpId{value};
      } else {
        event.subject = value;
      }
      break;
    default: event.stamp = static_cast<std::int64_t>(value);
  }
  return true;
}

// What an event is about, which is stored first: its message, or else its operation.
std::uint64_t topic_of(const TraceEvent& event) {
  return is_about_message(event.kind) ? event.subject : raw(event.op);
}

void set_topic(TraceEvent& event, std::uint64_t topic) {
  if (is_about_message(event.kind)) {
    event.subject = topic;
  } else {
    event.op = OpId{topic};
  }
}

// Once time and topic are known.
void foretell(const EventForesight& foresight, TraceEvent& event) {
  if (is_about_message(event.kind)) {
    event = foresight.like_message(event);
  } else if (is_about_key(event.kind)) {
    event.subject = foresight.key_of(event.op);
  }
}

}  // namespace

TraceEvent EventForesight::like_last(EventKind kind) const {
  TraceEvent event = last_[static_cast<std::size_t>(kind)];
  // A second time lies as far from the first one as the last time.
  const auto ago = static_cast<std::uint64_t>(nanoseconds(time_)) -
                   static_cast<std::uint64_t>(nanoseconds(event.at));
  if (event.stamp != 0)
    event.stamp = static_cast<std::int64_t>(static_cast<std::uint64_t>(event.stamp) + ago);
  event.kind = kind;
  return event;
}

TraceEvent EventForesight::like_message(const TraceEvent& known) const {
  const TraceEvent& before = messages_[known.subject % k_slots];
  TraceEvent event = known;
  if (before.subject != known.subject) return event;
  event.detail = before.detail;
  event.outcome = before.outcome;
  event.node = before.node;
  event.peer = before.peer;
  event.count = before.count;
  event.op = before.op;
  return event;
}

void EventForesight::learn(const TraceEvent& event) {
  time_ = event.at;
  last_[static_cast<std::size_t>(event.kind)] = event;
  if (is_about_message(event.kind)) messages_[event.subject % k_slots] = event;
  if (is_about_key(event.kind)) keys_[raw(event.op) % k_slots] = event.subject;
}

void EventPacker::pack(const TraceEvent& event, std::string& bytes) {
  TraceEvent expected = foresight_.like_last(event.kind);
  bytes += static_cast<char>(event.kind);
  put_varint(bytes, static_cast<std::uint64_t>((event.at - time_).count()));
  put_varint(bytes, zigzag(topic_of(event) - topic_of(expected)));
  set_topic(expected, topic_of(event));
  foretell(foresight_, expected);
  std::uint8_t differ = 0;
  for (std::size_t i = 0; i < k_parts; ++i)
    differ |= static_cast<std::uint8_t>((part_of(event, i) != part_of(expected, i)) << i);
  bytes += static_cast<char>(differ);
  for (std::size_t i = 0; i < k_parts; ++i) {
    if ((differ >> i & 1) != 0) put_varint(bytes, zigzag(part_of(event, i) - part_of(expected, i)));
  }
  foresight_.learn(event);
  time_ = event.at;
}

Result<TraceEvent> EventUnpacker::unpack(std::string_view& bytes) {
  const auto wrong = [](const char* what) { return fail(ErrorCode::invalid_argument, what); };
  if (bytes.empty()) return wrong("an event is missing");
  const auto kind = static_cast<std::uint8_t>(bytes.front());
  if (kind >= k_event_kinds) return wrong("there is no such kind of event");
  bytes.remove_prefix(1);
  const auto passed = take_varint(bytes);
  const auto topic = passed ? take_varint(bytes) : std::nullopt;
  if (!topic || bytes.empty()) return wrong("an event is cut off");
  if (*passed > static_cast<std::uint64_t>(k_time_max - nanoseconds(time_)))
    return wrong("an event is too late");
  TraceEvent event = foresight_.like_last(static_cast<EventKind>(kind));
  event.at = time_ + Duration{static_cast<std::int64_t>(*passed)};
  set_topic(event, topic_of(event) + unzigzag(*topic));
  foretell(foresight_, event);
  const auto differ = static_cast<std::uint8_t>(bytes.front());
  bytes.remove_prefix(1);
  for (std::size_t i = 0; i < k_parts; ++i) {
    if ((differ >> i & 1) == 0) continue;
    const auto difference = take_varint(bytes);
    if (!difference) return wrong("an event is cut off");
    if (!set_part(event, i, part_of(event, i) + unzigzag(*difference)))
      return wrong("a number of an event is too large");
  }
  if (!is_well_formed(event)) return wrong("an event names what there is not");
  foresight_.learn(event);
  time_ = event.at;
  return event;
}

bool is_well_formed(const TraceEvent& event) {
  if (static_cast<std::uint8_t>(event.kind) >= k_event_kinds) return false;
  if (nanoseconds(event.at) < 0 || !is_time(nanoseconds(event.at))) return false;
  if (byte_of(event.outcome) > static_cast<std::uint8_t>(ErrorCode::too_many_siblings) + 1)
    return false;
  if (event.reason > LossReason::dropped) return false;
  if (is_about_message(event.kind) && event.detail >= k_message_kinds) return false;
  // There, it is the end of a stretch of the ring.
  if (event.kind != EventKind::range_dropped && !is_time(event.stamp)) return false;
  const bool ends =
      event.kind == EventKind::operation_started || event.kind == EventKind::operation_finished;
  return !ends || event.detail <= static_cast<std::uint8_t>(OperationKind::scan);
}

}  // namespace ringside
