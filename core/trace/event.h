#pragma once
#include <cstdint>
#include <optional>
#include <string_view>
#include <type_traits>

#include "core/base/error.h"
#include "core/base/ids.h"
#include "core/base/link_set.h"
#include "core/base/time.h"
#include "core/ring/hash_range.h"
#include "core/version/version.h"

namespace ringside {

/// What happened. The fields of TraceEvent that a kind uses are named at its builder below.
enum class EventKind : std::uint8_t {
  node_started,
  node_crashed,
  operation_started,
  operation_retried,
  operation_finished,
  message_sent,
  message_delivered,
  message_lost,
  write_coordinated,
  write_acknowledged,
  get_forwarded,
  read_repaired,
  record_stored,
  network_changed,
  link_changed,
  link_reset,
  links_cut,
  node_paused,
  node_resumed,
  node_slowed,
  clock_skewed,
  replicas_compared,
  node_recovered,
  hint_kept,
  hints_handed_over,
  hints_dropped,
  node_suspected,
  node_confirmed_dead,
  node_alive_again,
  key_hot,
  record_expired,
  view_changed,
  range_dropped,
  values_merged,
  record_collected,
  message_held,
  message_rescheduled,
};
inline constexpr std::uint8_t k_event_kinds = 37;

/// What a client asks for.
enum class OperationKind : std::uint8_t { put, get, remove, scan };

/// What a message is. Requests are even, the reply to a request is the next odd number.
enum class MessageKind : std::uint8_t {
  put_request,
  put_reply,
  get_request,
  get_reply,
  remove_request,
  remove_reply,
  store_request,
  store_reply,
  forward_request,
  forward_reply,
  fetch_request,
  fetch_reply,
  compare_request,
  compare_reply,
  split_request,
  split_reply,
  items_request,
  items_reply,
  give_request,
  give_reply,
  handoff_request,
  handoff_reply,
  ping,
  ping_ack,
  ping_request,
  ping_request_reply,
  ring_prepare_request,
  ring_prepare_reply,
  ring_accept_request,
  ring_accept_reply,
  ring_state_request,
  ring_state_reply,
  view_request,
  view_reply,
  collect_request,
  collect_reply,
  multi_get_request,
  multi_get_reply,
  scan_request,
  scan_reply,
  page_request,
  page_reply,
};
inline constexpr std::uint8_t k_message_kinds = 42;
/// Whether it belongs to the regular work that nodes do whether or not a client asks for something.
/// A cluster is idle where only such messages are under way.
constexpr bool is_background(MessageKind kind) {
  return (kind >= MessageKind::compare_request && kind <= MessageKind::ping_request_reply) ||
         kind == MessageKind::collect_request || kind == MessageKind::collect_reply;
}
constexpr bool is_reply(MessageKind kind) { return (static_cast<std::uint8_t>(kind) & 1) != 0; }

/// What one member of a cluster believes of another.
enum class MemberState : std::uint8_t { alive, suspected, dead };

/// Why a message never reached its handler.
enum class LossReason : std::uint8_t {
  link,           ///< The link dropped it under way.
  receiver_down,  ///< It arrived at a node that was down.
  overloaded,     ///< It arrived at a full mailbox.
  partition,      ///< The link was cut when it was sent.
  dropped,        ///< A person took it off its way.
};

/// Success, or the code of the failure, in one byte: 0 is success.
class Outcome {
 public:
  constexpr Outcome() = default;
  constexpr Outcome(ErrorCode code)
      : byte_(static_cast<std::uint8_t>(static_cast<std::uint8_t>(code) + 1)) {}  // NOLINT

  constexpr bool ok() const { return byte_ == 0; }
  /// The failure, if it is one.
  constexpr std::optional<ErrorCode> error() const {
    if (ok()) return std::nullopt;
    return static_cast<ErrorCode>(byte_ - 1);
  }
  friend constexpr bool operator==(Outcome, Outcome) = default;

 private:
  std::uint8_t byte_ = 0;
};

/// One thing that happened in a cluster: the only source of everything that is drawn, counted or
/// checked. A plain 48-byte record without padding, so that it can be hashed and stored as it lies.
/// Build one with the functions below; a field that a kind does not name is zero.
struct TraceEvent {
  Time at{};  ///< When, in cluster time. Never decreases within a trace.
  EventKind kind{};
  std::uint8_t detail = 0;  ///< OperationKind, MessageKind, a latency's kind, or of a record.
  Outcome outcome;
  LossReason reason{};
  Address node;  ///< Where it happened; the sender of a message.
  Address peer;  ///< The other end; the receiver of a message; the node that made a version.
  std::uint32_t count =
      0;  ///< An incarnation, an attempt, a logical time, acknowledgements, … (see each kind).
  OpId op{};                  ///< The operation that it belongs to, 0 if none.
  std::uint64_t subject = 0;  ///< A message id, a key hash, a set of receivers, or a time.
  std::int64_t stamp =
      0;  ///< A second time in nanoseconds: arrival, start, or physical part of a version.

  MessageKind message_kind() const { return static_cast<MessageKind>(detail); }
  OperationKind operation_kind() const { return static_cast<OperationKind>(detail); }
  MessageId message() const { return MessageId{subject}; }
  KeyHash key() const { return KeyHash{subject}; }
  /// Of record_stored: whether the key has no value there, and how many versions are kept beside
  /// the newest, up to 127.
  bool tombstone() const { return (detail & 1) != 0; }
  std::uint32_t siblings() const { return detail >> 1; }
};
static_assert(sizeof(TraceEvent) == 48 && std::has_unique_object_representations_v<TraceEvent>);

/// Names as they appear in traces, lists and files: "message_sent", "put_request", "put",
/// "receiver_down".
std::string_view to_string(EventKind kind);
std::string_view to_string(MessageKind kind);
std::string_view to_string(OperationKind kind);
std::string_view to_string(LossReason reason);
std::string_view to_string(MemberState state);
/// "ok", or the error code's name.
std::string_view to_string(Outcome outcome);

/// What all events about one message share.
struct MessageFacts {
  MessageId id{};
  MessageKind kind{};
  Outcome outcome;  ///< Of a reply: what it says.
  Address from;
  Address to;
  OpId op{};
  bool duplicate = false;  ///< The network made it: the same message was sent once more before.
};

/// How a link takes messages from now on, as far as a trace says it.
struct LinkFacts {
  std::uint8_t latency_kind = 0;  ///< As in core/host/network.h.
  Duration base{};
  Duration spread{};
  std::uint32_t loss_ppm = 0;

  friend bool operator==(const LinkFacts&, const LinkFacts&) = default;
};

namespace trace {

/// node, count = incarnation.
TraceEvent node_started(Time at, Actor actor);
TraceEvent node_crashed(Time at, Actor actor);
/// node = client, detail = OperationKind, op, subject = key; of a scan the hash that it begins at.
TraceEvent operation_started(Time at, ClientId client, OpId op, OperationKind kind, KeyHash key);
/// node = client, peer = whom it asks now, count = attempt (the first is 1), op.
TraceEvent operation_retried(Time at, ClientId client, OpId op, NodeId target,
                             std::uint32_t attempt);

struct OperationEnd {
  OpId op{};
  OperationKind kind{};
  Outcome outcome;
  KeyHash key{};
  Time started{};
  std::uint32_t attempts = 0;
};
/// node = client, detail = OperationKind, outcome, count = attempts, op, subject = key, stamp =
/// start.
TraceEvent operation_finished(Time at, ClientId client, const OperationEnd& end);
/// node = sender, peer = receiver, detail = MessageKind, outcome, op, subject = message, stamp =
/// arrival, count = 1 for a duplicate.
TraceEvent message_sent(Time at, const MessageFacts& message, Time arrival);
TraceEvent message_delivered(Time at, const MessageFacts& message);
/// As message_sent, with the reason. It ends where it was lost: part of the way, or at the
/// receiver.
TraceEvent message_lost(Time at, const MessageFacts& message, LossReason reason);
/// As message_delivered. It stays where it is until message_rescheduled, or until it ends.
TraceEvent message_held(Time at, const MessageFacts& message);
/// As message_sent: it goes on from where it is, and arrives then if nothing happens to it.
TraceEvent message_rescheduled(Time at, const MessageFacts& message, Time arrival);
/// node = coordinator, count = required copies, op, subject = key.
TraceEvent write_coordinated(Time at, NodeId coordinator, OpId op, KeyHash key,
                             std::uint32_t required);
/// node = coordinator, peer = replica, count = copies so far, op, subject = key.
TraceEvent write_acknowledged(Time at, NodeId coordinator, NodeId replica, OpId op, KeyHash key,
                              std::uint32_t copies);
/// node = who had nothing, peer = whom it asks next, op, subject = key.
TraceEvent get_forwarded(Time at, NodeId node, NodeId next, OpId op, KeyHash key);
/// A read has seen that a member keeps something older, and gives it what is newer: node = who
/// coordinates it, peer = the member, op, subject = key.
TraceEvent read_repaired(Time at, NodeId node, NodeId member, OpId op, KeyHash key);

struct StoredRecord {
  KeyHash key{};
  OpId op{};
  Version version;
  bool tombstone = false;    ///< It has no value.
  std::size_t siblings = 0;  ///< Versions kept beside the newest one.
};
/// node, detail = 1 for a tombstone and 2 for each sibling, op, subject = key, peer + count + stamp
/// = newest version (maker, logical, physical).
TraceEvent record_stored(Time at, NodeId node, const StoredRecord& record);
/// A value's time was over; what is kept after that, as in record_stored.
TraceEvent record_expired(Time at, NodeId node, const StoredRecord& record);
/// The node forgets a record, described as in record_stored: a tombstone that every member has had,
/// or what may be older than one and came while it recovered.
TraceEvent record_collected(Time at, NodeId node, const StoredRecord& record);

/// node, count = incarnation.
TraceEvent node_paused(Time at, Actor actor);
TraceEvent node_resumed(Time at, Actor actor);
/// node, stamp = how long it works on each message from now on, in nanoseconds.
TraceEvent node_slowed(Time at, NodeId node, Duration delay);
/// node, stamp = how far its wall clock is ahead of the true time from now on, in nanoseconds.
TraceEvent clock_skewed(Time at, NodeId node, Duration skew);

/// All links without settings of their own: detail = latency kind, count = loss in millionths,
/// subject and stamp = base and spread of the latency in nanoseconds.
TraceEvent network_changed(Time at, const LinkFacts& facts);
/// node = sender, peer = receiver, the rest as network_changed.
TraceEvent link_changed(Time at, Address from, Address to, const LinkFacts& facts);
/// The link behaves like all others again: node = sender, peer = receiver.
TraceEvent link_reset(Time at, Address from, Address to);
/// Which links from a sender to a block of 64 receivers are cut from now on, and that the others
/// are not: node = sender, count = the block's number, subject = a bit for each receiver.
TraceEvent links_cut(Time at, LinkSet::Block block, std::uint64_t bits);
/// node = who began it, peer, count = records that were missing at either.
TraceEvent replicas_compared(Time at, NodeId node, NodeId peer, std::uint32_t records);
/// node speaks for all its arcs again; count = arcs of which fewer members than the promise needs
/// had kept their memory: acknowledged writes may be lost there.
TraceEvent node_recovered(Time at, Actor actor, std::uint32_t doubtful);

struct HintKept {
  NodeId holder{};
  NodeId intended{};
  OpId op{};
  KeyHash key{};
  std::uint32_t hints = 0;
};
/// Hints that went from a node's keeping, and how many it keeps after that.
struct HintsGone {
  NodeId holder{};
  NodeId intended{};
  std::uint32_t hints = 0;
  std::uint64_t left = 0;
};
/// node = who keeps it, peer = for whom, count = hints that it keeps now, op, subject = key.
TraceEvent hint_kept(Time at, const HintKept& hint);
/// node = who kept them, peer = for whom, count = hints, subject = hints it still keeps. Handed
/// over, or dropped because they were too old.
TraceEvent hints_handed_over(Time at, const HintsGone& gone);
TraceEvent hints_dropped(Time at, const HintsGone& gone);

struct MemberFacts {
  NodeId member{};
  MemberState state = MemberState::alive;
  Incarnation life{};
  std::uint32_t refutations = 0;  ///< How often the member has contradicted within that life.
};
/// One node believes something else of another than before: node_suspected, node_confirmed_dead or
/// node_alive_again. Where both are the same node, it contradicts what others believe of it. node =
/// who believes, peer = about whom, count = that one's incarnation, subject = its refutations.
TraceEvent belief_changed(Time at, NodeId node, const MemberFacts& member);

/// Clients asked a node for one key more than is good for it: node, subject = key, count = how
/// often within a second at least, stamp = requests for any key in that second.
TraceEvent key_hot(Time at, NodeId node, KeyHash key, std::uint32_t requests, std::int64_t of);

/// What a node learns of who is on the ring.
struct ViewFacts {
  RingEpoch epoch{};
  std::uint8_t change = 0;  ///< A RingChange::Kind: what led to it,
  NodeId changed{};         ///< and of whom.
  bool moving = false;      ///< Ranges move; else they have moved.
};
/// node, peer = who comes or goes, count = epoch, detail = RingChange::Kind, subject = 1 while
/// ranges move.
TraceEvent view_changed(Time at, NodeId node, const ViewFacts& view);
/// A node lets go of what it kept of a range that is not its own any more: node, subject and stamp
/// = first and last hash, count = records.
TraceEvent range_dropped(Time at, NodeId node, const HashRange& range, std::uint32_t records);
/// The coordinator of a put has merged other values into it: node, op, subject = key, count =
/// values.
TraceEvent values_merged(Time at, NodeId node, OpId op, KeyHash key, std::uint32_t values);

}  // namespace trace
}  // namespace ringside
